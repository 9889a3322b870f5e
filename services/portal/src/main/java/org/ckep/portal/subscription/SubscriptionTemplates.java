package org.ckep.portal.subscription;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.ckep.portal.page.PageFrame;

/** The templates of subscriptions and events, checked against their models when the portal is built. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class SubscriptionTemplates {
    private SubscriptionTemplates() {}

    static native TemplateInstance subscriptions(PageFrame frame, SubscriptionPages.Subscriptions page);

    static native TemplateInstance subscription(PageFrame frame, SubscriptionPages.Subscription page);

    static native TemplateInstance subscriptionNew(PageFrame frame, SubscriptionPages.NewSubscription page);

    static native TemplateInstance delivery(PageFrame frame, SubscriptionPages.Attempts page);

    static native TemplateInstance eventStream(PageFrame frame, SubscriptionPages.Stream page);
}
