package org.ckep.investment.interference;

import java.util.List;

/** What follows from a hidden value, and what is computed of it for those who read it. */
final class HiddenValues {
    private final HiddenMutations mutations;
    private final Scenario scenario;

    private HiddenValues(HiddenMutations mutations, Scenario scenario) {
        this.mutations = mutations;
        this.scenario = scenario;
    }

    /** Adds its kinds to the others. */
    static void addTo(HiddenMutations mutations, Scenario scenario) {
        new HiddenValues(mutations, scenario).warnings();
    }

    /** Values that differ by a unit from those that others state and read. */
    private void warnings() {
        mutations.add("warnings", () -> mutations.figure("totalInvestment", unit("9000000")));
        mutations.add(
                "warnings",
                () -> scenario.newHidden(
                        ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\", \"totalInvestment\": %s"
                                .formatted(Scenario.urn(scenario.joint), unit("7000000"))));
    }

    private String unit(String amount) {
        String zeros = List.of("000", "0000", "00000000").get(scenario.random.nextInt(3));
        return "{\"amount\": \"%s%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount, zeros);
    }
}
