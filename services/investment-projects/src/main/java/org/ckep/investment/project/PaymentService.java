package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Sums up what is paid of what is committed, by no more of the ledger than the viewer may read. */
@ApplicationScoped
class PaymentService {
    private final Register register;
    private final Bookings bookings;

    PaymentService(Register register, Bookings bookings) {
        this.register = register;
        this.bookings = bookings;
    }

    Uni<Payments> sum(Viewer viewer, Counting counting) {
        return register.read(viewer, counting.knownAt(), session -> {
            PaymentTally tally = new PaymentTally();
            return ReportRows.each(
                            session,
                            viewer,
                            counting,
                            "p.direction",
                            TopInvestorService.ALIVE,
                            rows -> tally(session, viewer, rows, tally))
                    .map(done -> tally.result());
        });
    }

    private Uni<Void> tally(Mutiny.Session session, Viewer viewer, List<Object[]> projects, PaymentTally tally) {
        Map<Urn, Direction> directions = projects.stream()
                .collect(Collectors.toMap(row -> new Urn(Projects.TYPE, (UUID) row[0]), row -> (Direction) row[1]));
        return bookings.commitments(session, viewer, directions.keySet())
                .invoke(found -> {
                    Map<Urn, List<BookedCommitment>> byProject =
                            found.stream().collect(Collectors.groupingBy(BookedCommitment::project));
                    directions.forEach(
                            (project, direction) -> tally.add(direction, byProject.getOrDefault(project, List.of())));
                })
                .replaceWithVoid();
    }
}
