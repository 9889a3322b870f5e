package org.ckep.portal.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

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
    private static final int INVALID = 422;
    private static final String PREFIX = "urn:ckep:problem:";

    /** What a reply says that is not done. */
    public static Refusal of(Reply reply, Wording words) {
        return of(reply, "", words);
    }

    /**
     * What a reply says that is not done.
     *
     * @param about begins the names of the labels that say it of one thing; what they do not say is said in general
     */
    public static Refusal of(Reply reply, String about, Wording words) {
        JsonNode problem = reply.body();
        String slug = problem.path("type").asText("").replace(PREFIX, "");
        if (slug.isEmpty()) {
            slug = reply.status() == 429 ? "too-many-requests" : "unavailable";
        }
        String unnamed = problem.path("title").asText(words.label("refusal", "unavailable"));
        String title = said(about, "refusal", slug, unnamed, words);
        String detail = problem.path("detail").asText("");
        String advice = said(about, "advice", slug, "", words);
        return new Refusal(reply.status(), title, advice, detail, faults(problem, slug, title, words));
    }

    /** A refusal of the portal's own, before anything was sent. */
    public static Refusal own(int status, String slug, Wording words) {
        String advice = said("", "advice", slug, "", words);
        return new Refusal(status, words.label("refusal", slug), advice, "", List.of());
    }

    /**
     * What a form lacks before anything is sent, null where it lacks nothing.
     *
     * @param slugs what is lacking, by where it would stand in the request; the first one is said of the whole
     */
    public static @Nullable Refusal lacking(SequencedMap<String, String> slugs, Wording words) {
        if (slugs.isEmpty()) {
            return null;
        }
        List<Fault> faults = new ArrayList<>();
        slugs.forEach((pointer, slug) -> faults.add(new Fault(pointer, words.label("refusal", slug), "")));
        Refusal first = own(INVALID, slugs.firstEntry().getValue(), words);
        return new Refusal(INVALID, first.title(), first.advice(), "", List.copyOf(faults));
    }

    private static String said(String about, String kind, String slug, String otherwise, Wording words) {
        return words.has(about + kind, slug) || words.has(kind, slug)
                ? words.label(about + kind, kind, slug)
                : otherwise;
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
