package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real figures that differ from one another, entered as both sides' figures of projects: what one cycle says of each. Press
 * figures stand for a side here only; none of them is a government's position.
 *
 * <p>What a project has no figure of is entered as the kind of figure that it is, a count or a share as a capacity. Not
 * here: X12 has no figures, X25 is the sum of one source, X26 is wording.
 */
@QuarkusTest
class SeedConflictFiguresTest {

    /**
     * One conflict.
     *
     * @param cn the Chinese figure, null for none
     * @param kr the Korean figure, null for none
     * @param expected the pairs of both sides' figures with their status and reasons
     * @param explained the reason that figures do not carry and a side gives; null where the comparison finds it
     */
    private record Conflict(
            String name,
            String attribute,
            @Nullable String cn,
            @Nullable String kr,
            List<String> expected,
            @Nullable String explained) {
        Conflict explainedAs(String reason) {
            return new Conflict(name, attribute, cn, kr, expected, reason);
        }
    }

    private static Conflict sums(String name, String cn, String kr, String... expected) {
        return new Conflict(name, "totalInvestment", sum(cn), sum(kr), List.of(expected), null);
    }

    /** Of a text such as {@code 942 USD CONTRACTED}, in millions. */
    private static String sum(String text) {
        String[] parts = text.split(" ");
        return "{\"amount\": \"%s000000\", \"currency\": \"%s\", \"basis\": \"%s\"}"
                .formatted(parts[0], parts[1], parts[2]);
    }

    private static Conflict dates(String name, String cn, String kr, String... expected) {
        return new Conflict(name, "keyDates", date(cn), date(kr), List.of(expected), null);
    }

    /** Of a text such as {@code GROUNDBREAKING actual 2024-05-31}. */
    private static String date(String text) {
        String[] parts = text.split(" ");
        String value = parts[1].equals("planned") ? "[\"%s\"]" : "\"%s\"";
        return "{\"%s\": {\"%s\": %s}}".formatted(parts[0], parts[1], value.formatted(parts[2]));
    }

    private static Conflict amounts(String name, String cn, String kr, String... expected) {
        return new Conflict(name, "capacity", amount(cn), amount(kr), List.of(expected), null);
    }

    /** Of a text such as {@code cells GT 1 unit TWh}, with the day of which it holds at the end. */
    private static String amount(String text) {
        String[] parts = text.split(" ");
        String asOf = parts.length > 5 ? ", \"asOf\": \"" + parts[5] + "\"" : "";
        return """
                [{"product": "%s", "kind": "ACTUAL", "quantity": {"relation": "%s", "value": "%s", "%s": "%s"}%s}]""".formatted(parts[0], parts[1], parts[2], parts[3], parts[4], asOf);
    }

    private static final String TOTAL = "totalInvestment ";

    private static List<Conflict> conflicts() {
        return List.of(
                amounts(
                        "X1 enterprises and persons",
                        "delegation EQ 161 countingUnit ENTERPRISE",
                        "delegation EQ 416 countingUnit PERSON",
                        "capacity/delegation/ACTUAL NOT_COMPARABLE COUNTING_UNIT"),
                amounts(
                        "X1 over 200 and 161 enterprises",
                        "delegation GT 200 countingUnit ENTERPRISE",
                        "delegation EQ 161 countingUnit ENTERPRISE",
                        "capacity/delegation/ACTUAL BREAK UNEXPLAINED"),
                amounts(
                        "X2 share of NAND in two years",
                        "NAND EQ 40 unit % 2023",
                        "NAND EQ 35 unit % 2025",
                        "capacity/NAND/ACTUAL NOT_COMPARABLE TIMING"),
                amounts(
                        "X3 equal numbers of two products",
                        "NAND EQ 40 unit %",
                        "DRAM EQ 40 unit %",
                        "capacity/DRAM/ACTUAL ONE_SIDED",
                        "capacity/NAND/ACTUAL ONE_SIDED"),
                dates(
                                "X4 launch act and first round",
                                "ANNOUNCED actual 2017-12",
                                "ANNOUNCED actual 2018-03",
                                "keyDates/ANNOUNCED/actual BREAK UNEXPLAINED")
                        .explainedAs("DEFINITION"),
                dates(
                        "X5 round 4",
                        "MOU_SIGNED actual 2019-03-27",
                        "MOU_SIGNED actual 2019-03-29",
                        "keyDates/MOU_SIGNED/actual WITHIN_TOLERANCE"),
                dates(
                        "X6 end of round 13",
                        "MOU_SIGNED actual 2026-01-23",
                        "MOU_SIGNED actual 2026-01-22",
                        "keyDates/MOU_SIGNED/actual WITHIN_TOLERANCE"),
                amounts(
                        "X6 days of round 13",
                        "round EQ 5 countingUnit DAY",
                        "round EQ 4 countingUnit DAY",
                        "capacity/round/ACTUAL BREAK UNEXPLAINED"),
                // The claim of the other side was erroneous and is withdrawn.
                new Conflict(
                        "X7 round 10",
                        "keyDates",
                        date("MOU_SIGNED actual 2025-01-15"),
                        null,
                        List.of("keyDates/MOU_SIGNED/actual ONE_SIDED"),
                        null),
                amounts(
                                "X8 rare metals",
                                "metals EQ 16 countingUnit MATERIAL",
                                "metals EQ 20 countingUnit MATERIAL",
                                "capacity/metals/ACTUAL BREAK UNEXPLAINED")
                        .explainedAs("UNEXPLAINED"),
                amounts(
                                "X9 trade 2021, also by way of Hong Kong",
                                "trade GT 360 unit 10*9.USD",
                                "trade EQ 301.54 unit 10*9.USD",
                                "capacity/trade/ACTUAL BREAK UNEXPLAINED")
                        .explainedAs("ROUTING"),
                amounts(
                        "X10 one direction each",
                        "exports-of-CN EQ 150.5 unit 10*9.USD",
                        "exports-of-KR EQ 162.9 unit 10*9.USD",
                        "capacity/exports-of-CN/ACTUAL ONE_SIDED",
                        "capacity/exports-of-KR/ACTUAL ONE_SIDED"),
                sums("X11 Beijing Hyundai 2022", "942 USD USED", "825 USD ARRIVED", TOTAL + "BREAK UNEXPLAINED")
                        .explainedAs("UNEXPLAINED"),
                sums("X13 Dalian paid", "8900 USD USED", "8800 USD ARRIVED", TOTAL + "BREAK ROUNDING"),
                sums(
                        "X13 Dalian committed and paid",
                        "9000 USD CONTRACTED",
                        "8900 USD ARRIVED",
                        TOTAL + "NOT_COMPARABLE COMMITMENT_BASIS"),
                sums("X14 LG Nanjing in dollars", "1900 USD CONTRACTED", "2000 USD DECLARED", TOTAL + "BREAK ROUNDING"),
                sums(
                        "X14 LG Nanjing converted",
                        "2000 USD CONTRACTED",
                        "2100000 KRW DECLARED",
                        TOTAL + "BREAK CURRENCY_RATE"),
                sums("X15 EVE's part", "525 USD CONTRACTED", "550 USD DECLARED", TOTAL + "BREAK UNEXPLAINED"),
                amounts(
                        "X16 SK On Yancheng",
                        "cells EQ 10 unit GWh",
                        "cells GT 1 unit TWh",
                        "capacity/cells/ACTUAL BREAK UNIT"),
                sums(
                        "X17 LG Chem–Huayou converted",
                        "918 USD CONTRACTED",
                        "1200000 KRW DECLARED",
                        TOTAL + "WITHIN_TOLERANCE"),
                sums("X17 LG Chem–Huayou rounded", "918 USD CONTRACTED", "900 USD DECLARED", TOTAL + "BREAK ROUNDING"),
                dates(
                        "X18 LG Chem–Huayou, start",
                        "MASS_PRODUCTION planned 2029",
                        "MASS_PRODUCTION planned 2026",
                        "keyDates/MASS_PRODUCTION/planned BREAK UNEXPLAINED"),
                dates(
                        "X19 planned and actual groundbreaking",
                        "GROUNDBREAKING planned 2023-Q4",
                        "GROUNDBREAKING actual 2024-05-31",
                        "keyDates/GROUNDBREAKING/actual ONE_SIDED",
                        "keyDates/GROUNDBREAKING/planned ONE_SIDED"),
                sums("X20 Pohang", "1200000 KRW CONTRACTED", "1700000 KRW DECLARED", TOTAL + "BREAK UNEXPLAINED"),
                amounts(
                        "X21 Yantai park",
                        "park EQ 349 unit km2",
                        "park EQ 80.4 unit m2",
                        "capacity/park/ACTUAL BREAK UNIT"),
                sums(
                        "X22 Yantai contracted and used",
                        "12250 USD CONTRACTED",
                        "6160 USD ARRIVED",
                        TOTAL + "NOT_COMPARABLE COMMITMENT_BASIS"),
                sums(
                        "X23 pledged and arrived",
                        "14770 USD USED",
                        "34570 USD DECLARED",
                        TOTAL + "NOT_COMPARABLE COMMITMENT_BASIS"),
                sums("X24 fab and packaging", "500 USD CONTRACTED", "370 USD DECLARED", TOTAL + "BREAK UNEXPLAINED")
                        .explainedAs("SCOPE"),
                // Of two bodies: two records, which are no pair.
                new Conflict(
                        "X27 22nd meeting of the committee",
                        "keyDates",
                        date("MOU_SIGNED actual 2018-04-20"),
                        null,
                        List.of("keyDates/MOU_SIGNED/actual ONE_SIDED"),
                        null),
                new Conflict(
                        "X27 22nd meeting of the review",
                        "keyDates",
                        null,
                        date("MOU_SIGNED actual 2018-09-05"),
                        List.of("keyDates/MOU_SIGNED/actual ONE_SIDED"),
                        null),
                // Nobody says what the other side's part is.
                new Conflict(
                        "X28 BEST Changzhou",
                        "capacity",
                        null,
                        amount("shares EQ 49 unit %"),
                        List.of("capacity/shares/ACTUAL ONE_SIDED"),
                        null),
                amounts(
                                "X29 coverage without denominator",
                                "coverage EQ 90 unit %",
                                "coverage EQ 71 unit %",
                                "capacity/coverage/ACTUAL BREAK UNEXPLAINED")
                        .explainedAs("DEFINITION"));
    }

    @Test
    void eachIsClassifiedByOneCycle() {
        Map<Conflict, String> projects = new LinkedHashMap<>();
        for (Conflict conflict : conflicts()) {
            String project = Bilateral.joint(conflict.name());
            enter(Api.cnMaker(), project, conflict.attribute(), conflict.cn());
            enter(Api.krMaker(), project, conflict.attribute(), conflict.kr());
            projects.put(conflict, project);
        }
        Bilateral.agreedRate();
        Cycles.close().then().statusCode(201);
        SoftAssertions all = new SoftAssertions();
        projects.forEach((conflict, project) -> {
            for (Api reader : List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat())) {
                all.assertThat(classified(reader, project)).as(conflict.name()).isEqualTo(conflict.expected());
            }
            all.assertThat(breaks(project))
                    .as("breaks of %s", conflict.name())
                    .isEqualTo(conflict.expected().stream()
                            .filter(pair -> pair.contains(" BREAK "))
                            .map(pair -> pair.replace(" BREAK ", " OPEN "))
                            .toList());
        });
        all.assertAll();
        projects.forEach((conflict, project) -> {
            if (conflict.explained() != null) {
                assertExplained(project, conflict.explained());
            }
        });
    }

    private static void enter(Api maker, String project, String attribute, @Nullable String value) {
        if (value != null) {
            maker.show(
                            project + "/figures/" + attribute,
                            "{\"value\": " + value + ", \"classification\": {\"level\": \"BILATERAL\"}}")
                    .then()
                    .statusCode(200);
        }
    }

    /** What the last cycle says: each pair with its status and reasons. */
    private static List<String> classified(Api reader, String project) {
        List<Map<String, Object>> pairs =
                reader.get(project + "/reconciliation").jsonPath().getList("data");
        return pairs.stream()
                .map(pair -> told(pair, "pair", "status", "reasons"))
                .toList();
    }

    /** Which breaks it has opened, with the reasons that the figures suggest. */
    private static List<String> breaks(String project) {
        List<Map<String, Object>> breaks = Api.krMaker()
                .get("breaks?record=" + Records.urn(project))
                .jsonPath()
                .getList("data");
        return breaks.stream()
                .map(found -> told(found, "pair", "state", "suggested"))
                .toList();
    }

    private static String told(Map<String, Object> found, String what, String how, String why) {
        List<Object> words = new ArrayList<>(List.of(found.get(what), found.get(how)));
        if (found.get(why) instanceof List<?> reasons) {
            words.addAll(reasons);
        }
        return String.join(" ", words.stream().map(String::valueOf).toList());
    }

    /** What figures do not carry a side says, and a checker of the other one accepts. */
    private static void assertExplained(String project, String reason) {
        Api kr = Api.krMaker();
        String found = "breaks/"
                + Records.id(kr.get("breaks?record=" + Records.urn(project)).path("data[0].urn"));
        Api.secretariat()
                .post(found + "/assign", "{\"assigned\": [\"KR\"]}")
                .then()
                .statusCode(200);
        kr.post(found + "/explain", "{\"reason\": \"%s\"}".formatted(reason))
                .then()
                .statusCode(200);
        Api.cnChecker().post(found + "/close", "{}").then().statusCode(200);
        assertThat(told(kr.get(found).jsonPath().getMap(""), "state", "reason", "none"))
                .isEqualTo("CLOSED " + reason);
    }
}
