package org.ckep.partnerships.sector;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a sector or with a code that classifies. */
public enum SectorProblem implements ProblemType {
    /** Not two, four or six digits of the Harmonized System. */
    HS_CODE_INVALID(400),
    /** Not four digits of ISIC Rev.4. */
    ISIC_CODE_INVALID(400),
    COUNTRY_CODE_INVALID(400),
    SECTOR_CODE_TAKEN(409),
    /** The sector would be its own ancestor. */
    SECTOR_CYCLE(409),
    SECTOR_UNKNOWN(422),
    /** The code was not valid on the day that the record speaks of. */
    SECTOR_RETIRED(422),
    SECTOR_VALIDITY_REVERSED(422);

    private final int status;

    SectorProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
