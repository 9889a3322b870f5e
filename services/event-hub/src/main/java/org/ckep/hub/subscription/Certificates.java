package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.delivery.EndpointCredentials;
import org.ckep.hub.sink.ClientCertificate;
import org.ckep.hub.subscription.CertificateReader.Identity;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** By what deliveries show in TLS who they are at an endpoint (mutual TLS), and whom they believe to be that endpoint. */
@ApplicationScoped
class Certificates {
    private static final String READ = "select chain, authorities from subscription_certificate where sub = $1";
    private static final String DELETE = "delete from subscription_certificate where sub = $1";

    private final SubscriptionStore store;
    private final EndpointCredentials credentials;
    private final EndpointChanges changes;
    private final Clock clock;

    Certificates(SubscriptionStore store, EndpointCredentials credentials, EndpointChanges changes, Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is set, without the private key; fails with NOT_FOUND where nothing is. */
    Uni<View> read(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> connection.preparedQuery(READ).execute(Tuple.of(id)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    return View.of(rows.iterator().next());
                }));
    }

    /** Sets it, in the place of the one before, and asks the endpoint again, showing it. */
    Uni<Void> set(Owner owner, UUID id, Wanted wanted) {
        return changes.webhook(owner, id)
                .invoke(Certificates::requireTls)
                // Opening a file with a password takes as long as whoever made it wanted.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> checked(wanted))
                .chain(checked -> changes.change(owner, id, connection -> credentials.write(connection, id, checked)));
    }

    /** Deliveries go without a certificate again, once the endpoint has consented to that. */
    Uni<Void> remove(Owner owner, UUID id) {
        return changes.change(owner, id, connection -> EndpointChanges.delete(connection, DELETE, id));
    }

    private static void requireTls(Subscription found) {
        String sink = found.sink();
        if (sink == null || !sink.regionMatches(true, 0, "https:", 0, 6)) {
            throw new ProblemException(
                    KernelProblem.STATE_FORBIDS, "Only an endpoint with TLS can be shown a certificate.");
        }
    }

    private ClientCertificate checked(Wanted wanted) {
        Instant now = clock.instant();
        Identity identity = identity(wanted);
        boolean isFile = wanted.pkcs12 != null;
        CertificateRules.check(identity, isFile ? "/pkcs12" : "/certificate", isFile ? "/pkcs12" : "/privateKey", now);
        return new ClientCertificate(
                "",
                CertificateReader.pem(identity.chain()),
                identity.privateKey(),
                authorities(wanted.authorities, now),
                CertificateRules.end(identity.chain()));
    }

    private static Identity identity(Wanted wanted) {
        if (wanted.pkcs12 == null) {
            if (wanted.password != null) {
                throw ProblemException.invalid("/password", "not-allowed", "Only a PKCS#12 file has a password.");
            }
            return new Identity(
                    CertificateReader.certificates("/certificate", required("/certificate", wanted.certificate)),
                    CertificateReader.privateKey("/privateKey", required("/privateKey", wanted.privateKey)));
        }
        if (wanted.certificate != null || wanted.privateKey != null) {
            throw ProblemException.invalid(
                    "/pkcs12", "not-allowed", "Certificate and private key come either as PEM or as a PKCS#12 file.");
        }
        return CertificateReader.pkcs12(wanted.pkcs12, wanted.password);
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null) {
            throw ProblemException.invalid(
                    pointer, "required", "Certificate and private key are needed, or a PKCS#12 file with both.");
        }
        return value;
    }

    private static @Nullable String authorities(@Nullable String pem, Instant now) {
        if (pem == null) {
            return null;
        }
        List<X509Certificate> trusted = CertificateReader.certificates("/authorities", pem);
        trusted.forEach(one -> CertificateRules.checkPeriod(one, "/authorities", now));
        return CertificateReader.pem(trusted);
    }

    /** What a caller asks for. */
    @Schema(name = "EndpointCertificate")
    record Wanted(
            @Schema(
                    description = "PEM: the certificate to show, and after it those that lead to its authority",
                    examples = "-----BEGIN CERTIFICATE-----…")
            @Nullable
            String certificate,

            @Schema(description = "PEM: its private key, PKCS#8 without a password; kept encrypted and in no answer")
            @Nullable
            String privateKey,

            @Schema(description = "Both in one PKCS#12 file, in base64; instead of them") @Nullable
            String pkcs12,

            @Schema(description = "Opens the PKCS#12 file; not kept") @Nullable
            String password,

            @Schema(
                    description =
                            "PEM: who alone may vouch for the endpoint, for instance its ministry's own authority; the public "
                                    + "authorities where it is missing")
            @Nullable
            String authorities) {
        @Override
        public String toString() {
            return "Wanted[" + (pkcs12 == null ? "PEM" : "PKCS#12") + "]";
        }
    }

    /** What is set: enough to know it again, and nothing that could be shown in its place. */
    @Schema(name = "EndpointCertificateView")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String subject,
            String issuer,
            String serialNumber,

            @Schema(description = "SHA-256 of the certificate, in hexadecimal")
            String fingerprint,

            Instant notBefore,

            @Schema(description = "From then on deliveries wait, as certificate-expired in the delivery log")
            Instant notAfter,

            @Schema(description = "Who alone may vouch for the endpoint; missing for the public authorities") @Nullable
            List<AuthorityView> authorities) {

        static View of(Row row) {
            List<X509Certificate> chain = CertificateReader.kept("/certificate", row.getString("chain"));
            String trusted = row.getString("authorities");
            X509Certificate own = chain.get(0);
            return new View(
                    CertificateRules.name(own),
                    own.getIssuerX500Principal().getName(),
                    own.getSerialNumber().toString(16),
                    digest(own),
                    own.getNotBefore().toInstant(),
                    CertificateRules.end(chain),
                    trusted == null
                            ? null
                            : CertificateReader.kept("/authorities", trusted).stream()
                                    .map(AuthorityView::of)
                                    .toList());
        }
    }

    private static String digest(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One who may vouch for the endpoint. */
    @Schema(name = "EndpointAuthority")
    record AuthorityView(String subject, String fingerprint, Instant notAfter) {
        static AuthorityView of(X509Certificate certificate) {
            return new AuthorityView(
                    CertificateRules.name(certificate),
                    digest(certificate),
                    certificate.getNotAfter().toInstant());
        }
    }
}
