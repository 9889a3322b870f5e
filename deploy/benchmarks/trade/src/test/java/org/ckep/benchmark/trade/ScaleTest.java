package org.ckep.benchmark.trade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void theWholeSizeIsTwentyMillionFiguresOf5600Products() {
        Scale whole = Scale.of(1);
        assertThat(whole.total()).isEqualTo(20_160_000);
        assertThat(whole.products()).isEqualTo(5_600);
        assertThat(whole.upload()).isEqualTo(1_000_000);
        Scale hundredth = Scale.of(0.01);
        assertThat(hundredth.total()).isEqualTo(201_600);
        assertThat(hundredth.upload()).isEqualTo(100_800);
    }
}
