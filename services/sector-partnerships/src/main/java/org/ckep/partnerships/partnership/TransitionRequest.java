package org.ckep.partnerships.partnership;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * A step from one state to the next.
 *
 * @param to the state that is asked for
 * @param on when it happened; null for today
 * @param reason why; needed for ON_HOLD, for resuming and for TERMINATED
 * @param signature what was signed; needed for SIGNED
 * @param sources where it is reported; needed for an observed record, and for EXPLORING a statement of a party
 */
record TransitionRequest(
        @NotNull StateName to,
        @Nullable FuzzyDate on,
        @Nullable @Size(max = 1000) String reason,
        @Nullable @Valid Signature signature,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources) {

    List<Urn> sourcesOrNone() {
        return sources == null ? List.of() : sources;
    }

    /**
     * The command that asks for the state, or null for EXPECTED, to which no way leads.
     *
     * @param stated true where one of the sources is a statement of a party or a government
     */
    @Nullable
    PartnershipCommand command(boolean stated) {
        return switch (to) {
            case DISMISSED -> new PartnershipCommand.Dismiss(on, reason);
            case EXPLORING -> new PartnershipCommand.Explore(on, stated);
            case NEGOTIATING -> new PartnershipCommand.Negotiate(on);
            case SIGNED -> new PartnershipCommand.Sign(signature == null ? Signature.UNKNOWN : signature);
            case ACTIVE -> new PartnershipCommand.Activate(on, reason);
            case ON_HOLD -> new PartnershipCommand.Hold(on, reason);
            case COMPLETED -> new PartnershipCommand.Complete(on);
            case TERMINATED -> new PartnershipCommand.Terminate(on, reason);
            case EXPIRED -> new PartnershipCommand.Expire();
            case LAPSED -> new PartnershipCommand.Lapse();
            case EXPECTED -> null;
        };
    }
}
