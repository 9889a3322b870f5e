package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.pairing.ComparedPairs.amount;
import static org.ckep.investment.pairing.ComparedPairs.compared;
import static org.ckep.investment.pairing.ComparedPairs.cycle;
import static org.ckep.investment.pairing.ComparedPairs.file;
import static org.ckep.investment.pairing.ComparedPairs.found;
import static org.ckep.investment.pairing.ComparedPairs.ours;
import static org.ckep.investment.pairing.ComparedPairs.paired;
import static org.ckep.investment.pairing.ComparedPairs.patch;
import static org.ckep.investment.pairing.ComparedPairs.sum;
import static org.ckep.investment.pairing.ComparedPairs.theirs;
import static org.ckep.investment.pairing.ComparedPairs.total;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both sides' own records of one thing state is compared in the cycles, as figures on one record of both are. */
@QuarkusTest
class PairedFiguresTest {
    @Inject
    RecordTransactions transactions;

    private static String hostedBy(String company) {
        return """
                {"participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}, {"org": {"orgId": "%s"}, "role": "HOST_ENTITY"}]}""".formatted(Records.organisation(), company);
    }

    @ParameterizedTest
    @CsvSource({
        "900000000, USD, CONTRACTED, 900000000,     USD, DECLARED, MATCHED,          ",
        "918000000, USD, CONTRACTED, 1200000000000, KRW, DECLARED, WITHIN_TOLERANCE, ",
        "918000000, USD, CONTRACTED, 900000000,     USD, DECLARED, BREAK,            ROUNDING",
        "5000000,   USD, USED,       50000000000,   USD, ARRIVED,  BREAK,            UNIT",
        "12250000,  USD, CONTRACTED, 6160000,       USD, ARRIVED,  NOT_COMPARABLE,   COMMITMENT_BASIS",
        "5000000,   CNY, USED,       5000000,       USD, ARRIVED,  NOT_COMPARABLE,   CURRENCY_RATE"
    })
    void whatTwoRecordsStateIsCompared(
            String cn,
            String cnCurrency,
            String cnBasis,
            String kr,
            String krCurrency,
            String krBasis,
            String status,
            String reason) {
        String ours = ours(sum("totalInvestment", cn, cnCurrency, cnBasis));
        String theirs = theirs(sum("totalInvestment", kr, krCurrency, krBasis));
        cycle();
        compared(Api.cnMaker(), ours).body("data", empty());
        String group = paired(ours, theirs);
        compared(Api.cnMaker(), ours).body("data", empty());
        cycle();
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat())) {
            for (String record : List.of(ours, theirs)) {
                compared(reader, record)
                        .body("data.pair", contains("totalInvestment"))
                        .body("data[0].group", equalTo(group))
                        .body("data[0].status", equalTo(status))
                        .body("data[0].reasons", reason == null ? nullValue() : contains(reason))
                        .body("data[0].cn.currency", equalTo(cnCurrency))
                        .body("data[0].kr.currency", equalTo(krCurrency));
            }
        }
        Api.krMaker()
                .get("breaks?record=" + Records.urn(theirs))
                .then()
                .body("data", hasSize("BREAK".equals(status) ? 1 : 0));
    }

    /** What a side keeps to itself takes no part; what it lets both read is its word in the place of its record's. */
    @Test
    void aFigureThatIsShownStandsForItsRecord() {
        String ours = ours(total("900000000", "CONTRACTED"));
        String theirs = theirs(total("900000000", "CONTRACTED"));
        paired(ours, theirs);
        Api.cnMaker()
                .post(
                        ours + "/figures/totalInvestment",
                        "{\"value\": {\"amount\": \"990000000\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}}")
                .then()
                .statusCode(200);
        cycle();
        compared(Api.krMaker(), theirs).body("data.status", contains("MATCHED"));
        Api.cnChecker()
                .post(
                        ours + "/figures/totalInvestment/release",
                        "*",
                        "{\"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200);
        cycle();
        compared(Api.krMaker(), theirs)
                .body("data.status", contains("BREAK"))
                .body("data[0].cn.amount", equalTo("990000000.00"));
    }

    @Test
    void everyAttributeOfAPairOfRecordsIsCompared() {
        String ours = ours(", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"2024-01-10\"}},"
                + " \"jobs\": {\"planned\": {\"value\": \"300\", \"countingUnit\": \"PERSON\"}},"
                + " \"capacity\": [{\"product\": \"cells\", \"quantity\": {\"value\": \"10\", \"unit\": \"GWh\"},"
                + " \"kind\": \"PLANNED\"}]"
                + sum("registeredCapital", "100", "CNY", "CONTRACTED"));
        String theirs = theirs(", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"2024-01-12\"}},"
                + " \"jobs\": {\"planned\": {\"value\": \"301\", \"countingUnit\": \"PERSON\"}},"
                + " \"capacity\": [{\"product\": \"cells\", \"quantity\": {\"value\": \"10\", \"unit\": \"GWh\"},"
                + " \"kind\": \"PLANNED\"}]"
                + sum("ownContribution", "100", "CNY", "CONTRACTED"));
        paired(ours, theirs);
        cycle();
        compared(Api.krMaker(), ours)
                .body(
                        "data.pair",
                        contains(
                                "capacity/cells/PLANNED",
                                "jobs/planned",
                                "keyDates/MOU_SIGNED/actual",
                                "ownContribution",
                                "registeredCapital"))
                .body("data.status", contains("MATCHED", "BREAK", "WITHIN_TOLERANCE", "ONE_SIDED", "ONE_SIDED"));
    }

    /** Sums of the parts make one; dates, jobs and capacities do not. */
    @Test
    void partsAreComparedWithTheWholeByTheirSum() {
        String more = ", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"%s\"}},"
                + " \"jobs\": {\"actual\": {\"value\": \"100\", \"countingUnit\": \"PERSON\"}}";
        String ours = ours(more.formatted("2024-01-10") + total("10000000", "CONTRACTED"));
        String first = theirs(more.formatted("2024-01-10") + total("7000000", "DECLARED"));
        String second = theirs(more.formatted("2025-01-10") + total("2980000", "DECLARED"));
        Pairs.paired(Pairs.member(ours), Pairs.part(first, "Phase 1"), Pairs.part(second, "Phase 2"));
        cycle();
        for (String record : List.of(ours, first, second)) {
            compared(Api.krMaker(), record)
                    .body("data.pair", contains("jobs/actual", "keyDates/MOU_SIGNED/actual", "totalInvestment"))
                    .body("data.status", contains("NOT_COMPARABLE", "NOT_COMPARABLE", "WITHIN_TOLERANCE"))
                    .body("data[0].reasons", contains("SCOPE"))
                    .body("data[1].cn.date", equalTo("2024-01-10"))
                    .body("data[1].kr.record", containsInAnyOrder(Records.urn(first), Records.urn(second)))
                    .body("data[1].kr.value.date", containsInAnyOrder("2024-01-10", "2025-01-10"))
                    .body("data[2].cn.amount", equalTo("10000000.00"))
                    .body("data[2].kr.amount", equalTo("9980000.00"))
                    .body("data[2].kr.basis", equalTo("DECLARED"))
                    .body("data[2].delta", equalTo("20000 USD"));
        }
        patch(Api.krMaker(), second, amount("980000").replace("CONTRACTED", "DECLARED"));
        cycle();
        String found = found(second);
        Api.cnMaker()
                .get(found)
                .then()
                .body("delta", equalTo("2020000 USD"))
                .body("members", containsInAnyOrder(Records.urn(ours), Records.urn(first), Records.urn(second)));
        assertThat(found(ours)).isEqualTo(found);
        // Other parts of the same sum are the same figure.
        patch(Api.krMaker(), first, amount("6000000").replace("CONTRACTED", "DECLARED"));
        patch(Api.krMaker(), second, amount("1980000").replace("CONTRACTED", "DECLARED"));
        Api.cnMaker().post(found + "/assign", "{\"assigned\": [\"KR\"]}").then().statusCode(200);
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("ASSIGNED"));
    }

    @ParameterizedTest
    @CsvSource({
        "USD, DECLARED, KRW, DECLARED, CURRENCY_RATE",
        "USD, DECLARED, USD, ARRIVED,  COMMITMENT_BASIS",
        "USD, DECLARED, USD, CONTRACTED, COMMITMENT_BASIS",
        "USD, DECLARED, USD, ,         SCOPE"
    })
    void sumsThatDoNotAddUpAreNotCompared(
            String currency, String basis, String otherCurrency, String otherBasis, String reason) {
        String ours = ours(total("10000000", "CONTRACTED"));
        String first = theirs(sum("totalInvestment", "7000000", currency, basis));
        String second = theirs(otherBasis == null ? "" : sum("totalInvestment", "3000000", otherCurrency, otherBasis));
        Pairs.paired(Pairs.member(ours), Pairs.part(first, "1"), Pairs.part(second, "2"));
        cycle();
        compared(Api.cnMaker(), ours)
                .body("data.status", contains("NOT_COMPARABLE"))
                .body("data[0].reasons", contains(reason))
                .body("data[0].kr", hasSize(otherBasis == null ? 1 : 2));
    }

    /** The money of a phase is its whole's, and a company has one registered capital. */
    @Test
    void nothingIsCountedTwice() {
        String capital = sum("registeredCapital", "100", "USD", "CONTRACTED") + total("100", "CONTRACTED");
        String same = Records.organisation();
        String ours = ours(capital);
        String first = theirs(capital);
        String second = theirs(capital);
        patch(Api.krMaker(), first, hostedBy(same));
        patch(Api.krMaker(), second, hostedBy(same));
        Pairs.paired(Pairs.member(ours), Pairs.part(first, "1"), Pairs.part(second, "2"));
        cycle();
        compared(Api.cnMaker(), ours)
                .body("data.pair", contains("registeredCapital", "totalInvestment"))
                .body("data.status", contains("NOT_COMPARABLE", "WITHIN_TOLERANCE"))
                .body("data[0].reasons", contains("SCOPE"));
        patch(Api.krMaker(), second, hostedBy(Records.organisation()));
        cycle();
        compared(Api.cnMaker(), ours)
                .body("data.status", contains("WITHIN_TOLERANCE", "WITHIN_TOLERANCE"))
                .body("data.kr.amount", contains("200.00", "200.00"));
        patch(
                Api.krMaker(),
                second,
                "{\"parentProject\": \"%s\", \"relation\": \"PHASE_OF\", \"countsTowardAggregate\": false}"
                        .formatted(Records.urn(first)));
        cycle();
        compared(Api.cnMaker(), ours)
                .body("data.status", everyItem(equalTo("NOT_COMPARABLE")))
                .body("data.reasons", contains(List.of("SCOPE"), List.of("SCOPE")));
    }

    /** One of several parts is hidden afterwards: whatever it states changes no byte for the other side. */
    @Test
    void aHiddenPartChangesNothingForTheOtherSide() {
        String ours = ours(total("10000000", "CONTRACTED"));
        String shown = theirs(total("7000000", "DECLARED"));
        String hidden = theirs(total("3000000", "DECLARED"));
        Pairs.paired(Pairs.member(ours), Pairs.part(shown, "1"), Pairs.part(hidden, "2"));
        cycle();
        compared(Api.cnMaker(), ours).body("data.status", contains("MATCHED"));
        hide(hidden);
        cycle();
        compared(Api.cnMaker(), ours)
                .body("data.status", contains("BREAK"))
                .body("data[0].kr.amount", equalTo("7000000.00"));
        String found = found(ours);
        Api.cnMaker().get(found).then().body("members", contains(Records.urn(ours), Records.urn(shown)));
        List<String> paths = List.of(
                ours + "/reconciliation",
                shown + "/reconciliation",
                "breaks?record=" + Records.urn(ours),
                "breaks?record=" + Records.urn(hidden),
                "breaks?state=OPEN",
                found);
        List<Api> strangers = List.of(Api.cnMaker(), Api.cnChecker(), Api.secretariat());
        List<String> before = everything(strangers, paths);
        for (String value : List.of("1", "3000001", "999999999999")) {
            patch(Api.krMaker(), hidden, amount(value).replace("CONTRACTED", "USED"));
            cycle();
            assertThat(everything(strangers, paths)).isEqualTo(before);
        }
        patch(Api.krMaker(), hidden, "{\"totalInvestment\": null}");
        patch(
                Api.krMaker(),
                hidden,
                "{" + sum("ownContribution", "4", "KRW", "DECLARED").substring(2) + "}");
        cycle();
        assertThat(everything(strangers, paths)).isEqualTo(before);
        compared(Api.krMaker(), ours)
                .body("data.pair", contains("totalInvestment", "ownContribution"))
                .body("data.status", contains("BREAK", "WITHHELD"));
        compared(Api.krChecker(), hidden).body("data.status", contains("BREAK", "WITHHELD"));
    }

    /** Nobody is told of a pair of which a side shows nothing. */
    @Test
    void aHiddenRecordIsNotCompared() {
        String ours = ours(total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        paired(ours, theirs);
        cycle();
        String found = found(ours);
        hide(theirs);
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("LAPSED"));
        List<String> paths = List.of(ours + "/reconciliation", "breaks?record=" + Records.urn(ours), found);
        List<String> before = everything(List.of(Api.cnMaker(), Api.secretariat()), paths);
        compared(Api.cnMaker(), ours).body("data", empty());
        patch(Api.krMaker(), theirs, amount("942000000"));
        cycle();
        assertThat(everything(List.of(Api.cnMaker(), Api.secretariat()), paths)).isEqualTo(before);
        compared(Api.krMaker(), theirs).body("data.status", contains("WITHHELD"));
    }

    private static List<String> everything(List<Api> readers, List<String> paths) {
        return readers.stream()
                .flatMap(reader -> Stream.concat(
                        paths.stream().map(path -> Answers.wholeOf(reader.get(path))),
                        Stream.of(file(reader, "breaks.csv"), counts(reader))))
                .toList();
    }

    /** How many pairs the newest cycle found in which status. */
    private static String counts(Api reader) {
        return reader.get("reconciliation-cycles").path("data[0].pairs").toString();
    }

    private void hide(String project) {
        StoredRows.narrow(
                transactions,
                "project",
                "update project set classification_level = 'SIDE', classification_side = 'KR' where id = :id",
                project);
    }
}
