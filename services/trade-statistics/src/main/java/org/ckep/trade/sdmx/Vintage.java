package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of which states of the figures an answer tells. States are known by the instant of their revision, a state holding from
 * its instant on.
 *
 * @param asOf the instant whose state is told, null for now
 * @param updatedAfter the instant since which changes are told, null where whole states are
 * @param history true where every change is told with its instant
 */
record Vintage(@Nullable Instant asOf, @Nullable Instant updatedAfter, boolean history) {
    static final Vintage NOW = new Vintage(null, null, false);

    /** A way in which a version of a figure counts. */
    enum Version {
        /** It is the one that is known. */
        KNOWN,
        /** It is known, and became so since. */
        CHANGED,
        /** It was known, and nothing is known in its place. */
        GONE,
        /** It became known, at an instant that is told. */
        BEGUN,
        /** The trade system of its reporter was told anew while it was known, at an instant that is told. */
        RESTATED,
        /** It went without another in its place, at an instant that is told. */
        ENDED
    }

    /** What one statement reads; it is told in data sets of its own. */
    enum Part {
        STATE(Version.KNOWN),
        DELETIONS(Version.GONE),
        CHANGES(Version.CHANGED),
        /** Each change at its instant, deletions first, in the order of time. */
        HISTORY(Version.BEGUN, Version.RESTATED, Version.ENDED);

        private final List<Version> versions;

        Part(Version... versions) {
            this.versions = List.of(versions);
        }

        List<Version> versions() {
            return versions;
        }
    }

    /** The parts of an answer in their order: what is gone goes before what has come. */
    List<Part> parts() {
        if (history) {
            return List.of(Part.HISTORY);
        }
        return updatedAfter == null ? List.of(Part.STATE) : List.of(Part.DELETIONS, Part.CHANGES);
    }

    /** True where a data set alone does not say what its receiver is to do. */
    boolean tellsChanges() {
        return history || updatedAfter != null;
    }
}
