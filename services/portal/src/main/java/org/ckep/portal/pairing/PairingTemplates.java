package org.ckep.portal.pairing;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.ckep.portal.page.PageFrame;

/** The templates of pairings, checked against their models when the portal is built. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class PairingTemplates {
    private PairingTemplates() {}

    static native TemplateInstance pairingForm(PageFrame frame, PairingForm page);

    static native TemplateInstance pairing(PageFrame frame, PairingPage page);
}
