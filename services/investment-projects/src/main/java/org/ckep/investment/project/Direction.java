package org.ckep.investment.project;

import java.util.List;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** Between which economies a project's capital flows. */
enum Direction {
    /** Korean capital in China. */
    KR_TO_CN,
    /** Chinese capital in Korea. */
    CN_TO_KR,
    /** Capital of both in a third country; the project names its host countries. */
    JOINT_THIRD_MARKET,
    /** Capital of both in both. */
    MUTUAL;

    /** The side in whose country the project lies; null where that is not one side alone. */
    @Nullable
    Side hostSide() {
        return switch (this) {
            case KR_TO_CN -> Side.CN;
            case CN_TO_KR -> Side.KR;
            case JOINT_THIRD_MARKET, MUTUAL -> null;
        };
    }

    /**
     * The countries in which a site of such a project may lie (rule I8).
     *
     * @param hostCountries the project's own host countries, ISO 3166-1 alpha-2
     */
    List<String> hosts(List<String> hostCountries) {
        return switch (this) {
            case KR_TO_CN -> List.of("CN");
            case CN_TO_KR -> List.of("KR");
            case JOINT_THIRD_MARKET -> hostCountries;
            case MUTUAL -> List.of("CN", "KR");
        };
    }
}
