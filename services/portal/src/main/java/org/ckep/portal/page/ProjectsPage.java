package org.ckep.portal.page;

import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The list of projects.
 *
 * @param rows one row per project
 * @param states the filter by state
 * @param sectors the filter by sector
 * @param filtered true where the list is not of all projects
 * @param nextAddress address of the next page, null on the last one
 * @param unavailable true where the register could not be asked
 */
record ProjectsPage(
        List<ProjectRow> rows,
        List<Choice> states,
        List<Choice> sectors,
        boolean filtered,
        @Nullable String nextAddress,
        boolean unavailable) {

    static ProjectsPage of(
            Answer projects, Answer sectors, @Nullable String state, @Nullable String sector, Wording words) {
        String next = projects.next();
        return new ProjectsPage(
                projects.list(project -> ProjectRow.of(project, words)),
                Choice.ofCodes(ProjectRow.STATES, "project-state", state, words),
                Choice.ofSectors(sectors, sector, words),
                state != null || sector != null,
                next == null ? null : Addresses.next("/projects", next, "state", state, "sector", sector),
                projects.isUnavailable());
    }
}
