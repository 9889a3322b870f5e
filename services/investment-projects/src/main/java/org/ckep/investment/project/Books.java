package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.investment.register.Names;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts beside projects what the ledger says of them, as far as their reader may read it. */
@ApplicationScoped
class Books {
    private final Bookings bookings;
    private final Names names;

    Books(Bookings bookings, Names names) {
        this.bookings = bookings;
        this.names = names;
    }

    /** The projects as they go into files, in their order. */
    Uni<List<ExportedProject>> exported(
            Mutiny.Session session, Viewer viewer, List<Project> found, List<ProjectView> rendered) {
        return bookings.commitments(
                        session, viewer, found.stream().map(Project::urn).toList())
                .map(all -> voices(found, rendered, all))
                .chain(voices -> {
                    List<BookedCommitment> heard =
                            voices.values().stream().flatMap(List::stream).toList();
                    return bookings.entries(session, heard).chain(entries -> names.of(
                                    session,
                                    viewer,
                                    heard.stream().map(BookedCommitment::party).toList())
                            .map(known -> exported(found, rendered, voices, entries, known)));
                });
    }

    private static Map<Urn, List<BookedCommitment>> voices(
            List<Project> found, List<ProjectView> rendered, List<BookedCommitment> all) {
        Map<Urn, List<BookedCommitment>> byProject =
                all.stream().collect(Collectors.groupingBy(BookedCommitment::project));
        Map<Urn, List<BookedCommitment>> voices = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            Project project = found.get(i);
            List<BookedCommitment> voice = Book.voice(
                    project.head().stewardship(),
                    project.head().ownerSide(),
                    rendered.get(i).direction().hostSide(),
                    byProject.getOrDefault(project.urn(), List.of()));
            if (!voice.isEmpty()) {
                voices.put(project.urn(), voice);
            }
        }
        return voices;
    }

    private static List<ExportedProject> exported(
            List<Project> found,
            List<ProjectView> rendered,
            Map<Urn, List<BookedCommitment>> voices,
            List<BookedEntry> entries,
            Map<Urn, LocalizedText> known) {
        Map<Urn, List<BookedEntry>> byCommitment =
                entries.stream().collect(Collectors.groupingBy(BookedEntry::commitment));
        return IntStream.range(0, rendered.size())
                .mapToObj(i -> {
                    RecordHead head = found.get(i).head();
                    List<BookedCommitment> voice =
                            voices.getOrDefault(found.get(i).urn(), List.of());
                    return new ExportedProject(
                            rendered.get(i),
                            book(head, voice, entries(voice, byCommitment), known),
                            changedAt(head.changedAt(), voice));
                })
                .toList();
    }

    private static Book book(
            RecordHead head, List<BookedCommitment> voice, List<BookedEntry> entries, Map<Urn, LocalizedText> known) {
        if (voice.isEmpty()) {
            return Book.NONE;
        }
        Side side = voice.getFirst().side();
        boolean ofTheRecord = head.stewardship() != Stewardship.JOINT && side == head.ownerSide();
        return new Book(side, ofTheRecord, voice, entries, known);
    }

    private static List<BookedEntry> entries(
            Collection<BookedCommitment> voice, Map<Urn, List<BookedEntry>> byCommitment) {
        return voice.stream()
                .flatMap(one -> byCommitment.getOrDefault(one.urn(), List.of()).stream())
                .sorted(Comparator.comparing(BookedEntry::valueDate))
                .toList();
    }

    private static Instant changedAt(Instant project, List<BookedCommitment> voice) {
        return Stream.concat(Stream.of(project), voice.stream().map(BookedCommitment::changedAt))
                .max(Comparator.naturalOrder())
                .orElse(project);
    }
}
