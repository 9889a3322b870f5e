package org.ckep.investment.pairing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A pairing that one side puts to the other.
 *
 * @param kind PAIR to link records, UNPAIR to take a link away
 * @param members the records of one thing, for PAIR: one of one side, one or several of the other
 * @param counted the side whose records of the group count in reports, for PAIR
 * @param group the group that is taken apart, for UNPAIR
 * @param reason why
 */
@Schema(name = "NewPairing")
record NewPairing(
        @NotNull PairingKind kind,
        @Size(max = MOST_MEMBERS) List<@NotNull @Valid NewMember> members,
        @Nullable Side counted,
        @Nullable Urn group,
        @NotNull LocalizedText reason) {
    static final int MOST_MEMBERS = 50;

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewPairing {
        members = members == null ? List.of() : members;
    }

    /**
     * A record of the thing.
     *
     * @param project its URN
     * @param part which part of the thing it is, where the other side has one record of the whole
     */
    @Schema(name = "NewPairMember")
    record NewMember(@NotNull Urn project, @Nullable LocalizedText part) {}
}
