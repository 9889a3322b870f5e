package org.ckep.investment.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import org.ckep.investment.export.Format;
import org.ckep.kernel.value.Place;

/**
 * Sites as a collection of features (RFC 7946). A site of which no coordinates are known is a feature without geometry, as
 * the standard has it. Coordinates are longitude before latitude.
 */
final class GeoJson implements Format<SiteView> {
    static final String MEDIA_TYPE = "application/geo+json";

    private final ObjectMapper json;
    private boolean begun;
    private boolean first = true;

    GeoJson(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String next(List<SiteView> entries) {
        StringBuilder text = new StringBuilder(begun ? "" : "{\"type\":\"FeatureCollection\",\"features\":[");
        begun = true;
        for (SiteView site : entries) {
            text.append(first ? "" : ",").append(write(feature(site)));
            first = false;
        }
        return text.toString();
    }

    @Override
    public String end() {
        return "]}";
    }

    private ObjectNode feature(SiteView site) {
        Place place = site.place();
        ObjectNode feature = json.createObjectNode()
                .put("type", "Feature")
                .put("id", site.urn().toString());
        if (place.lat() == null || place.lon() == null) {
            feature.putNull("geometry");
        } else {
            feature.putObject("geometry")
                    .put("type", "Point")
                    .putArray("coordinates")
                    .add(place.lon())
                    .add(place.lat());
        }
        ObjectNode properties = json.valueToTree(site.withoutHead());
        properties.remove("urn");
        feature.set("properties", properties);
        return feature;
    }

    private String write(ObjectNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
