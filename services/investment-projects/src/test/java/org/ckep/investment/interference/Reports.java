package org.ckep.investment.interference;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ckep.investment.Records;

/** What is counted and summed up of many records, and whole lists as files. */
final class Reports {
    /** The files of one project, below its path. */
    static final List<String> FILES_OF_A_PROJECT = List.of(
            "/transitions.csv",
            "/changes.csv",
            "/objections.csv",
            "/reconciliation.csv",
            "/blind-comparisons.csv",
            "/ledger.csv",
            "/pairing-candidates.csv");

    private Reports() {}

    static List<String> counts(Scenario scenario) {
        return List.of(
                "pipeline",
                "pipeline?sector=BATT",
                "pipeline?direction=KR_TO_CN",
                "stock",
                "pipeline?by=PROVINCE&by=PARK&by=YEAR",
                "stock?sector=BATT",
                "stock?view=agreed",
                "stock?view=cn",
                "stock?view=kr",
                "stock?view=public",
                "totals",
                "totals?sector=BATT",
                "slipped-projects?limit=100",
                "slipped-projects?keyDate=MOU_SIGNED&limit=100",
                "slippage",
                "slippage?sector=SEMI",
                "funnel",
                "funnel?sector=SEMI",
                "dead-projects?limit=500",
                "top-investors?limit=100",
                "top-investors?sector=BATT",
                "payments",
                "payments?sector=BATT",
                "payments?direction=KR_TO_CN",
                "payments?knownAt=" + scenario.moment,
                "concentration",
                "pipeline?by=PROVINCE&knownAt=" + scenario.moment,
                "totals?knownAt=" + scenario.moment,
                "slipped-projects?limit=100&knownAt=" + scenario.moment,
                "concentration?knownAt=" + scenario.moment,
                "open-breaks",
                "open-breaks?sector=BATT",
                "open-breaks?assigned=" + scenario.hider,
                "control?side=%s&entity=%s".formatted(scenario.hider, scenario.entity));
    }

    /** The list of all projects' change sets, by its filters. */
    static List<String> changes(Scenario scenario) {
        return Stream.of(
                        "",
                        "&state=DRAFT",
                        "&side=" + scenario.hider,
                        "&waitingFor=ME",
                        "&waitingFor=OWN_SIDE",
                        "&waitingFor=OTHER_SIDE",
                        "&record=" + Records.urn(scenario.joint),
                        "&record=" + Records.urn(scenario.hiddenProjects.getFirst()))
                .map(filter -> "changes?limit=500" + filter)
                .toList();
    }

    static List<String> files(Scenario scenario) {
        return List.of(
                "projects.csv",
                "sites.csv",
                "sites.geojson",
                "capacity-shares.csv",
                "claims.csv",
                "sources.csv",
                "pipeline.csv",
                "pipeline.csv?by=PROVINCE&by=PARK&by=YEAR",
                "stock.csv",
                "stock.csv?view=" + scenario.hider.name().toLowerCase(Locale.ROOT),
                "totals.csv",
                "slipped-projects.csv",
                "slippage.csv",
                "funnel.csv",
                "dead-projects.csv",
                "top-investors.csv",
                "payments.csv",
                "concentration.csv",
                "control.csv?side=%s&entity=%s".formatted(scenario.hider, scenario.entity),
                "breaks.csv",
                "open-breaks.csv",
                "inconsistencies.csv",
                "reconciliation-rates.csv",
                "pairings.csv",
                "pending-acts.csv",
                "changes.csv",
                "changes.csv?waitingFor=OTHER_SIDE",
                "grievances.csv",
                "exposures.csv",
                "shareholdings.csv",
                scenario.shareholding + "/statements.csv",
                "commitments.csv",
                scenario.commitment + "/transactions.csv",
                "projects.oc4ids.json",
                "projects.iati.xml");
    }
}
