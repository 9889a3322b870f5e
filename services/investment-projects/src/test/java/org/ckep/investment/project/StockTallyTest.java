package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However sums are divided among sectors, each is counted once. */
class StockTallyTest {
    private record Invested(
            List<ProjectContent.SectorShare> sectors,
            Direction direction,
            InvestmentBasis basis,
            String currency,
            BigDecimal amount) {}

    private static ProjectContent.SectorShare sector(int number, @Nullable Integer share) {
        return new ProjectContent.SectorShare("S" + number, share == null ? null : BigDecimal.valueOf(share));
    }

    /** No sector, one, several without shares, and several whose shares make the whole. */
    private static List<ProjectContent.SectorShare> sectors(List<Integer> shares, boolean divided) {
        List<ProjectContent.SectorShare> sectors = new ArrayList<>();
        int left = 100;
        for (int i = 0; i < shares.size(); i++) {
            int share = i == shares.size() - 1 ? left : shares.get(i);
            left -= share;
            sectors.add(sector(i, divided ? share : null));
        }
        return sectors;
    }

    @Provide
    Arbitrary<List<Invested>> projects() {
        Arbitrary<List<ProjectContent.SectorShare>> sectors = Combinators.combine(
                        Arbitraries.integers().between(1, 30).list().ofMaxSize(3), Arbitraries.of(true, false))
                .as(StockTallyTest::sectors);
        return Combinators.combine(
                        sectors,
                        Arbitraries.of(Direction.class),
                        Arbitraries.of(InvestmentBasis.class),
                        Arbitraries.of("USD", "KRW"),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ONE, new BigDecimal("1000000000000"))
                                .ofScale(2))
                .as(Invested::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void theCellsOfABasisAndACurrencyAddUpToEachSumOnce(@ForAll("projects") List<Invested> projects) {
        StockTally tally = new StockTally(null);
        projects.forEach(one -> tally.add(one.sectors(), one.direction(), one.basis(), one.currency(), one.amount()));
        Stock stock = tally.result();
        assertThat(stock.total()).isEqualTo(projects.size());
        assertThat(stock.withoutAmount()).isZero();
        for (InvestmentBasis basis : InvestmentBasis.values()) {
            for (String currency : List.of("USD", "KRW")) {
                BigDecimal invested = projects.stream()
                        .filter(one -> one.basis() == basis && one.currency().equals(currency))
                        .map(Invested::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal summed = stock.data().stream()
                        .filter(cell -> cell.basis() == basis && currency.equals(cell.currency()))
                        .map(Stock.Sum::amount)
                        .map(Objects::requireNonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(summed).isEqualByComparingTo(invested);
            }
        }
    }

    @Test
    void whatIsNotKnownIsCountedAndNotSummed() {
        StockTally tally = new StockTally("S0");
        tally.add(List.of(sector(0, null)), Direction.KR_TO_CN, null, null, null);
        tally.add(
                List.of(sector(0, 40), sector(1, 60)),
                Direction.KR_TO_CN,
                InvestmentBasis.DECLARED,
                "KRW",
                BigDecimal.TEN);
        Stock stock = tally.result();
        assertThat(stock.total()).isEqualTo(2);
        assertThat(stock.withoutAmount()).isEqualTo(1);
        assertThat(stock.data())
                .extracting(Stock.Sum::sector, Stock.Sum::basis, Stock.Sum::projects, Stock.Sum::amount)
                .containsExactly(
                        tuple("S0", InvestmentBasis.DECLARED, 1L, new BigDecimal("4")), tuple("S0", null, 1L, null));
    }
}
