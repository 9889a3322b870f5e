package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

/** Answers compared byte for byte, as rules about hidden records demand it. */
public final class Answers {
    private Answers() {}

    /** Both have the same status and body, apart from the id of the request. */
    public static void assertSame(Response one, Response other) {
        assertThat(one.statusCode()).isEqualTo(other.statusCode());
        assertThat(one.contentType()).isEqualTo(other.contentType());
        assertThat(bodyOf(one)).isEqualTo(bodyOf(other));
    }

    /** The body without the id of the request. */
    public static String bodyOf(Response answer) {
        return answer.asString().replaceAll("urn:ckep:request:[^\"]+", "");
    }

    /** All that a caller learns from an answer, for comparing before and after: status, validator, next page, body. */
    public static String wholeOf(Response answer) {
        return answer.statusCode() + " " + answer.getHeader("ETag") + " " + answer.getHeader("Link") + " "
                + bodyOf(answer);
    }
}
