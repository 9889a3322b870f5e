package org.ckep.kernel.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Qualitative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aClaimThatRestsOnCommentaryAloneIsNeverOfficial() {
        assertThat(Basis.of(List.of(SourceKind.COMMENTARY))).isEqualTo(Basis.COMMENTARY);
        assertThat(Basis.of(List.of(SourceKind.COMMENTARY, SourceKind.OFFICIAL_ACT)))
                .isEqualTo(Basis.OFFICIAL);
        assertThatThrownBy(() -> Basis.of(List.of())).hasMessageContaining("at least one source");
    }

    @Test
    void valuesNameTheirShape() throws Exception {
        ClaimValue value = new ClaimValue.Money(org.ckep.kernel.value.Money.of("328080000000", "USD"));
        assertThat(json.writeValueAsString(value))
                .isEqualTo("{\"type\":\"money\",\"money\":{\"amount\":\"328080000000.00\",\"currency\":\"USD\"}}");
        assertThat(json.readValue(json.writeValueAsString(value), ClaimValue.class))
                .isEqualTo(value);
        ClaimValue share = json.readValue("{\"type\":\"share\",\"share\":{\"exact\":40}}", ClaimValue.class);
        assertThat(share).isEqualTo(new ClaimValue.Share(org.ckep.kernel.value.Share.exactly(BigDecimal.valueOf(40))));
    }

    @Test
    void aRankNeedsANumberOrALevel() {
        assertThat(new ClaimValue.Ranking(null, new Qualitative(Qualitative.Level.TOP_TIER, "among the top")).rank())
                .isNull();
        assertThatThrownBy(() -> new ClaimValue.Ranking(null, null)).hasMessageContaining("a number or a level");
        assertThatThrownBy(() -> new ClaimValue.Ranking(0, null)).hasMessageContaining("counts from 1");
    }

    @Test
    void aDeprecatedClaimCarriesItsReason() {
        assertThatThrownBy(() -> claim(Rank.DEPRECATED, null)).hasMessageContaining("carries a reason");
        assertThatThrownBy(() -> claim(Rank.NORMAL, "misdated")).hasMessageContaining("carries a reason");
        assertThat(claim(Rank.DEPRECATED, "misdated").rank()).isEqualTo(Rank.DEPRECATED);
    }

    private static Claim claim(Rank rank, @Nullable String reason) {
        return new Claim(
                Urn.random("claim"),
                Urn.CN_KR_RELATION,
                "bilateral-goods-trade",
                new ClaimValue.Date(FuzzyDate.parse("2024")),
                null,
                null,
                null,
                List.of(Urn.random("source")),
                Modality.MEASURED,
                rank,
                reason,
                List.of(),
                Classification.PUBLIC,
                Instant.EPOCH,
                null);
    }
}
