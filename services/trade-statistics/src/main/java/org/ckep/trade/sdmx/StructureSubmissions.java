package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.Outbox;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.trade.code.Item;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.sdmx.SubmissionResult.Change;
import org.jspecify.annotations.Nullable;

/**
 * Stores what statisticians submit: all artefacts of a message or none, with their events and audit entries in the same
 * transaction. Methods block; they are for worker threads.
 */
@ApplicationScoped
class StructureSubmissions {
    private final DataSource dataSource;
    private final SubmissionStore store;
    private final StructureMessages messages;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    StructureSubmissions(
            DataSource dataSource,
            SubmissionStore store,
            StructureMessages messages,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.dataSource = dataSource;
        this.store = store;
        this.messages = messages;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** An artefact with what is stored under its name, and with the items that it would have. */
    private record Candidate(Submission submission, Optional<SubmissionStore.Stored> stored) {}

    /** What submissions count as known since. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** How our data structures are written in others, which their copies may name. */
    List<Structure.StructureMap> maps() {
        return messages.catalogue().maps();
    }

    /**
     * Stores the artefacts of a message.
     *
     * @param onlyKnown true where each must exist already
     * @return what became of each, in the order of the message
     */
    List<SubmissionResult> submit(Viewer viewer, List<Submission> submissions, boolean onlyKnown) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            store.lock(connection);
            List<Candidate> candidates = new ArrayList<>();
            for (Submission submission : submissions) {
                Optional<SubmissionStore.Stored> stored = store.find(connection, submission.ref());
                candidates.add(new Candidate(completed(submission, stored), stored));
            }
            List<SubmissionResult> refused = check(connection, viewer.side(), candidates, onlyKnown);
            if (!refused.isEmpty()) {
                return refused;
            }
            List<SubmissionResult> results = new ArrayList<>();
            for (Candidate candidate : candidates) {
                results.add(take(connection, viewer, candidate));
            }
            if (results.stream().anyMatch(result -> result.change() != Change.UNCHANGED)) {
                store.count(connection, now());
            }
            return results;
        });
    }

    /** A partial scheme with all that it has besides; every other artefact as it is. */
    private static Submission completed(Submission submission, Optional<SubmissionStore.Stored> stored) {
        if (!submission.partial() || stored.isEmpty() || !submission.faults().isEmpty()) {
            return submission;
        }
        Structure known = stored.get().structure();
        Structure now = submission.structure();
        LocalizedText description = now.description() == null ? known.description() : now.description();
        return new Submission(
                StoredStructure.scheme(merged(known.names(), now.names()), description)
                        .toStructure(now.ref(), now.changedAt()),
                SubmissionRules.merged(stored.get().items(), submission.items()),
                true,
                false,
                submission.place(),
                List.of());
    }

    private static LocalizedText merged(LocalizedText known, LocalizedText submitted) {
        Map<Language, LocalizedText.Text> texts = new TreeMap<>(known.texts());
        texts.putAll(submitted.texts());
        return LocalizedText.of(texts);
    }

    /** Empty where all can be taken; else what is wrong with each. */
    private List<SubmissionResult> check(
            Connection connection, @Nullable Side side, List<Candidate> candidates, boolean onlyKnown)
            throws SQLException {
        List<Submission> submissions =
                candidates.stream().map(Candidate::submission).toList();
        SubmissionCheck check =
                new SubmissionCheck(connection, store, messages.catalogue(), messages::items, side, submissions);
        List<SubmissionResult> results = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<SubmissionFault> faults = check.faults(candidate.submission(), candidate.stored());
            StructureRef ref = candidate.submission().ref();
            if (faults.isEmpty() && onlyKnown && candidate.stored().isEmpty()) {
                faults = List.of(new SubmissionFault(
                        candidate.submission().place(),
                        SubmissionFault.NOT_FOUND,
                        "There is no " + ref.reference() + " that could be replaced."));
            }
            results.add(new SubmissionResult(ref, Change.LEFT, faults, List.of()));
        }
        return results.stream().anyMatch(result -> !result.faults().isEmpty()) ? results : List.of();
    }

    private SubmissionResult take(Connection connection, Viewer viewer, Candidate candidate) throws SQLException {
        Submission submission = candidate.submission();
        Structure structure = submission.structure();
        Change change;
        if (candidate.stored().isEmpty()) {
            UUID id = UUID.randomUUID();
            store.add(connection, id, structure, submission.items());
            change = Change.CREATED;
            tell(connection, viewer, id, structure, change, null, 1);
        } else {
            SubmissionStore.Stored stored = candidate.stored().get();
            if (stored.saysTheSame(structure, submission.items())) {
                change = Change.UNCHANGED;
            } else {
                store.replace(connection, stored.id(), structure, submission.items());
                change = Change.REPLACED;
                tell(connection, viewer, stored.id(), structure, change, stored.revision(), stored.revision() + 1);
            }
        }
        List<String> warnings = submission.saysNotFinal()
                ? List.of("The message says isFinal=\"false\"; a version of three numbers is final, drafts are called"
                        + " such as 1.1.0-draft.")
                : List.of();
        return new SubmissionResult(submission.ref(), change, List.of(), warnings);
    }

    private void tell(
            Connection connection,
            Viewer viewer,
            UUID id,
            Structure structure,
            Change change,
            @Nullable Integer before,
            @Nullable Integer after)
            throws SQLException {
        if (viewer.side() == null) {
            throw new IllegalStateException("no side, and yet not refused");
        }
        Urn urn = new Urn(StructureSubmitted.URN_TYPE, id);
        String action =
                switch (change) {
                    case CREATED -> "submit-structure";
                    case DELETED -> "delete-structure";
                    default -> "replace-structure";
                };
        audit.record(connection, viewer, action, urn, before, after, Imprint.NONE);
        outbox.publish(connection, StructureSubmitted.of(urn, structure, change, viewer.side(), now()));
    }

    /** Deletes an artefact, where it is a draft that nothing refers to. */
    SubmissionResult delete(Viewer viewer, StructureRef ref) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            store.lock(connection);
            Optional<SubmissionStore.Stored> stored = store.find(connection, ref);
            List<SubmissionFault> faults = deletionFaults(connection, viewer.side(), ref, stored);
            if (stored.isPresent() && faults.isEmpty()) {
                store.delete(connection, stored.get().id());
                store.count(connection, now());
                tell(
                        connection,
                        viewer,
                        stored.get().id(),
                        stored.get().structure(),
                        Change.DELETED,
                        stored.get().revision(),
                        null);
            }
            return new SubmissionResult(ref, Change.DELETED, faults, List.of());
        });
    }

    private List<SubmissionFault> deletionFaults(
            Connection connection, @Nullable Side side, StructureRef ref, Optional<SubmissionStore.Stored> stored)
            throws SQLException {
        String place = ref.reference();
        Catalogue catalogue = messages.catalogue();
        if (stored.isEmpty() && catalogue.find(ref).isEmpty()) {
            return List.of(new SubmissionFault(place, SubmissionFault.NOT_FOUND, "There is no such structure."));
        }
        List<SubmissionFault> forbidden = new SubmissionCheck(
                        connection, store, catalogue, messages::items, side, List.of())
                .agencyFaults(ref, place);
        if (!forbidden.isEmpty() || stored.isEmpty()) {
            return forbidden;
        }
        if (ref.isFinal()) {
            return List.of(new SubmissionFault(place, SubmissionFault.CONFLICT, "A final version is never deleted."));
        }
        List<String> referrers =
                new ArrayList<>(store.referrers(connection, stored.get().id(), ref));
        if (ref.type() == StructureType.AGENCY_SCHEME) {
            for (Item agency : stored.get().items()) {
                referrers.addAll(store.ofAgency(connection, ref.agency() + "." + agency.code()));
            }
        }
        return referrers.isEmpty()
                ? List.of()
                : List.of(new SubmissionFault(
                        place,
                        SubmissionFault.CONFLICT,
                        "It is still needed by " + String.join(", ", referrers) + "."));
    }
}
