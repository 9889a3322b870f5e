package org.ckep.investment;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;

/** The four persons of a change set, and records that both sides keep. */
public final class Bilateral {
    private static final String TITLE = """
            {"en": {"text": "%s", "status": "ORIGINAL"}, "zh-Hans": {"text": "电池工厂", "status": "OFFICIAL"},
             "ko": {"text": "배터리 공장", "status": "OFFICIAL"}}""";

    private Bilateral() {}

    public static String title(String english) {
        return TITLE.formatted(english);
    }

    /** A Chinese project that both sides may read, with its title in all languages; the path below the API's root. */
    public static String offered(String english, String more) {
        String source = Records.source("COMPANY_STATEMENT");
        String body = Records.project(", \"classification\": {\"level\": \"BILATERAL\"}, \"sources\": [\"%s\"]%s"
                        .formatted(source, more))
                .replace("{\"en\": \"Battery plant\"}", title(english));
        return "projects/" + Records.id(Api.cnMaker().create("projects", body));
    }

    /** A project of both sides. */
    public static String joint(String english) {
        return joint(english, "");
    }

    public static String joint(String english, String more) {
        String project = offered(english, more);
        String change = draft(Api.cnMaker(), project, makesJoint());
        agree(change);
        return project;
    }

    public static String makesJoint() {
        return "{\"makesJoint\": true, \"reason\": {\"en\": \"Both sides keep it\"}}";
    }

    /** A change set with one operation that replaces an agreed value. */
    public static String replacing(String path, String value) {
        return """
                {"patch": [{"op": "replace", "path": "%s", "value": %s}], "reason": {"en": "It changed"}}""".formatted(path, value);
    }

    public static String replacingTitle(String english) {
        return replacing("/title", title(english));
    }

    /** The same, agreed to by silence. */
    public static String silently(String body) {
        return body.replaceFirst("^\\{", "{\"procedure\": \"SILENCE\", ");
    }

    /** A figure that both sides agree on for themselves. */
    public static String figure(String attribute, String value) {
        return """
                {"figure": {"attribute": "%s", "value": %s}, "evidence": ["%s"], "reason": {"en": "Both sides know it"}}""".formatted(attribute, value, Records.source("COMPANY_STATEMENT"));
    }

    /** That others read a figure which both sides have agreed on for themselves. */
    public static String releasingFigure(String attribute, String classification) {
        return """
                {"figure": {"attribute": "%s"}, "classification": {%s}, "reason": {"en": "Both sides tell it"}}""".formatted(attribute, classification);
    }

    /** A change set with a step of the project's states. */
    public static String step(String step) {
        return "{\"step\": " + step + ", \"reason\": {\"en\": \"It is that far\"}}";
    }

    /** Both sides carry a project on. */
    public static void take(String project, String step) {
        agree(draft(Api.cnMaker(), project, step(step)));
    }

    /** The path of a new draft. */
    public static String draft(Api maker, String project, String body) {
        Response answer = maker.post(project + "/changes", body);
        answer.then().statusCode(201);
        return project + "/changes/" + Records.id(answer.path("urn"));
    }

    /** An objection to an agreed value, or without one to the whole record. */
    public static String objecting(@Nullable String attribute) {
        String named = attribute == null ? "" : "\"attribute\": \"%s\", ".formatted(attribute);
        return "{" + named + reason("zh-Hans", "ko").substring(1);
    }

    /** The path of an objection that its own side alone knows of. */
    public static String prepared(Api maker, String project, @Nullable String attribute) {
        Response answer = maker.post(project + "/objections", objecting(attribute));
        answer.then().statusCode(201);
        return project + "/objections/" + Records.id(answer.path("urn"));
    }

    /** The path of an objection of the Korean side that stands. */
    public static String contested(String project, @Nullable String attribute) {
        String objection = prepared(Api.krMaker(), project, attribute);
        Api.krChecker().post(objection + "/raise", "{}").then().statusCode(200);
        return objection;
    }

    /** The same change set, which settles objections too. */
    public static String settling(String body, String... objections) {
        String urns = Stream.of(objections)
                .map(path -> "\"urn:ckep:objection:" + path.substring(path.lastIndexOf('/') + 1) + "\"")
                .collect(Collectors.joining(", "));
        return body.replaceFirst("^\\{", "{\"settles\": [" + urns + "], ");
    }

    /** A change set that leaves every value as it is. */
    public static String changingNothing() {
        return "{\"reason\": {\"en\": \"Both sides have looked at it\"}}";
    }

    public static Response act(Api who, String change, String act) {
        return who.post(change + "/" + act, "{\"hash\": \"%s\"}".formatted(hash(who, change)));
    }

    /** The hash as that person reads it; a well-formed other one where he sees none. */
    public static String hash(Api who, String change) {
        Response seen = who.get(change);
        return seen.statusCode() == 200 ? seen.path("hash") : "0".repeat(64);
    }

    /** Carries a Chinese draft to the table of the other side's checker. */
    public static void underReview(String change) {
        propose(change);
        act(Api.krMaker(), change, "review").then().statusCode(200);
    }

    public static void propose(String change) {
        act(Api.cnMaker(), change, "submit").then().statusCode(200);
        act(Api.cnChecker(), change, "propose").then().statusCode(200);
    }

    /** The whole walk of a Chinese draft. */
    public static void agree(String change) {
        underReview(change);
        act(Api.krChecker(), change, "agree").then().statusCode(200);
    }

    /** That side says of a break, which may be anybody's, that nobody knows why. */
    public static void explain(Api maker, String found) {
        maker.post(found + "/assign", "{\"assigned\": [\"CN\", \"KR\"]}").then().statusCode(200);
        maker.post(found + "/explain", "{\"reason\": \"UNEXPLAINED\"}").then().statusCode(200);
    }

    /** Names by its hash what is left as it is. */
    public static String leaving(String found) {
        return "{\"hash\": \"%s\"}".formatted(Api.cnMaker().get(found).<String>path("hash"));
    }

    /** Both sides stand behind 1,307 won for a dollar in this month, by which a cycle converts. */
    public static void agreedRate() {
        agreedRate(YearMonth.now(ZoneOffset.ofHours(8)));
    }

    /** The same in another month. */
    public static void agreedRate(YearMonth of) {
        String month = "reconciliation-rates/" + of;
        String rates = "{\"rates\": [{\"from\": \"USD\", \"to\": \"KRW\", \"rate\": \"1307\"}]}";
        Map.of(Api.cnMaker(), Api.cnChecker(), Api.krMaker(), Api.krChecker()).forEach((maker, checker) -> {
            String hash =
                    maker.put(month, rates).then().statusCode(200).extract().path("hash");
            checker.post(month + "/agree", "{\"hash\": \"%s\"}".formatted(hash))
                    .then()
                    .statusCode(200);
        });
    }

    /** Two persons of each side agree to leave a difference as it is. */
    public static void leave(String found) {
        String hash = leaving(found);
        for (Api maker : List.of(Api.cnMaker(), Api.krMaker())) {
            maker.post(found + "/prepare", hash).then().statusCode(200).body("state", equalTo("EXPLAINED"));
        }
        Api.cnChecker().post(found + "/agree", hash).then().statusCode(200).body("state", equalTo("EXPLAINED"));
        Api.krChecker().post(found + "/agree", hash).then().statusCode(200).body("state", equalTo("AGREED_DIFFERENCE"));
    }

    public static String reason(String... languages) {
        StringBuilder members = new StringBuilder();
        for (String language : languages) {
            members.append(members.isEmpty() ? "" : ", ")
                    .append("\"%s\": \"%s\"".formatted(language, language.toUpperCase(Locale.ROOT)));
        }
        return "{\"reason\": {" + members + "}}";
    }
}
