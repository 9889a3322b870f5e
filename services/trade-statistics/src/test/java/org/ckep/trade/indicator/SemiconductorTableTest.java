package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A published table of RCA and TSI, computed again from its published inputs: five subheadings of integrated circuits,
 * China and Korea, 2010 to 2021, 240 values to three decimals.
 *
 * <p>Source of inputs and values: KITA K-stat (Korea International Trade Association) and ITC Trade Map.
 */
@QuarkusTest
class SemiconductorTableTest {
    private static final String SOURCE = "COMTRADE_BULK";
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private static final List<Line> LINES = lines();

    /** A line of the table, in thousand USD. */
    private record Line(
            String year,
            String commodity,
            BigDecimal world,
            BigDecimal krExports,
            String krImports,
            BigDecimal cnExports,
            String cnImports,
            String rcaKr,
            String rcaCn,
            String tsiKr,
            String tsiCn) {

        /** What the world exports beside the two, so that the reporters sum to the published world. */
        BigDecimal rest() {
            return world.subtract(krExports).subtract(cnExports);
        }
    }

    @BeforeEach
    void load() {
        ComtradeFile file = new ComtradeFile();
        for (Line line : LINES) {
            add(file, line, "410", "X", line.krExports());
            add(file, line, "156", "X", line.cnExports());
            // Stands for everybody else.
            add(file, line, "392", "X", line.rest());
            if (!line.krImports().isEmpty()) {
                add(file, line, "410", "M", new BigDecimal(line.krImports()));
                add(file, line, "156", "M", new BigDecimal(line.cnImports()));
            }
        }
        Laboratory.upload(file, SOURCE);
    }

    private static void add(ComtradeFile file, Line line, String reporter, String flow, BigDecimal thousands) {
        String value = thousands.multiply(THOUSAND).toPlainString();
        Laboratory.add(file, "H3", line.year(), reporter, flow, "0", line.commodity(), value, "-");
    }

    @Test
    void all240PublishedValuesReproduce() {
        int compared = 0;
        for (int year = 2010; year <= 2021; year++) {
            String published = Integer.toString(year);
            for (String reporter : List.of("KR", "CN")) {
                JsonPath rca = values("rca", reporter, year);
                JsonPath tsi = values("tsi", reporter, year);
                for (Line line : LINES) {
                    if (line.year().equals(published) && !line.commodity().equals("TOTAL")) {
                        boolean korea = reporter.equals("KR");
                        compare(rca, line, "rca " + reporter, korea ? line.rcaKr() : line.rcaCn());
                        compare(tsi, line, "tsi " + reporter, korea ? line.tsiKr() : line.tsiCn());
                        compared += 2;
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(240);
    }

    private static void compare(JsonPath answer, Line line, String what, String published) {
        String value = answer.getString("data.find { it.commodity == '" + line.commodity() + "' }.value");
        assertThat(new BigDecimal(value).setScale(3, RoundingMode.HALF_UP))
                .as("%s of %s in %s", what, line.commodity(), line.year())
                .isEqualByComparingTo(published);
    }

    private static JsonPath values(String id, String reporter, int year) {
        return given().get("/trade/v1/indicators/" + id + "/values?source=" + SOURCE + "&reporter=" + reporter
                        + "&period=" + year)
                .jsonPath();
    }

    private static List<Line> lines() {
        try (InputStream file = SemiconductorTableTest.class.getResourceAsStream("/semiconductors.csv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            List<Line> lines = new ArrayList<>();
            text.lines().filter(line -> line.matches("[0-9].*")).forEach(line -> lines.add(line(line)));
            return lines;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Line line(String text) {
        String[] cells = text.split(",", -1);
        return new Line(
                cells[0],
                cells[1],
                new BigDecimal(cells[2]),
                new BigDecimal(cells[3]),
                cells[4],
                new BigDecimal(cells[5]),
                cells[6],
                cells[7],
                cells[8],
                cells[9],
                cells[10]);
    }
}
