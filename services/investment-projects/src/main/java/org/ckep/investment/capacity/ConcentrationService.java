package org.ckep.investment.capacity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.register.Coverage;
import org.ckep.investment.register.Names;
import org.ckep.investment.site.SiteInfo;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.AnyOf;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Says how much of an organisation's output hangs on one site, by no more claims than the viewer may see. */
@ApplicationScoped
class ConcentrationService {
    private static final Comparator<FuzzyDate> NEWEST =
            Comparator.comparing(FuzzyDate::end).thenComparing(FuzzyDate::start);

    private final Register register;
    private final Sites sites;
    private final Names names;

    ConcentrationService(Register register, Sites sites, Names names) {
        this.register = register;
        this.sites = sites;
        this.names = names;
    }

    Uni<Concentration> of(Viewer viewer, ConcentrationFilter.Wanted wanted) {
        return register.read(viewer, wanted.knownAt(), session -> claims(session, viewer, wanted)
                .chain(groups -> sites.among(
                                session,
                                viewer,
                                groups.stream().map(Claims::site).toList())
                        .chain(places -> names.of(session, viewer, owners(places))
                                .map(known -> new Concentration(
                                        Coverage.VISIBLE_ONLY,
                                        newest(groups)
                                                .flatMap(group -> part(group, places, known).stream())
                                                .filter(wanted::admits)
                                                .sorted(ORDER)
                                                .toList())))));
    }

    private static final Comparator<Concentration.Part> ORDER = Comparator.comparing(
                    Concentration.Part::highestPercent, Comparator.reverseOrder())
            .thenComparing(part -> part.organisation().toString())
            .thenComparing(Concentration.Part::product)
            .thenComparing(part -> part.site().toString());

    private static List<OrgRef> owners(Map<Urn, SiteInfo> places) {
        return places.values().stream().map(SiteInfo::org).toList();
    }

    /** What the claims about one site, product and period say together. */
    record Claims(
            Urn site, String product, @Nullable FuzzyDate period, BigDecimal lowest, BigDecimal highest, long count) {}

    private static Uni<List<Claims>> claims(Mutiny.Session session, Viewer viewer, ConcentrationFilter.Wanted wanted) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "r.head");
        AnyOf modalities = AnyOf.of(wanted.modalities());
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select r.siteId, r.product, r.period, min(r.percent), max(coalesce(r.percentUpper, r.percent)), count(*) "
                        + "from CapacityShare r where " + visible.condition()
                        + " and r.denominatorScope = ORG_WORLD"
                        // "At most" and "less than" say of how little, not of how much.
                        + " and r.relation in (EQ, GE, GT, APPROX, RANGE) and "
                        + modalities.condition("r.modality", "modalities")
                        + (wanted.sector() == null ? "" : " and r.sector = :sector")
                        + " group by r.siteId, r.product, r.period",
                Object[].class);
        query.setParameter("modalities", modalities.parameter());
        if (wanted.sector() != null) {
            query.setParameter("sector", wanted.sector());
        }
        return visible.bind(query).getResultList().map(rows -> rows.stream()
                .map(row -> new Claims(
                        new Urn(Sites.TYPE, (UUID) row[0]),
                        (String) row[1],
                        (FuzzyDate) row[2],
                        (BigDecimal) row[3],
                        (BigDecimal) row[4],
                        (Long) row[5]))
                .toList());
    }

    /** What a site makes of one product. */
    private record Output(Urn site, String product) {}

    /** Of each site and product the newest period; claims without one count only where no claim has one. */
    static Stream<Claims> newest(List<Claims> groups) {
        Map<Output, List<Claims>> together = new LinkedHashMap<>();
        groups.forEach(
                group -> together.computeIfAbsent(new Output(group.site(), group.product()), none -> new ArrayList<>())
                        .add(group));
        return together.values().stream().map(periods -> periods.stream()
                .max(Comparator.comparing(Claims::period, Comparator.nullsFirst(NEWEST)))
                .orElseThrow());
    }

    private static Optional<Concentration.Part> part(
            Claims group, Map<Urn, SiteInfo> places, Map<Urn, LocalizedText> known) {
        SiteInfo site = Objects.requireNonNull(places.get(group.site()), "a reader of a claim may read its site");
        Urn owner = site.org().orgId();
        return owner == null
                ? Optional.empty()
                : Optional.of(new Concentration.Part(
                        owner,
                        known.get(owner),
                        group.product(),
                        site.urn(),
                        site.title(),
                        site.place().country(),
                        group.period(),
                        group.lowest(),
                        group.highest(),
                        group.count()));
    }
}
