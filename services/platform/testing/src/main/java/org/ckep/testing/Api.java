package org.ckep.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the service under test as one caller. Paths are relative to the first version of its API, such as
 * {@code projects/{id}} for {@code /investment/v1/projects/{id}}.
 *
 * <p>A caller may be kept for longer than one token lives: each request carries a token of its time.
 *
 * @param tokens gives his access token; null for the public, who has none
 */
public record Api(@Nullable Supplier<String> tokens) {
    /** The caller without a token. */
    public static final Api PUBLIC = new Api((String) null);

    private static final String JSON = "application/json; charset=utf-8";
    private static final String MERGE_PATCH = "application/merge-patch+json; charset=utf-8";

    /** The caller with exactly this token; null for the public. */
    public Api(@Nullable String token) {
        this(token == null ? null : () -> token);
    }

    /** His access token of now; null for the public. */
    public @Nullable String token() {
        return tokens == null ? null : tokens.get();
    }

    /** A demo user of the realm. */
    public static Api user(String name) {
        return new Api(() -> Tokens.user(name));
    }

    /** A machine client of the realm. */
    public static Api client(String name) {
        return new Api(() -> Tokens.client(name));
    }

    public static Api cnMaker() {
        return user("cn-maker");
    }

    public static Api cnChecker() {
        return user("cn-checker");
    }

    public static Api krMaker() {
        return user("kr-maker");
    }

    public static Api krChecker() {
        return user("kr-checker");
    }

    public static Api secretariat() {
        return user("secretariat");
    }

    /** The client that enters what is publicly known. */
    public static Api loader() {
        return new Api(Tokens::loader);
    }

    /** Where the API of the service under test begins, such as {@code /investment/v1/}. */
    public static String root() {
        return ConfigProvider.getConfig().getValue("quarkus.rest.path", String.class) + "/v1/";
    }

    /** A request with this caller's token. */
    public RequestSpecification request() {
        RequestSpecification request = given().accept("application/json");
        return tokens == null ? request : request.header("Authorization", "Bearer " + tokens.get());
    }

    public Response get(String path) {
        return request().get(root() + path);
    }

    public Response post(String path, String body) {
        return request().contentType(JSON).body(body).post(root() + path);
    }

    public Response put(String path, String body) {
        return request().contentType(JSON).body(body).put(root() + path);
    }

    /**
     * A command to a record.
     *
     * @param ifMatch the header; null leaves it out
     */
    public Response post(String path, @Nullable String ifMatch, String body) {
        return ifMatching(ifMatch).contentType(JSON).body(body).post(root() + path);
    }

    public Response postOnce(String path, String idempotencyKey, String body) {
        return request()
                .contentType(JSON)
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post(root() + path);
    }

    /** A command to a record as this caller sees it now. */
    public Response command(String record, String verb, String body) {
        return post(record + "/" + verb, etag(record), body);
    }

    /** A transition of a record from the state in which this caller sees it now. */
    public Response step(String record, String body) {
        return step(record, etag(record), body);
    }

    /**
     * A transition of the record of that tag, by as many persons as that takes, as of {@link #patch(String, String, String)}.
     *
     * @param ifMatch the header; null leaves it out
     */
    public Response step(String record, @Nullable String ifMatch, String body) {
        Response answer = post(record + "/transitions", ifMatch, body);
        return answer.statusCode() == 202 ? confirmed(record, answer) : answer;
    }

    /** A change of a record as this caller sees it now. */
    public Response patch(String record, String body) {
        return patch(record, etag(record), body);
    }

    /**
     * A change of the record of that tag, by as many persons as that takes: where it waits for a second one, the checker of
     * this caller's side confirms what this caller has drafted.
     *
     * @param ifMatch the header; null leaves it out
     * @return the answer after which the record is changed, or the refusal
     */
    public Response patch(String record, @Nullable String ifMatch, String body) {
        Response answer = patchAlone(record, ifMatch, body);
        if (answer.statusCode() != 202) {
            return answer;
        }
        return answer.path("act") == null ? checker().confirmRevision(record) : confirmed(record, answer);
    }

    private Response confirmed(String record, Response drafted) {
        String urn = drafted.path("urn");
        Response answer = checker()
                .post(
                        "pending-acts/" + urn.substring(urn.lastIndexOf(':') + 1) + "/confirm",
                        "{\"hash\": \"" + drafted.path("hash") + "\"}");
        return answer.statusCode() == 200 ? get(record) : answer;
    }

    /** The same by this caller alone. */
    public Response patchAlone(String record, @Nullable String ifMatch, String body) {
        return ifMatching(ifMatch).contentType(MERGE_PATCH).body(body).patch(root() + record);
    }

    /** A change of a record as this caller sees it now, by him alone. */
    public Response patchAlone(String record, String body) {
        return patchAlone(record, etag(record), body);
    }

    /** The confirmation of what waits for a second person, as this caller reads it now. */
    public Response confirmRevision(String record) {
        String hash = get(record + "/revision").path("hash");
        return post(record + "/revision/confirm", "{\"hash\": \"" + hash + "\"}");
    }

    private RequestSpecification ifMatching(@Nullable String tag) {
        return tag == null ? request() : request().header("If-Match", tag);
    }

    /** The tag of a record as this caller sees it now; null where he sees none. */
    public @Nullable String etag(String record) {
        return get(record).getHeader("ETag");
    }

    /** Creates a record for the readers that the body names and answers its URN. */
    public String create(String path, String body) {
        return show(path, body).then().statusCode(201).extract().path("urn");
    }

    /**
     * Enters a record or a figure for the readers that the body names, by as many persons as that takes: where one alone may
     * not, this caller enters it for his own side and the side's checker, who is its releaser too, lets the others read it.
     *
     * @return the answer to the entry
     */
    public Response show(String path, String body) {
        Response answer = post(path, body);
        if (answer.statusCode() != 422 || !"urn:ckep:problem:wider-than-own-side".equals(answer.path("type"))) {
            return answer;
        }
        ObjectNode own = tree(body);
        JsonNode readers = own.remove("classification");
        Response entered = post(path, own.toString());
        if (entered.statusCode() < 300) {
            String urn = entered.path("urn");
            String shown = entered.statusCode() == 201 ? path + "/" + urn.substring(urn.lastIndexOf(':') + 1) : path;
            String release = "{\"classification\": " + readers + "}";
            checker().post(shown + "/release", "*", release).then().statusCode(200);
        }
        return entered;
    }

    /**
     * The checker of this caller's side, who is its releaser too. Attributes of groups come as lists, in which the groups above
     * leave empty texts.
     */
    private Api checker() {
        JsonNode claimed = Tokens.claims(Objects.requireNonNull(token())).path("side");
        String side = claimed.isArray()
                ? String.join("", claimed.valueStream().map(JsonNode::asText).toList())
                : claimed.asText();
        return user(side.toLowerCase(Locale.ROOT) + "-checker");
    }

    private static ObjectNode tree(String body) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(body, malformed);
        }
    }
}
