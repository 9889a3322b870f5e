package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Input;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.Fact;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.session.Account;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/** Makes the pages of subscriptions. */
@ApplicationScoped
class SubscriptionViews {
    private static final List<String> DELIVERY_STATES =
            List.of("pending", "parked", "delivered", "acknowledged", "skipped", "expired", "withheld");
    private static final int OK = 200;

    private final SubscriptionDesk desk;

    SubscriptionViews(SubscriptionDesk desk) {
        this.desk = desk;
    }

    /**
     * What came of an act, shown on the page.
     *
     * @param secret a new secret, empty for none
     * @param outcome what was done, empty for nothing
     */
    record Shown(String secret, String outcome, @Nullable Refusal refusal, Sent sent) {
        static Shown nothing() {
            return new Shown("", "", null, Sent.nothing());
        }

        int status() {
            return refusal == null ? OK : refusal.status();
        }
    }

    /** The event hub demands one of these functions of whoever changes subscriptions. */
    static boolean mayManage(Visitor visitor) {
        Account account = visitor.account();
        return account != null && (account.is(Role.MAKER) || account.is(Role.AGENCY) || account.is(Role.SECRETARIAT));
    }

    Uni<Response> list(Pages.Opened opened, @Nullable String after) {
        return desk.subscriptions(opened.visitor(), after).chain(reply -> {
            Answer answer = reply.toAnswer();
            String next = answer.next();
            Refusal refusal = reply.isDone() ? null : Refusal.of(reply, opened.words());
            return opened.show(
                    SubscriptionTemplates::subscriptions,
                    new SubscriptionPages.Subscriptions(
                            answer.list(one -> SubscriptionRow.of(one, opened.words())),
                            next == null ? null : Addresses.next(SubscriptionRow.LIST, next),
                            mayManage(opened.visitor()),
                            refusal),
                    refusal == null ? OK : refusal.status());
        });
    }

    /** The form of a new subscription with what was sent, what a filter would have chosen, and what was refused. */
    Uni<Response> form(Pages.Opened opened, Sent sent, @Nullable Reply tried, @Nullable Refusal refusal) {
        if (!mayManage(opened.visitor())) {
            return opened.notice(Notice.FOR_SUBSCRIBERS);
        }
        return desk.catalogue(opened.visitor()).chain(catalogue -> {
            Map<String, List<Fault>> faults = refusal == null ? Map.of() : SubscriptionForm.byField(refusal.faults());
            Wording words = opened.words();
            FieldSet fields = new FieldSet(words, Map.of(), sent, faults);
            List<String> chosen = sent.all(SubscriptionForm.TYPES);
            return opened.show(
                    SubscriptionTemplates::subscriptionNew,
                    new SubscriptionPages.NewSubscription(
                            fields.lines(
                                    opened.visitor().side().isPresent()
                                            ? SubscriptionForm.SUBSCRIPTION_OF_A_GOVERNMENT
                                            : SubscriptionForm.SUBSCRIPTION,
                                    SubscriptionForm.NAME,
                                    ""),
                            Answer.elements(catalogue.body().path("types"), type -> {
                                String code = type.path("type").asText();
                                return new SubscriptionPages.EventType(
                                        code, words.text(type.path("title")), chosen.contains(code));
                            }),
                            faults.getOrDefault(SubscriptionForm.TYPES, List.of()),
                            fields.lines(
                                    SubscriptionForm.FILTER,
                                    SubscriptionForm.EXPRESSION,
                                    words.label("input", SubscriptionForm.EXPRESSION)),
                            Sent.newKey(),
                            tried == null ? null : SubscriptionPages.Trial.of(tried.body(), words),
                            refusal,
                            faults.getOrDefault("", List.of())),
                    refusal == null ? OK : refusal.status());
        });
    }

    Uni<Response> one(Pages.Opened opened, String id, @Nullable String state, @Nullable String after, Shown shown) {
        Visitor visitor = opened.visitor();
        String inState = state != null && DELIVERY_STATES.contains(state) ? state : null;
        return Uni.combine()
                .all()
                .unis(
                        desk.subscription(visitor, id),
                        desk.health(visitor, id),
                        desk.deliveries(visitor, id, inState, after))
                .asTuple()
                .chain(parts -> {
                    Reply subscription = parts.getItem1();
                    if (!subscription.isDone()) {
                        return opened.notice(subscription.isUnavailable() ? Notice.UNAVAILABLE : Notice.NOT_FOUND);
                    }
                    return opened.show(
                            SubscriptionTemplates::subscription,
                            page(
                                    opened,
                                    subscription.body(),
                                    parts.getItem2().toAnswer(),
                                    parts.getItem3().toAnswer(),
                                    inState,
                                    shown),
                            shown.status());
                });
    }

    private static SubscriptionPages.Subscription page(
            Pages.Opened opened,
            JsonNode subscription,
            Answer health,
            Answer deliveries,
            @Nullable String state,
            Shown shown) {
        Wording words = opened.words();
        SubscriptionRow row = SubscriptionRow.of(subscription, health.content().path("troubles"), words);
        boolean mayManage = mayManage(opened.visitor());
        String next = deliveries.next();
        return new SubscriptionPages.Subscription(
                row,
                facts(subscription, words),
                verbatim(subscription, words),
                health(health.content(), words),
                Answer.elements(
                        health.content().path("parked"),
                        lane -> words.filled(
                                "health",
                                "parked-lane",
                                lane.path("lane").asText(),
                                lane.path("subseq").asText())),
                Answer.elements(
                        subscription.path("keys"),
                        key -> new SubscriptionPages.SigningKey(
                                key.path("kid").asText(),
                                words.label("signing", key.path("algorithm")),
                                key.path("publicKey").asText(""),
                                words.moment(key.path("notAfter")))),
                mayManage ? acts(subscription, shown, words) : List.of(),
                deliveries.list(one -> SubscriptionPages.Delivery.of(one, row.address(), words)),
                deliveries.isUnavailable(),
                DELIVERY_STATES.stream()
                        .map(code -> new Input.Option(code, words.label("delivery-state", code), code.equals(state)))
                        .toList(),
                next == null ? null : Addresses.next(row.address(), next, "state", state),
                mayManage,
                Sent.newKey(),
                shown.secret(),
                shown.outcome(),
                shown.refusal());
    }

    private static List<SubscriptionPages.Act> acts(JsonNode subscription, Shown shown, Wording words) {
        Map<String, List<Fault>> faults = shown.refusal() == null
                ? Map.of()
                : SubscriptionForm.byField(shown.refusal().faults());
        FieldSet fields = new FieldSet(words, Map.of(), shown.sent(), faults);
        return SubscriptionRow.acts(subscription).stream()
                .map(act -> new SubscriptionPages.Act(
                        act,
                        words.label("subscription-act", act),
                        words.label("subscription-act-note", act),
                        act.equals("keys") ? rotation(fields) : List.of()))
                .toList();
    }

    private static List<Line> rotation(FieldSet fields) {
        return fields.lines(SubscriptionForm.ROTATION, SubscriptionForm.KEYS, "");
    }

    private static List<Fact> facts(JsonNode subscription, Wording words) {
        return new Fact.Facts()
                .with(words.label("input", "protocol"), words.label("protocol", subscription.path("protocol")))
                .with(words.label("input", "ordering"), words.label("ordering", subscription.path("ordering")))
                .with(
                        words.label("input", "onExhausted"),
                        words.label("on-exhausted", subscription.path("onExhausted")))
                .with(words.label("input", "mode"), words.label("content-mode", subscription.path("mode")))
                .with(words.label("input", "signing"), words.label("signing", subscription.path("signing")))
                .with(
                        words.label("input", "ratePerMinute"),
                        subscription.path("ratePerMinute").asText(""))
                .with(words.label("health", "lease"), words.moment(subscription.path("leaseUntil")))
                .with(words.label("health", "consented"), words.moment(subscription.path("consentedAt")))
                .with(words.label("health", "created"), words.moment(subscription.path("createdAt")))
                .list();
    }

    /** What is no text of a language: it is shown letter by letter. */
    private static List<Fact> verbatim(JsonNode subscription, Wording words) {
        return new Fact.Facts()
                .with(words.label("input", "sink"), subscription.path("sink").asText(""))
                .with(
                        words.label("input", SubscriptionForm.EXPRESSION),
                        subscription.path("filters").isEmpty()
                                ? ""
                                : subscription.path("filters").toString())
                .list();
    }

    private static List<Fact> health(JsonNode health, Wording words) {
        return new Fact.Facts()
                .with(words.label("health", "last"), health.path("lastSubseq").asText(""))
                .with(words.label("health", "done"), health.path("doneUpto").asText(""))
                .with(words.label("health", "open"), health.path("open").asText(""))
                .with(words.label("health", "behind"), health.path("behind").asText(""))
                .with(words.label("health", "success"), words.moment(health.path("lastSuccessAt")))
                .with(
                        words.label("health", "outcome"),
                        health.hasNonNull("lastOutcome") ? words.label("outcome", health.path("lastOutcome")) : "")
                .with(words.label("health", "failures"), health.path("failures").asText(""))
                .with(words.label("health", "until"), words.moment(health.path("pausedUntil")))
                .list();
    }

    Uni<Response> delivery(Pages.Opened opened, String id, String number, Shown shown) {
        return Uni.combine()
                .all()
                .unis(desk.subscription(opened.visitor(), id), desk.attempts(opened.visitor(), id, number))
                .asTuple()
                .chain(parts -> {
                    Reply attempts = parts.getItem2();
                    if (!parts.getItem1().isDone() || !attempts.isDone()) {
                        boolean unavailable = parts.getItem1().isUnavailable() || attempts.isUnavailable();
                        return opened.notice(unavailable ? Notice.UNAVAILABLE : Notice.NOT_FOUND);
                    }
                    SubscriptionRow row = SubscriptionRow.of(parts.getItem1().body(), opened.words());
                    return opened.show(
                            SubscriptionTemplates::delivery,
                            new SubscriptionPages.Attempts(
                                    row,
                                    number,
                                    row.address() + "/deliveries/" + number,
                                    attempts.toAnswer().list(one -> SubscriptionPages.Attempt.of(one, opened.words())),
                                    mayManage(opened.visitor()),
                                    Sent.newKey(),
                                    shown.outcome(),
                                    shown.refusal()),
                            shown.status());
                });
    }
}
