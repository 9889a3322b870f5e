package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityUnitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GWh",
                "GWh/a",
                "t",
                "t/a",
                "wafer/month",
                "km2",
                "vehicle/year",
                "unit",
                "TEU/a",
                "%",
                "10*9.USD",
                "10*6.cell/a"
            })
    void aUnitOfACapacityIsKnown(String unit) {
        assertThat(CapacityUnits.isKnown(unit)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bananas", "gwh", "GWh/", "/a", "GWh/GWh", "a/t", "", "10*9.", "10*9.banana", "RMB", "GWh/a/a"})
    void anotherOneIsNot(String unit) {
        assertThat(CapacityUnits.isKnown(unit)).isFalse();
    }
}
