package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static final String SOUND = """
            {"type":"urn:ckep:problem:invalid-value","title":"Invalid value","status":400,"detail":"A share is a percentage.",
             "instance":"urn:ckep:request:0123456789","errors":[{"pointer":"/shares/0","code":"range","message":"0 to 100"}]}""";

    private static HttpServer server;
    private static volatile String body = SOUND;
    private static volatile int status = 400;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json;charset=UTF-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aSoundProblemPasses() {
        answer(400, SOUND);
        assertThatCode(() -> get(problemAt(KernelProblem.INVALID_VALUE, "/shares/0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> get(problem(KernelProblem.INVALID_VALUE))).doesNotThrowAnyException();
    }

    @Test
    void anotherPlaceTypeOrStatusFails() {
        answer(400, SOUND);
        assertThatThrownBy(() -> get(problemAt(KernelProblem.INVALID_VALUE, "/shares/1")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> get(problem(KernelProblem.NOT_FOUND))).isInstanceOf(AssertionError.class);
        answer(500, SOUND);
        assertThatThrownBy(() -> get(problem(KernelProblem.INVALID_VALUE))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aClassNameInTheAnswerFails() {
        answer(400, SOUND.replace("A share is a percentage.", "java.lang.NullPointerException"));
        assertThatThrownBy(() -> get(problem(KernelProblem.INVALID_VALUE))).isInstanceOf(AssertionError.class);
    }

    private static void answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    private static void get(io.restassured.specification.ResponseSpecification expected) {
        RestAssured.given()
                .baseUri("http://127.0.0.1:" + server.getAddress().getPort())
                .get("/")
                .then()
                .spec(expected);
    }
}
