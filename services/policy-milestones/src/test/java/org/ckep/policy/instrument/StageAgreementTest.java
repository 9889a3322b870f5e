package org.ckep.policy.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.source;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule of an instrument's stage stands twice, for answers and for queries: both always say the same. */
@QuarkusTest
class StageAgreementTest {
    private static final List<String> PARTIES = List.of("CN", "JP", "KR");
    private static final List<List<String>> PARTY_SETS =
            List.of(List.of(), List.of("KR"), List.of("CN", "KR"), List.of("CN", "JP", "KR"));
    private static final LocalDate DAY = LocalDate.of(2026, 6, 15);

    /** What one party may have done, as act and date of effect. */
    private static final List<List<String[]>> HISTORIES = List.of(
            List.of(),
            List.<String[]>of(new String[] {"ENTRY_INTO_FORCE", "2026-06-15"}),
            List.<String[]>of(new String[] {"ENTRY_INTO_FORCE", "2026-06-16"}),
            List.<String[]>of(new String[] {"ENTRY_INTO_FORCE", "2026-Q2"}),
            List.<String[]>of(new String[] {"ENTRY_INTO_FORCE", null}),
            List.of(new String[] {"ENTRY_INTO_FORCE", "2025"}, new String[] {"WITHDRAWAL", "2026-06-15"}),
            List.of(new String[] {"ENTRY_INTO_FORCE", "2025"}, new String[] {"WITHDRAWAL", "2026-H1"}),
            List.<String[]>of(new String[] {"RATIFICATION", "2025-01-01"}));

    /** One question and the answer of the rules. */
    private record Case(
            UUID instrument,
            InstrumentStage declared,
            InstrumentLevel level,
            List<String> parties,
            @Nullable Integer least,
            LocalDate day,
            InstrumentStage expected) {}

    @Test
    void queriesAndAnswersAgreeOnEveryCombination() throws SQLException {
        UUID pattern = UUID.fromString(id(created(
                asLoader(),
                "instruments/register-observed",
                json(
                        "{'title': {'en': 'A pattern'}, 'kind': 'FTA', 'level': 'UNILATERAL', 'parties': ['KR'], "
                                + "'sources': ['%s']}",
                        source("PRESS")))));
        try (Connection connection = Database.asSystem()) {
            // Nothing of this is ever committed: other tests do not see these instruments.
            connection.setAutoCommit(false);
            List<Case> cases = new ArrayList<>();
            write(connection, pattern).forEach((instrument, acts) -> cases.addAll(cases(instrument, acts)));
            List<String> answers = ask(connection, cases);
            connection.rollback();

            assertThat(cases).hasSizeGreaterThan(50_000);
            assertThat(cases).extracting(Case::expected).contains(InstrumentStage.values());
            for (int i = 0; i < cases.size(); i++) {
                assertThat(answers.get(i))
                        .as("%s", cases.get(i))
                        .isEqualTo(cases.get(i).expected().name());
            }
        }
    }

    /** An instrument for every combination of what three parties may have done. */
    private static Map<UUID, List<PartyAct>> write(Connection connection, UUID pattern) throws SQLException {
        Map<UUID, List<PartyAct>> histories = new LinkedHashMap<>();
        try (PreparedStatement instrument = connection.prepareStatement(
                        "insert into instrument select (jsonb_populate_record(i, jsonb_build_object('id', ?, "
                                + "'display_id', ?))).* from instrument i where i.id = ?");
                PreparedStatement act = connection.prepareStatement(
                        "insert into party_act(id, record_id, position, party, act, deposited_on, effective_on,"
                                + " sources, recorded_at) values (gen_random_uuid(), ?, ?, ?, ?, ?, ?, '{}', now())")) {
            int combinations = HISTORIES.size() * HISTORIES.size() * HISTORIES.size();
            for (int i = 0; i < combinations; i++) {
                UUID id = UUID.randomUUID();
                instrument.setObject(1, id.toString());
                instrument.setString(2, "PATTERN-" + i);
                instrument.setObject(3, pattern);
                instrument.addBatch();
                histories.put(id, acts(i));
            }
            instrument.executeBatch();
            for (Map.Entry<UUID, List<PartyAct>> history : histories.entrySet()) {
                for (int i = 0; i < history.getValue().size(); i++) {
                    PartyAct one = history.getValue().get(i);
                    act.setObject(1, history.getKey());
                    act.setInt(2, i);
                    act.setString(3, one.party());
                    act.setString(4, one.act().name());
                    act.setString(5, text(one.depositedOn()));
                    act.setString(6, text(one.effectiveOn()));
                    act.addBatch();
                }
            }
            act.executeBatch();
        }
        return histories;
    }

    private static @Nullable String text(@Nullable FuzzyDate date) {
        return date == null ? null : date.toString();
    }

    private static List<PartyAct> acts(int combination) {
        List<PartyAct> acts = new ArrayList<>();
        int rest = combination;
        for (String party : PARTIES) {
            for (String[] done : HISTORIES.get(rest % HISTORIES.size())) {
                acts.add(new PartyAct(
                        party,
                        PartyActKind.valueOf(done[0]),
                        FuzzyDate.parse("2024"),
                        done[1] == null ? null : FuzzyDate.parse(done[1]),
                        null));
            }
            rest /= HISTORIES.size();
        }
        return acts;
    }

    private static List<Case> cases(UUID instrument, List<PartyAct> acts) {
        List<Case> cases = new ArrayList<>();
        for (InstrumentLevel level : InstrumentLevel.values()) {
            for (List<String> parties : PARTY_SETS) {
                for (Integer least : Arrays.asList(null, 1, 2, 3)) {
                    for (LocalDate day : List.of(DAY, LocalDate.of(2026, 6, 30))) {
                        cases.add(expected(instrument, InstrumentStage.SIGNED, level, parties, least, day, acts));
                    }
                }
            }
        }
        for (InstrumentStage declared : InstrumentStage.values()) {
            cases.add(expected(instrument, declared, InstrumentLevel.BILATERAL, List.of("CN", "KR"), null, DAY, acts));
        }
        return cases;
    }

    private static Case expected(
            UUID instrument,
            InstrumentStage declared,
            InstrumentLevel level,
            List<String> parties,
            @Nullable Integer least,
            LocalDate day,
            List<PartyAct> acts) {
        InstrumentRules.Facts facts =
                new InstrumentRules.Facts(InstrumentKind.FTA, level, declared, parties, least, acts);
        return new Case(instrument, declared, level, parties, least, day, InstrumentRules.stageOn(facts, day));
    }

    private static List<String> ask(Connection connection, List<Case> cases) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(
                "select instrument_stage(c.instrument, c.declared, c.level, string_to_array(c.parties, ','), c.least, "
                        + "c.day) from unnest(?, ?, ?, ?, ?, ?) with ordinality "
                        + "as c(instrument, declared, level, parties, least, day, place) order by c.place")) {
            question.setArray(1, array(connection, "uuid", cases, Case::instrument));
            question.setArray(
                    2, array(connection, "text", cases, one -> one.declared().name()));
            question.setArray(
                    3, array(connection, "text", cases, one -> one.level().name()));
            question.setArray(4, array(connection, "text", cases, one -> String.join(",", one.parties())));
            question.setArray(5, array(connection, "int", cases, Case::least));
            question.setArray(6, array(connection, "date", cases, Case::day));
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
        }
        return answers;
    }

    private static Array array(
            Connection connection,
            String type,
            List<Case> cases,
            java.util.function.Function<Case, @Nullable Object> member)
            throws SQLException {
        return connection.createArrayOf(type, cases.stream().map(member).toArray());
    }
}
