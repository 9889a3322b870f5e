package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Frequency;

/** The dataflows that have a source. Methods block; they are for worker threads. */
@ApplicationScoped
class Dataflows {
    private static final String SELECT = """
            select dataflow, source, frequency, names, revised_at from dataset
            where dataflow is not null order by dataflow""";

    private final Pool pool;
    private final ObjectMapper json;

    Dataflows(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    List<Dataflow> all() {
        List<Dataflow> flows = new ArrayList<>();
        for (Row row : pool.preparedQuery(SELECT).execute().await().indefinitely()) {
            OffsetDateTime revised = row.getOffsetDateTime("revised_at");
            flows.add(new Dataflow(
                    row.getString("dataflow"),
                    row.getString("source"),
                    Frequency.valueOf(row.getString("frequency")),
                    names(row),
                    revised == null ? null : revised.toInstant()));
        }
        return flows;
    }

    /**
     * The dataflow of a reference in a path: {@code FLOW}, {@code AGENCY,FLOW} or {@code AGENCY,FLOW,VERSION}.
     *
     * @throws SdmxException where the form is wrong or there is no such dataflow
     */
    Dataflow find(String reference) {
        String[] parts = reference.split(",", -1);
        if (parts.length > 3 || reference.isEmpty()) {
            throw SdmxException.syntax("A dataflow is named FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION, not '"
                    + SdmxException.shorten(reference) + "'.");
        }
        String agency = parts.length == 1 ? "all" : parts[0];
        String id = parts.length == 1 ? parts[0] : parts[1];
        String version = parts.length < 3 ? "latest" : parts[2];
        boolean ours = agency.equals(Dataflow.AGENCY)
                || agency.toLowerCase(Locale.ROOT).equals("all");
        boolean current =
                version.equals(Dataflow.VERSION) || List.of("latest", "all").contains(version.toLowerCase(Locale.ROOT));
        return all().stream()
                .filter(flow -> ours && current && flow.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        SdmxException.noResults("There is no dataflow '" + SdmxException.shorten(reference) + "'."));
    }

    private LocalizedText names(Row row) {
        try {
            return json.readValue(row.getJsonObject("names").toString(), LocalizedText.class);
        } catch (JsonProcessingException writtenByMigration) {
            throw new IllegalStateException(writtenByMigration);
        }
    }
}
