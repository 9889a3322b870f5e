package org.ckep.investment.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** The queries of the ledger; each answers only what its viewer may read. */
@ApplicationScoped
class Ledger {
    Ledger() {}

    RecordQuery<StoredCommitment> query(Viewer viewer, CommitmentFilter filter) {
        Urn party = Parameters.urn("party", filter.party, Names.ORGANISATION);
        return RecordQuery.of(StoredCommitment.class, viewer)
                .where("r.projectId = :project", "project", Parameters.id("project", filter.project, Projects.TYPE))
                .where("r.org.orgUrn = :party", "party", party == null ? null : party.toString())
                .where("r.head.ownerSide = :side", "side", filter.side)
                .where("r.kind = :kind", "kind", filter.kind)
                .where("r.basis = :basis", "basis", filter.basis)
                .where("r.currency = :currency", "currency", filter.currency)
                .whereLocalId(filter.localId);
    }

    /** Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    Uni<StoredCommitment> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(StoredCommitment.class, viewer).get(session, id);
    }

    /** All commitments of a project. */
    Uni<List<StoredCommitment>> of(Mutiny.Session session, Viewer viewer, Urn project) {
        return RecordQuery.of(StoredCommitment.class, viewer)
                .where("r.projectId = :project", "project", project.uuid())
                .list(session, Integer.MAX_VALUE);
    }

    /** The transactions of commitments that the viewer may read, in the order in which they were entered. */
    Uni<List<StoredTransaction>> transactions(Mutiny.Session session, Collection<StoredCommitment> commitments) {
        if (commitments.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(
                        "from StoredTransaction t where t.commitmentId in :commitments order by t.recordedAt, t.id",
                        StoredTransaction.class)
                .setParameter(
                        "commitments",
                        commitments.stream().map(StoredCommitment::id).toList())
                .getResultList();
    }

    /** The same as the rules see them, by their commitment. */
    Uni<Map<Urn, List<Entry>>> entries(Mutiny.Session session, Collection<StoredCommitment> commitments) {
        return transactions(session, commitments).map(found -> found.stream()
                .collect(Collectors.groupingBy(
                        transaction -> new Urn(StoredCommitment.TYPE, transaction.commitmentId()),
                        Collectors.mapping(StoredTransaction::toEntry, Collectors.toList()))));
    }
}
