package org.ckep.policy.engagement;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.Claims;
import org.ckep.records.HeadView;
import org.ckep.records.NewClaim;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to delegations: their sizes are claims. */
@ApplicationScoped
class DelegationService implements RecordFeature<Delegation, NewDelegation, DelegationView> {
    static final Kind KIND = new Kind("delegation", "DEL", "v1/delegations", "delegation");

    /** The attribute of claims about how many came. */
    static final String SIZE = "delegation-size";

    private static final int MOST = 100;

    private final Directory directory;
    private final Claims claims;

    DelegationService(Directory directory, Claims claims) {
        this.directory = directory;
        this.claims = claims;
    }

    RecordQuery<Delegation> query(Viewer viewer, DelegationFilter filter) {
        return RecordQuery.of(Delegation.class, viewer)
                .where("r.engagementId = :engagement", "engagement", filter.engagement())
                .where("r.side = :side", "side", filter.side())
                .where("r.kind = :kind", "kind", filter.kind())
                .where(
                        "exists (select 1 from DelegationMember m where m.recordId = r.id "
                                + "and m.organisation = :organisation)",
                        "organisation",
                        filter.organisation());
    }

    /** The delegations that came to an engagement. */
    Uni<List<DelegationView>> of(Mutiny.Session session, Viewer viewer, UUID engagement) {
        return RecordQuery.of(Delegation.class, viewer)
                .where("r.engagementId = :engagement", "engagement", engagement)
                .list(session, MOST)
                .chain(found -> views(session, viewer, found.reversed(), false));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Delegation> type() {
        return Delegation.class;
    }

    @Override
    public Class<NewDelegation> contentType() {
        return NewDelegation.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Delegation> change, NewDelegation content) {
        if (change.before() != null && content.counts() != null) {
            throw ProblemException.invalid(
                    "/counts",
                    "given-once",
                    "Counts are claims: record another one about the delegation, with the attribute " + SIZE + ".");
        }
        Faults faults = new Faults()
                .plain("/title", content.title())
                .date("/highestLevelSince", content.highestLevelSince())
                .distinct("/members", content.named());
        List<Urn> organisations = new ArrayList<>();
        for (int i = 0; i < content.named().size(); i++) {
            NewDelegation.Member member = content.named().get(i);
            String pointer = "/members/" + i;
            faults.plain(pointer + "/person", member.person()).plain(pointer + "/office", member.office());
            if (member.organisation() != null) {
                organisations.add(member.organisation());
            } else if (member.person() == null) {
                faults.add(pointer, "nobody", "A member is an organisation or an office-holder.");
            }
        }
        counts(faults, change.head(), content);
        faults.refuseAny();
        return directory
                .require(
                        session,
                        change.viewer(),
                        change.head().classification(),
                        content.engagement(),
                        EngagementService.KIND,
                        "/engagement")
                .chain(() -> directory.requireAll(
                        session, change.viewer(), change.head().classification(), organisations, "/members"));
    }

    private static void counts(Faults faults, RecordHead head, NewDelegation content) {
        for (int i = 0; i < content.numbers().size(); i++) {
            NewDelegation.Count count = content.numbers().get(i);
            String pointer = "/counts/" + i + "/quantity";
            if (count.quantity().value().signum() < 0) {
                faults.add(pointer + "/value", "negative-count", "Nobody comes in a negative number.");
            }
            if (count.quantity().countingUnit() == null) {
                faults.add(
                        pointer + "/countingUnit",
                        "counting-unit-missing",
                        "A count says what is counted, such as ENTERPRISE or PERSON.");
            }
            if (count.modality() != null && count.modality().onlyOnRequest()) {
                faults.add("/counts/" + i + "/modality", "not-a-count", "What is expected or meant was not counted.");
            }
        }
        if (!content.numbers().isEmpty() && head.sources().isEmpty()) {
            faults.add("/counts", "sources-missing", "Counts are claims and rest on sources; none is given.");
        }
    }

    @Override
    public Delegation make(UUID id, RecordHead head, NewDelegation content) {
        return new Delegation(id, head, content);
    }

    @Override
    public void become(Delegation record, NewDelegation content) {
        record.become(content);
    }

    @Override
    public Uni<Void> writeParts(
            Mutiny.Session session, Viewer viewer, Delegation record, NewDelegation content, boolean isNew) {
        List<DelegationMember> members = new ArrayList<>();
        content.named().forEach(member -> members.add(new DelegationMember(record.id(), members.size(), member)));
        return Parts.replace(session, DelegationMember.class, record, members).chain(() -> Multi.createFrom()
                .iterable(content.numbers())
                .onItem()
                .transformToUniAndConcatenate(count -> claims.record(session, viewer, claim(record, count)))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private static NewClaim claim(Delegation delegation, NewDelegation.Count count) {
        RecordHead head = delegation.head();
        boolean observed = head.stewardship() == Stewardship.OBSERVED;
        return new NewClaim(
                delegation.urn(),
                SIZE,
                new ClaimValue.Quantity(count.quantity()),
                null,
                null,
                head.sources(),
                count.modality() == null ? Modality.ASSERTED : count.modality(),
                null,
                null,
                observed ? NewClaim.Asserter.SOURCE : NewClaim.Asserter.SIDE,
                observed ? null : head.classification(),
                null,
                null);
    }

    @Override
    public Uni<NewDelegation> content(Mutiny.Session session, Viewer viewer, Delegation record) {
        return Parts.of(session, DelegationMember.class, record)
                .map(members -> record.content(
                        members.stream().map(DelegationMember::toContent).toList()));
    }

    @Override
    public Uni<List<DelegationView>> views(
            Mutiny.Session session, Viewer viewer, List<Delegation> records, boolean withHead) {
        return Parts.of(session, DelegationMember.class, records).chain(members -> {
            List<Urn> named = Stream.concat(
                            records.stream().map(Delegation::engagement),
                            members.values().stream()
                                    .flatMap(List::stream)
                                    .map(member -> member.toContent().organisation())
                                    .filter(urn -> urn != null))
                    .distinct()
                    .toList();
            return directory.titles(session, viewer, named).chain(names -> Multi.createFrom()
                    .iterable(records)
                    .onItem()
                    .transformToUniAndConcatenate(delegation -> claims.about(session, viewer, delegation.urn())
                            .map(about -> view(
                                    delegation,
                                    members.getOrDefault(delegation.id(), List.of()),
                                    names,
                                    DelegationView.counts(about.getOrDefault(SIZE, List.of())),
                                    withHead)))
                    .collect()
                    .asList());
        });
    }

    private static DelegationView view(
            Delegation delegation,
            List<DelegationMember> members,
            Map<Urn, LocalizedText> names,
            List<DelegationView.CountView> counts,
            boolean withHead) {
        NewDelegation content = delegation.content(List.of());
        return new DelegationView(
                delegation.urn(),
                delegation.head().displayId(),
                content.title(),
                content.side(),
                content.kind(),
                content.engagement(),
                names.get(content.engagement()),
                counts,
                members.stream()
                        .map(DelegationMember::toContent)
                        .map(member -> new DelegationView.MemberView(
                                member.organisation(),
                                nameOf(member.organisation(), names),
                                member.person(),
                                member.office(),
                                member.role()))
                        .toList(),
                content.highestLevelSince(),
                content.unknown(),
                delegation.head().sources(),
                delegation.head().stewardship(),
                delegation.head().classification().level(),
                HeadView.where(withHead, delegation.head()));
    }

    private static @Nullable LocalizedText nameOf(@Nullable Urn organisation, Map<Urn, LocalizedText> names) {
        return organisation == null ? null : names.get(organisation);
    }

    @Override
    public void describe(Delegation record, EventData data) {
        NewDelegation content = record.content(List.of());
        data.with("engagement", content.engagement())
                .with("side", content.side())
                .with("kind", content.kind());
    }
}
