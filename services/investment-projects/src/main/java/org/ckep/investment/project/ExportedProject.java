package org.ckep.investment.project;

import java.time.Instant;

/**
 * A project as it goes into files of other standards.
 *
 * @param project what its reader may see of it; the agreed values, without either side's figures
 * @param book what one ledger says of it
 * @param changedAt when anything of that last changed
 */
record ExportedProject(ProjectView project, Book book, Instant changedAt) {}
