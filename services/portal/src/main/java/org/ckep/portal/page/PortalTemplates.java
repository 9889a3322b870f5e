package org.ckep.portal.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates, checked against their models when the portal is built. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class PortalTemplates {
    private PortalTemplates() {}

    static native TemplateInstance overview(PageFrame frame, OverviewPage page);

    static native TemplateInstance sector(PageFrame frame, SectorPage page);

    static native TemplateInstance projects(PageFrame frame, ProjectsPage page);

    static native TemplateInstance milestones(PageFrame frame, MilestonesPage page);

    static native TemplateInstance milestone(PageFrame frame, MilestonePage page);

    static native TemplateInstance notice(PageFrame frame, Notice notice);
}
