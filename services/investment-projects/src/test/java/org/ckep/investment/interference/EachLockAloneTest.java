package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.ToldNames;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordTransactions;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rule C8: the conditions of the application's queries and the policies of the database each hide alone, in every table that
 * answers are made of and in the versions of its rows. Without the conditions is a bare select in a transaction that is
 * bound to somebody; without the policies is a policy beside them that lets everybody read every row.
 */
@QuarkusTest
class EachLockAloneTest {
    static final String KEY = "a-key-of-the-hiding-side";

    private static final String GUARDED = "select n.nspname || '.' || c.relname from pg_class c "
            + "join pg_namespace n on n.oid = c.relnamespace where c.relrowsecurity and c.relkind in ('r', 'p')";
    private static final String IN_UTC = "select set_config('TimeZone', 'UTC', true)";
    private static final String PAST = "past.";
    private static final String VERSION = "_version";
    private static final String OF_THE_MOMENT = "known_from <= ckep_known_at() and ckep_known_at() < known_until";

    @Inject
    RecordTransactions transactions;

    @Test
    void eachLockHidesAlone() throws Throwable {
        Scenario scenario = new Scenario(Side.CN, new Random(20261128));
        String project = Records.project("");
        String made = scenario.maker().postOnce("projects", KEY, project).path("urn");
        HiddenMutations mutations = new HiddenMutations(scenario, new HiddenRows(transactions));
        mutations.kinds().forEach(kind -> kind.change().run());
        ToldNames.learn(transactions, "side-cn", Records.organisation(), "en", "A name that one side was told");
        tellBlindOutcome(scenario);

        Map<String, GuardedTables.Case> cases = new TreeMap<>();
        Set<String> guarded = new TreeSet<>(Owner.column(GUARDED));
        GuardedTables.of(scenario).forEach((table, hidden) -> {
            cases.put("public." + table, hidden);
            if (guarded.contains(PAST + table + VERSION)) {
                cases.put(PAST + table + VERSION, hidden);
            }
        });
        guarded.removeAll(GuardedTables.NOT_ANSWERED);
        assertThat(cases.keySet())
                .as("a table with row-level security needs its case")
                .containsExactlyElementsOf(guarded);

        Map<String, List<String>> hidden = new TreeMap<>();
        for (Map.Entry<String, GuardedTables.Case> table : cases.entrySet()) {
            hidden.put(table.getKey(), hiddenRows(table.getKey(), table.getValue()));
            assertThat(hidden.get(table.getKey()))
                    .as("hidden rows of %s", table.getKey())
                    .isNotEmpty();
        }
        try (AudienceTopics topics = new AudienceTopics(transactions, scenario.other())) {
            Observation before = Observation.of(scenario, topics);
            thePoliciesHide(cases, hidden);
            try {
                open(cases.keySet());
                for (String table : cases.keySet()) {
                    assertThat(rows(Viewer.PUBLIC, table))
                            .as("the public reads all rows of %s without the policies", table)
                            .containsAll(hidden.get(table));
                }
                assertThat(before.differences(Observation.of(scenario, topics)))
                        .as("the conditions of the queries hide alone")
                        .isEmpty();
                Response other = scenario.otherMaker().postOnce("projects", KEY, project);
                other.then().statusCode(201);
                assertThat(other.<String>path("urn")).isNotEqualTo(made);
            } finally {
                close(cases.keySet());
            }
        }
    }

    private void thePoliciesHide(Map<String, GuardedTables.Case> cases, Map<String, List<String>> hidden)
            throws Throwable {
        for (Map.Entry<String, GuardedTables.Case> table : cases.entrySet()) {
            for (Map.Entry<String, Viewer> other :
                    others(table.getValue().from()).entrySet()) {
                assertThat(rows(other.getValue(), table.getKey()))
                        .as("what %s reads of %s", other.getKey(), table.getKey())
                        .doesNotContainAnyElementsOf(hidden.get(table.getKey()));
            }
        }
    }

    private static Map<String, Viewer> others(GuardedTables.From from) {
        Map<String, Viewer> others = new LinkedHashMap<>();
        others.put("the public", Viewer.PUBLIC);
        others.put("an agency", viewer(null, "kotra", Role.VIEWER));
        if (from == GuardedTables.From.ALL_OTHERS) {
            others.put("the other side", viewer(Side.KR, null, Role.MAKER));
            others.put("the secretariat", viewer(null, null, Role.SECRETARIAT));
        }
        return others;
    }

    private static Viewer viewer(@Nullable Side side, @Nullable String agency, Role role) {
        return new Viewer("anyone", "test", side, agency, Set.of(role), false);
    }

    /** All rows of a table as somebody reads them, of versions those of now. */
    private List<String> rows(Viewer viewer, String table) throws Throwable {
        Instant moment = table.startsWith(PAST) ? Instant.now().truncatedTo(ChronoUnit.MICROS) : null;
        return VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, moment, session -> session.createNativeQuery(IN_UTC, String.class)
                        .getSingleResult()
                        .chain(() -> session.createNativeQuery(
                                        "select cast(t as text) from " + table + " t", String.class)
                                .getResultList())));
    }

    private List<String> hiddenRows(String table, GuardedTables.Case hidden) throws SQLException {
        String now = table.startsWith(PAST) ? " and t.known_until = 'infinity'" : "";
        return Owner.column("select cast(t as text) from " + table + " t where " + hidden.hidden() + now);
    }

    private void tellBlindOutcome(Scenario scenario) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "insert into blind_outcome (record_urn, attribute, cycle, consistent, told_at) "
                                + "values (:record, 'totalInvestment', '2001-01', true, now())")
                .setParameter("record", Records.urn(scenario.joint))
                .executeUpdate()));
    }

    private void open(Set<String> tables) throws SQLException {
        String reader = ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class);
        for (String table : tables) {
            Owner.run("create policy opened on %s for select to \"%s\" using (%s)"
                    .formatted(table, reader, table.startsWith(PAST) ? OF_THE_MOMENT : "true"));
        }
    }

    private void close(Set<String> tables) throws SQLException {
        for (String table : tables) {
            Owner.run("drop policy if exists opened on " + table);
        }
    }
}
