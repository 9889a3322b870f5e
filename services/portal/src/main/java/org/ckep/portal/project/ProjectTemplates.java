package org.ckep.portal.project;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.ckep.portal.page.PageFrame;

/** The templates of projects, their change sets, objections and releases, checked against their models when the portal is built. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class ProjectTemplates {
    private ProjectTemplates() {}

    static native TemplateInstance project(PageFrame frame, ProjectPage page);

    static native TemplateInstance changeDraft(PageFrame frame, DraftPage page);

    static native TemplateInstance change(PageFrame frame, ChangePage page);

    static native TemplateInstance objectionForm(PageFrame frame, ObjectionForm page);

    static native TemplateInstance objection(PageFrame frame, ObjectionPage page);

    static native TemplateInstance releaseForm(PageFrame frame, ReleaseForm page);

    static native TemplateInstance revision(PageFrame frame, RevisionPage page);

    static native TemplateInstance pendingAct(PageFrame frame, PendingActPage page);

    static native TemplateInstance waiting(PageFrame frame, WaitingPage page);
}
