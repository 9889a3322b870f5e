package org.ckep.records.change;

import java.util.List;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What is signed, with what explains it.
 *
 * @param base the agreed values that the patch applies to, as JSON
 * @param baseHash hash of the canonical form of the base
 * @param patch JSON Patch of the base
 * @param procedure how the other side agrees
 * @param step the step that the record takes, as JSON
 * @param settles the objections that it settles
 * @param classification who may read the record, or the figure, from then on, as JSON; null where that stays as it is
 * @param figure the figure that is agreed on beside the record's values, or released, as JSON; null for none
 * @param hash what the four persons sign
 */
record ChangeContent(
        Procedure procedure,
        boolean makesJoint,
        int baseVersion,
        String base,
        String baseHash,
        String patch,
        @Nullable String step,
        List<Urn> settles,
        @Nullable String classification,
        @Nullable String figure,
        String hash,
        LocalizedText reason,
        List<Urn> evidence) {

    static ChangeContent of(
            JointRecord record,
            NewChangeSet change,
            String base,
            String patch,
            @Nullable String step,
            @Nullable String classification,
            @Nullable String figure) {
        String baseHash = ChangeHash.of(base);
        return new ChangeContent(
                change.agreedBy(),
                change.makesJoint(),
                record.entity().version(),
                base,
                baseHash,
                patch,
                step,
                change.settles(),
                classification,
                figure,
                ChangeHash.of(
                        record.entity().urn(),
                        baseHash,
                        change.makesJoint(),
                        patch,
                        step,
                        change.agreedBy(),
                        change.settles(),
                        classification,
                        figure),
                change.reason(),
                change.evidence());
    }
}
