package org.ckep.records;

import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.LocalDate;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "/relative",
                "https:///nohost",
                "ftp://host.example/x"
            })
    void anAddressThatNoPageMayLinkIsRefused(String address) {
        Api.loader()
                .body("{\"kind\":\"PRESS\",\"title\":\"t\",\"url\":\"" + address + "\"}")
                .post(Api.SOURCES)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/url"));
    }

    @Test
    void anAddressOfTheWebIsTaken() {
        Api.loader()
                .body("{\"kind\":\"PRESS\",\"title\":\"t\",\"url\":\"https://press.example/a?b=c\"}")
                .post(Api.SOURCES)
                .then()
                .statusCode(201)
                .body("url", equalTo("https://press.example/a?b=c"));
    }

    @ParameterizedTest
    @CsvSource({"title, /title", "publisher, /publisher", "author, /author", "affiliation, /affiliation"})
    void markupInANameIsRefused(String member, String pointer) {
        String title = member.equals("title") ? "" : "\"title\":\"t\",";
        Api.loader()
                .body("{\"kind\":\"PRESS\"," + title + "\"" + member + "\":\"<img src=x onerror=1>\"}")
                .post(Api.SOURCES)
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publishedOn", "retrievedOn"})
    void aDayThatHasBegunNowhereIsRefused(String member) {
        String source = "{\"kind\":\"COMPANY_STATEMENT\",\"title\":\"t\",\"" + member + "\":\"%s\"}";
        LocalDate today = Days.anywhere(Clock.systemUTC());

        Api.loader()
                .body(source.formatted(today.plusDays(2)))
                .post(Api.SOURCES)
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_DATE_IN_FUTURE, "/" + member));
        Api.loader()
                .body(source.formatted(today))
                .post(Api.SOURCES)
                .then()
                .statusCode(201)
                .body(member, equalTo(today.toString()));
    }
}
