package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Decimals;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a project, without its state: the part of the record that a maker writes and a merge patch changes.
 *
 * @param title the project's name
 * @param type what kind of undertaking it is; decides its state machine
 * @param direction between which economies the capital flows
 * @param modality in which mood the sources speak of it
 * @param sectors sectors by code with their share of the project in percent
 * @param products HS 2022 codes of headings and subheadings
 * @param sites URNs of the sites it concerns
 * @param participants who takes part as what; a party may be unnamed until the project is committed
 * @param hostCountries for third markets: ISO 3166-1 alpha-2 codes
 * @param parentProject URN of the project it belongs to, null where it stands alone
 * @param relation what it is to its parent; present exactly with {@code parentProject}
 * @param countsTowardAggregate false where its money is already counted at its parent or its phases; left out, false for
 *     a phase and a funding, else true
 * @param phasesPartial true where {@code totalInvestment} is not that of all phases, which may then sum to more
 * @param keyDates planned and actual dates
 * @param totalInvestment the sum invested, null where unknown
 * @param registeredCapital the capital that its host entity registers, null where unknown
 * @param ownContribution what the investors bring themselves, null where unknown
 * @param jobs the jobs that it brings, null where unknown
 * @param capacity what it can make
 * @param unknownReasons why a value is missing, by the value's name
 * @param sources URNs of the sources of this service that it rests on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProjectContent(
        @NotNull LocalizedText title,
        @NotNull ProjectType type,
        @NotNull Direction direction,
        @NotNull Modality modality,
        @Size(max = 20) List<@Valid SectorShare> sectors,

        @Size(max = 50) List<@Pattern(regexp = PRODUCT, message = NO_PRODUCT) String> products,

        @Size(max = 50) List<Urn> sites,
        @NotEmpty @Size(max = 50) List<@Valid Participant> participants,
        @Size(max = 20) List<String> hostCountries,
        @Nullable Urn parentProject,
        @Nullable ProjectRelation relation,
        @Nullable Boolean countsTowardAggregate,
        @Nullable Boolean phasesPartial,
        @Size(max = 11) Map<KeyDate, @NotNull KeyDates> keyDates,
        @Valid @Nullable Investment totalInvestment,
        @Valid @Nullable Investment registeredCapital,
        @Valid @Nullable Investment ownContribution,
        @Nullable Jobs jobs,
        @Size(max = 50) List<@Valid CapacityEntry> capacity,
        Map<String, UnknownReason> unknownReasons,
        @Size(max = 50) List<Urn> sources) {
    /**
     * A heading or subheading of the Harmonized System: of a chapter from 01 to 97, of which 77 is kept free, and no heading 00.
     * Which headings a chapter has, {@link Headings} knows; which subheadings, the lists of trade-statistics, which no transaction asks.
     */
    static final String PRODUCT = "(0[1-9]|[1-68][0-9]|7[0-689]|9[0-7])(0[1-9]|[1-9][0-9])([0-9]{2})?";

    static final String NO_PRODUCT = "an HS code has four or six digits, of a chapter from 01 to 97 that is not 77";
    static final String TOTAL_INVESTMENT = "totalInvestment";
    static final String REGISTERED_CAPITAL = "registeredCapital";
    static final String OWN_CONTRIBUTION = "ownContribution";
    static final String CAPACITY = "capacity";

    /** The attributes that are sums of money. */
    static final List<String> AMOUNTS = List.of(TOTAL_INVESTMENT, REGISTERED_CAPITAL, OWN_CONTRIBUTION);

    @SuppressWarnings("ConstantValue") // JSON may leave everything out
    ProjectContent {
        sectors = sectors == null ? List.of() : List.copyOf(sectors);
        products = distinct(products);
        sites = distinct(sites);
        participants = participants == null ? List.of() : List.copyOf(participants);
        hostCountries = distinct(hostCountries);
        // A phase's money is its parent's: left out, the flag says so.
        boolean own = relation == null || !relation.sharesMoney();
        countsTowardAggregate = countsTowardAggregate == null ? Boolean.valueOf(own) : countsTowardAggregate;
        // Said only where it is so.
        phasesPartial = Boolean.TRUE.equals(phasesPartial) ? phasesPartial : null;
        // Sorted maps: the bytes of an answer, and so its entity tag, must not depend on hash order.
        Map<KeyDate, KeyDates> dates = new EnumMap<>(KeyDate.class);
        if (keyDates != null) {
            dates.putAll(keyDates);
        }
        keyDates = Collections.unmodifiableMap(dates);
        capacity = capacity == null ? List.of() : List.copyOf(capacity);
        unknownReasons = unknownReasons == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(unknownReasons));
        sources = distinct(sources);
    }

    private static <T> List<T> distinct(@Nullable List<T> values) {
        return values == null ? List.of() : values.stream().distinct().toList();
    }

    /**
     * A sector with its part of the project.
     *
     * @param code the sector's code, such as SEMI
     * @param share percent of the project, null where it is not divided
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SectorShare(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9]{1,15}", message = "a sector code has 2 to 16 capitals and digits")
            String code,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal share) {
        SectorShare {
            // One form for equal numbers: what is stored with four decimals equals what was sent with none.
            share = share == null ? null : Decimals.normal(share);
        }

        /** True where it is said what belongs to which sector: of one sector, or of several with all their parts. */
        static boolean isDivided(List<SectorShare> sectors) {
            return sectors.size() == 1
                    || (!sectors.isEmpty() && sectors.stream().allMatch(sector -> sector.share() != null));
        }
    }

    /**
     * An organisation in its role.
     *
     * @param org a registered organisation, or an unnamed party
     * @param role what it does in the project
     */
    record Participant(@NotNull OrgRef org, @NotNull ParticipantRole role) {}

    Profile profile() {
        return type.profile();
    }

    KeyDates keyDate(KeyDate key) {
        return keyDates.getOrDefault(key, KeyDates.NONE);
    }

    /** Its sums of money by attribute, those that are known. */
    Map<String, Investment> amounts() {
        return amounts(totalInvestment, registeredCapital, ownContribution);
    }

    static Map<String, Investment> amounts(
            @Nullable Investment totalInvestment,
            @Nullable Investment registeredCapital,
            @Nullable Investment ownContribution) {
        Map<String, Investment> amounts = new TreeMap<>();
        putIfKnown(amounts, TOTAL_INVESTMENT, totalInvestment);
        putIfKnown(amounts, REGISTERED_CAPITAL, registeredCapital);
        putIfKnown(amounts, OWN_CONTRIBUTION, ownContribution);
        return amounts;
    }

    private static void putIfKnown(Map<String, Investment> amounts, String name, @Nullable Investment amount) {
        if (amount != null) {
            amounts.put(name, amount);
        }
    }

    /** Whether the project's money is counted at this record (rule I10). */
    boolean counted() {
        return Boolean.TRUE.equals(countsTowardAggregate);
    }

    /** Whether its sum is the sum of all its phases, which they do not exceed (rule I9). */
    boolean coversItsPhases() {
        return totalInvestment != null && phasesPartial == null;
    }

    /** This content with the actual value of one key date set. */
    ProjectContent happened(KeyDate key, FuzzyDate date) {
        Map<KeyDate, KeyDates> dates = new EnumMap<>(KeyDate.class);
        dates.putAll(keyDates);
        dates.put(key, keyDate(key).happenedOn(date));
        return with(dates, unknownReasons, sources);
    }

    /** This content with further sources. */
    ProjectContent withSources(List<Urn> more) {
        List<Urn> all =
                Stream.concat(sources.stream(), more.stream()).distinct().toList();
        return with(keyDates, unknownReasons, all);
    }

    /** This content without the reason for which a value was missing. */
    ProjectContent nowKnown(String name) {
        Map<String, UnknownReason> reasons = new HashMap<>(unknownReasons);
        reasons.remove(name);
        return with(keyDates, reasons, sources);
    }

    private ProjectContent with(
            Map<KeyDate, KeyDates> newDates, Map<String, UnknownReason> newReasons, List<Urn> newSources) {
        return with(newDates, amount -> true, capacity, newReasons, newSources);
    }

    /**
     * This content with what has a date of its own as it stood then.
     *
     * @param valuedThen which of its sums of money are not of a later day
     */
    ProjectContent asOf(
            Map<KeyDate, KeyDates> datesThen, Predicate<Investment> valuedThen, List<CapacityEntry> capacityThen) {
        return with(datesThen, valuedThen, capacityThen, unknownReasons, sources);
    }

    private ProjectContent with(
            Map<KeyDate, KeyDates> newDates,
            Predicate<Investment> kept,
            List<CapacityEntry> newCapacity,
            Map<String, UnknownReason> newReasons,
            List<Urn> newSources) {
        return new ProjectContent(
                title,
                type,
                direction,
                modality,
                sectors,
                products,
                sites,
                participants,
                hostCountries,
                parentProject,
                relation,
                countsTowardAggregate,
                phasesPartial,
                newDates,
                where(kept, totalInvestment),
                where(kept, registeredCapital),
                where(kept, ownContribution),
                jobs,
                newCapacity,
                newReasons,
                newSources);
    }

    private static @Nullable Investment where(Predicate<Investment> kept, @Nullable Investment amount) {
        return amount != null && kept.test(amount) ? amount : null;
    }
}
