package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rules C7 and C9: whatever an outsider is refused, at whichever operation of the API's description, he is refused in the
 * same words whether what he asks for is hidden or never was, and whatever happens to what is hidden.
 */
@QuarkusTest
class RefusalTest {
    @Inject
    RecordTransactions transactions;

    private ApiDescription description;

    @BeforeEach
    void describe() {
        description = ApiDescription.served();
    }

    @Test
    void whatIsHiddenIsRefusedLikeWhatNeverWasAndRemainsSo() {
        Scenario scenario = new Scenario(Side.CN, new Random(20261128));
        HiddenMutations mutations = new HiddenMutations(scenario, new HiddenRows(transactions));
        mutations.prepare();
        Attempts attempts = new Attempts(description, new HiddenIds(scenario));
        Tried before = tried(scenario, attempts);
        assertThat(before.failed).as("what the service could not answer").isEmpty();
        assertThat(before.differing).as("told apart").isEmpty();
        assertThat(before.accepted).as("commands that were not refused").isEmpty();
        assertThat(before.refused)
                .as("each operation refuses something")
                .containsExactlyElementsOf(new TreeSet<>(description.operations()));
        mutations.kinds().forEach(kind -> kind.change().run());
        Tried after = tried(scenario, attempts);
        List<String> changed = new ArrayList<>();
        before.answers.forEach((what, answer) -> {
            Exchange.Answer later = Objects.requireNonNull(after.answers.get(what), what);
            // What is not refused, such as the cycles that are closed meanwhile, InterferenceTest compares.
            if ((isRefusal(answer) || isRefusal(later)) && !answer.equals(later)) {
                changed.add(what + "\n  before: " + answer + "\n  after:  " + later);
            }
        });
        assertThat(after.answers).hasSameSizeAs(before.answers);
        assertThat(changed).as("other answers than before").isEmpty();
    }

    /** Were something shown by mistake, it would be told apart. */
    @Test
    void whatIsShownIsToldApart() {
        Scenario scenario = new Scenario(Side.CN, new Random(20261129));
        HiddenRows rows = new HiddenRows(transactions);
        Attempts attempts = new Attempts(description, new HiddenIds(scenario));
        rows.show(scenario.hiddenSite);
        rows.show(scenario.hiddenSource);
        Collection<String> differing = tried(scenario, attempts).differing;
        for (String operation : List.of("get sites/{id}", "patch sites/{id}", "post exposures", "post projects")) {
            assertThat(differing).as(operation).anyMatch(found -> found.contains(" " + operation + " "));
        }
    }

    /** What came of all attempts of all outsiders. */
    private static final class Tried {
        final Map<String, Exchange.Answer> answers = new ConcurrentSkipListMap<>();
        final Collection<String> differing = new ConcurrentLinkedQueue<>();
        final Collection<String> failed = new ConcurrentLinkedQueue<>();
        final Collection<String> accepted = new ConcurrentLinkedQueue<>();
        final Set<String> refused = new ConcurrentSkipListSet<>();
    }

    private Tried tried(Scenario scenario, Attempts attempts) {
        Tried tried = new Tried();
        Observation.byEach(scenario.observers(), (name, observer) -> {
            boolean reader = !name.equals("agency") && !name.equals("public");
            for (String operation : description.operations()) {
                for (Attempt.Twins twins : attempts.twins(operation, reader)) {
                    Exchange.Answer hidden = note(tried, name, observer, operation, twins.hidden());
                    Exchange.Answer unknown = note(tried, name, observer, operation, twins.unknown());
                    if (!masked(hidden, twins.hiddenId()).equals(masked(unknown, twins.unknownId()))) {
                        tried.differing.add("%s %s %s\n  hidden:  %s\n  unknown: %s"
                                .formatted(name, operation, twins.hidden(), hidden, unknown));
                    }
                }
                for (Attempt wrong : attempts.wrong(operation)) {
                    note(tried, name, observer, operation, wrong);
                }
            }
        });
        return tried;
    }

    private static Exchange.Answer note(Tried tried, String name, Api observer, String operation, Attempt attempt) {
        Exchange.Answer answer = attempt.by(observer);
        String what = "%s %s %s %s".formatted(name, attempt, attempt.headers(), attempt.body());
        tried.answers.put(what, answer);
        if (answer.status() >= 500) {
            tried.failed.add(what + ": " + answer);
        } else if (isRefusal(answer) && answer.status() != 406) {
            tried.refused.add(operation);
        } else if (!operation.startsWith("get ")) {
            tried.accepted.add(what + ": " + answer);
        }
        return answer;
    }

    private static boolean isRefusal(Exchange.Answer answer) {
        return answer.status() >= 400;
    }

    private static Exchange.Answer masked(Exchange.Answer answer, String id) {
        return new Exchange.Answer(
                answer.status(),
                answer.body().replace(id, "ID"),
                answer.headers().replace(id, "ID"));
    }
}
