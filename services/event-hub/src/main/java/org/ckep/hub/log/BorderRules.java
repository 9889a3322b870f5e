package org.ckep.hub.log;

import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Side;
import org.ckep.messaging.DataClassification;
import org.jspecify.annotations.Nullable;

/**
 * Which classifications a log may hold. The publishing service has rendered the event for the log's readers already; this
 * is the second lock at the border between them, for a service that is wrong. Nothing is made readable by leaving parts
 * out: an event is taken whole or not at all. One that does not say whose its data are is for nobody, public or not: the
 * service that forgot it may have forgotten more.
 */
final class BorderRules {
    private static final String AGENCY = "agency-";

    /** What partner agencies may know: what everybody may, and what names them. */
    private static final Set<DataClassification> OF_AN_AGENCY =
            Set.of(DataClassification.PUBLIC, DataClassification.PARTNER);

    private BorderRules() {}

    /**
     * True where the readers of the log may know data of this classification.
     *
     * @param isOpen true for the log of an agency that is read; one that nobody reads yet is sorted when it is opened
     * @param classification the attribute; a missing one and an unknown one let nobody know
     */
    static boolean admits(Audience log, boolean isOpen, @Nullable String classification) {
        Optional<DataClassification> known = read(classification);
        return known.isPresent()
                && (isAgency(log)
                        ? !isOpen || OF_AN_AGENCY.contains(known.get())
                        : readable(log).contains(known.get()));
    }

    /**
     * The log of events for an audience: its own, except that what is a ministry's stands in the log of that ministry, which
     * no partner agency and no ministry of the other side reads, whatever their ids.
     */
    static Audience log(Audience audience, @Nullable String classification) {
        Side side =
                switch (read(classification).orElse(DataClassification.PUBLIC)) {
                    case MINISTRY_CN -> Side.CN;
                    case MINISTRY_KR -> Side.KR;
                    case PUBLIC, PARTNER, BILATERAL, SIDE_CN, SIDE_KR -> null;
                };
        return side == null || !isAgency(audience)
                ? audience
                : Audience.ministry(side, audience.id().substring(AGENCY.length()));
    }

    private static Set<DataClassification> readable(Audience log) {
        if (log.id().startsWith("ministry-")) {
            return Set.of(
                    log.id().startsWith("ministry-cn-")
                            ? DataClassification.MINISTRY_CN
                            : DataClassification.MINISTRY_KR);
        }
        if (log.equals(Audience.SIDE_CN)) {
            return side(DataClassification.SIDE_CN);
        }
        if (log.equals(Audience.SIDE_KR)) {
            return side(DataClassification.SIDE_KR);
        }
        return log.equals(Audience.BILATERAL)
                ? Set.of(DataClassification.PUBLIC, DataClassification.PARTNER, DataClassification.BILATERAL)
                : Set.of(DataClassification.PUBLIC);
    }

    private static Set<DataClassification> side(DataClassification own) {
        return Set.of(DataClassification.PUBLIC, DataClassification.PARTNER, DataClassification.BILATERAL, own);
    }

    static boolean isAgency(Audience log) {
        return log.id().startsWith(AGENCY);
    }

    /** The values of the attribute that the log of an agency may hold. */
    static String[] readableByAgencies() {
        return OF_AN_AGENCY.stream().map(DataClassification::code).sorted().toArray(String[]::new);
    }

    private static Optional<DataClassification> read(@Nullable String classification) {
        return Optional.ofNullable(classification).flatMap(DataClassification::read);
    }

    /** The side whose matter such data are, null where they are no single side's or nothing says whose. */
    static @Nullable String origin(@Nullable String classification) {
        return switch (read(classification).orElse(DataClassification.PUBLIC)) {
            case SIDE_CN, MINISTRY_CN -> Audience.SIDE_CN.id();
            case SIDE_KR, MINISTRY_KR -> Audience.SIDE_KR.id();
            case PUBLIC, PARTNER, BILATERAL -> null;
        };
    }
}
