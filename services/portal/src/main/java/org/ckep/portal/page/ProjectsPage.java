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
 * @param search the words that are searched, empty for none
 * @param filtered true where the list is not of all projects
 * @param nextAddress address of the next page, null on the last one
 * @param fileAddress address of the file of all projects with the same filters
 * @param refused true where the register cannot search these words
 * @param unavailable true where the register could not be asked
 */
record ProjectsPage(
        List<ProjectRow> rows,
        List<Choice> states,
        List<Choice> sectors,
        String search,
        boolean filtered,
        @Nullable String nextAddress,
        String fileAddress,
        boolean refused,
        boolean unavailable) {

    static ProjectsPage of(
            Answer projects,
            Answer sectors,
            @Nullable String search,
            @Nullable String state,
            @Nullable String sector,
            Wording words) {
        String next = projects.next();
        @Nullable String[] filters = {"q", search, "state", state, "sector", sector};
        return new ProjectsPage(
                projects.list(project -> ProjectRow.of(project, words)),
                Choice.ofCodes(ProjectRow.STATES, "project-state", state, words),
                Choice.ofSectors(sectors, sector, words),
                search == null ? "" : search,
                search != null || state != null || sector != null,
                next == null ? null : Addresses.next("/projects", next, filters),
                Addresses.filtered("/projects.csv", filters),
                projects instanceof Answer.Refused,
                projects.isUnavailable());
    }
}
