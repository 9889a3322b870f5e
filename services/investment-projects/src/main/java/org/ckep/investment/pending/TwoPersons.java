package org.ckep.investment.pending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.records.Register;
import org.ckep.records.RegisterRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * How what others read of a side's own record is changed by two persons of that side (rule C2), whatever it is that waits: it
 * is drafted, and then confirmed, given up or replaced, and the trail of the side says so each time.
 */
@ApplicationScoped
public class TwoPersons {
    private final Register register;
    private final Audit audit;
    private final ObjectMapper json;

    TwoPersons(Register register, Audit audit, ObjectMapper json) {
        this.register = register;
        this.audit = audit;
        this.json = json;
    }

    /** True where a change of the record waits for a second person: it is one side's word, and others read it. */
    public static boolean areNeeded(RegisterRecord record) {
        return PendingRules.isNeeded(record.head().stewardship(), record.head().classification());
    }

    /** A draft by the viewer, of now; he acts for a side. */
    public Pending.Draft draft(Viewer viewer) {
        Side side = Objects.requireNonNull(viewer.side(), "who changes a side's record acts for that side");
        UUID id = register.newId();
        return new Pending.Draft(id, side, subject(viewer), register.clock().instant());
    }

    /** Lets it wait. */
    public Uni<Void> begin(Mutiny.Session session, Viewer viewer, Pending drafted) {
        return session.persist(drafted)
                .chain(() -> note(session, viewer, "draft", drafted, null, drafted.version()))
                .call(session::flush);
    }

    /** Leaves it to another one that the viewer drafts in its place. */
    public Uni<Void> replace(Mutiny.Session session, Viewer viewer, Pending found) {
        return end(session, viewer, found, PendingState.REPLACED, "replace");
    }

    /** Gives it up; fails where the viewer may not. */
    public Uni<Void> drop(Mutiny.Session session, Viewer viewer, Pending found) {
        return end(session, viewer, found, Verdict.DROP, null);
    }

    /**
     * Confirms it; fails where the viewer may not. Whatever is done then is done after that in the same transaction, since the
     * database lets the record pass only once it knows who has confirmed that.
     *
     * @param hash of what the viewer has read
     */
    public Uni<Void> confirm(Mutiny.Session session, Viewer viewer, Pending found, String hash) {
        return end(session, viewer, found, Verdict.CONFIRM, hash);
    }

    /** Fails as {@link #confirm} does, and ends nothing. */
    public void requireMayConfirm(Viewer viewer, Pending found, String hash) {
        PendingRules.decide(found.waiting(), Verdict.CONFIRM, viewer, hash).required();
    }

    private Uni<Void> end(
            Mutiny.Session session, Viewer viewer, Pending found, Verdict verdict, @Nullable String hash) {
        PendingState next =
                PendingRules.decide(found.waiting(), verdict, viewer, hash).required();
        return end(session, viewer, found, next, verdict.code());
    }

    private Uni<Void> end(Mutiny.Session session, Viewer viewer, Pending found, PendingState next, String verb) {
        int before = found.version();
        found.end(next, subject(viewer), register.clock().instant());
        return note(session, viewer, verb, found, before, before + 1).call(session::flush);
    }

    private Uni<Void> note(
            Mutiny.Session session,
            Viewer viewer,
            String verb,
            Pending pending,
            @Nullable Integer before,
            @Nullable Integer after) {
        String action = verb + "-" + pending.kind().type();
        return audit.record(session, viewer, action, pending.urn(), before, after, Imprint.ofHash(pending.hash()));
    }

    /** The codes of what this viewer may say of it. */
    public static List<String> allowed(Viewer viewer, Pending pending) {
        return PendingRules.allowed(pending.waiting(), viewer);
    }

    /** The document that is confirmed. */
    public JsonNode content(Pending pending) {
        return read(pending.content());
    }

    /** JSON as it is stored with what waits. */
    public JsonNode read(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("what waits cannot be read", ours);
        }
    }

    private static String subject(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject");
    }
}
