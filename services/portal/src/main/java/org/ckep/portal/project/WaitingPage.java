package org.ckep.portal.project;

import java.util.ArrayList;
import java.util.List;
import org.ckep.portal.page.ProjectRow;
import org.jspecify.annotations.Nullable;

/**
 * Change sets that wait for somebody, of some projects, and what waits for a second person of the visitor's side.
 *
 * @param own what a second person of his side alone confirms: changes of these projects, and acts on any record
 * @param forMe what the visitor himself can carry on
 * @param forMySide what others of his side can
 * @param forOtherSide what the other side can
 * @param looked how many projects were looked through
 * @param nextAddress where the next ones are looked through, null where these were the last
 * @param unavailable true where the register could not be asked for all of them
 */
record WaitingPage(
        List<PendingRow> own,
        List<Waiting> forMe,
        List<Waiting> forMySide,
        List<Waiting> forOtherSide,
        int looked,
        @Nullable String nextAddress,
        boolean unavailable) {

    /** A change set and its project. */
    record Waiting(ProjectRow project, ChangeRow change) {}

    static WaitingPage of(
            List<PendingRow> own, List<Waiting> found, int looked, @Nullable String nextAddress, boolean unavailable) {
        List<Waiting> forMe = new ArrayList<>();
        List<Waiting> forMySide = new ArrayList<>();
        List<Waiting> forOtherSide = new ArrayList<>();
        for (Waiting one : found) {
            switch (one.change().waiting()) {
                case OWN_SIDE -> (one.change().waitsForMe() ? forMe : forMySide).add(one);
                case OTHER_SIDE -> forOtherSide.add(one);
                case NOBODY -> {
                    // It is over.
                }
            }
        }
        return new WaitingPage(own, forMe, forMySide, forOtherSide, looked, nextAddress, unavailable);
    }
}
