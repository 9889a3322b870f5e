package org.ckep.hub.border;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckep.hub.border.Undertakings.Verdict;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndertakingsTest {
    private static final byte[] PLAIN = event("");
    private static final byte[] REGULATED = event("\"datacategory\":\"health\",\"dataregulation\":\"PIPL, GDPR\",");

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path folder;

    private static byte[] event(String attributes) {
        return ("{" + attributes + "\"data\":{\"dataregulation\":\"of the data\"},\"id\":\"1\"}").getBytes(UTF_8);
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("undertakings.json"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Undertakings read(Path file) {
        return new Undertakings(() -> Optional.of(file), new ObjectMapper(), Runnable::run, nanos::get);
    }

    @Test
    void anEventAsksForEachNameOfItsAttributesAndOfNothingInItsData() {
        assertThat(Regulated.by(REGULATED)).containsExactly("GDPR", "PIPL", "health");
        assertThat(Regulated.by(PLAIN)).isEmpty();
    }

    @Test
    void anAgencyGetsWhatItHasUndertakenEverythingOf() {
        Undertakings undertakings = read(write("{\"kotra\":[\"GDPR\",\"PIPL\",\"health\"],\"kita\":[\"PIPL\"]}"));
        assertThat(undertakings.verdict("agency/kotra", REGULATED)).isEqualTo(Verdict.MAY_BE_SENT);
        assertThat(undertakings.verdict("agency/kita", REGULATED)).isEqualTo(Verdict.WITHHELD);
        assertThat(undertakings.missing("agency/kita", Regulated.by(REGULATED))).containsExactly("GDPR", "health");
        assertThat(undertakings.verdict("agency/kita", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
        assertThat(undertakings.verdict("agency/ccpit", PLAIN)).isEqualTo(Verdict.WITHHELD);
        assertThat(undertakings.isEntitled("agency/ccpit")).isFalse();
        assertThat(undertakings.verdict("cn/mofcom", REGULATED)).isEqualTo(Verdict.MAY_BE_SENT);
        assertThat(undertakings.verdict("secretariat", REGULATED)).isEqualTo(Verdict.MAY_BE_SENT);
    }

    @Test
    void whatNobodyInParticularReadsHoldsNothingThatAsksForAnything() {
        Undertakings undertakings = read(write("{}"));
        for (Audience log : new Audience[] {Audience.PUBLIC, Audience.PARTNER}) {
            assertThat(undertakings.verdict(log, REGULATED)).isEqualTo(Verdict.WITHHELD);
            assertThat(undertakings.verdict(log, PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
        }
        assertThat(undertakings.verdict(Audience.SIDE_CN, REGULATED)).isEqualTo(Verdict.MAY_BE_SENT);
        assertThat(undertakings.verdict(Audience.agency("kotra"), PLAIN)).isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void withoutAFileEveryAgencyGetsWhatAsksForNothing() {
        Undertakings undertakings = new Undertakings(Optional::empty, new ObjectMapper(), Runnable::run, nanos::get);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(undertakings.verdict("agency/kita", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
        assertThat(undertakings.verdict("agency/kita", REGULATED)).isEqualTo(Verdict.WITHHELD);
    }

    /** A file that is being exchanged stops nobody, and one that is gone lets nobody have what he may have lost. */
    @Test
    void whatCannotBeReadIsInForceForAMinuteAndThenDecidesNothing() throws IOException {
        Path file = write("{\"kotra\":[]}");
        Undertakings undertakings = read(file);
        Files.delete(file);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        undertakings.reread();
        assertThat(undertakings.verdict("agency/kotra", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        undertakings.reread();
        assertThat(undertakings.verdict("agency/kotra", PLAIN)).isEqualTo(Verdict.UNKNOWN);
        assertThat(undertakings.verdict("kr/motir", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
        write("{\"kotra\":[]}");
        undertakings.reread();
        assertThat(undertakings.verdict("agency/kotra", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);
    }

    /** Who passes events over by what was known once would lose them, and who lets them through might not be allowed to. */
    @Test
    void whatIsNotKnownIsNeitherYesNorNo() throws IOException {
        Path file = write("{\"kotra\":[\"PIPL\"]}");
        Undertakings undertakings = read(file);
        Files.delete(file);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        Audience kotra = Audience.agency("kotra");
        Set<String> needed = Set.of("PIPL");
        assertThat(undertakings.isKnown()).isFalse();
        for (ThrowingCallable decision : List.<ThrowingCallable>of(
                () -> undertakings.isEntitled("agency/kotra"),
                () -> undertakings.isEntitled(kotra),
                () -> undertakings.missing("agency/kotra", needed),
                () -> undertakings.missing(kotra, needed),
                () -> undertakings.of(kotra))) {
            assertThatThrownBy(decision)
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(KernelProblem.UNAVAILABLE));
        }
        assertThat(undertakings.verdict("agency/kotra", needed)).isEqualTo(Verdict.UNKNOWN);
        assertThat(undertakings.missing("agency/kotra", Set.of())).isEmpty();
        assertThat(undertakings.missing(Audience.PUBLIC, needed)).containsExactly("PIPL");
        assertThat(undertakings.isEntitled("cn/mofcom")).isTrue();
        assertThat(undertakings.missing("cn/mofcom", needed)).isEmpty();
    }

    /** Where nobody has read it for a minute, as after a process stood still, whoever needs it has it read. */
    @Test
    void whatIsOldIsReadAgainWhereItIsNeeded() throws IOException {
        Undertakings undertakings = read(write("{\"kotra\":[\"PIPL\"]}"));
        Path file = write("{\"kita\":[]}");
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(undertakings.isEntitled("agency/kotra")).isFalse();
        assertThat(undertakings.verdict("agency/kita", PLAIN)).isEqualTo(Verdict.MAY_BE_SENT);

        Files.delete(file);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(undertakings.isKnown()).isFalse();
        write("{\"kita\":[]}");
        nanos.addAndGet(Duration.ofMillis(900).toNanos());
        assertThat(undertakings.isKnown()).isFalse();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(undertakings.isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"kotra\":null}", "{\"kotra\":[null]}", "", "{"})
    void aFileThatSaysNothingLeavesWhatItSaidBefore(String text) {
        Undertakings undertakings = read(write("{\"kotra\":[\"PIPL\"]}"));
        Path file = write(text);
        undertakings.reread();
        assertThat(undertakings.verdict("agency/kotra", Set.of("PIPL"))).isEqualTo(Verdict.MAY_BE_SENT);
        assertThatThrownBy(() -> read(file)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void nothingBeginsWithAFileThatSaysNothing() {
        assertThatThrownBy(() -> read(folder.resolve("none.json"))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> read(write("[\"kotra\"]"))).isInstanceOf(UncheckedIOException.class);
    }
}
