package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A subscription in a list.
 *
 * @param name what its owner calls it, else its id
 * @param state the gravest of what is wrong where anything is, else what it is
 * @param troubles what else is wrong though it is active
 * @param reason why it is not active, empty where it is
 * @param advice what can be done about that, empty for nothing
 * @param sink where it goes, empty where it is fetched
 */
record SubscriptionRow(
        String id,
        String address,
        Text name,
        String stateCode,
        String state,
        List<String> troubles,
        String reason,
        String advice,
        String protocol,
        String sink,
        List<String> types,
        String lease) {

    static final String LIST = "/event-subscriptions";

    /** What can be done with a subscription. */
    static final List<String> ACTS = List.of("verify", "pause", "resume", "test", "keys");

    private static final Set<String> CONSENT_ANEW = Set.of("gone", "lease-expired", "consent-missing", "sink-refused");

    /** For the colour of a subscription that is active and whose events do not arrive. */
    private static final String TROUBLED = "TROUBLED";

    static SubscriptionRow of(JsonNode subscription, Wording words) {
        return of(subscription, subscription.path("troubles"), words);
    }

    /** With what its health says, which a subscription by itself does not. */
    static SubscriptionRow of(JsonNode subscription, JsonNode troubles, Wording words) {
        List<String> wrong = Answer.elements(troubles, code -> words.label("subscription-trouble", code));
        String id = subscription.path("id").asText();
        String reason = reason(subscription);
        String state = subscription.path("state").asText();
        return new SubscriptionRow(
                id,
                LIST + "/" + id,
                words.inItsScript(subscription.path("name").asText(id)),
                wrong.isEmpty() ? state : TROUBLED,
                wrong.isEmpty() ? words.label("subscription-state", state) : wrong.get(0),
                wrong.stream().skip(1).toList(),
                said(subscription, reason, words),
                words.has("pause-advice", reason) ? words.label("pause-advice", reason) : "",
                words.label("protocol", subscription.path("protocol")),
                subscription.path("sink").asText(""),
                Answer.elements(subscription.path("types"), JsonNode::asText),
                words.moment(subscription.path("leaseUntil")));
    }

    /** The code of the reason why it is not active; what the endpoint did may stand behind a colon. */
    private static String reason(JsonNode subscription) {
        return subscription.path("stateReason").asText("").split(":", 2)[0];
    }

    private static String said(JsonNode subscription, String reason, Wording words) {
        if (reason.isEmpty()) {
            return "";
        }
        String label = words.label("pause-reason", reason);
        String detail = subscription
                .path("stateReason")
                .asText()
                .substring(reason.length())
                .replaceFirst(":\\s*", "");
        return detail.isEmpty() ? label : words.filled("fact", "with-note", label, detail);
    }

    /** What is of use in its state. A paused endpoint that has to consent anew is asked, for it cannot be resumed. */
    static List<String> acts(JsonNode subscription) {
        boolean webhook = subscription.path("protocol").asText().equals("HTTP");
        String state = subscription.path("state").asText();
        boolean mustConsent = webhook && CONSENT_ANEW.contains(reason(subscription));
        return ACTS.stream()
                .filter(act -> switch (act) {
                    case "verify" -> webhook && (state.equals("PENDING") || state.equals("PAUSED") && mustConsent);
                    case "pause" -> state.equals("ACTIVE");
                    case "resume" -> state.equals("PAUSED") && !mustConsent;
                    case "test" -> webhook && state.equals("ACTIVE");
                    default -> webhook && !state.equals("RETIRED");
                })
                .toList();
    }
}
