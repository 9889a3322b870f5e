package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.sink.AccessTokens;
import org.ckep.hub.sink.EndpointAccess;
import org.ckep.hub.sink.SinkAnswer;
import org.ckep.hub.sink.SinkRequest;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint whether it wants deliveries: the OPTIONS handshake of CloudEvents' webhooks. */
@ApplicationScoped
class Handshake {
    private final AccessTokens client;
    private final DeliveryConfig delivery;

    Handshake(AccessTokens client, DeliveryConfig delivery) {
        this.client = client;
        this.delivery = delivery;
    }

    /**
     * Asks.
     *
     * @param rate deliveries per minute that are asked for, null for any
     * @param callback address by which the endpoint may consent later
     * @param access by what the request shows who makes it
     */
    Uni<Consent> ask(String sink, @Nullable Integer rate, URI callback, EndpointAccess access) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-request-origin", delivery.origin());
        headers.put("webhook-request-callback", callback.toString());
        if (rate != null) {
            headers.put("webhook-request-rate", Integer.toString(rate));
        }
        return client.send(new SinkRequest("OPTIONS", URI.create(sink), headers, null), access)
                .map(answer -> consent(answer, rate));
    }

    /** The status of the answer means nothing, the headers do. */
    private Consent consent(SinkAnswer answer, @Nullable Integer rate) {
        return switch (answer) {
            case SinkAnswer.Blocked blocked -> new Consent.Blocked(blocked.code(), blocked.reason());
            case SinkAnswer.Failed failed ->
                new Consent.Missing("no answer: " + failed.failure().code());
            case SinkAnswer.NoToken none -> new Consent.Missing("no access token: " + none.reason());
            case SinkAnswer.CertificateExpired ended -> new Consent.Missing("the certificate for it has ended");
            case SinkAnswer.CredentialsExpired ended -> new Consent.Missing("the access token for it has ended");
            case SinkAnswer.Answered answered -> consent(answered, rate);
        };
    }

    private static boolean isRedirect(SinkAnswer.Answered answered) {
        return answered.status() >= 300 && answered.status() < 400;
    }

    private Consent consent(SinkAnswer.Answered answered, @Nullable Integer rate) {
        String origin = answered.header("webhook-allowed-origin");
        if (origin == null) {
            return new Consent.Missing("the answer (%d%s) has no WebHook-Allowed-Origin"
                    .formatted(answered.status(), isRedirect(answered) ? ", redirects are not followed" : ""));
        }
        if (!origin.strip().equals("*") && !origin.strip().equalsIgnoreCase(delivery.origin())) {
            return new Consent.Missing("WebHook-Allowed-Origin names another origin");
        }
        String allowed = answered.header("webhook-allowed-rate");
        if (allowed == null) {
            return rate == null
                    ? new Consent.Given(null)
                    : new Consent.Missing("a rate was asked for and the answer has no WebHook-Allowed-Rate");
        }
        if (allowed.strip().equals("*")) {
            return new Consent.Given(rate);
        }
        if (!allowed.strip().matches("[1-9][0-9]{0,8}")) {
            return new Consent.Missing("WebHook-Allowed-Rate is neither a number nor *");
        }
        int most = Integer.parseInt(allowed.strip());
        return new Consent.Given(rate == null ? most : Math.min(rate, most));
    }

    /** What an endpoint answered. */
    sealed interface Consent {
        /**
         * @param rate most deliveries per minute, null for any
         */
        record Given(@Nullable Integer rate) implements Consent {}

        /** It did not consent. */
        record Missing(String reason) implements Consent {}

        /** It must not be asked. */
        record Blocked(String code, String reason) implements Consent {}
    }
}
