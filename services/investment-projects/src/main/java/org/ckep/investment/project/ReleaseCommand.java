package org.ckep.investment.project;

import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.access.Classification;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A release of a project.
 *
 * @param classification who may read it from now on, all of its readers of today among them
 */
@Schema(name = "ProjectRelease")
record ReleaseCommand(@NotNull Classification classification) {}
