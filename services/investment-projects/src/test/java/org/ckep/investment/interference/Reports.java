package org.ckep.investment.interference;

import java.util.List;

/** What is counted and summed up of many records, and whole lists as files. */
final class Reports {
    private Reports() {}

    static List<String> counts(Scenario scenario) {
        return List.of(
                "pipeline",
                "pipeline?sector=BATT",
                "pipeline?direction=KR_TO_CN",
                "stock",
                "stock?sector=BATT",
                "slippage",
                "slippage?sector=SEMI",
                "funnel",
                "funnel?sector=SEMI",
                "dead-projects?limit=500",
                "top-investors?limit=100",
                "top-investors?sector=BATT",
                "concentration",
                "control?side=%s&entity=%s".formatted(scenario.hider, scenario.entity));
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
                "stock.csv",
                "slippage.csv",
                "funnel.csv",
                "dead-projects.csv",
                "top-investors.csv",
                "concentration.csv",
                "control.csv?side=%s&entity=%s".formatted(scenario.hider, scenario.entity),
                "breaks.csv",
                "pairings.csv",
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
