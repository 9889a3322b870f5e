package org.ckep.trade.warning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Brings the alerts of a rule in line with the episodes that the figures show now, whatever they showed before: late and
 * revised figures may add an episode, end one, or take one back.
 */
final class Reconciliation {
    private Reconciliation() {}

    /** What an alert says so far. */
    record Known(UUID id, LocalDate first, LocalDate last, AlertState state) {}

    /** What is to be done. */
    sealed interface Step {
        /** The limit was crossed, and no alert says so yet. */
        record Raise(Episode episode) implements Step {}

        /** The alert's episode goes on, or its figures were revised. */
        record Follow(UUID alert, Episode episode) implements Step {}

        /** The value fell below the limit for clearing. */
        record Clear(UUID alert, Episode episode) implements Step {}

        /** A cleared episode turned out not to have ended. */
        record Reopen(UUID alert, Episode episode) implements Step {}

        /** The figures no longer show that the limit was ever crossed. */
        record Retract(UUID alert) implements Step {}
    }

    /** The steps, those of known alerts first and in their order. A retracted alert stays as it is. */
    static List<Step> of(List<Known> alerts, List<Episode> episodes) {
        List<Step> steps = new ArrayList<>();
        List<Episode> untold = new ArrayList<>(episodes);
        for (Known alert : alerts) {
            if (alert.state() == AlertState.RETRACTED) {
                continue;
            }
            Episode episode = untold.stream()
                    .filter(candidate -> candidate.overlaps(alert.first(), alert.last()))
                    .findFirst()
                    .orElse(null);
            if (episode == null) {
                steps.add(new Step.Retract(alert.id()));
            } else {
                untold.remove(episode);
                steps.add(step(alert, episode));
            }
        }
        untold.forEach(episode -> steps.add(new Step.Raise(episode)));
        return steps;
    }

    private static Step step(Known alert, Episode episode) {
        boolean cleared = alert.state() == AlertState.CLEARED;
        if (episode.closed() && !cleared) {
            return new Step.Clear(alert.id(), episode);
        }
        return !episode.closed() && cleared
                ? new Step.Reopen(alert.id(), episode)
                : new Step.Follow(alert.id(), episode);
    }
}
