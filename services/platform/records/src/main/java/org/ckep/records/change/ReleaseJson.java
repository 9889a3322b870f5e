package org.ckep.records.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.StreamSupport;
import org.ckep.kernel.access.Classification;
import org.jspecify.annotations.Nullable;

/** Whom a release lets read a record, as the JSON that is signed: agencies in their order, so that one set has one form. */
@ApplicationScoped
class ReleaseJson {
    private static final String AGENCIES = "agencies";

    private final ObjectMapper json;

    ReleaseJson(ObjectMapper json) {
        this.json = json;
    }

    String write(Classification readers) {
        ObjectNode written = json.valueToTree(readers);
        if (written.get(AGENCIES) instanceof ArrayNode agencies) {
            ArrayNode sorted = written.putArray(AGENCIES);
            StreamSupport.stream(agencies.spliterator(), false)
                    .map(JsonNode::textValue)
                    .sorted()
                    .forEach(sorted::add);
        }
        return written.toString();
    }

    @Nullable
    Classification read(@Nullable String written) {
        try {
            return written == null ? null : json.readValue(written, Classification.class);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored classification cannot be read", ours);
        }
    }
}
