package org.ckep.investment.project;

/** Whose act a step is by the bilateral rules; {@link StepAuthority} says who may take it on one side's record. */
enum Authority {
    /** The party's side, or either side. */
    MAKER,
    /** The side in whose country the project lies. */
    HOST,
    /** A maker proposes and a checker of the same side confirms. */
    CHECKER,
    /** Both sides. */
    BILATERAL;

    /** True where on one side's record a maker of that side takes the step, and nobody else has a part in it. */
    boolean isMakersAlone() {
        return switch (this) {
            case MAKER, HOST -> true;
            case CHECKER, BILATERAL -> false;
        };
    }
}
