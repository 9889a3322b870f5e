package org.ckep.investment.interference;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ckep.investment.Records;
import org.ckep.kernel.access.Side;

/** For each table with row-level security that answers are made of: which of its rows who must not read. */
final class GuardedTables {
    /** Tables that a register writes and no answer is made of. */
    static final Set<String> NOT_ANSWERED = Set.of("public.audit_pending");

    /** From whom something is hidden. */
    enum From {
        /** From all but the hiding side. */
        ALL_OTHERS,
        /** From all but the two sides and the secretariat. */
        ALL_BUT_BOTH_SIDES
    }

    /**
     * A table's case.
     *
     * @param hidden condition on a row {@code t} that holds of some rows
     */
    record Case(String hidden, From from) {}

    private final Map<String, Case> cases = new TreeMap<>();
    private final Side hider;

    /** The cases of what one side hides in a scenario. */
    static Map<String, Case> of(Scenario scenario) {
        GuardedTables tables = new GuardedTables(scenario.hider);
        tables.records();
        tables.parts();
        tables.ownSides(scenario);
        tables.audiences();
        tables.bothSides(scenario);
        return tables.cases;
    }

    private GuardedTables(Side hider) {
        this.hider = hider;
    }

    private void records() {
        for (String table : Set.of(
                "project",
                "site",
                "capacity_share",
                "source",
                "claim",
                "commitment",
                "shareholding",
                "exposure",
                "grievance",
                "project_term",
                "claim_term",
                "site_term")) {
            others(table, ofHider("t"));
        }
    }

    private void parts() {
        for (String part : Set.of(
                "sector", "site", "participant", "key_date", "capacity", "commitment", "holding", "step", "local_id")) {
            others("project_" + part, partOf("project"));
        }
        others("commitment_transaction", partOf("commitment"));
        others("shareholding_statement", partOf("shareholding"));
        others("grievance_step", partOf("grievance"));
    }

    private void ownSides(Scenario scenario) {
        for (String table : Set.of(
                "project_filing",
                "project_rag",
                "blind_commitment",
                "audit_entry",
                "adoption",
                "pending_revision",
                "pending_act")) {
            others(table, side());
        }
        others("side_figure", side() + " and t.classification_level in ('SIDE', 'MINISTRY')");
        others("monthly_rates", side() + " and t.agreed_by is null");
        others("break_consent", side() + " and t.agreed_by is null");
        others("change_set", side() + " and t.proposed_at is null");
        others("objection", side() + " and t.raised_at is null");
        others("pairing", side() + " and t.proposed_at is null");
        others("pairing_record", "t.pairing_id = '" + Records.id(Records.urn(scenario.hiddenPairing)) + "'");
        others("audit_link", "t.chain = '" + hider + "'");
        others("idempotency_key", "t.key = '" + EachLockAloneTest.KEY + "'");
    }

    private void audiences() {
        String audience = "t.audience = 'side-" + hider.name().toLowerCase(Locale.ROOT) + "'";
        others("reference_copy", audience);
        others("name_term", audience);
    }

    private void bothSides(Scenario scenario) {
        String joint = "t.record_urn = '" + Records.urn(scenario.joint) + "'";
        for (String table : Set.of("blind_opt_in", "blind_outcome", "reconciliation_match", "reconciliation_break")) {
            cases.put(table, new Case(joint, From.ALL_BUT_BOTH_SIDES));
        }
        cases.put("reconciliation_cycle", new Case("true", From.ALL_BUT_BOTH_SIDES));
        cases.put(
                "agreed_figure",
                new Case(
                        "t.record_urn = '" + Records.urn(scenario.announced)
                                + "' and t.classification_level = 'BILATERAL'",
                        From.ALL_BUT_BOTH_SIDES));
        cases.put(
                "pair_member",
                new Case("t.project_id = '" + Records.id(Records.urn(scenario.paired)) + "'", From.ALL_BUT_BOTH_SIDES));
    }

    private void others(String table, String hidden) {
        cases.put(table, new Case(hidden, From.ALL_OTHERS));
    }

    private String side() {
        return "t.side = '" + hider + "'";
    }

    private String ofHider(String row) {
        return row + ".classification_level in ('SIDE', 'MINISTRY') and " + row + ".classification_side = '" + hider
                + "'";
    }

    private String partOf(String parent) {
        return "exists (select 1 from public.%1$s parent where parent.id = t.%1$s_id and %2$s)"
                .formatted(parent, ofHider("parent"));
    }
}
