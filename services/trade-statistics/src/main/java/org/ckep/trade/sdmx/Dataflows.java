package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Frequency;

/** Dataflows, provision agreements and categorisations as they stand in the database. For worker threads: it blocks. */
@ApplicationScoped
class Dataflows {
    private static final String FLOWS = """
            select dataflow as id, source, frequency, $1::text as structure_agency, $2::text as structure, names, described_at,
                   revised_at
            from dataset where dataflow is not null
            union all
            select further.id, dataset.source, dataset.frequency, further.structure_agency, further.structure,
                   further.names, further.described_at, dataset.revised_at
            from further_dataflow further join dataset on dataset.id = further.dataset
            order by id""";

    private static final String AGREEMENTS = """
            select id, dataflow, provider, reporter, names, described_at from provision_agreement order by position, id""";

    private static final String CATEGORISATIONS = """
            select id, dataflow, category, names, described_at from categorisation order by id""";

    private final Pool pool;
    private final ObjectMapper json;

    Dataflows(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    Offerings all() {
        List<Dataflow> flows = new ArrayList<>();
        for (Row row : pool.preparedQuery(FLOWS)
                .execute(Tuple.of(DataStructure.BTS.agency(), DataStructure.BTS.id()))
                .await()
                .indefinitely()) {
            OffsetDateTime revised = row.getOffsetDateTime("revised_at");
            flows.add(new Dataflow(
                    row.getString("id"),
                    row.getString("source"),
                    Frequency.valueOf(row.getString("frequency")),
                    DataStructure.of(row.getString("structure_agency"), row.getString("structure")),
                    names(row),
                    row.getOffsetDateTime("described_at").toInstant(),
                    revised == null ? null : revised.toInstant()));
        }
        return new Offerings(
                flows,
                read(
                        AGREEMENTS,
                        row -> new ProvisionAgreement(
                                row.getString("id"),
                                row.getString("dataflow"),
                                row.getString("provider"),
                                row.getString("reporter"),
                                names(row),
                                row.getOffsetDateTime("described_at").toInstant())),
                read(
                        CATEGORISATIONS,
                        row -> new Categorisation(
                                row.getString("id"),
                                row.getString("dataflow"),
                                row.getString("category"),
                                names(row),
                                row.getOffsetDateTime("described_at").toInstant())));
    }

    private <T> List<T> read(String sql, Function<Row, T> one) {
        List<T> all = new ArrayList<>();
        pool.preparedQuery(sql).execute().await().indefinitely().forEach(row -> all.add(one.apply(row)));
        return all;
    }

    private LocalizedText names(Row row) {
        try {
            return json.readValue(row.getJsonObject("names").toString(), LocalizedText.class);
        } catch (JsonProcessingException writtenByMigration) {
            throw new IllegalStateException(writtenByMigration);
        }
    }
}
