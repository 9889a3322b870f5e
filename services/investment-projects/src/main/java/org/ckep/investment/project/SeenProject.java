package org.ckep.investment.project;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.investment.site.SiteInfo;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.ClaimView;
import org.ckep.records.change.ChangeSetView;
import org.ckep.records.change.ObjectionView;
import org.ckep.records.figure.Figures;
import org.jspecify.annotations.Nullable;

/**
 * A project as its viewer sees it, with what was read for that: whoever goes on with it in the same transaction reads
 * nothing twice.
 *
 * @param version of the project that was seen
 */
record SeenProject(int version, ProjectView view, Annex annex, Beside beside) {

    /** The filings of the viewer's own side. */
    List<Filing> filings() {
        return annex.filings();
    }

    Map<Urn, SiteInfo> sites() {
        return beside.sites();
    }

    Collection<Source> sources() {
        return beside.sources().values();
    }

    /**
     * What stands with the single project alone.
     *
     * @param filings those of the viewer's own side
     * @param rag how the viewer's own side sees the project, null where it has not said
     * @param pendingRevision the revision of the viewer's own side that waits for a second person, null where there is none
     * @param objections those that stand against what is agreed
     * @param parent what the viewer reads of the parent, null where there is none that he may read
     * @param uncounted true where its money is counted at no project that the viewer may read
     */
    record Annex(
            List<Filing> filings,
            @Nullable Rag rag,
            List<ClaimView> assessments,
            List<ChangeSetView.Pending> pendingChanges,
            RevisionView.@Nullable Pending pendingRevision,
            List<ObjectionView.Standing> objections,
            Map<String, Figures> figures,
            @Nullable ProjectContent parent,
            boolean uncounted) {
        static final Annex NONE =
                new Annex(List.of(), null, List.of(), List.of(), null, List.of(), Map.of(), null, false);

        /** How far the two sides stand behind the project, null where nothing is contested. */
        @Nullable
        Agreement agreement() {
            return objections.isEmpty() ? null : Agreement.CONTESTED;
        }

        /**
         * What is left of it where one value of each attribute is read: that it is contested today stays with the value of
         * today.
         *
         * @param asOf as of when, null for now
         */
        Annex withoutWhatStandsBeside(@Nullable FuzzyDate asOf) {
            boolean later = rag != null && asOf != null && rag.asOf().isCertainlyAfter(asOf);
            return new Annex(
                    filings,
                    later ? null : rag,
                    assessments,
                    List.of(),
                    null,
                    asOf == null ? objections : List.of(),
                    Map.of(),
                    null,
                    false);
        }

        Annex withFigures(Map<String, Figures> shown) {
            return new Annex(
                    filings, rag, assessments, pendingChanges, pendingRevision, objections, shown, parent, uncounted);
        }
    }

    /** What projects point to. */
    record Pointers(Set<Urn> sites, Set<OrgRef> parties, Set<Urn> sources) {
        static final Pointers NONE = new Pointers(Set.of(), Set.of(), Set.of());

        static Pointers of(Collection<ProjectSnapshot> projects) {
            Pointers all = new Pointers(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
            for (ProjectSnapshot project : projects) {
                all.sites.addAll(project.content().sites());
                all.sources.addAll(project.content().sources());
                project.content().participants().forEach(participant -> all.parties.add(participant.org()));
                project.bindings().holdings().stream()
                        .map(Holding::holder)
                        .filter(Objects::nonNull)
                        .forEach(all.parties::add);
            }
            return all;
        }
    }

    /**
     * What several projects point to, read at once.
     *
     * @param looked what was looked for; of it the viewer may read what the maps hold
     */
    record Beside(Pointers looked, Map<Urn, SiteInfo> sites, Map<Urn, LocalizedText> names, Map<Urn, Source> sources) {
        static final Beside NOTHING = new Beside(Pointers.NONE, Map.of(), Map.of(), Map.of());
    }
}
