package org.ckep.policy.engagement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.mechanism.Mechanisms;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Guard;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.RecordFeature.Change;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Whatever must hold of the content of an engagement: its own members, what it refers to, rules M7, M8 and M12. */
@ApplicationScoped
class EngagementChecks {
    private static final int MOST = 1000;

    private final Directory directory;
    private final Mechanisms mechanisms;

    EngagementChecks(Directory directory, Mechanisms mechanisms) {
        this.directory = directory;
        this.mechanisms = mechanisms;
    }

    Uni<Void> check(Mutiny.Session session, Change<Engagement> change, NewEngagement content) {
        own(change, content).refuseAny();
        RecordHead head = change.head();
        Viewer viewer = change.viewer();
        List<Urn> others = Stream.concat(
                        content.others().stream().map(NewEngagement.Participant::organisation),
                        content.results().stream()
                                .map(NewEngagement.Outcome::ref)
                                .filter(ref -> ref != null))
                .toList();
        return reference(session, change, content.track(), EngagementService.TRACK, "/track")
                .chain(() -> reference(session, change, content.mechanism(), Mechanisms.KIND, "/mechanism"))
                .call(mechanism ->
                        counterparts(session, mechanism.orElse(null), head, content.start(), content.state()))
                .chain(() -> directory.requireAll(session, viewer, head.classification(), others, "/participants"))
                .chain(() -> ordinal(session, change, content));
    }

    private Uni<Optional<PolicyRecord>> reference(
            Mutiny.Session session, Change<Engagement> change, @Nullable Urn urn, Kind kind, String pointer) {
        return urn == null
                ? Uni.createFrom().item(Optional.empty())
                : directory
                        .require(session, change.viewer(), change.head().classification(), urn, kind, pointer)
                        .map(Optional::of);
    }

    private static Faults own(Change<Engagement> change, NewEngagement content) {
        RecordHead head = change.head();
        Faults faults = new Faults()
                .plain("/title", content.title())
                .date("/start", content.start())
                .date("/end", content.end())
                .date("/seenOn", content.seenOn())
                .sectors("/agendaSectors", content.sectorCodes())
                .distinct("/participants", content.others())
                .add(EngagementRules.wrongDates(content.start(), content.end()))
                .add(EngagementRules.tooManyHeads(
                        content.kind(),
                        content.leaders().stream().map(NewEngagement.Head::side).toList()));
        for (int i = 0; i < content.leaders().size(); i++) {
            faults.plain("/heads/" + i + "/person", content.leaders().get(i).person())
                    .plain("/heads/" + i + "/office", content.leaders().get(i).office());
        }
        for (int i = 0; i < content.results().size(); i++) {
            faults.plain("/outcomes/" + i + "/title", content.results().get(i).title());
        }
        if (content.hostSide() != null && content.hostSide() == content.guestSide()) {
            faults.add("/guestSide", "host-is-guest", "A side is not its own guest.");
        }
        if (content.isVideo() && content.place() != null) {
            faults.add("/place", "video-has-no-place", "A video meeting has no place.");
        }
        if (content.ordinal() != null && content.ordinal() < 1) {
            faults.add(EngagementRules.wrongOrdinal(content.ordinal(), null, content.gapReason()));
        }
        state(faults, change.before(), content, head);
        return faults;
    }

    private static void state(Faults faults, @Nullable Engagement before, NewEngagement content, RecordHead head) {
        EngagementState state = content.state() == null ? EngagementState.PLANNED : content.state();
        if (before != null) {
            if (state != before.state()) {
                faults.add("/state", "moved-by-transition", "A state is reached by a transition, not by a patch.");
            }
        } else if (head.stewardship() != Stewardship.OBSERVED && state != EngagementState.PLANNED) {
            faults.add("/state", "not-a-beginning", "A side's own engagement begins as PLANNED.");
        }
        faults.guard(
                !state.wasHeld() || (content.start() != null && content.end() != null),
                Guard.ACTUAL_DATES,
                head,
                "/start",
                "An engagement that was held has a start and an end.");
    }

    /** Rule M12: on the day of a session each side has an organisation in the mechanism. */
    Uni<Void> counterparts(
            Mutiny.Session session,
            @Nullable PolicyRecord mechanism,
            RecordHead head,
            @Nullable FuzzyDate start,
            @Nullable EngagementState state) {
        if (mechanism == null || start == null || state == null || !state.wasHeld()) {
            return Uni.createFrom().voidItem();
        }
        return mechanisms
                .unmanned(session, mechanism, start)
                .invoke((Set<Side> unmanned) -> new Faults()
                        .guard(
                                unmanned.isEmpty(),
                                Guard.COUNTERPARTS,
                                head,
                                "/mechanism",
                                "On " + start + " the mechanism has no organisation of " + unmanned + ".")
                        .refuseAny())
                .replaceWithVoid();
    }

    /** Rule M7, over the engagements that the viewer may see (rule C9), while nobody else numbers one there. */
    private static Uni<Void> ordinal(Mutiny.Session session, Change<Engagement> change, NewEngagement content) {
        Integer ordinal = content.ordinal();
        List<Urn> series = new ArrayList<>();
        if (content.mechanism() != null) {
            series.add(content.mechanism());
        }
        if (content.track() != null) {
            series.add(content.track());
        }
        if (ordinal == null || series.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> checks = Uni.createFrom().voidItem();
        for (Urn one : series) {
            checks = checks.chain(() -> RuleLocks.take(session, "ordinals of " + one))
                    .chain(() -> numbered(session, change.viewer(), one))
                    .invoke(taken -> requireFree(change, content, ordinal, taken))
                    .replaceWithVoid();
        }
        return checks;
    }

    private static Uni<List<Engagement>> numbered(Mutiny.Session session, Viewer viewer, Urn series) {
        UUID id = series.uuid();
        String column = Mechanisms.KIND.isKindOf(series) ? "mechanismId" : "trackId";
        return RecordQuery.of(Engagement.class, viewer)
                .where("r." + column + " = :series", "series", id)
                .where("r.ordinal is not null")
                .list(session, MOST);
    }

    private static void requireFree(
            Change<Engagement> change, NewEngagement content, int ordinal, List<Engagement> numbered) {
        Engagement before = change.before();
        if (before != null && Integer.valueOf(ordinal).equals(before.content().ordinal())) {
            return;
        }
        @Nullable Integer last = null;
        for (Engagement other : numbered) {
            Integer taken = other.content().ordinal();
            if (taken == null || (before != null && other.id().equals(before.id()))) {
                continue;
            }
            if (taken == ordinal) {
                String message = "Number " + ordinal + " of this mechanism or track is taken.";
                throw new ProblemException(KernelProblem.CONFLICT, message)
                        .withErrors(FieldError.at("/ordinal", "ordinal-taken", message))
                        .withMember("existing", other.urn());
            }
            last = last == null ? taken : Integer.valueOf(Math.max(last, taken));
        }
        if (!change.head().guardsNotShown().contains(Guard.ORDINAL_SEQUENCE.name())) {
            new Faults()
                    .add(EngagementRules.wrongOrdinal(ordinal, last, content.gapReason()))
                    .refuseAny();
        }
    }
}
