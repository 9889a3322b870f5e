package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a partnership by a merge patch; its state is changed by transitions.
 *
 * @param title name of the partnership in up to three languages
 * @param kind what the parties do together
 * @param sectors codes of its sectors
 * @param parties who takes part, at least two
 * @param start first day, null where not stated
 * @param end last day, null where open or not stated; a renewal moves it
 * @param thirdMarkets ISO 3166-1 codes of third countries in which the parties work together
 * @param engagementId URN of the meeting at which it was signed
 * @param technologyFlow technology that passes between the sides
 * @param evolvedFrom URNs of partnerships and projects that it grew out of
 * @param ipTerms terms for intellectual property
 * @param deliverables what was promised
 * @param sources what the record rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnershipContent(
        @NotNull LocalizedText title,
        @NotNull PartnershipKind kind,
        @NotEmpty @Size(max = 10) List<@NotNull String> sectors,
        @NotEmpty @Size(max = 50) List<@NotNull @Valid PartyContent> parties,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        @Size(max = 50) List<@NotNull String> thirdMarkets,
        @Nullable Urn engagementId,
        @Size(max = 50) List<@NotNull TechnologyFlow> technologyFlow,
        @Size(max = 20) List<@NotNull Urn> evolvedFrom,
        @Nullable IpTerms ipTerms,
        @Size(max = 100) List<@NotNull Deliverable> deliverables,
        @Size(max = 20) List<@NotNull Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    PartnershipContent {
        sectors = sectors == null ? List.of() : List.copyOf(sectors);
        parties = parties == null ? List.of() : List.copyOf(parties);
        thirdMarkets = thirdMarkets == null ? List.of() : List.copyOf(thirdMarkets);
        technologyFlow = technologyFlow == null ? List.of() : List.copyOf(technologyFlow);
        evolvedFrom = evolvedFrom == null ? List.of() : List.copyOf(evolvedFrom);
        deliverables = deliverables == null ? List.of() : List.copyOf(deliverables);
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    int openDeliverables() {
        return (int) deliverables.stream()
                .filter(deliverable -> deliverable.deliveredOn() == null)
                .count();
    }

    /**
     * A party as it is given: an organisation of the register, or what is known of one without a name.
     *
     * @param orgId URN of the organisation; an old URN of a renamed or merged one is understood
     * @param unnamed what is known of a party without a name
     * @param side where the party belongs; follows from the organisation and may be left out
     * @param role its function; PARTNER where not stated
     * @param from since when it takes part
     * @param to until when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartyContent(
            @Nullable Urn orgId,
            OrgRef.@Nullable Unnamed unnamed,
            @Nullable OrganisationSide side,
            PartyRole role,
            @Nullable FuzzyDate from,
            @Nullable FuzzyDate to) {
        @SuppressWarnings("ConstantValue") // JSON may leave members out
        PartyContent {
            role = role == null ? PartyRole.PARTNER : role;
            if ((orgId == null) == (unnamed == null)) {
                throw new IllegalArgumentException("a party is either an organisation (orgId) or unnamed");
            }
        }

        /** Where a party without a name belongs; null where that is not known either. */
        @JsonIgnore
        @Nullable
        OrganisationSide unnamedSide() {
            return unnamed == null || unnamed.side() == null ? null : OrganisationSide.of(unnamed.side());
        }
    }

    /**
     * Something that was promised.
     *
     * @param title what
     * @param due by when, null where not stated
     * @param deliveredOn when it was delivered, null while it is open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Deliverable(
            LocalizedText title,
            @Nullable FuzzyDate due,
            @Nullable FuzzyDate deliveredOn) {
        @SuppressWarnings("ConstantValue") // JSON may leave the title out
        Deliverable {
            if (title == null) {
                throw new IllegalArgumentException("a deliverable needs a title");
            }
        }
    }
}
