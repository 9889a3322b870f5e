package org.ckep.kernel.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a change set, and where that leads. Acts that do not stand in {@link #STEPS} do not exist.
 *
 * <p>The order of the checks is the order of the answers: may the caller know of it (404), does the act exist in this
 * state (409), may this person do it (403), did he sign what stands there (409), did he say why (422).
 */
public final class ChangeProtocol {
    /** Acts that leave a change set where it is, or take it away. */
    private static final Set<ChangeAction> ASIDE = Set.of(ChangeAction.WITHDRAW, ChangeAction.COUNTER);

    /** The languages of the two governments, in which a refusal or an objection is explained. */
    private static final Set<Language> BOTH_LANGUAGES = Set.of(Language.ZH_HANS, Language.KO);

    private static final List<Step> STEPS = List.of(
            own(ChangeState.DRAFT, ChangeAction.EDIT, ChangeState.DRAFT, Role.MAKER),
            own(ChangeState.DRAFT, ChangeAction.SUBMIT, ChangeState.SUBMITTED, Role.MAKER)
                    .signedAs(Signature.Function.MAKER),
            own(ChangeState.SUBMITTED, ChangeAction.RETURN, ChangeState.DRAFT, Role.CHECKER)
                    .explained(Explanation.ANY_LANGUAGE)
                    .bySecondPerson(),
            own(ChangeState.SUBMITTED, ChangeAction.DISMISS, ChangeState.DISMISSED, Role.CHECKER)
                    .explained(Explanation.ANY_LANGUAGE)
                    .bySecondPerson(),
            own(ChangeState.SUBMITTED, ChangeAction.PROPOSE, ChangeState.PROPOSED, Role.CHECKER)
                    .signedAs(Signature.Function.CHECKER)
                    .bySecondPerson(),
            other(ChangeState.PROPOSED, ChangeAction.REVIEW, ChangeState.UNDER_REVIEW, Role.MAKER)
                    .signedAs(Signature.Function.REVIEWER)
                    .bySecondPerson(),
            other(ChangeState.UNDER_REVIEW, ChangeAction.COUNTER, ChangeState.UNDER_REVIEW, Role.MAKER),
            other(ChangeState.UNDER_REVIEW, ChangeAction.REJECT, ChangeState.REJECTED, Role.CHECKER)
                    .explained(Explanation.BOTH_LANGUAGES)
                    .bySecondPerson(),
            other(ChangeState.UNDER_REVIEW, ChangeAction.AGREE, ChangeState.APPLIED, Role.CHECKER)
                    .signedAs(Signature.Function.APPROVER)
                    .bySecondPerson(),
            withdrawal(ChangeState.DRAFT),
            withdrawal(ChangeState.SUBMITTED),
            withdrawal(ChangeState.PROPOSED),
            withdrawal(ChangeState.UNDER_REVIEW));

    /** Where silence is consent, anyone who acts for the other side breaks it, whether or not somebody has reviewed. */
    private static final List<Step> STEPS_BY_SILENCE = Stream.concat(
                    STEPS.stream().filter(step -> step.action() != ChangeAction.REJECT),
                    Stream.of(objection(ChangeState.PROPOSED), objection(ChangeState.UNDER_REVIEW)))
            .toList();

    /** Where others are let read the record, releasers stand where checkers do otherwise (rule C2), and no answer takes its place. */
    private static final List<Step> STEPS_OF_RELEASES = STEPS.stream()
            .filter(step -> step.action() != ChangeAction.COUNTER)
            .map(Step::byReleaser)
            .toList();

    private ChangeProtocol() {}

    private enum Explanation {
        NONE,
        ANY_LANGUAGE,
        BOTH_LANGUAGES
    }

    /**
     * One act.
     *
     * @param bySameSide true for the proposing side's acts
     * @param roles one of which the actor has
     * @param secondPerson a person who neither wrote nor signed the change set before
     * @param signs as what the actor signs the hash, null where the act is no signature
     */
    private record Step(
            ChangeState from,
            ChangeAction action,
            ChangeState to,
            boolean bySameSide,
            List<Role> roles,
            boolean secondPerson,
            Signature.@Nullable Function signs,
            Explanation explanation) {

        Step signedAs(Signature.Function function) {
            return new Step(from, action, to, bySameSide, roles, secondPerson, function, explanation);
        }

        Step bySecondPerson() {
            return new Step(from, action, to, bySameSide, roles, true, signs, explanation);
        }

        Step explained(Explanation how) {
            return new Step(from, action, to, bySameSide, roles, secondPerson, signs, how);
        }

        Step byReleaser() {
            List<Role> releasing = roles.stream()
                    .map(role -> role == Role.CHECKER ? Role.RELEASER : role)
                    .toList();
            return new Step(from, action, to, bySameSide, releasing, secondPerson, signs, explanation);
        }

        /** True where the viewer's functions suffice, whichever change set it is. */
        boolean isFor(Viewer viewer) {
            return roles.stream().anyMatch(viewer::hasRole) && !(viewer.serviceAccount() && needsPerson());
        }

        /** A system drafts for its side; a signature, and whatever is done to what is signed, is a person's. */
        boolean needsPerson() {
            return signs != null || from != ChangeState.DRAFT;
        }

        /** A maker signs what he hands in; whoever signs after him says which content he has before himself. */
        boolean namesHash() {
            return signs != null && signs != Signature.Function.MAKER;
        }
    }

    private record Denial(ProblemType type, String detail) {}

    private static Step own(ChangeState from, ChangeAction action, ChangeState to, Role role) {
        return new Step(from, action, to, true, List.of(role), false, null, Explanation.NONE);
    }

    private static Step other(ChangeState from, ChangeAction action, ChangeState to, Role role) {
        return new Step(from, action, to, false, List.of(role), false, null, Explanation.NONE);
    }

    private static Step objection(ChangeState from) {
        return new Step(
                from,
                ChangeAction.REJECT,
                ChangeState.REJECTED,
                false,
                List.of(Role.MAKER, Role.CHECKER),
                false,
                null,
                Explanation.BOTH_LANGUAGES);
    }

    private static List<Step> steps(Procedure procedure) {
        return switch (procedure) {
            case EXPLICIT -> STEPS;
            case SILENCE -> STEPS_BY_SILENCE;
            case RELEASE -> STEPS_OF_RELEASES;
        };
    }

    private static Step withdrawal(ChangeState from) {
        return new Step(
                from,
                ChangeAction.WITHDRAW,
                ChangeState.WITHDRAWN,
                true,
                List.of(Role.MAKER, Role.CHECKER),
                false,
                null,
                Explanation.NONE);
    }

    /**
     * What comes with an act.
     *
     * @param hash the content that the actor has before himself; needed where he approves
     * @param reason why; needed for returning, dismissing and rejecting
     * @param period how long the other side has from the moment of the proposal
     */
    public record Act(
            ChangeAction action,
            @Nullable String hash,
            @Nullable LocalizedText reason,
            Instant at,
            Duration period) {}

    /**
     * Decides on an act.
     *
     * @return the change set as the act leaves it, or the refusal with the acts that are open to this viewer instead
     */
    public static Decision<ChangeSet> decide(ChangeSet change, Act act, Viewer viewer) {
        if (!change.isVisibleTo(viewer)) {
            return Decision.refuse(KernelProblem.NOT_FOUND, "No such record.", List.of());
        }
        ChangeState state = change.stateAt(act.at());
        Optional<Step> found = step(change.procedure(), state, act.action());
        if (found.isEmpty()) {
            return refuse(
                    change,
                    act,
                    viewer,
                    state == ChangeState.STALE ? ChangeProblem.CHANGE_STALE : KernelProblem.STATE_FORBIDS,
                    "A change set in the state " + state + " knows no act '"
                            + act.action().code() + "'.");
        }
        Step step = found.get();
        Optional<Denial> denial = denial(change, step, viewer);
        if (denial.isPresent()) {
            return refuse(change, act, viewer, denial.get().type(), denial.get().detail());
        }
        if (step.namesHash() && !change.hash().equals(act.hash())) {
            return refuse(
                    change,
                    act,
                    viewer,
                    ChangeProblem.CHANGE_HASH_DIFFERS,
                    "The member 'hash' names the content that you have read; the change set's content has the hash "
                            + change.hash() + ".");
        }
        String missing = missingReason(step, act.reason());
        if (missing != null) {
            return refuse(change, act, viewer, ChangeProblem.CHANGE_REASON_NEEDED, missing);
        }
        return Decision.accept(after(change, step, act, viewer));
    }

    /** The codes of the acts that are open to this viewer now. */
    public static List<String> allowed(ChangeSet change, Viewer viewer, Instant now) {
        if (!change.isVisibleTo(viewer)) {
            return List.of();
        }
        return steps(change.procedure()).stream()
                .filter(step -> step.from() == change.stateAt(now)
                        && denial(change, step, viewer).isEmpty())
                .map(step -> step.action().code())
                .toList();
    }

    /**
     * A kind of change sets that wait for somebody, as long as their time has not run out.
     *
     * @param side who proposes it
     * @param secondPerson true where it waits only for who neither wrote nor signed it before
     */
    public record Waiting(ChangeState state, Procedure procedure, Side side, boolean secondPerson) {}

    /**
     * What waits for this viewer: change sets that he can carry on himself, by another act than taking his side's own back
     * or drafting an answer. They are those of which {@link #allowed} names such an act.
     */
    public static Set<Waiting> waitingFor(Viewer viewer) {
        Side own = viewer.side();
        Set<Waiting> waiting = new LinkedHashSet<>();
        if (own != null) {
            for (Procedure procedure : Procedure.values()) {
                steps(procedure).stream()
                        .filter(step -> !ASIDE.contains(step.action()) && step.isFor(viewer))
                        .map(step -> new Waiting(
                                step.from(), procedure, step.bySameSide() ? own : own.other(), step.secondPerson()))
                        .forEach(waiting::add);
            }
        }
        return waiting;
    }

    /** The change set once the record has moved on; null where it is not open, so that nothing befalls it. */
    public static @Nullable ChangeSet outdated(ChangeSet change) {
        return change.state().isOpen() ? change.signed(List.of()).in(ChangeState.STALE) : null;
    }

    /**
     * The change set once its deadline has passed without an agreed value; null where none has. So ends too one that
     * nobody objected to but that does not fit its record any more.
     */
    public static @Nullable ChangeSet expired(ChangeSet change, Instant now) {
        return change.isOverdue(now) ? change.in(ChangeState.EXPIRED) : null;
    }

    /** The change set once its period has passed without an objection; null where silence is no consent or time is left. */
    public static @Nullable ChangeSet agreedBySilence(ChangeSet change, Instant now) {
        return change.procedure() == Procedure.SILENCE && change.isOverdue(now) ? change.in(ChangeState.APPLIED) : null;
    }

    /** The change set once the other side has proposed an answer to it; null where it is not under review. */
    public static @Nullable ChangeSet countered(ChangeSet change, Instant now) {
        return change.stateAt(now) == ChangeState.UNDER_REVIEW ? change.in(ChangeState.COUNTERED) : null;
    }

    private static Optional<Step> step(Procedure procedure, ChangeState from, ChangeAction action) {
        return steps(procedure).stream()
                .filter(step -> step.from() == from && step.action() == action)
                .findFirst();
    }

    private static Optional<Denial> denial(ChangeSet change, Step step, Viewer viewer) {
        Side actor = step.bySameSide() ? change.side() : change.side().other();
        if (viewer.side() != actor) {
            return deny(
                    ChangeProblem.CHANGE_OTHER_SIDE,
                    "This is done by the " + (step.bySameSide() ? "proposing side" : "other side") + ", " + actor
                            + ".");
        }
        if (step.roles().stream().noneMatch(viewer::hasRole)) {
            return deny(
                    KernelProblem.FORBIDDEN,
                    "This is done by a "
                            + String.join(
                                    " or a ",
                                    step.roles().stream().map(Role::code).toList()) + ".");
        }
        if (viewer.serviceAccount() && step.needsPerson()) {
            return deny(
                    ChangeProblem.CHANGE_PERSON_NEEDED,
                    step.action() == ChangeAction.WITHDRAW
                            ? "A person has signed it, and a person withdraws it; a system withdraws its own drafts."
                            : "A system may draft and sign nothing; a person does this.");
        }
        if (viewer.serviceAccount()
                && step.action() == ChangeAction.WITHDRAW
                && !change.authors().equals(Set.of(String.valueOf(viewer.subject())))) {
            return deny(
                    ChangeProblem.CHANGE_PERSON_NEEDED,
                    "Somebody else has written it too, so a person withdraws it; a system withdraws its own drafts.");
        }
        if (step.namesHash() && !change.isSignedByPersons()) {
            return deny(
                    ChangeProblem.CHANGE_PERSON_NEEDED,
                    "Of a signature before this one it is not known that a person gave it; it is given anew.");
        }
        return step.secondPerson() ? ownWorkDenial(change, viewer) : Optional.empty();
    }

    private static Optional<Denial> ownWorkDenial(ChangeSet change, Viewer viewer) {
        // By subject, never by name or role: one person with two roles or on two sides is still one person.
        String subject = viewer.subject();
        return subject == null || change.isHandOf(subject)
                ? deny(
                        ChangeProblem.CHANGE_OWN_APPROVAL,
                        "This is done by somebody who neither wrote nor signed the change set before.")
                : Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }

    private static @Nullable String missingReason(Step step, @Nullable LocalizedText reason) {
        return switch (step.explanation()) {
            case NONE -> null;
            case ANY_LANGUAGE -> reason == null ? "The member 'reason' says why." : null;
            case BOTH_LANGUAGES -> missingBoth(reason);
        };
    }

    /** What is to be said where a reason is not there in the languages of both governments; null where it is. */
    static @Nullable String missingBoth(@Nullable LocalizedText reason) {
        return reason == null || !reason.texts().keySet().containsAll(BOTH_LANGUAGES)
                ? "The member 'reason' says why, in both languages: zh-Hans and ko."
                : null;
    }

    private static ChangeSet after(ChangeSet change, Step step, Act act, Viewer viewer) {
        ChangeSet next = change.in(step.to());
        if (step.signs() != null) {
            List<Signature> all = new ArrayList<>(change.signatures());
            all.add(new Signature(
                    Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject"),
                    Objects.requireNonNull(viewer.side(), "checked above"),
                    step.signs(),
                    change.hash(),
                    act.at(),
                    !viewer.serviceAccount()));
            next = next.signed(all);
        }
        return switch (act.action()) {
            case PROPOSE -> next.proposed(act.at(), act.at().plus(act.period()));
            // Whoever changes it afterwards changes the content that was signed.
            case RETURN -> next.signed(List.of());
            case EDIT, SUBMIT, DISMISS, WITHDRAW, REVIEW, COUNTER, REJECT, AGREE -> next;
        };
    }

    private static Decision<ChangeSet> refuse(
            ChangeSet change, Act act, Viewer viewer, ProblemType type, String detail) {
        return Decision.refuse(type, detail, allowed(change, viewer, act.at()));
    }
}
