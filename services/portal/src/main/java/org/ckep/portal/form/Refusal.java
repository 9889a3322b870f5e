package org.ckep.portal.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.wording.Wording;

/**
 * Why the platform did not do what a form asked for.
 *
 * @param status the HTTP status of the page that says so
 * @param title what is wrong, in the visitor's language
 * @param advice what the visitor can do about it, empty where the title says it all
 * @param detail what the service says beyond that, in English; empty for nothing
 * @param faults the places that it names
 */
public record Refusal(int status, String title, String advice, String detail, List<Fault> faults) {
    private static final String PREFIX = "urn:ckep:problem:";

    /** What a reply says that is not done. */
    public static Refusal of(Reply reply, Wording words) {
        JsonNode problem = reply.body();
        String slug = problem.path("type").asText("").replace(PREFIX, "");
        if (slug.isEmpty()) {
            slug = reply.status() == 429 ? "too-many-requests" : "unavailable";
        }
        String title = words.has("refusal", slug)
                ? words.label("refusal", slug)
                : problem.path("title").asText(words.label("refusal", "unavailable"));
        String detail = problem.path("detail").asText("");
        String advice = words.has("advice", slug) ? words.label("advice", slug) : "";
        return new Refusal(reply.status(), title, advice, detail, faults(problem, slug, title, words));
    }

    /** A refusal of the portal's own, before anything was sent. */
    public static Refusal own(int status, String slug, Wording words) {
        String advice = words.has("advice", slug) ? words.label("advice", slug) : "";
        return new Refusal(status, words.label("refusal", slug), advice, "", List.of());
    }

    private static List<Fault> faults(JsonNode problem, String slug, String title, Wording words) {
        List<Fault> faults = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            String code = error.path("code").asText("");
            String pointer = error.hasNonNull("pointer") ? error.path("pointer").asText() : null;
            String saying = code.equals(slug) ? title : words.has("fault", code) ? words.label("fault", code) : title;
            faults.add(new Fault(pointer, saying, error.path("message").asText("")));
        }
        return List.copyOf(faults);
    }
}
