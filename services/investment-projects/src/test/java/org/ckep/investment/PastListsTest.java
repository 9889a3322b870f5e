package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lists of claims, sources, commitments and shareholdings, and their files, answer for the past as they answered then. */
@QuarkusTest
class PastListsTest {
    private static final String SHARED = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private final Api cn = Api.cnMaker();
    private final Map<String, Api> readers =
            Map.of("cn", cn, "kr", Api.krMaker(), "secretariat", Api.secretariat(), "public", Api.PUBLIC);

    private static String at(String path, Instant moment) {
        return path + (path.contains("?") ? "&" : "?") + "knownAt=" + moment;
    }

    private static Response read(Api who, String path) {
        return who.request().accept("*/*").get(Api.root() + path);
    }

    private Map<String, String> answers(List<String> paths, @Nullable Instant moment) {
        Map<String, String> answers = new LinkedHashMap<>();
        readers.forEach((name, reader) -> paths.forEach(path -> {
            Response answer = read(reader, moment == null ? path : at(path, moment));
            answers.put(
                    name + " " + path,
                    answer.statusCode() + " " + answer.getHeader("ETag") + " " + Answers.bodyOf(answer));
        }));
        return answers;
    }

    private String claim(String subject, String source, String words) {
        return cn.create("claims", """
                {"subject": "%s", "attribute": "success-assessment", "value": {"type": "text", "text": {"en": "%s"}},
                 "modality": "ASSERTED", "sources": ["%s"], "classification": {"level": "BILATERAL"}}""".formatted(subject, words, source));
    }

    @Test
    void whatAListSaidItSaysAgain() {
        String source = Records.source("ESTIMATE");
        String project = cn.create("projects", Records.project(SHARED));
        String commitment = Commitments.made(cn, project, SHARED);
        String entity = Records.organisation();
        String holder = Records.organisation();
        String shareholding = "shareholdings/"
                + Records.id(cn.create(
                        "shareholdings",
                        Shareholdings.shareholding(
                                entity,
                                Shareholdings.statement("2020-03", Shareholdings.holding(holder, "50"), ""),
                                SHARED)));
        String claim = claim(project, source, "It went well");
        List<String> paths = List.of(
                "claims?subject=" + project,
                "claims?expand=record&subject=" + project,
                "claims.csv?subject=" + project,
                "sources.csv?kind=ESTIMATE",
                "commitments?project=" + project,
                "commitments.csv?project=" + project,
                commitment + "/transactions",
                commitment + "/transactions.csv",
                "shareholdings?entity=" + entity,
                "shareholdings.csv?entity=" + entity,
                shareholding + "/statements",
                shareholding + "/statements.csv");
        Map<String, String> given = answers(paths, null);
        String newest = cn.get("sources?kind=ESTIMATE&limit=1").path("data[0].urn");
        Instant moment = Instant.now().truncatedTo(ChronoUnit.MICROS);

        cn.command("claims/" + Records.id(claim), "deprecate", "{\"reason\": \"It did not\"}")
                .then()
                .statusCode(200);
        claim(project, source, "It went badly");
        Records.source("ESTIMATE");
        cn.post(commitment + "/transactions", Commitments.paid("4000000", "2024-06-01"))
                .then()
                .statusCode(201);
        Commitments.made(cn, project, SHARED);
        Shareholdings.state(
                        cn, shareholding, Shareholdings.statement("2021-03", Shareholdings.holding(holder, "60"), ""))
                .then()
                .statusCode(200);
        Map<String, String> now = answers(paths, null);

        assertThat(answers(paths, moment)).isEqualTo(given);
        assertThat(cn.get(at("sources?kind=ESTIMATE&limit=1", moment)).<String>path("data[0].urn"))
                .isEqualTo(source)
                .isEqualTo(newest);
        for (String path : paths) {
            assertThat(now.get("kr " + path)).as(path).isNotEqualTo(given.get("kr " + path));
        }
    }

    @Test
    void aMomentThatIsNoneIsRefused() {
        for (String list : List.of("claims", "sources", "commitments", "shareholdings")) {
            for (String path : List.of(list, list + ".csv")) {
                read(cn, path + "?knownAt=yesterday").then().spec(problem(KernelProblem.INVALID_VALUE));
                read(cn, path + "?knownAt=2199-01-01").then().spec(problem(RecordsProblem.MOMENT_IN_THE_FUTURE));
                read(cn, path + "?knownAt=2020-01-01").then().spec(problem(RecordsProblem.MOMENT_BEFORE_THE_RECORD));
            }
        }
    }
}
