package org.ckep.benchmark.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A suite that counts nothing would always pass: each kind of fault is planted and must be counted. */
class VerdictTest {
    private static final UUID SUBSCRIPTION = UUID.fromString("c0a1b2c3-0000-4000-8000-000000000001");
    private static final List<String> IDS = List.of("e1", "e2", "e3", "e4");

    private final List<Received> whole = new ArrayList<>();

    @BeforeEach
    void receiveFourEventsOfTwoSubjects() {
        byte[] chain = Received.sha256(
                "ck-chain-1".getBytes(StandardCharsets.US_ASCII),
                new byte[1],
                SUBSCRIPTION.toString().getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i <= 4; i++) {
            String numbered = """
                    {"cksubseq":"%d","data":{"number":"%d"},"id":"e%d","subject":"s%d"}""".formatted(i, i, i, i % 2);
            chain = Received.sha256(chain, Received.sha256(numbered.getBytes(StandardCharsets.UTF_8)));
            String event = numbered.replaceFirst(
                    "\\{",
                    "{\"ckchain\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(chain) + "\",");
            Received received = Received.of(event, null, true, false, 0, null, null, true);
            assertThat(received).isNotNull();
            assertThat(Received.parse(received.line().strip())).isEqualTo(received);
            whole.add(received);
        }
    }

    private Verdict verdict() {
        return Verdict.of(SUBSCRIPTION, IDS, whole);
    }

    @Test
    void whatIsWholePasses() {
        assertThat(verdict().passes()).isTrue();
        assertThat(verdict().out()).isEqualTo(4);
    }

    @Test
    void subjectsMayOvertakeEachOther() {
        Collections.swap(whole, 0, 1);
        assertThat(verdict().passes()).isTrue();
    }

    @Test
    void anEventThatIsMissingIsLostAndBreaksTheChain() {
        whole.remove(1);
        assertThat(verdict().lost()).isEqualTo(1);
        assertThat(verdict().chainBreaks()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();
    }

    @Test
    void oneThatOvertookAnEarlierOneOfItsSubjectIsReordered() {
        Collections.swap(whole, 0, 2);
        assertThat(verdict().reordered()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();
    }

    @Test
    void aSecondArrivalIsExcusedByAMarkAlone() {
        whole.set(3, cut(whole.get(3)));
        Received again = whole.get(3);
        whole.add(again);
        assertThat(verdict().duplicates()).isEqualTo(1);
        assertThat(verdict().unflagged()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();

        whole.set(4, flagged(again));
        assertThat(verdict().duplicates()).isEqualTo(1);
        assertThat(verdict().unexplained()).isZero();
        assertThat(verdict().passes()).isTrue();
    }

    /** As a hub would do that sends everything twice, and marks it. */
    @Test
    void whatWasAnsweredAndComesAgainIsNotExplainedByItsMark() {
        whole.add(flagged(whole.get(3)));
        assertThat(verdict().unflagged()).isZero();
        assertThat(verdict().unexplained()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();
        // Where its answer may have been lost, once.
        assertThat(Verdict.of(SUBSCRIPTION, IDS, whole, Map.of(4L, 1)).passes()).isTrue();
        whole.add(flagged(whole.get(3)));
        assertThat(Verdict.of(SUBSCRIPTION, IDS, whole, Map.of(4L, 1)).unexplained())
                .isEqualTo(1);
    }

    /** As a hub would do that marks everything, so that no duplicate is ever without a mark. */
    @Test
    void aMarkWithoutAFirstArrivalIsNotExplained() {
        whole.set(2, flagged(whole.get(2)));
        assertThat(verdict().unexplained()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();
        assertThat(Verdict.of(SUBSCRIPTION, IDS, whole, Map.of(3L, 1)).passes()).isTrue();
        // A request that was refused is a first arrival, too.
        whole.add(2, refused(whole.get(2)));
        assertThat(verdict().passes()).isTrue();
    }

    private static Received flagged(Received one) {
        return Received.parse(one.line().strip().replaceFirst(" - true (true|false) ", " possible true false "));
    }

    private static Received cut(Received one) {
        return Received.parse(one.line().strip().replace(" - true false ", " - true true "));
    }

    private static Received refused(Received one) {
        return Received.parse(one.line().strip().replaceFirst(" (-|possible) true false ", " - false false "));
    }

    @Test
    void theSameEventUnderAnotherNumberIsNotExcused() {
        Received last = whole.get(3);
        whole.add(Received.parse(last.line().strip().replaceFirst("^4 ", "5 ").replace(" - true ", " possible true ")));
        assertThat(verdict().unflagged()).isEqualTo(1);
    }

    @Test
    void anAlteredEventBreaksTheChain() {
        Received second = whole.get(1);
        whole.set(
                1,
                Received.parse(second.line()
                        .strip()
                        .replace(second.hash(), whole.get(0).hash())));
        assertThat(verdict().chainBreaks()).isEqualTo(1);
        assertThat(verdict().passes()).isFalse();
    }
}
