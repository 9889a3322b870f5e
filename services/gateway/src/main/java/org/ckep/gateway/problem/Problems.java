package org.ckep.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.ckep.gateway.call.Call;
import org.ckep.kernel.value.Language;

/** Writes the gateway's errors: a problem document, or the error of SDMX where a statistical client waits for one. */
@ApplicationScoped
public class Problems {
    private static final String BUNDLE = "org.ckep.gateway.problem.problems";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    /** Long enough for a client to take the answer in while it is still sending. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ObjectMapper json;
    private final Clock clock;

    Problems(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** An error ready to be written. */
    public record Document(int status, String contentType, String language, Buffer body, Map<String, String> headers) {}

    /** Renders a refusal in the form and language of its caller. */
    public Document render(Call call, Refusal refusal) {
        GatewayProblem type = refusal.type();
        String title = text(call.language(), type.titleKey() + ".title", List.of());
        String detail = text(call.language(), refusal.detail() + ".detail", refusal.arguments());
        Map<String, String> headers = new LinkedHashMap<>(refusal.headers());
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept, Accept-Language");
        return switch (call.errorForm()) {
            case PROBLEM ->
                new Document(
                        type.status(),
                        "application/problem+json",
                        call.language().tag(),
                        problem(call, refusal, title, detail),
                        headers);
            case SDMX_XML_2_1 -> sdmxXml("v2_1", call, type, title + ": " + detail, headers);
            case SDMX_XML_3_0 -> sdmxXml("v3_0", call, type, title + ": " + detail, headers);
            case SDMX_XML_3_1 -> sdmxXml("v3_1", call, type, title + ": " + detail, headers);
            case SDMX_JSON ->
                new Document(
                        type.status(),
                        "application/json",
                        call.language().tag(),
                        sdmxJson(call, type, title, detail),
                        headers);
        };
    }

    /** Answers a call with a refusal. What the caller is still sending is not read. */
    public void refuse(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Document document = render(Call.of(context), refusal);
        response.setStatusCode(document.status());
        document.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, document.contentType());
        response.putHeader("Content-Language", document.language());
        response.putHeader(
                HttpHeaders.CONTENT_LENGTH, Integer.toString(document.body().length()));
        HttpServerRequest request = context.request();
        boolean unread = carriesBody(request) && !request.isEnded();
        if (unread) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(document.body());
        }
        if (unread) {
            closeAfterAnswer(request);
        } else {
            request.resume();
        }
    }

    /**
     * Closes a connection on which a client may still be sending. Closing at once would reset it, and the client would
     * never see the answer; so what comes is thrown away for a moment first.
     */
    public static void closeAfterAnswer(HttpServerRequest request) {
        io.vertx.core.Context context = io.vertx.core.Vertx.currentContext();
        request.handler(discarded -> {});
        request.endHandler(end -> request.connection().close());
        request.exceptionHandler(gone -> {});
        request.resume();
        if (context != null) {
            context.owner()
                    .setTimer(LINGER.toMillis(), elapsed -> request.connection().close());
        }
    }

    /** Whether a request announces a body, of known length or in chunks. */
    public static boolean carriesBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals("0")) || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private Buffer problem(Call call, Refusal refusal, String title, String detail) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", refusal.type().uri());
        document.put("title", title);
        document.put("status", refusal.type().status());
        document.put("detail", detail);
        document.put("instance", "urn:ckep:request:" + call.requestId());
        document.putAll(refusal.members());
        return write(document);
    }

    private static Document sdmxXml(
            String schemas, Call call, GatewayProblem type, String text, Map<String, String> headers) {
        return new Document(
                type.status(),
                "application/xml",
                call.language().tag(),
                SdmxErrors.xml(schemas, sdmxCode(call, type), text, call.language()),
                headers);
    }

    private Buffer sdmxJson(Call call, GatewayProblem type, String title, String detail) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("id", call.requestId());
        meta.put("prepared", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        meta.put("test", false);
        meta.put("contentLanguages", List.of(call.language().tag()));
        meta.put("sender", Map.of("id", "CKEP"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("meta", meta);
        document.put(
                "errors",
                List.of(Map.of(
                        "code", sdmxCode(call, type), "title", title, "detail", detail, "status", type.status())));
        return write(document);
    }

    private static int sdmxCode(Call call, GatewayProblem type) {
        return call.isOnSecondSdmxRoot() ? type.status() : type.sdmxCode();
    }

    private Buffer write(Object document) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of strings and numbers is always JSON", impossible);
        }
    }

    private static String text(Language language, String key, List<Object> arguments) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, localeOf(language), EXACT);
        return arguments.isEmpty()
                ? bundle.getString(key)
                : new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments.toArray());
    }

    private static Locale localeOf(Language language) {
        return switch (language) {
            case EN -> Locale.ROOT;
            case ZH_HANS -> Locale.CHINESE;
            case KO -> Locale.KOREAN;
        };
    }
}
