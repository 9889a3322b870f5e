package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.TestSink.Request;
import org.ckep.kernel.access.Audience;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The statements of docs/events.md by which a subscriber takes each event once, as an endpoint runs them. */
@QuarkusTest
class TakeOnceTest {
    private static final Pattern PARAMETER = Pattern.compile(":[a-z]+(-[a-z]+)?");

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private final String other = Events.subject();

    /** Configured here: the threads of the endpoint do not see what is configured for tests. */
    private final PGSimpleDataSource subscriber = subscriber();

    /** The database of a subscriber: a schema of its own, because a server of its own would show no more. */
    private static PGSimpleDataSource subscriber() {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(configured("jdbc-url"));
        server.setUser(configured("username"));
        server.setPassword(configured("password"));
        server.setCurrentSchema("subscriber");
        return server;
    }

    private static String configured(String name) {
        return ConfigProvider.getConfig().getValue("quarkus.flyway." + name, String.class);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = subscriber.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String documented(String beginning) {
        try {
            String text = Files.readString(Path.of("..", "..", "docs", "events.md"));
            Matcher found = Pattern.compile("^ {4}" + Pattern.quote(beginning) + "[^;]*;", Pattern.MULTILINE)
                    .matcher(text);
            assertThat(found.find()).as(beginning).isTrue();
            return found.group();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        execute(
                "create schema subscriber",
                documented("create table taken("),
                documented("create table taken_id("),
                "create table effect(at bigint generated always as identity, subject text, n int)");
    }

    @AfterEach
    void close() throws SQLException {
        execute("drop schema subscriber cascade");
    }

    /** The effect of an event and that it was taken, in one transaction. */
    private void take(String statement, Request request) {
        Map<String, Object> values = Map.of(
                ":subject",
                request.subject(),
                ":cksubseq",
                request.subseq(),
                ":webhook-id",
                request.header("webhook-id"));
        try (Connection connection = subscriber.getConnection();
                PreparedStatement taking =
                        connection.prepareStatement(PARAMETER.matcher(statement).replaceAll("?"));
                PreparedStatement effect =
                        connection.prepareStatement("insert into effect(subject, n) values (?, ?)")) {
            connection.setAutoCommit(false);
            List<String> parameters = PARAMETER
                    .matcher(statement)
                    .results()
                    .map(match -> match.group())
                    .toList();
            for (int i = 0; i < parameters.size(); i++) {
                taking.setObject(i + 1, values.get(parameters.get(i)));
            }
            if (taking.executeUpdate() == 1) {
                effect.setString(1, request.subject());
                effect.setInt(2, request.number());
                effect.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> effects(String of) {
        try (Connection connection = subscriber.getConnection();
                PreparedStatement read =
                        connection.prepareStatement("select n from effect where subject = ? order by at")) {
            read.setString(1, of);
            ResultSet rows = read.executeQuery();
            List<Integer> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests that are lost before, answers that are lost behind, two copies at once, and everything again. */
    @Test
    void eachEventHasItsEffectOnceAndInOrderWhateverIsLostOrDoubled() {
        String statement = documented("insert into taken ");
        AtomicInteger requests = new AtomicInteger();
        sink.onDelivery(request -> {
            int n = requests.incrementAndGet();
            if (n % 7 == 0) {
                return Reply.of(TestSink.CUT);
            }
            CompletableFuture<Void> copy = CompletableFuture.runAsync(() -> take(statement, request));
            take(statement, request);
            copy.join();
            return Reply.of(n % 5 == 0 ? TestSink.CUT : 204);
        });
        String id = create(kotra(), webhook(sink, subject, other));
        publish(sender, Audience.PARTNER, subject, 15);
        publish(sender, Audience.PARTNER, other, 15);
        await(() -> hurried(id, 1, 30));
        List<Integer> all = IntStream.rangeClosed(1, 15).boxed().toList();
        assertThat(sink.received()).hasSizeGreaterThan(35);
        assertThat(effects(subject)).isEqualTo(all);
        assertThat(effects(other)).isEqualTo(all);

        kotra().body("{\"earliest\":true}")
                .post(PATH + "/" + id + "/seek")
                .then()
                .statusCode(200);
        await(() -> hurried(id, 1, 30));
        assertThat(effects(subject)).isEqualTo(all);
        assertThat(effects(other)).isEqualTo(all);
    }

    /** Whether so many are delivered. Pauses take hours: what has failed is tried again now, as for so many times. */
    private boolean hurried(String id, int tries, int amount) {
        query(
                pool,
                "update lane set attempt = $2, next_at = now() where sub = $1 and attempt > 0 and lease_until is null",
                UUID.fromString(id),
                tries);
        return query(
                                pool,
                                "select 1 from delivery where sub = $1 and pos is not null and state = 'DELIVERED'",
                                UUID.fromString(id))
                        .size()
                == amount;
    }

    /** Two in a row, each of which somebody redelivers after what came behind them. */
    @Test
    void whatWasGivenUpHasItsEffectWhenItComesLater() {
        String statement = documented("insert into taken_id ");
        AtomicInteger refused = new AtomicInteger(2);
        sink.onDelivery(request -> {
            if (request.number() <= refused.get()) {
                return Reply.of(422);
            }
            take(statement, request);
            return Reply.of(204);
        });
        Map<String, Object> body = webhook(sink, subject);
        body.put("onExhausted", "skip-and-mark");
        String id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 3);
        await(() -> hurried(id, 9, 1));
        assertThat(effects(subject)).containsExactly(3);

        refused.set(0);
        for (int again = 0; again < 2; again++) {
            for (int number = 1; number <= 3; number++) {
                kotra().post(PATH + "/" + id + "/deliveries/" + number + "/redeliver")
                        .then()
                        .statusCode(200);
            }
        }
        assertThat(sink.numbers()).endsWith(3, 1, 2, 3, 1, 2, 3);
        assertThat(effects(subject)).containsExactly(3, 1, 2);
    }
}
