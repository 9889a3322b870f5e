package org.ckep.investment.project;

import java.util.List;

/** By what else a pipeline is divided than state, sector and direction. */
enum PipelineDimension {
    /** Province or metropolitan city of a site. */
    PROVINCE("z.province"),
    /** Park of a site. */
    PARK("z.parkId"),
    /** The year in which the project came to its state. */
    YEAR("cast(sql('left(?, 4)', p.stateSince) as Integer)");

    private final String path;

    PipelineDimension(String path) {
        this.path = path;
    }

    /** HQL over a site {@code z} or a project {@code p}. */
    String path() {
        return path;
    }

    boolean isOfSites() {
        return this != YEAR;
    }

    /** Those of the sites among them. */
    static List<PipelineDimension> ofSites(List<PipelineDimension> dimensions) {
        return dimensions.stream().filter(PipelineDimension::isOfSites).toList();
    }
}
