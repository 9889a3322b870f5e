package org.ckep.investment.project;

import java.util.Optional;
import org.ckep.investment.project.StepAuthority.Custody;
import org.ckep.investment.project.StepAuthority.Denial;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/** On whose word a step is taken, and what that person can be asked to show. */
sealed interface StepTaker {
    /** Why the step is not this one's to take; empty where it is. */
    Optional<Denial> denial(Authority authority);

    /** True where the project lies in the country of the side whose word it is. */
    boolean hosts();

    /** True where the annex of the side whose word it is lies open to the person who acts. */
    boolean readsAnnex();

    /** True where the step comes with a change set of both sides. */
    boolean together();

    /** One side carries its own record, or an observed one. */
    record Alone(Viewer viewer, Custody custody, boolean hosts) implements StepTaker {
        @Override
        public Optional<Denial> denial(Authority authority) {
            return StepAuthority.denial(authority, custody, viewer);
        }

        @Override
        public boolean readsAnnex() {
            return true;
        }

        @Override
        public boolean together() {
            return false;
        }
    }

    /**
     * One side carries its own record by a step that a maker has drafted and the viewer has confirmed.
     *
     * @param viewer the checker, who takes no other step by that than a maker's
     */
    record Confirmed(Viewer viewer, Custody custody, boolean hosts) implements StepTaker {
        @Override
        public Optional<Denial> denial(Authority authority) {
            return authority.isMakersAlone() && custody.owner() != null && custody.owner() == viewer.side()
                    ? Optional.empty()
                    : StepAuthority.denial(authority, custody, viewer);
        }

        @Override
        public boolean readsAnnex() {
            return true;
        }

        @Override
        public boolean together() {
            return false;
        }
    }

    /**
     * Both sides carry a joint record; who signs what is the change protocol's business.
     *
     * @param proposedBy the side whose change set it is
     * @param actor the side of the person who acts on it
     * @param host the side in whose country the project lies, null where that is not one side alone
     */
    record Together(Side proposedBy, Side actor, @Nullable Side host) implements StepTaker {
        @Override
        public Optional<Denial> denial(Authority authority) {
            return StepAuthority.jointDenial(authority, host, proposedBy);
        }

        @Override
        public boolean hosts() {
            return host == proposedBy;
        }

        @Override
        public boolean readsAnnex() {
            return actor == proposedBy;
        }

        @Override
        public boolean together() {
            return true;
        }
    }
}
