package org.ckep.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemTest {
    private final ProblemTitles titles = new ProblemTitles();

    @ParameterizedTest
    @EnumSource(KernelProblem.class)
    void everyKernelProblemHasATitleInThreeLanguages(KernelProblem type) {
        for (Language language : Language.values()) {
            assertThat(titles.has(type, language))
                    .as("%s in %s", type, language)
                    .isTrue();
        }
        assertThat(titles.title(type, Language.ZH_HANS)).isNotEqualTo(titles.title(type, Language.EN));
        assertThat(titles.title(type, Language.KO)).isNotEqualTo(titles.title(type, Language.EN));
    }

    @ParameterizedTest
    @CsvSource({
        "en,Not found,en",
        "zh,未找到,zh-Hans",
        "zh-CN,未找到,zh-Hans",
        "zh-Hans,未找到,zh-Hans",
        "ko,찾을 수 없음,ko",
        "ko-KR,찾을 수 없음,ko",
        "fr,Not found,en",
        "'fr, ko;q=0.5, en;q=0.1',찾을 수 없음,ko",
        "'en;q=0.2, zh;q=0.9',未找到,zh-Hans",
    })
    void titlesFollowTheLanguageOfTheRequest(String accept, String title, String language) {
        given().header("Accept-Language", accept)
                .get("/fixture/v1/nothing")
                .then()
                .spec(problem(KernelProblem.NOT_FOUND))
                .body("title", equalTo(title))
                .header("Content-Language", equalTo(language))
                .header("Vary", containsString("Accept-Language"));
    }

    @Test
    void aFaultOfOursTellsNothingAndIsLoggedOnceWithTheRequestId() {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            given().header("X-Request-Id", "fault-20260104")
                    .get("/fixture/v1/things/broken")
                    .then()
                    .spec(problem(KernelProblem.INTERNAL))
                    .body("instance", equalTo("urn:ckep:request:fault-20260104"))
                    .body(not(containsString("select")));
        } finally {
            root.removeHandler(handler);
        }
        assertThat(records)
                .filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.getThrown()).isInstanceOf(IllegalStateException.class);
                    assertThat(String.format(record.getMessage(), record.getParameters()))
                            .contains("fault-20260104");
                });
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFaultOfOurs() {
        given().get("/fixture/v1/things/unwritable")
                .then()
                .spec(problem(KernelProblem.INTERNAL))
                .body(not(containsString("secret")));
    }

    @Test
    void theTraceOfARequestIsKnownWithinItAndWhatIsNoneIsLeftOut() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        given().header("traceparent", trace)
                .get("/fixture/v1/things/trace")
                .then()
                .body(equalTo(trace));
        for (String none : List.of(
                trace.toUpperCase(Locale.ROOT),
                trace + "-00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "x")) {
            given().header("traceparent", none)
                    .get("/fixture/v1/things/trace")
                    .then()
                    .body(equalTo("null"));
        }
        given().get("/fixture/v1/things/trace").then().body(equalTo("null"));
    }

    @Test
    void aGoodRequestIdIsEchoedAndABadOneReplaced() {
        given().header("X-Request-Id", "abc.DEF_123-4")
                .get("/fixture/v1/things/who")
                .then()
                .header("X-Request-Id", equalTo("abc.DEF_123-4"));
        for (String bad : List.of("short", "has space in it", "x".repeat(65), "new\"quote-id")) {
            given().header("X-Request-Id", bad)
                    .get("/fixture/v1/things/who")
                    .then()
                    .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fixture/v1/things/who", "/fixture/v1/nothing", "/q/openapi", "/nowhere"})
    void everyAnswerHasARequestIdAndForbidsSniffing(String path) {
        given().get(path)
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }
}
