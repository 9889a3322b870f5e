package org.ckep.policy.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.FourEyes;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Refusals;
import org.ckep.policy.register.Register;
import org.ckep.records.HeadView;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to engagements. */
@ApplicationScoped
class EngagementService implements RecordFeature<Engagement, NewEngagement, EngagementView> {
    static final Kind KIND = new Kind("engagement", "ENG", "v1/engagements", "engagement");

    /** The kind of record that a round belongs to; its feature is not needed for more than the name. */
    static final Kind TRACK = new Kind("track", "TRK", "v1/tracks", "track");

    private final Register register;
    private final Directory directory;
    private final EngagementChecks checks;
    private final DelegationService delegations;
    private final Minutes minutes;

    EngagementService(
            Register register,
            Directory directory,
            EngagementChecks checks,
            DelegationService delegations,
            Minutes minutes) {
        this.register = register;
        this.directory = directory;
        this.checks = checks;
        this.delegations = delegations;
        this.minutes = minutes;
    }

    /**
     * A step.
     *
     * @param start for HELD the actual first day, for POSTPONED the new one
     * @param end as the start
     * @param reason for POSTPONED and CANCELLED
     * @param sources that show it; needed for an observed engagement
     */
    @Schema(examples = "{\"to\": \"HELD\", \"start\": \"2026-03-16\", \"end\": \"2026-03-20\"}")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transition(
            @NotNull EngagementState to,
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end,
            @Nullable @Size(max = 1000) String reason,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) {}

    RecordQuery<Engagement> query(Viewer viewer, EngagementFilter filter) {
        return RecordQuery.of(Engagement.class, viewer)
                .where("r.kind = :kind", "kind", filter.kind())
                .where("r.state = :state", "state", filter.state())
                .where("r.mechanismId = :mechanism", "mechanism", filter.mechanism())
                .where("r.trackId = :track", "track", filter.track())
                .whereContains("r.agendaSectors", "sector", filter.sector())
                .where(
                        "exists (select 1 from EngagementParticipant p where p.recordId = r.id "
                                + "and p.organisation = :organisation)",
                        "organisation",
                        filter.organisation())
                .where("coalesce(r.endsLast, r.startsFirst) >= :from", "from", filter.from())
                .where("r.startsFirst <= :to", "to", filter.to());
    }

    /** Moves an engagement on. */
    Uni<EngagementView> move(Viewer viewer, String id, @Nullable String ifMatch, Transition step) {
        return register.change(
                this,
                viewer,
                id,
                ifMatch,
                (session, engagement) -> step.to() == EngagementState.MINUTES_AGREED
                        ? minutes.agree(session, viewer, engagement)
                        : move(session, viewer, engagement, step));
    }

    private Uni<ChangeOutcome> move(Mutiny.Session session, Viewer viewer, Engagement engagement, Transition step) {
        FourEyes.requireMayMove(viewer, engagement);
        new Faults()
                .date("/start", step.start())
                .date("/end", step.end())
                .add(EngagementRules.wrongDates(step.start(), step.end()))
                .refuseAny();
        EngagementState before = engagement.state();
        EngagementRules.Dates given = new EngagementRules.Dates(step.start(), step.end(), step.reason());
        switch (EngagementRules.decide(before, step.to(), given, register.today())) {
            case Decision.Refused<EngagementState> refused -> throw Refusals.of(refused, step.to());
            case Decision.Unchanged<EngagementState> unchanged -> {
                return Uni.createFrom().item(ChangeOutcome.NOTHING);
            }
            case Decision.Accepted<EngagementState> accepted -> {}
        }
        boolean newDates = step.to() == EngagementState.HELD || step.to() == EngagementState.POSTPONED;
        EngagementRules.Dates dates =
                newDates ? given : new EngagementRules.Dates(engagement.startsOn(), engagement.endsOn(), step.reason());
        Uni<Void> kept = step.to() == EngagementState.POSTPONED
                ? keepFormerDates(session, engagement, String.valueOf(step.reason()))
                : Uni.createFrom().voidItem();
        return register.restOn(session, viewer, engagement, step.sources())
                .chain(() -> kept)
                .chain(() -> mechanismOf(session, viewer, engagement)
                        .chain(mechanism -> checks.counterparts(
                                session, mechanism.orElse(null), engagement.head(), dates.start(), step.to())))
                .invoke(() -> engagement.reach(step.to(), dates))
                .replaceWith(ChangeOutcome.done(step.to().name().toLowerCase(Locale.ROOT), before.name()));
    }

    private Uni<Optional<PolicyRecord>> mechanismOf(Mutiny.Session session, Viewer viewer, Engagement engagement) {
        Urn mechanism = engagement.content().mechanism();
        return mechanism == null
                ? Uni.createFrom().item(Optional.empty())
                : directory
                        .own(session, viewer, List.of(mechanism))
                        .map(found -> Optional.ofNullable(found.get(mechanism)));
    }

    private Uni<Void> keepFormerDates(Mutiny.Session session, Engagement engagement, String reason) {
        return Parts.of(session, EngagementFormerDate.class, engagement)
                .chain(before -> session.persist(new EngagementFormerDate(
                        engagement.id(),
                        before.size(),
                        engagement.startsOn(),
                        engagement.endsOn(),
                        reason,
                        register.clock().instant())));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Engagement> type() {
        return Engagement.class;
    }

    @Override
    public Class<NewEngagement> contentType() {
        return NewEngagement.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Engagement> change, NewEngagement content) {
        return checks.check(session, change, content);
    }

    @Override
    public Engagement make(UUID id, RecordHead head, NewEngagement content) {
        return new Engagement(id, head, content);
    }

    @Override
    public void become(Engagement record, NewEngagement content) {
        record.become(content);
    }

    @Override
    public Uni<Void> writeParts(
            Mutiny.Session session, Viewer viewer, Engagement record, NewEngagement content, boolean isNew) {
        return EngagementParts.write(session, record, content);
    }

    @Override
    public Uni<NewEngagement> content(Mutiny.Session session, Viewer viewer, Engagement record) {
        return EngagementParts.of(session, List.of(record)).map(parts -> parts.contentOf(record));
    }

    @Override
    public Uni<List<EngagementView>> views(
            Mutiny.Session session, Viewer viewer, List<Engagement> records, boolean withHead) {
        return EngagementParts.of(session, records).chain(parts -> directory
                .titles(session, viewer, parts.organisations())
                .map(names -> records.stream()
                        .map(engagement -> view(engagement, parts, names, withHead))
                        .toList()));
    }

    @Override
    public Uni<EngagementView> view(Mutiny.Session session, Viewer viewer, Engagement record, boolean withHead) {
        return views(session, viewer, List.of(record), withHead)
                .chain(views -> delegations.of(session, viewer, record.id()).map(came -> views.getFirst()
                        .with(came)));
    }

    private static EngagementView view(
            Engagement engagement, EngagementParts parts, Map<Urn, LocalizedText> names, boolean withHead) {
        NewEngagement content = parts.contentOf(engagement);
        List<EngagementFormerDate> former = parts.formerDates().getOrDefault(engagement.id(), List.of());
        List<EngagementConsent> consents = parts.consents().getOrDefault(engagement.id(), List.of());
        return new EngagementView(
                engagement.urn(),
                engagement.head().displayId(),
                content.title(),
                content.kind(),
                engagement.state(),
                content.start(),
                content.end(),
                content.seenOn(),
                content.place(),
                content.isVideo() ? true : null,
                content.hostSide(),
                content.guestSide(),
                content.level(),
                content.mechanism(),
                content.track(),
                content.ordinal(),
                content.gapReason(),
                content.sectorCodes(),
                content.leaders(),
                content.others().stream()
                        .map(other -> new EngagementView.ParticipantView(
                                other.organisation(), names.get(other.organisation()), other.role()))
                        .toList(),
                content.results(),
                content.minutesSha256(),
                consents.isEmpty()
                        ? null
                        : consents.stream().map(EngagementConsent::side).toList(),
                former.isEmpty()
                        ? null
                        : former.stream().map(EngagementFormerDate::toView).toList(),
                engagement.endReason(),
                null,
                content.unknown(),
                engagement.head().sources(),
                engagement.head().stewardship(),
                engagement.head().classification().level(),
                HeadView.where(withHead, engagement.head()));
    }

    @Override
    public void describe(Engagement record, EventData data) {
        NewEngagement content = record.content();
        data.with("kind", content.kind())
                .with("start", content.start())
                .with("end", content.end())
                .with("ordinal", content.ordinal());
    }

    @Override
    public List<String> sectors(Engagement record) {
        return record.content().sectorCodes();
    }
}
