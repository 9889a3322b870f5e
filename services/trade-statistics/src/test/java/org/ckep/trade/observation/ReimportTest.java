package org.ckep.trade.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReimportTest {
    @ParameterizedTest
    @ValueSource(strings = {"M", "RM", "FM", "MIP", "MOP"})
    void importsOfAReporterFromItselfCameBack(String flow) {
        assertThat(Reimport.is("KR", "KR", flow)).isTrue();
        assertThat(Reimport.is("KR", "CN", flow)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "RX", "DX", "XIP", "XOP"})
    void exportsOfAReporterToItselfDidNot(String flow) {
        assertThat(Reimport.is("KR", "KR", flow)).isFalse();
    }
}
