package org.ckep.testing;

import static org.ckep.testing.Problems.problem;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * One protected operation of the service under test, and what has to hold for each of them.
 *
 * @param path below the API's root; {@code %s} in it stands for the id of a record
 * @param body a body that is read without fault, so that who asks is all that can be wrong
 * @param wrongRoles demo users whose roles do not suffice
 */
public record Route(String method, String path, String contentType, String body, List<String> wrongRoles) {

    public static Route post(String path, String body, List<String> wrongRoles) {
        return new Route("POST", path, "application/json", body, wrongRoles);
    }

    public static Route patch(String path, List<String> wrongRoles) {
        return new Route("PATCH", path, "application/merge-patch+json", "{}", wrongRoles);
    }

    /** The same operation with another body. */
    public Route withBody(String other) {
        return new Route(method, path, contentType, other, wrongRoles);
    }

    /** True where it is about one record, which may be hidden from the caller. */
    public boolean isOfARecord() {
        return path.contains("%s");
    }

    /** The collection of the records, the first segment of the path. */
    public String collection() {
        return path.split("/", -1)[0];
    }

    /** Without a token, and with one that is none or has expired, it is refused; never taken for the public's. */
    public void assertNeedsAGoodToken() {
        refused(null, KernelProblem.UNAUTHENTICATED);
        refused("no.such.token", KernelProblem.UNAUTHENTICATED);
        refused(Tokens.expired(), KernelProblem.UNAUTHENTICATED);
    }

    /** Nobody acts for two sides at once, and no token reaches further than its scopes. */
    public void assertNeedsScopeAndOneSide() {
        // The token without scopes is a maker's: where makers may not write at all his role is refused first.
        refused(
                Tokens.withoutScopes(),
                wrongRoles.contains("cn-maker") ? KernelProblem.FORBIDDEN : KernelProblem.INSUFFICIENT_SCOPE);
        refused(Tokens.twoSides(), KernelProblem.FORBIDDEN);
    }

    public void assertNeedsTheRightRole() {
        wrongRoles.forEach(user -> refused(Tokens.user(user), KernelProblem.FORBIDDEN));
        send(Tokens.client("agency-kotra"), unknown()).then().statusCode(403);
    }

    /** A record that the caller may not know of answers exactly as none, and as what is no id at all. */
    public void assertHidden(String token, String hiddenId) {
        Response answer = send(token, hiddenId);
        answer.then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(answer, send(token, unknown()));
        Answers.assertSame(answer, send(token, "no-id"));
    }

    private void refused(@Nullable String token, ProblemType type) {
        send(token, unknown()).then().spec(problem(type));
    }

    private static String unknown() {
        return UUID.randomUUID().toString();
    }

    private Response send(@Nullable String token, String id) {
        return new Api(token)
                .request()
                .contentType(contentType)
                .header("If-Match", "\"any\"")
                .body(body)
                .request(method, Api.root() + path.formatted(id));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
