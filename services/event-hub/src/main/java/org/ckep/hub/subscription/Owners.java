package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;

/** For whom the current request is made. */
@ApplicationScoped
class Owners {
    private final CurrentViewer viewer;
    private final ReaderLogs logs;

    Owners(CurrentViewer viewer, ReaderLogs logs) {
        this.viewer = viewer;
        this.logs = logs;
    }

    /** Fails with FORBIDDEN for a caller who belongs to no government, agency or secretariat. */
    Uni<Owner> current() {
        Viewer caller = viewer.get();
        String id = Owner.id(caller);
        if (id == null) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Subscriptions belong to ministries, agencies and the secretariat.");
        }
        String actor = caller.subject() == null ? "" : caller.subject();
        return logs.of(caller)
                .map(log -> new Owner(id, log, ReaderLogs.ofMinistry(caller).orElse(null), actor));
    }
}
