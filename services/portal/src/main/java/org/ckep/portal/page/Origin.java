package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Where something is said.
 *
 * @param publisher who published it, its title where that is not known
 * @param title its title
 * @param kind what kind of source it is
 * @param url its address, null where there is none to follow
 */
public record Origin(
        Text publisher, Text title, String kind, @Nullable String url) {

    public static Origin of(JsonNode source, Wording words) {
        Text title = words.inItsScript(source.path("title").asText(""));
        String publisher = source.path("publisher").asText("");
        String url = source.path("url").asText("");
        return new Origin(
                publisher.isEmpty() ? title : words.inItsScript(publisher),
                title,
                words.label("source-kind", source.path("kind")),
                url.startsWith("https://") || url.startsWith("http://") ? url : null);
    }
}
