package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static final int MOST = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 199_999, 3_000_000})
    void whatComesIsReadAsItCame(int size) throws IOException, InterruptedException {
        byte[] sent = new byte[size];
        new Random(7).nextBytes(sent);
        try (ReadAhead body = new ReadAhead(MOST)) {
            Thread taking = Thread.startVirtualThread(() -> body.take(new ByteArrayInputStream(sent)));
            assertThat(body.readAllBytes()).isEqualTo(sent);
            taking.join();
            assertThat(body.arrival()).isDone();
        }
    }

    @Test
    void aBodyHasComeWholeBeforeItIsRead() throws IOException {
        try (ReadAhead body = new ReadAhead(MOST)) {
            body.take(new ByteArrayInputStream(new byte[MOST]));
            assertThat(body.arrival()).isDone();
            assertThat(body.readAllBytes()).hasSize(MOST);
        }
    }

    @Test
    void noMoreIsTakenThanMayBeHeldAndNothingOnceNothingIsWanted() throws InterruptedException {
        AtomicLong taken = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                taken.incrementAndGet();
                return 'x';
            }
        };
        ReadAhead body = new ReadAhead(MOST);
        Thread taking = Thread.startVirtualThread(() -> body.take(endless));
        await().until(() -> taking.getState() == Thread.State.WAITING);
        assertThat(taken.get()).isBetween((long) MOST, MOST + 65_536L);
        assertThat(body.arrival()).isNotDone();
        body.close();
        taking.join();
        assertThat(taken.get()).isLessThanOrEqualTo(MOST + 65_536L);
    }

    /** What a broken connection has brought is of no use. */
    @Test
    void aBrokenConnectionIsToldAtOnce() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[1000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        });
        try (ReadAhead body = new ReadAhead(MOST)) {
            body.take(broken);
            assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("reset by peer");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsToldAsSuch() {
        InputStream tooLarge = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("too large");
            }
        };
        try (ReadAhead body = new ReadAhead(MOST)) {
            body.take(tooLarge);
            assertThatThrownBy(body::read)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("too large");
        }
    }
}
