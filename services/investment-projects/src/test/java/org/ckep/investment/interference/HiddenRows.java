package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.VertxContextSupport;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.records.RecordTransactions;

/** Rows of records, to be deleted and reclassified as no request does. Paths are those below the API's root. */
final class HiddenRows {
    private static final Map<String, String> TABLES = Map.of(
            "projects", "project",
            "sites", "site",
            "capacity-shares", "capacity_share",
            "sources", "source",
            "claims", "claim",
            "commitments", "commitment",
            "shareholdings", "shareholding",
            "exposures", "exposure",
            "grievances", "grievance");

    private static final List<String> PARTS_OF_A_PROJECT = List.of(
            "project_sector",
            "project_site",
            "project_participant",
            "project_key_date",
            "project_capacity",
            "project_commitment",
            "project_holding",
            "project_filing",
            "project_step");

    private final RecordTransactions transactions;

    HiddenRows(RecordTransactions transactions) {
        this.transactions = transactions;
    }

    /** Of a ledger, a history of holders and a grievance not even a job removes anything. */
    void delete(String path) {
        if (path.startsWith("projects/")) {
            PARTS_OF_A_PROJECT.forEach(part -> run("delete from " + part + " where project_id = :id", path));
        }
        one("delete from " + table(path) + " where id = :id", path);
    }

    /** What one ministry of the side reads is read by all of them. */
    void reclassify(String path) {
        one(
                "update " + table(path) + " set classification_level = 'SIDE', classification_agencies = '{}'"
                        + " where id = :id",
                path);
    }

    /** Classifies one side's row as if both might read it. */
    void show(String path) {
        one(
                "update " + table(path) + " set classification_level = 'BILATERAL', classification_side = null"
                        + " where id = :id",
                path);
    }

    /** A statement that is about one row, that of the record whose id it names. */
    void one(String sql, String path) {
        assertThat(run(sql, path)).isEqualTo(1);
    }

    private static String table(String path) {
        return TABLES.get(path.substring(0, path.indexOf('/')));
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private int run(String sql, String path) {
        UUID id = id(path);
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session ->
                    session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
