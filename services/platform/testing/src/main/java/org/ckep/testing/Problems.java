package org.ckep.testing;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;
import org.ckep.kernel.problem.ProblemType;

/** What every refusal of the API looks like (RFC 9457); for {@code .then().spec(problem(KernelProblem.NOT_FOUND))}. */
public final class Problems {

    private Problems() {}

    /** A problem of this type, with a title, the request's id, and nothing of the implementation. */
    public static ResponseSpecification problem(ProblemType type) {
        return builder(type).build();
    }

    /**
     * A problem of this type that names the place of the fault.
     *
     * @param place JSON pointer into the request body, such as {@code /shares/0/percent}, or the name of a parameter
     */
    public static ResponseSpecification problemAt(ProblemType type, String place) {
        String field = place.isEmpty() || place.startsWith("/") ? "pointer" : "parameter";
        return builder(type).expectBody("errors." + field, hasItem(place)).build();
    }

    private static ResponseSpecBuilder builder(ProblemType type) {
        return new ResponseSpecBuilder()
                .expectStatusCode(type.status())
                .expectHeader("Content-Type", startsWith("application/problem+json"))
                .expectBody("type", equalTo("urn:ckep:problem:" + type.slug()))
                .expectBody("status", equalTo(type.status()))
                .expectBody("title", matchesPattern("\\S.*"))
                .expectBody("instance", startsWith("urn:ckep:request:"))
                .expectBody(allOf(
                        not(containsString("Exception")),
                        not(containsString("org.ckep.")),
                        not(containsString("\\tat "))));
    }
}
