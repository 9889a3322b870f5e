package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.log.AgencyLogTest.append;
import static org.ckep.hub.log.AgencyLogTest.audited;
import static org.ckep.hub.log.AgencyLogTest.classified;
import static org.ckep.hub.subscription.Subscriptions.await;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.messaging.CloudEvent;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

/** An agency's log from the first time that the agency asks for it. */
@QuarkusTest
class AgencyLogOpeningTest {
    /** Events of each log in one step. */
    private static final int PAGE = 40;

    @Inject
    LogAppender appender;

    @Inject
    ReaderLogs logs;

    @Inject
    LogConfig config;

    @Inject
    Flyway flyway;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private final String subject = Events.subject();
    private final String code = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Audience agency = Audience.agency(code);

    private CloudEvent event(Audience audience, int number) {
        return Events.event(audience, subject, number);
    }

    /** Subscribed to the partners' log before there were logs of agencies: what it had and what it gets is one sequence. */
    @Test
    void aLogThatIsOpenedHoldsWhatWasBeforeAndSubscriptionsGoOn() {
        UUID sub = subscribedToThePartnersLog("agency/" + code);
        CloudEvent[] before = {
            event(agency, 1),
            event(Audience.PARTNER, 2),
            classified(event(agency, 3), "side-cn"),
            classified(event(agency, 4), "partner"),
            event(Audience.PARTNER, 5)
        };
        for (CloudEvent one : before) {
            append(appender, one);
        }
        awaitNumbers(sub, before[1], before[4]);
        CloudEvent silent = event(agency, 8);
        storedWithoutClassification(silent);

        Viewer viewer = new Viewer("s", "c", null, code, Set.of(Role.AGENCY), true);
        List<Uni<Audience>> asked = List.of(logs.of(viewer), logs.of(viewer), logs.of(viewer));
        assertThat(now(Uni.join().all(asked).andCollectFailures())).containsOnly(agency);
        assertThat(now(logs.of(viewer))).isEqualTo(agency);
        assertThat(logged(agency)).containsExactly(before[0].id(), before[1].id(), before[3].id(), before[4].id());
        // What was left out leaves no gap: 1 and 2 of the agency's own source.
        assertThat(numbersOfItsOwn(agency)).containsExactly(1L, 2L);
        awaitNumbers(sub, before[1], before[4]);
        // What it was sent from the partners' log it was sent with the number of that log.
        assertThat(bodies(agency, before[1], before[4])).isEqualTo(bodies(Audience.PARTNER, before[1], before[4]));

        CloudEvent partner = event(Audience.PARTNER, 6);
        CloudEvent own = event(agency, 7);
        append(appender, partner, own);
        awaitNumbers(sub, before[1], before[4], partner, own);
        List<Long> partners = numbers(agency, before[1].source());
        assertThat(partners.get(partners.size() - 1)).isEqualTo(partners.get(partners.size() - 2) + 1);
        List<Long> positions = positions();
        assertThat(positions.get(0)).isEqualTo(1);
        assertThat(numbersOfItsOwn(agency)).containsExactly(1L, 2L, 3L);
        assertThat(positions.get(positions.size() - 1)).isEqualTo(positions.size());
        assertThat(audited(pool, before[2])).containsExactly(agency.id() + " side-cn side-cn");
        assertThat(audited(pool, silent)).containsExactly(agency.id() + " null null");
    }

    /** Nobody has undertaken anything in these tests. */
    @Test
    void aLogThatIsOpenedHoldsNothingThatItsAgencyHasNotUndertaken() {
        CloudEvent partners = event(Audience.PARTNER, 1).withExtension("dataregulation", "PIPL");
        CloudEvent own = event(agency, 2).withExtension("datacategory", "health,PIPL");
        CloudEvent last = event(agency, 3);
        append(appender, partners, own, last);
        Viewer viewer = new Viewer("s", "c", null, code, Set.of(Role.AGENCY), true);
        now(logs.of(viewer));
        assertThat(logged(agency)).containsExactly(last.id());
        assertThat(numbersOfItsOwn(agency)).containsExactly(1L);
        List<Long> ofPartners = numbers(agency, partners.source());
        assertThat(ofPartners)
                .isEqualTo(LongStream.rangeClosed(1, ofPartners.size()).boxed().toList());
        for (CloudEvent left : List.of(partners, own)) {
            assertThat(query(
                            pool,
                            "select 1 from border_audit where id = $1 and audience = $2 and rule = 'undertaking' "
                                    + "and undertakings @> '{PIPL}'",
                            left.id(),
                            agency.id()))
                    .hasSize(1);
        }
        List<Long> before = positions();
        append(appender, event(Audience.PARTNER, 4).withExtension("dataregulation", "PIPL"));
        assertThat(positions()).isEqualTo(before);
        append(appender, event(Audience.PARTNER, 5));
        assertThat(numbers(agency, partners.source()))
                .isEqualTo(
                        LongStream.rangeClosed(1, ofPartners.size() + 1).boxed().toList());
    }

    /** Else what is before such an event would stand in the place of it, and come to its subscriptions twice. */
    @Test
    void whatIsLeftOutHasNoPlaceInALogThatIsOpened() {
        UUID sub = subscribedToThePartnersLog("agency/" + code);
        CloudEvent first = event(Audience.PARTNER, 1);
        CloudEvent regulated = event(Audience.PARTNER, 2).withExtension("dataregulation", "PIPL");
        CloudEvent last = event(Audience.PARTNER, 3);
        append(appender, first);
        awaitNumbers(sub, first);
        // Nothing more is taken over before the log is opened.
        query(pool, "update subscription_cursor set next_pos = next_pos + 1000000 where sub = $1", sub);
        append(appender, regulated, last);
        now(pool.withTransaction(connection -> connection
                .preparedQuery("update subscription_cursor set next_pos = "
                        + "(select pos from event_log where audience = 'partner' and id = $2) where sub = $1")
                .execute(Tuple.of(sub, regulated.id()))
                .chain(() -> open(connection))));
        CloudEvent next = event(Audience.PARTNER, 4);
        append(appender, next);
        awaitNumbers(sub, first, last, next);
    }

    private Uni<Void> open(SqlConnection connection) {
        return connection
                .preparedQuery("select log_open_agency($1, $2, $3, $4) as is_open")
                .execute(Tuple.of(agency.id(), BorderRules.readableByAgencies(), config.partitionSize(), 100 * PAGE))
                .chain(rows -> rows.iterator().next().getBoolean("is_open")
                        ? Uni.createFrom().voidItem()
                        : open(connection));
    }

    /** Applied again whenever it changes, with its settings and with the privileges that it had. */
    @Test
    void theStepThatCopiesIsForTheOpeningAlone() {
        assertThat(flyway.info().applied())
                .extracting(MigrationInfo::getScript)
                .containsOnlyOnce("db/migration/R__log_copy_page.sql");
        assertThat(holds(
                        pool,
                        "not has_function_privilege(current_user, oid, 'execute') "
                                + "and prosrc like '%''' || current_user || '''%' and prosrc not like '%appRole%'",
                        "pg_proc where proname = 'log_copy_page'"))
                .isTrue();
    }

    /** As the log took it before events had to say whose their data are. */
    private void storedWithoutClassification(CloudEvent event) {
        query(
                pool,
                "with head as (update log_head set pos = pos + 1 where audience = $1 returning pos) "
                        + "insert into event_log(audience, pos, source, id, type, subject, partitionkey, seq, body) "
                        + "select $1, pos, '/old/' || $1, $2, 't', $3, $3, lpad('1', 20, '0'), '{}' from head",
                agency.id(),
                event.id(),
                subject);
    }

    /** More than a partition of them, of which some are left out; some of each log come between the steps. */
    @Test
    void whatArrivesWhileALogIsOpenedStandsInItOnceAndInOrder() {
        UUID sub = subscribedToThePartnersLog("agency/" + code);
        List<CloudEvent> readable = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            appendPair(readable, i);
        }
        int steps = 0;
        while (!isOpenAfterAStep()) {
            steps++;
            assertThat(query(pool, "select 1 from agency_log where audience = $1", agency.id()))
                    .isEmpty();
            appendPair(readable, 300 + steps);
            appendPair(readable, 300 + steps);
        }
        assertThat(steps).isGreaterThan(3);
        appendPair(readable, 0);

        assertThat(logged(agency)).isEqualTo(ids(readable.stream()));
        List<Long> positions = positions();
        assertThat(positions)
                .isEqualTo(LongStream.rangeClosed(1, positions.size()).boxed().toList());
        List<Long> own = numbersOfItsOwn(agency);
        assertThat(own).isEqualTo(LongStream.rangeClosed(1, own.size()).boxed().toList());
        List<String> partners =
                ids(readable.stream().filter(event -> event.audience().equals(Audience.PARTNER)));
        await(() -> delivered(sub).stream().filter(partners::contains).toList().equals(partners));
    }

    /** In one transaction, hence of one time: the one for all partners, then the agency's own. */
    private void appendPair(List<CloudEvent> readable, int number) {
        CloudEvent partner = event(Audience.PARTNER, number);
        CloudEvent own = event(agency, number);
        boolean isLeftOut = number % 10 == 3;
        append(appender, partner, isLeftOut ? classified(own, "side-cn") : own);
        readable.add(partner);
        if (!isLeftOut) {
            readable.add(own);
        }
    }

    private boolean isOpenAfterAStep() {
        return query(
                        pool,
                        "select log_open_agency($1, $2, $3, $4) as is_open",
                        agency.id(),
                        BorderRules.readableByAgencies(),
                        config.partitionSize(),
                        PAGE)
                .get(0)
                .getBoolean("is_open");
    }

    /** Its tables were made outside of the log and are found there by nobody. */
    @Test
    void aLogThatWasOpenedIsAsClosedToOthersAsAnyOther() {
        append(appender, event(Audience.PARTNER, 1), event(agency, 2));
        while (!isOpenAfterAStep()) {
            assertThat(positions()).isEqualTo(List.of(1L));
        }
        append(appender, event(Audience.PARTNER, 3));
        List<Row> tables = query(
                pool,
                "select c.relispartition and c.relrowsecurity and c.relforcerowsecurity and not "
                        + "has_table_privilege(c.oid, 'select, insert, update, delete') as is_closed "
                        + "from log_partition p join pg_class c on c.relname = p.table_name where p.audience = $1",
                agency.id());
        assertThat(tables).isNotEmpty().allSatisfy(row -> assertThat(row.getBoolean("is_closed"))
                .isTrue());
        assertThat(query(
                        pool,
                        "select 1 from pg_class where relkind = 'r' and relname like $1",
                        "event\\_log\\_agency\\_" + code + "\\_%\\_o%"))
                .isEmpty();
        assertThat(logged(agency)).hasSize(3);
    }

    private List<String> logged(Audience agency) {
        return query(
                        pool,
                        "select id from event_log where audience = $1 and subject = $2 order by pos",
                        agency.id(),
                        subject)
                .stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    private List<Long> numbersOfItsOwn(Audience agency) {
        return numbers(agency, "/investment-projects/" + agency);
    }

    /** As they stand in the events and as the log counts them. */
    private List<Long> numbers(Audience agency, String source) {
        return numbers(pool, agency, source);
    }

    static List<Long> numbers(Pool pool, Audience log, String source) {
        List<Row> rows = query(
                pool,
                "select seq, convert_from(body, 'UTF8')::json ->> 'sequence' as told from event_log "
                        + "where audience = $1 and source = $2 order by pos",
                log.id(),
                source);
        assertThat(rows).allSatisfy(row -> assertThat(row.getString("told")).isEqualTo(row.getString("seq")));
        return rows.stream().map(row -> Long.parseLong(row.getString("seq"))).toList();
    }

    private List<String> bodies(Audience log, CloudEvent... events) {
        return query(
                        pool,
                        "select convert_from(body, 'UTF8') as body from event_log where audience = $1 and id = any($2) order by pos",
                        log.id(),
                        ids(Stream.of(events)).toArray(String[]::new))
                .stream()
                .map(row -> row.getString("body"))
                .toList();
    }

    private UUID subscribedToThePartnersLog(String owner) {
        UUID sub = UUID.randomUUID();
        query(
                pool,
                "insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, $2, 'partner', 'PULL', "
                        + "'structured', 'v1a', 'subject', 'block-subject', '{}', $3::text::jsonb, 'ACTIVE', "
                        + "now() + interval '1 day', now(), '')",
                sub,
                owner,
                "[{\"exact\":{\"subject\":\"" + subject + "\"}}]");
        query(
                pool,
                "insert into subscription_cursor(sub, next_pos, chain, digest_at, digest_chain) "
                        + "select $1, coalesce((select pos from log_head where audience = 'partner'), 0) + 1, 'x', now(), 'x'",
                sub);
        query(pool, "insert into sub_health(sub, active) values ($1, false)", sub);
        return sub;
    }

    private void awaitNumbers(UUID sub, CloudEvent... events) {
        await(() -> delivered(sub).equals(ids(Stream.of(events))));
    }

    private static List<String> ids(Stream<CloudEvent> events) {
        return events.map(CloudEvent::id).toList();
    }

    private List<String> delivered(UUID sub) {
        return query(
                        pool,
                        "select e.id from delivery d join subscription s on s.id = d.sub "
                                + "join event_log e on e.audience = s.audience and e.pos = d.pos "
                                + "where d.sub = $1 order by d.subseq",
                        sub)
                .stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    private List<Long> positions() {
        return query(pool, "select pos from event_log where audience = $1 order by pos", agency.id()).stream()
                .map(row -> row.getLong("pos"))
                .toList();
    }
}
