package org.ckep.partnerships.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.text.Normalizer;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.sector.SectorProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class OrganisationTest {
    @BeforeEach
    void load() {
        Fixture.load(OrganisationTest.class);
    }

    private static String body(String name, String more) {
        return """
                {"name": {"en": "%s"}, "kind": "COMPANY", "side": "KR"%s}""".formatted(name, more);
    }

    private static String observed(String name, String more) {
        return Api.loader()
                .create(
                        "organisations/register-observed",
                        body(name, more + ", \"sources\": [\"%s\"]".formatted(Fixture.urn("SRC-0001"))));
    }

    /** A source that no record rests on yet. */
    private static String sources() {
        return "\"sources\": [\"%s\"]".formatted(Fixture.source("COMMENTARY"));
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(
                Arguments.of("\"lei\": \"506700GE1G29325QX364\"", OrganisationProblem.LEI_INVALID, "/lei"),
                Arguments.of("\"country\": \"XX\"", SectorProblem.COUNTRY_CODE_INVALID, "/country"),
                Arguments.of("\"country\": \"CN\"", KernelProblem.INVALID_VALUE, "/country"),
                Arguments.of(
                        "\"parentId\": \"urn:ckep:organisation:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"",
                        OrganisationProblem.ORGANISATION_UNKNOWN,
                        "/parentId"),
                Arguments.of("\"parentId\": \"BAIC\"", KernelProblem.INVALID_VALUE, "/parentId"),
                Arguments.of("\"nameSince\": \"1899\"", ValueProblem.DATE_OUT_OF_RANGE, "/nameSince"),
                Arguments.of("\"rank\": 1", KernelProblem.UNKNOWN_PROPERTY, "/rank"));
    }

    @Test
    void b19_anLeiWhoseCheckDigitsDoNotFit() {
        Api.krMaker()
                .post("organisations", body("Checked", ", \"lei\": \"506700GE1G29325QX364\""))
                .then()
                .spec(problemAt(OrganisationProblem.LEI_INVALID, "/lei"));
        Api.krMaker().get("organisations?q=Checked").then().body("data", hasSize(0));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void badInputIsRefusedWithItsPlace(String more, ProblemType type, String pointer) {
        Api.krMaker().post("organisations", body("Bad", ", " + more)).then().spec(problemAt(type, pointer));
    }

    @Test
    void anOrganisationOfAThirdCountryNamesItUnlessItIsAnIgo() {
        String third = body("Third", "").replace("\"KR\"", "\"THIRD\"");
        Api.krMaker().post("organisations", third).then().spec(problemAt(KernelProblem.INVALID_VALUE, "/country"));
        Api.krMaker()
                .post("organisations", third.replace("COMPANY", "IGO"))
                .then()
                .statusCode(201)
                .body("country", is(nullValue()));
        Api.krMaker()
                .post("organisations", third.replace("\"THIRD\"", "\"THIRD\", \"country\": \"US\""))
                .then()
                .statusCode(201)
                .body("country", is("US"));
        Api.krMaker()
                .post("organisations", third.replace("\"THIRD\"", "\"THIRD\", \"country\": \"KR\""))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/country"));
    }

    @Test
    void decomposedHangulMakesNoSecondNameAndMarkupIsRefused() {
        String decomposed = Normalizer.normalize("한국", Normalizer.Form.NFD);
        String urn = observed("NFD", "").toString();
        Api.krMaker()
                .patch("organisations/" + urn, "{%s}".formatted(sources()))
                .then()
                .statusCode(200);
        String made = Api.loader()
                .create(
                        "organisations/register-observed",
                        body("Hangul", ", " + sources())
                                .replace("\"Hangul\"}", "\"Hangul\", \"ko\": \"" + decomposed + "\"}"));
        Api.PUBLIC
                .get("organisations/" + made)
                .then()
                .body("name.ko.text", is(Normalizer.normalize("한국", Normalizer.Form.NFC)));
        Api.krMaker()
                .post("organisations", body("<script>x</script>", ""))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/name/en"));
    }

    @Test
    void anLeiAndALocalIdBelongToOneOrganisation() {
        observed("With LEI", ", \"lei\": \"506700GE1G29325QX363\"");
        Api.krMaker()
                .post("organisations", body("Other", ", \"lei\": \"506700GE1G29325QX363\""))
                .then()
                .spec(problemAt(OrganisationProblem.ORGANISATION_CODE_TAKEN, "/lei"));
        Api.PUBLIC.get("organisations?lei=506700GE1G29325QX363").then().body("data.name.en.text", contains("With LEI"));
        Api.krMaker()
                .post(
                        "organisations",
                        body("Other", ", \"localIds\": [{\"scheme\": \"ckep-seed\", \"value\": \"ORG-LG\"}]"))
                .then()
                .spec(problem(RecordsProblem.LOCAL_ID_TAKEN));
    }

    @Test
    void c9_theOtherSidesHiddenIdsCollideWithNothing() {
        String more = ", \"lei\": \"5493000IBP32UQZ0KL24\", \"localIds\": [{\"scheme\": \"x\", \"value\": \"1\"}]";
        Api.cnMaker().post("organisations", body("Hidden", more)).then().statusCode(201);
        Api.krMaker().post("organisations", body("Seen", more)).then().statusCode(201);
        Api.krMaker().post("organisations", body("Seen again", more)).then().statusCode(409);
    }

    @Test
    void c9_aRecordRefersToNothingThatItsReadersMayNotKnowOf() {
        String hidden = Api.cnMaker().create("organisations", body("Hidden parent", ""));
        Api.cnMaker()
                .post(
                        "organisations",
                        body(
                                "Child",
                                ", \"classification\": {\"level\": \"BILATERAL\"}, \"parentId\": \"" + hidden + "\""))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/parentId"));
        Api.krMaker()
                .post("organisations", body("Child", ", \"parentId\": \"" + hidden + "\""))
                .then()
                .spec(problemAt(OrganisationProblem.ORGANISATION_UNKNOWN, "/parentId"));
        Api.cnMaker()
                .post("organisations", body("Child", ", \"parentId\": \"" + hidden + "\""))
                .then()
                .statusCode(201)
                .body("parent.name.en.text", is("Hidden parent"));
    }

    @Test
    void nobodyIsUnderHisOwnRoofAndRoofsAreKept() {
        String top = observed("Top", "");
        String middle = observed("Middle", ", \"parentSince\": \"2019\", \"parentId\": \"" + top + "\"");
        String bottom = observed("Bottom", ", \"parentId\": \"" + middle + "\"");
        Api.krMaker()
                .patch("organisations/" + top, "{\"parentId\": \"%s\", %s}".formatted(bottom, sources()))
                .then()
                .spec(problemAt(OrganisationProblem.PARENT_CYCLE, "/parentId"));
        Api.krMaker()
                .patch("organisations/" + top, "{\"parentId\": \"%s\", %s}".formatted(top, sources()))
                .then()
                .spec(problemAt(OrganisationProblem.PARENT_CYCLE, "/parentId"));
        String other = observed("Other top", "");
        Api.krMaker()
                .patch(
                        "organisations/" + middle,
                        "{\"parentId\": \"%s\", \"parentSince\": \"2024\", %s}".formatted(other, sources()))
                .then()
                .statusCode(200)
                .body("parent.orgId", is(other));
        Api.PUBLIC
                .get("organisations/" + middle + "?expand=history")
                .then()
                .body("parents.parent.orgId", contains(top, other))
                .body("parents[0].validFrom.date", is("2019-01-01"))
                .body("parents[0].validTo.date", is("2024-01-01"));
        Api.PUBLIC.get("organisations?parent=" + other).then().body("data.urn", contains(middle));
    }

    @Test
    void aChangeOfAnObservedRecordBringsItsSource() {
        String urn = observed("Sourceless", "");
        Api.krMaker()
                .patch("organisations/" + urn, "{\"kind\": \"GROUP\"}")
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        Api.krMaker()
                .command("organisations/" + urn, "dissolve", "{\"on\": \"2025\"}")
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        String known = "\"sources\": [\"%s\"]".formatted(Fixture.urn("SRC-0001"));
        Api.krMaker()
                .patch("organisations/" + urn, "{\"kind\": \"GROUP\", %s}".formatted(known))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        Api.krMaker()
                .command("organisations/" + urn, "dissolve", "{\"on\": \"2025\", %s}".formatted(known))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
    }

    @Test
    void aRenamedOrganisationKeepsItsUrnAndIsFoundByBothNames() {
        String urn = observed("Daewoo Motor", ", \"nameSince\": \"1983\"");
        String source = Fixture.source("PRESS");
        Api.krMaker()
                .command(
                        "organisations/" + urn,
                        "rename",
                        "{\"name\": {\"en\": \"GM Daewoo\"}, \"since\": \"2002-10-17\", \"sources\": [\"%s\"]}"
                                .formatted(source))
                .then()
                .statusCode(200)
                .body("urn", is(urn))
                .body("status", is("ACTIVE"))
                .body("name.en.text", is("GM Daewoo"));
        Api.PUBLIC.get("organisations?q=daewoo motor").then().body("data.urn", contains(urn));
        Api.PUBLIC
                .get("organisations/" + urn + "?expand=history")
                .then()
                .body("names.name.en.text", contains("Daewoo Motor", "GM Daewoo"))
                .body("names[0].validTo.date", is("2002-10-16"))
                .body("names[1].validFrom.date", is("2002-10-17"))
                .body("names[1].sources", contains(source));
    }

    @Test
    void theOldUrnOfAMinistrySetUpAnewResolvesToItsSuccessor() {
        String old = observed("Ministry of Trade, Industry and Energy", "");
        Api.krMaker()
                .command("organisations/" + old, "rename", """
                        {"name": {"en": "Ministry of Trade, Industry and Resources"}, "since": "2025-10-01",
                         "asNewRecord": true, %s}""".formatted(sources()))
                .then()
                .statusCode(200)
                .body("status", is("RENAMED"));
        String successor = Api.PUBLIC
                .get("organisations/" + old)
                .then()
                .statusCode(200)
                .body("name.en.text", is("Ministry of Trade, Industry and Resources"))
                .body("resolvedFrom", is(old))
                .body("predecessors", contains(old))
                .extract()
                .path("urn");
        assertThat(successor).isNotEqualTo(old);
        Api.PUBLIC
                .get("organisations/" + old + "?resolve=false")
                .then()
                .body("urn", is(old))
                .body("status", is("RENAMED"))
                .body("successor", is(successor))
                .body("endedOn.date", is("2025-10-01"));
        Api.krMaker()
                .patch(
                        "organisations/" + old,
                        Api.krMaker().etag("organisations/" + old + "?resolve=false"),
                        "{\"kind\": \"MINISTRY\", %s}".formatted(sources()))
                .then()
                .spec(problem(OrganisationProblem.ORGANISATION_GONE))
                .body("successor", is(successor));
    }

    @Test
    void recordsUnderTheOldUrnAreFoundUnderTheNewOneAndTheReverse() {
        String old = observed("Old battery maker", "");
        String rank = """
                {"orgId": "%s", "metric": "OUTPUT_GWH", "rank": 5, "sector": "BATT", "modality": "ASSERTED", %s}""".formatted(old, sources());
        Api.loader().post("rank-claims/register-observed", rank).then().statusCode(201);
        String into = observed("New battery maker", "");
        Api.krMaker()
                .command(
                        "organisations/" + old,
                        "merge",
                        "{\"into\": \"%s\", \"on\": \"2026-01\", %s}".formatted(into, sources()))
                .then()
                .statusCode(200)
                .body("status", is("MERGED"))
                .body("successor", is(into));
        for (String urn : new String[] {old, into}) {
            Api.PUBLIC
                    .get("rank-claims?organisation=" + urn)
                    .then()
                    .body("data", hasSize(1))
                    .body("data[0].organisation.orgId", is(into))
                    .body("data[0].organisation.name.en.text", is("New battery maker"));
        }
        // A new record may still be given under the old URN.
        Api.loader()
                .post("rank-claims/register-observed", rank.replace("OUTPUT_GWH", "OUTPUT_CELLS"))
                .then()
                .statusCode(201)
                .body("organisation.orgId", is(into));
    }

    @Test
    void mergeCyclesAreRefused() {
        String one = observed("One", "");
        String two = observed("Two", "");
        String three = observed("Three", "");
        merge(one, two).then().statusCode(200);
        merge(two, three).then().statusCode(200);
        merge(three, one).then().spec(problemAt(OrganisationProblem.MERGE_CYCLE, "/into"));
        merge(three, three).then().spec(problemAt(OrganisationProblem.MERGE_CYCLE, "/into"));
        Api.PUBLIC.get("organisations/" + one).then().body("urn", is(three)).body("resolvedFrom", is(one));
    }

    private static io.restassured.response.Response merge(String from, String into) {
        return Api.krMaker()
                .command(
                        "organisations/" + from,
                        "merge",
                        "{\"into\": \"%s\", \"on\": \"2026-01\", %s}".formatted(into, sources()));
    }

    @Test
    void nobodyMergesIntoWhatItsReadersMayNotKnowOf() {
        String open = observed("Open", "");
        String hidden = Api.krMaker().create("organisations", body("Hidden", ""));
        merge(open, hidden).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/into"));
        Api.cnMaker()
                .command(
                        "organisations/" + open,
                        "merge",
                        "{\"into\": \"%s\", \"on\": \"2026-01\", %s}".formatted(hidden, sources()))
                .then()
                .spec(problemAt(OrganisationProblem.ORGANISATION_UNKNOWN, "/into"));
    }

    @Test
    void aDissolvedOrganisationTakesNoMoreCommands() {
        String urn = observed("Short-lived", "");
        String command = "{\"on\": \"2025-06-30\", %s}".formatted(sources());
        Api.krMaker()
                .command("organisations/" + urn, "dissolve", command)
                .then()
                .statusCode(200)
                .body("status", is("DISSOLVED"))
                .body("endedOn.date", is("2025-06-30"));
        Api.krMaker()
                .command("organisations/" + urn, "dissolve", command)
                .then()
                .spec(problem(OrganisationProblem.ORGANISATION_GONE));
    }

    @Test
    void organisationsAreListedByKindSideAndStatus() {
        Api.PUBLIC.get("organisations?kind=MEDIA").then().body("data.name.en.text", contains("CGTN"));
        Api.PUBLIC.get("organisations?kind=GOVERNMENT&side=KR").then().body("data", hasSize(1));
        Api.PUBLIC.get("organisations?side=CN&kind=GOVERNMENT").then().body("data", hasSize(0));
        Api.PUBLIC.get("organisations?kind=SHOP").then().spec(problemAt(KernelProblem.INVALID_VALUE, "kind"));
        Api.PUBLIC.get("organisations?colour=red").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "colour"));
    }
}
