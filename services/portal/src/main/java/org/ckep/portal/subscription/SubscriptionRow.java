package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A subscription in a list.
 *
 * @param name what its owner calls it, else its id
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
        String reason,
        String advice,
        String protocol,
        String sink,
        List<String> types,
        String lease) {

    static final String LIST = "/event-subscriptions";

    /** What can be done with a subscription. */
    static final List<String> ACTS = List.of("verify", "pause", "resume", "test", "keys");

    static SubscriptionRow of(JsonNode subscription, Wording words) {
        String id = subscription.path("id").asText();
        String reason = subscription.path("stateReason").asText("");
        String state = subscription.path("state").asText();
        return new SubscriptionRow(
                id,
                LIST + "/" + id,
                words.inItsScript(subscription.path("name").asText(id)),
                state,
                words.label("subscription-state", state),
                reason.isEmpty() ? "" : words.label("pause-reason", reason),
                words.has("pause-advice", reason) ? words.label("pause-advice", reason) : "",
                words.label("protocol", subscription.path("protocol")),
                subscription.path("sink").asText(""),
                Answer.elements(subscription.path("types"), JsonNode::asText),
                words.moment(subscription.path("leaseUntil")));
    }

    /** The states in which an act is of use. */
    static List<String> acts(String state, String protocol) {
        boolean webhook = protocol.equals("HTTP");
        return ACTS.stream()
                .filter(act -> switch (act) {
                    case "verify" -> webhook && state.equals("PENDING");
                    case "pause" -> state.equals("ACTIVE");
                    case "resume" -> state.equals("PAUSED");
                    default -> webhook && !state.equals("RETIRED");
                })
                .toList();
    }
}
