package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.investment.project.SeenProject.Annex;
import org.ckep.investment.project.SeenProject.Beside;
import org.ckep.investment.project.SeenProject.Pointers;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Expand;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.SourceNotes;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.records.ClaimFilter;
import org.ckep.records.ClaimView;
import org.ckep.records.Claims;
import org.ckep.records.HeadView;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.change.ChangeSetView;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.change.ObjectionView;
import org.ckep.records.change.Objections;
import org.ckep.records.figure.Figures;
import org.ckep.records.figure.SideFigures;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Renders projects for a viewer, with what belongs to them elsewhere: sites, names, sources, assessments. */
@ApplicationScoped
class ProjectViews {
    /** The attribute of claims that judge a project's success. */
    static final String SUCCESS_ASSESSMENT = "success-assessment";

    private final Sites sites;
    private final Names names;
    private final Sources sources;
    private final Claims claims;
    private final ProjectRepository projects;
    private final ProjectTree tree;
    private final ChangeSets changes;
    private final RevisionStore revisions;
    private final Objections objections;
    private final SideFigures figures;
    private final Register register;
    private final ObjectMapper json;

    ProjectViews(
            Sites sites,
            Names names,
            Sources sources,
            Claims claims,
            ProjectRepository projects,
            ProjectTree tree,
            ChangeSets changes,
            RevisionStore revisions,
            Objections objections,
            SideFigures figures,
            Register register,
            ObjectMapper json) {
        this.sites = sites;
        this.names = names;
        this.sources = sources;
        this.claims = claims;
        this.projects = projects;
        this.tree = tree;
        this.changes = changes;
        this.revisions = revisions;
        this.objections = objections;
        this.figures = figures;
        this.register = register;
        this.json = json;
    }

    /** One project as it is recorded now, with the filings of the viewer's own side and the change sets he may know of. */
    Uni<ProjectView> one(Mutiny.Session session, Viewer viewer, Project project, List<Expand> expand) {
        return one(session, viewer, project, Reading.now(expand));
    }

    /**
     * One project as it is read. Read as one side has it, as it is agreed or as of a date, there is one value of each
     * attribute, and nothing beside it. As everybody is told, the sides' figures stand where they have not agreed.
     *
     * @param project as it was recorded at the moment for which the session answers
     */
    Uni<ProjectView> one(Mutiny.Session session, Viewer viewer, Project project, Reading reading) {
        requireView(project, reading.perspective());
        return annex(session, viewer, project, reading).chain(annex -> seen(session, project, annex, reading)
                .chain(seen -> beside(session, viewer, List.of(project.snapshot(List.of(), Map.of())), Beside.NOTHING)
                        .map(beside -> view(
                                project,
                                seen,
                                beside(annex, project, reading),
                                beside,
                                reading.expand().contains(Expand.record)))));
    }

    /** What stands beside the values of that reading. */
    private Annex beside(Annex annex, Project project, Reading reading) {
        if (reading.asOf() != null) {
            return annex.withoutWhatStandsBeside(reading.asOf());
        }
        if (reading.perspective() == null) {
            return annex;
        }
        Annex alone = annex.withoutWhatStandsBeside(null);
        return reading.perspective() == ProjectPerspective.PUBLIC
                ? alone.withFigures(served(project, annex.figures()))
                : alone;
    }

    /** What both have agreed on; where they have not, what each of them says, side by side, and never anything between. */
    private Map<String, Figures> served(Project project, Map<String, Figures> figures) {
        if (project.head().stewardship() != Stewardship.JOINT) {
            return figures;
        }
        ObjectNode agreed = json.valueToTree(project.content());
        Map<String, Figures> served = new TreeMap<>(figures);
        served.entrySet()
                .removeIf(figure -> figure.getValue().agreed() != null || isStated(agreed.path(figure.getKey())));
        return served;
    }

    private static boolean isStated(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value.isContainerNode() && value.isEmpty());
    }

    /** One project as it is recorded now, with its head and what was read for it. */
    Uni<SeenProject> look(Mutiny.Session session, Viewer viewer, Project project) {
        return annex(session, viewer, project, Reading.now(List.of()))
                .chain(annex -> seen(session, viewer, project, annex, Beside.NOTHING, true));
    }

    /**
     * The project after its viewer has changed it; only what the change points to anew is read.
     *
     * @param before what he saw before
     * @param entered filings that came with the change
     */
    Uni<ProjectView> again(
            Mutiny.Session session, Viewer viewer, Project project, SeenProject before, List<Filing> entered) {
        Annex annex = before.annex();
        // A record that has changed leaves no change set open, and no revision.
        boolean same = project.version() == before.version();
        List<ChangeSetView.Pending> pending = same ? annex.pendingChanges() : List.of();
        Uni<List<Filing>> filings = entered.isEmpty()
                ? Uni.createFrom().item(annex.filings())
                : projects.filings(session, viewer, project.id());
        return filings.chain(now -> parent(session, viewer, project)
                        .chain(parent -> tree.isCountedNowhere(session, viewer, project)
                                .chain(uncounted -> seen(
                                        session,
                                        viewer,
                                        project,
                                        new Annex(
                                                now,
                                                annex.rag(),
                                                List.of(),
                                                pending,
                                                same ? annex.pendingRevision() : null,
                                                annex.objections(),
                                                annex.figures(),
                                                parent.orElse(null),
                                                uncounted),
                                        before.beside(),
                                        false))))
                .map(SeenProject::view);
    }

    private Uni<SeenProject> seen(
            Mutiny.Session session, Viewer viewer, Project project, Annex annex, Beside known, boolean withHead) {
        ProjectSnapshot snapshot = project.snapshot(annex.filings(), Map.of());
        return beside(session, viewer, List.of(snapshot), known)
                .map(beside -> new SeenProject(
                        project.version(), view(project, snapshot, annex, beside, withHead), annex, beside));
    }

    private static void requireView(Project project, @Nullable ProjectPerspective perspective) {
        if (perspective != null && !perspective.existsOf(project.head())) {
            throw new ProblemException(
                    ProjectProblem.PROJECT_NO_SUCH_VIEW,
                    "This project is " + project.head().stewardship() + " and has no view '"
                            + perspective.name().toLowerCase(Locale.ROOT) + "'.");
        }
    }

    /** The project by the perspective and the clock of the world. */
    private Uni<ProjectSnapshot> seen(Mutiny.Session session, Project project, Annex annex, Reading reading) {
        ProjectPerspective perspective = reading.perspective();
        FuzzyDate asOf = reading.asOf();
        ProjectSnapshot recorded = project.snapshot(annex.filings(), Map.of());
        ProjectSnapshot seen =
                perspective == null ? recorded : recorded.with(seen(recorded.content(), annex.figures(), perspective));
        return asOf == null
                ? Uni.createFrom().item(seen)
                : projects.steps(session, project.id())
                        .map(steps -> ProjectAsOf.of(
                                seen,
                                steps.stream().map(ProjectStep::toView).toList(),
                                asOf,
                                register.today(reading.knownAt())));
    }

    /** The content with what both sides have agreed on for themselves, and one side's own figures, in the place of its values. */
    private ProjectContent seen(ProjectContent agreed, Map<String, Figures> figures, ProjectPerspective perspective) {
        ObjectNode content = json.valueToTree(agreed);
        figures.forEach((attribute, all) -> {
            Figures.Figure figure = perspective.figure(all);
            if (figure != null) {
                content.set(attribute, figure.value());
            }
        });
        try {
            return json.treeToValue(content, ProjectContent.class);
        } catch (JsonProcessingException checkedWhenEntered) {
            throw new IllegalStateException("a figure that was accepted does not fit its project", checkedWhenEntered);
        }
    }

    private Uni<Annex> annex(Mutiny.Session session, Viewer viewer, Project project, Reading reading) {
        return projects.outline(session, viewer, project).chain(outline -> where(
                        outline.filings(), List.of(), () -> projects.filings(session, viewer, project.id()))
                .chain(filings -> where(outline.rag(), null, () -> projects.rag(session, viewer, project.id()))
                        .chain(rag -> assessments(session, viewer, project, reading.expand())
                                .chain(judged -> where(
                                                outline.changeSets(),
                                                List.of(),
                                                () -> changes.pending(
                                                        session, viewer, project.urn(), reading.knownAt()))
                                        .chain(pending -> pendingRevision(session, viewer, project)
                                                .chain(revision -> objections(session, viewer, project)
                                                        .chain(against -> where(
                                                                        outline.figures(),
                                                                        Map.of(),
                                                                        () -> figures(session, viewer, project))
                                                                .chain(both -> parent(session, viewer, project)
                                                                        .chain(parent -> tree.isCountedNowhere(
                                                                                        session, viewer, project)
                                                                                .map(uncounted -> new Annex(
                                                                                        filings,
                                                                                        rag,
                                                                                        judged,
                                                                                        pending,
                                                                                        revision.orElse(null),
                                                                                        against,
                                                                                        both,
                                                                                        parent.orElse(null),
                                                                                        uncounted)))))))))));
    }

    private static <T extends @Nullable Object> Uni<T> where(boolean isAny, T none, Supplier<Uni<T>> reading) {
        return isAny ? reading.get() : Uni.createFrom().item(none);
    }

    private Uni<Optional<RevisionView.Pending>> pendingRevision(
            Mutiny.Session session, Viewer viewer, Project project) {
        return revisions
                .pending(session, viewer, project)
                .map(found -> found.map(revision -> new RevisionView.Pending(revision.urn(), revision.draftedAt())));
    }

    /** What both have agreed on is contested, and nothing else. */
    private Uni<List<ObjectionView.Standing>> objections(Mutiny.Session session, Viewer viewer, Project project) {
        return project.head().stewardship() == Stewardship.JOINT
                ? objections.standing(session, viewer, project.urn())
                : Uni.createFrom().item(List.of());
    }

    /** What the viewer reads of the parent. */
    private Uni<Optional<ProjectContent>> parent(Mutiny.Session session, Viewer viewer, Project project) {
        Urn parent = project.parent();
        return parent == null
                ? Uni.createFrom().item(Optional.empty())
                : projects.among(session, viewer, List.of(parent.uuid()))
                        .map(found -> found.stream().findFirst().map(Project::content));
    }

    /** A side has figures of its own where it stands behind the record, alone or with the other one. */
    private Uni<Map<String, Figures>> figures(Mutiny.Session session, Viewer viewer, Project project) {
        return project.head().stewardship() == Stewardship.OBSERVED
                ? Uni.createFrom().item(Map.of())
                : figures.of(session, viewer, project.urn());
    }

    /** The projects of a list, in its order; what stands in the annex comes with the single project only. */
    Uni<List<ProjectView>> many(Mutiny.Session session, Viewer viewer, List<Project> found, List<Expand> expand) {
        boolean withHead = expand.contains(Expand.record);
        List<ProjectSnapshot> snapshots = found.stream()
                .map(project -> project.snapshot(List.of(), Map.of()))
                .toList();
        return beside(session, viewer, snapshots, Beside.NOTHING).map(beside -> IntStream.range(0, found.size())
                .mapToObj(i -> view(found.get(i), snapshots.get(i), Annex.NONE, beside, withHead))
                .toList());
    }

    private Uni<List<ClaimView>> assessments(
            Mutiny.Session session, Viewer viewer, Project project, List<Expand> expand) {
        if (!expand.contains(Expand.assessments)) {
            return Uni.createFrom().item(List.of());
        }
        ClaimFilter filter = new ClaimFilter(project.urn(), SUCCESS_ASSESSMENT, List.of(Modality.values()), null, null);
        return claims.list(session, viewer, filter, new PageRequest(PageRequest.MAX_LIMIT, null), false)
                .map(page -> page.data());
    }

    /** What the projects point to; what was looked for already is not looked for again. */
    private Uni<Beside> beside(Mutiny.Session session, Viewer viewer, List<ProjectSnapshot> projects, Beside known) {
        Pointers wanted = Pointers.of(projects);
        Pointers looked = known.looked();
        return read(looked.sites(), wanted.sites(), known.sites(), urns -> sites.among(session, viewer, urns))
                .chain(places -> read(
                                looked.parties(),
                                wanted.parties(),
                                known.names(),
                                parties -> names.of(session, viewer, parties))
                        .chain(titles -> read(
                                        looked.sources(),
                                        wanted.sources(),
                                        known.sources(),
                                        urns -> sources.find(session, viewer, urns))
                                .map(read -> new Beside(wanted, places, titles, read))));
    }

    private static <K, V> Uni<Map<Urn, V>> read(
            Set<K> looked, Set<K> wanted, Map<Urn, V> known, Function<Set<K>, Uni<Map<Urn, V>>> reading) {
        return looked.containsAll(wanted) ? Uni.createFrom().item(known) : reading.apply(wanted);
    }

    private static ProjectView view(
            Project project, ProjectSnapshot snapshot, Annex annex, Beside beside, boolean withHead) {
        ProjectContent content = snapshot.content();
        List<Source> sources = Contents.pick(beside.sources(), content.sources());
        ProjectState state = snapshot.state();
        return new ProjectView(
                project.urn(),
                project.head().displayId(),
                content.title(),
                state.status(),
                snapshot.stateSince(),
                state instanceof ProjectState.Suspended suspended ? suspended.resumeTo() : null,
                snapshot.stateReason(),
                content.type(),
                content.profile(),
                content.direction(),
                content.modality(),
                content.sectors(),
                siteNotes(content, beside),
                parks(content, beside),
                participants(content, beside),
                content.totalInvestment(),
                content.registeredCapital(),
                content.ownContribution(),
                content.jobs(),
                content.keyDates(),
                content.capacity(),
                content.products(),
                content.hostCountries(),
                content.parentProject(),
                content.relation(),
                content.counted(),
                content.phasesPartial(),
                snapshot.bindings().commitments(),
                holdings(snapshot, beside),
                snapshot.bindings().paid(),
                snapshot.bindings().filings(),
                annex.rag(),
                content.unknownReasons(),
                SourceNotes.basis(sources),
                SourceNotes.of(sources),
                annex.assessments(),
                annex.figures(),
                warnings(snapshot, annex),
                annex.pendingChanges(),
                annex.pendingRevision(),
                annex.agreement(),
                annex.objections(),
                project.head().stewardship(),
                project.head().classification().level(),
                HeadView.where(withHead, project.head()));
    }

    private static List<Warning> warnings(ProjectSnapshot snapshot, Annex annex) {
        List<Warning> warnings = new ArrayList<>(UnitGuard.warnings(
                snapshot.content(), snapshot.bindings().commitments(), annex.figures(), annex.parent()));
        if (annex.uncounted()) {
            warnings.add(Warning.UNCOUNTED);
        }
        Stream.of(
                        ScriptCheck.warnings("/title", snapshot.content().title()),
                        ScriptCheck.warnings("/stateReason", snapshot.stateReason()))
                .flatMap(List::stream)
                .forEach(found ->
                        warnings.add(Warning.script(Objects.requireNonNull(found.pointer(), "a text has a place"))));
        return List.copyOf(warnings);
    }

    private static List<ProjectView.SiteNote> siteNotes(ProjectContent content, Beside beside) {
        return content.sites().stream()
                .map(beside.sites()::get)
                .filter(Objects::nonNull)
                .map(site -> new ProjectView.SiteNote(site.urn(), site.title(), site.place()))
                .toList();
    }

    /** The parks of the sites that the viewer may read. */
    private static List<String> parks(ProjectContent content, Beside beside) {
        return content.sites().stream()
                .map(beside.sites()::get)
                .filter(Objects::nonNull)
                .map(site -> site.place().parkId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static List<ProjectView.ParticipantNote> participants(ProjectContent content, Beside beside) {
        return content.participants().stream()
                .map(participant -> new ProjectView.ParticipantNote(
                        participant.org(), name(participant.org(), beside), participant.role()))
                .toList();
    }

    private static List<ProjectView.HoldingNote> holdings(ProjectSnapshot snapshot, Beside beside) {
        return snapshot.bindings().holdings().stream()
                .map(holding ->
                        new ProjectView.HoldingNote(holding.holder(), name(holding.holder(), beside), holding.share()))
                .toList();
    }

    private static @Nullable LocalizedText name(@Nullable OrgRef party, Beside beside) {
        Urn urn = party == null ? null : party.orgId();
        return urn == null ? null : beside.names().get(urn);
    }
}
