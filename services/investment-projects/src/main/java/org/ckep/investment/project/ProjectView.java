package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.claim.Basis;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.ClaimView;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.ckep.records.change.ChangeSetView;
import org.ckep.records.change.ObjectionView;
import org.ckep.records.figure.Figures;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param title the project's name
 * @param state how far it is
 * @param stateSince since when the state holds
 * @param resumeTo for SUSPENDED: the state to which it can go back
 * @param stateReason why the state was entered
 * @param type what kind of undertaking it is
 * @param profile which of the two state machines it follows
 * @param direction between which economies the capital flows
 * @param modality in which mood the sources speak of it
 * @param sectors sectors with their share of the project in percent
 * @param sites the sites it concerns
 * @param parks the industrial parks in which its sites lie
 * @param participants who takes part as what
 * @param totalInvestment the sum invested, with what it counts
 * @param registeredCapital the capital that its host entity registers
 * @param ownContribution what the investors bring themselves
 * @param jobs the jobs that it brings
 * @param keyDates planned and actual dates
 * @param capacity what it can make
 * @param products HS 2022 codes
 * @param hostCountries for third markets
 * @param parentProject the project it belongs to
 * @param relation what it is to its parent
 * @param countsTowardAggregate false where its money is counted at its parent or phases
 * @param phasesPartial true where its sum is not that of all its phases; else absent
 * @param commitments binding promises of money
 * @param holdings shareholding at commitment; a holding without holder is an undisclosed one
 * @param paid everything paid so far
 * @param filings filings with authorities, of the viewer's own side
 * @param rag how the viewer's own side sees its prospects, on the single project
 * @param unknownReasons why a value is missing
 * @param basis on which basis the record stands: the most binding kind of its sources
 * @param sources what it rests on
 * @param successAssessments how its success is judged, with {@code expand=assessments}
 * @param figures each side's own figures by attribute, on the single project, as far as the viewer reads them; the values of
 *     the record, on one of both sides the agreed ones, stand above
 * @param warnings what looks wrong about its amounts, by the values that the viewer reads
 * @param pendingChanges change sets that may still come into force, on the single project, for the sides that may know
 *     of them
 * @param pendingRevision the revision that waits for a second person of the side whose project it is, on the single project
 *     and for that side alone; what others read stays as it is until then
 * @param agreement CONTESTED, on the single project and for the two sides, while an objection stands
 * @param objections the objections that stand, on the single project and for the two sides; what they are about stays as it
 *     was agreed
 * @param stewardship who stands behind the record
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Project")
record ProjectView(
        Urn urn,
        String displayId,
        LocalizedText title,
        ProjectStatus state,
        @Nullable FuzzyDate stateSince,
        @Nullable ProjectStatus resumeTo,
        @Nullable LocalizedText stateReason,
        ProjectType type,
        Profile profile,
        Direction direction,
        Modality modality,
        List<ProjectContent.SectorShare> sectors,
        List<SiteNote> sites,
        List<String> parks,
        List<ParticipantNote> participants,
        @Nullable Investment totalInvestment,
        @Nullable Investment registeredCapital,
        @Nullable Investment ownContribution,
        @Nullable Jobs jobs,
        Map<KeyDate, KeyDates> keyDates,
        List<CapacityEntry> capacity,
        List<String> products,
        List<String> hostCountries,
        @Nullable Urn parentProject,
        @Nullable ProjectRelation relation,
        boolean countsTowardAggregate,
        @Nullable Boolean phasesPartial,
        List<Commitment> commitments,
        List<HoldingNote> holdings,
        @Nullable Money paid,
        List<Filing> filings,
        @Nullable Rag rag,
        Map<String, UnknownReason> unknownReasons,
        @Nullable Basis basis,
        List<SourceNote> sources,
        List<ClaimView> successAssessments,
        Map<String, Figures> figures,
        List<Warning> warnings,
        List<ChangeSetView.Pending> pendingChanges,
        RevisionView.@Nullable Pending pendingRevision,
        @Nullable Agreement agreement,
        List<ObjectionView.Standing> objections,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    /** The plain view: the same without the head. */
    ProjectView withoutHead() {
        return new ProjectView(
                urn,
                displayId,
                title,
                state,
                stateSince,
                resumeTo,
                stateReason,
                type,
                profile,
                direction,
                modality,
                sectors,
                sites,
                parks,
                participants,
                totalInvestment,
                registeredCapital,
                ownContribution,
                jobs,
                keyDates,
                capacity,
                products,
                hostCountries,
                parentProject,
                relation,
                countsTowardAggregate,
                phasesPartial,
                commitments,
                holdings,
                paid,
                filings,
                rag,
                unknownReasons,
                basis,
                sources,
                successAssessments,
                figures,
                warnings,
                pendingChanges,
                pendingRevision,
                agreement,
                objections,
                stewardship,
                classification,
                null);
    }

    /** A site of the project. */
    record SiteNote(Urn urn, LocalizedText title, Place place) {}

    /**
     * An organisation in its role.
     *
     * @param name its name, absent for an unnamed party and while this service has not learnt it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParticipantNote(OrgRef org, @Nullable LocalizedText name, ParticipantRole role) {}

    /**
     * One holder's part.
     *
     * @param name the holder's name, as for participants
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HoldingNote(@Nullable OrgRef holder, @Nullable LocalizedText name, Share share) {}
}
