package org.ckep.kernel.change;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A change set as the rules of the protocol see it.
 *
 * @param side the proposing side
 * @param procedure how the other side agrees
 * @param authors subjects that wrote its content
 * @param hash of the content: what everybody signs, see {@link ChangeHash}
 * @param signatures those that are valid
 * @param proposedAt when it was put before the other side, null while the other side must not know of it
 * @param deadline when it expires, or comes into force by silence; null before it is proposed
 */
public record ChangeSet(
        Side side,
        Procedure procedure,
        ChangeState state,
        Set<String> authors,
        String hash,
        List<Signature> signatures,
        @Nullable Instant proposedAt,
        @Nullable Instant deadline) {

    public ChangeSet {
        authors = Set.copyOf(authors);
        signatures = List.copyOf(signatures);
    }

    /** A new draft. */
    public static ChangeSet draft(Side side, Procedure procedure, String author, String hash) {
        return new ChangeSet(side, procedure, ChangeState.DRAFT, Set.of(author), hash, List.of(), null, null);
    }

    /** True where this viewer may know of it: its own side always, the other side once it is proposed, nobody else. */
    public boolean isVisibleTo(Viewer viewer) {
        return viewer.side() == side || (viewer.side() == side.other() && proposedAt != null);
    }

    /**
     * The state at that moment: from its deadline on it is expired, whether or not anything has noted so. Where silence is
     * consent it stays before the other side until it comes into force, so that an objection counts until then.
     */
    public ChangeState stateAt(Instant now) {
        return procedure != Procedure.SILENCE && isOverdue(now) ? ChangeState.EXPIRED : state;
    }

    /** True where the time has run out that the other side has. */
    public boolean isOverdue(Instant now) {
        return state.awaitsOtherSide() && deadline != null && !now.isBefore(deadline);
    }

    /** True where that subject wrote or signed it. */
    public boolean isHandOf(String subject) {
        return authors.contains(subject)
                || signatures.stream().anyMatch(signature -> signature.subject().equals(subject));
    }

    /** True where of each signature it is known that a person gave it. */
    public boolean isSignedByPersons() {
        return signatures.stream().allMatch(signature -> Boolean.TRUE.equals(signature.person()));
    }

    ChangeSet in(ChangeState next) {
        return new ChangeSet(side, procedure, next, authors, hash, signatures, proposedAt, deadline);
    }

    ChangeSet signed(List<Signature> all) {
        return new ChangeSet(side, procedure, state, authors, hash, all, proposedAt, deadline);
    }

    ChangeSet proposed(Instant at, Instant until) {
        return new ChangeSet(side, procedure, state, authors, hash, signatures, at, until);
    }

    /** The draft with another content; nobody has signed that. */
    public ChangeSet rewritten(String author, String newHash) {
        Set<String> all = new LinkedHashSet<>(authors);
        all.add(author);
        return new ChangeSet(side, procedure, state, all, newHash, List.of(), proposedAt, deadline);
    }
}
