package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnyOfTest {
    private static final UUID ID = UUID.fromString("9d3c4bab-e756-47b3-8b09-c3d4bb20696a");

    @Test
    void allValuesStandInOneParameter() {
        AnyOf modalities = AnyOf.of(List.of(Modality.PLAN, Modality.OPINION));
        assertThat(modalities.parameter()).isEqualTo("{PLAN,OPINION}");
        assertThat(modalities.condition("r.modality", "modalities"))
                .isEqualTo(
                        "cast(sql('(? = any (cast(cast(? as text) as text[])) and ?)', r.modality, :modalities, true) as Boolean)"
                                + " = true");
        assertThat(AnyOf.of(List.of(new Urn("project", ID))).parameter()).isEqualTo("{urn:ckep:project:" + ID + "}");
    }

    @Test
    void idsAreComparedAsIds() {
        AnyOf ids = AnyOf.of(List.of(ID));
        assertThat(ids.parameter()).isEqualTo("{" + ID + "}");
        assertThat(ids.condition("r.id", "ids")).contains("as uuid[]");
    }

    static Stream<List<?>> values() {
        return Stream.of(List.of(), List.of("a,b"), List.of(1), List.of(ID, "{}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatMightNeedQuotesIsRefused(List<?> values) {
        assertThatThrownBy(() -> AnyOf.of(values)).isInstanceOf(IllegalArgumentException.class);
    }
}
