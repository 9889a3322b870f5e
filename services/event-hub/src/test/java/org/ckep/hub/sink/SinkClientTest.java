package org.ckep.hub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkClientTest {
    /** The look-up in the test never ends, so an answer proves the limit. */
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SinkAnswer send(NameResolver resolver) {
        SinkClient client = new SinkClient(new SinkAddresses(new SinkRules(false), resolver, 0), new Limits(), vertx);
        return client.send(new SinkRequest("POST", URI.create("https://hooks.example.org/"), Map.of(), new byte[0]))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    /** The lease of a lane is reckoned with this limit. */
    @Test
    void lookingUpTheNameCountsToo() {
        SinkAnswer answer = send(host -> {
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
        assertThat(((SinkAnswer.Failed) answer).failure()).isEqualTo(SinkAnswer.Failure.TIMEOUT);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    @Test
    void aNameThatIsNotFoundNowIsNoRuleThatIsBroken() {
        SinkAnswer answer = send(host -> List.of());
        assertThat(answer).isInstanceOf(SinkAnswer.Failed.class);
        assertThat(((SinkAnswer.Failed) answer).failure()).isEqualTo(SinkAnswer.Failure.CONNECT);
        assertThat(answer.mayHaveArrived()).isFalse();
    }

    private static final class Limits implements SinkConfig {
        @Override
        public boolean localSinksEnabled() {
            return false;
        }

        @Override
        public Duration connectTimeout() {
            return LIMIT;
        }

        @Override
        public Duration requestTimeout() {
            return LIMIT;
        }

        @Override
        public int maxConnections() {
            return 1;
        }

        @Override
        public int maxResponseSize() {
            return 100;
        }

        @Override
        public int maxKeptSize() {
            return 100;
        }

        @Override
        public Duration addressPeriod() {
            return Duration.ZERO;
        }
    }
}
