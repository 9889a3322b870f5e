package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a project of both sides and of all that its answers are made of. Whatever was answered to anybody
 * at some moment, is answered to him byte for byte when he later asks what was known then.
 */
@QuarkusTest
class PastAnswersTest {
    private static final int STEPS = Integer.getInteger("ckep.test.history-steps", 8);

    @Inject
    RecordTransactions transactions;

    private final Map<String, Api> viewers = new LinkedHashMap<>(Map.of(
            "cn-maker", Api.cnMaker(),
            "kr-maker", Api.krMaker(),
            "kr-checker", Api.krChecker(),
            "secretariat", Api.secretariat(),
            "agency", Api.client("agency-kotra"),
            "public", Api.PUBLIC));

    /** An answer that was given, and until when nothing had changed since. */
    private record Given(String viewer, String path, Instant moment, String answer) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatWasAnsweredIsAnsweredAgain(long seed) {
        Random random = new Random(seed);
        History history = new History(random);
        List<Given> given = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            history.goOn();
            given.addAll(answers(history.paths()));
        }
        history.everythingElse();
        for (Given earlier : given) {
            String again = answer(viewers.get(earlier.viewer()), at(earlier.path(), earlier.moment()));
            assertThat(again)
                    .as("seed %d, %s of %s at %s", seed, earlier.path(), earlier.viewer(), earlier.moment())
                    .isEqualTo(earlier.answer());
        }
        // A history in which nothing happens would show nothing.
        assertThat(given.stream().map(Given::answer).distinct().count()).isGreaterThan(STEPS * 2L);
    }

    private List<Given> answers(List<String> paths) {
        List<Given> given = new ArrayList<>();
        viewers.forEach((name, viewer) -> {
            for (String path : paths) {
                String answer = answer(viewer, path);
                given.add(new Given(name, path, now(), answer));
            }
        });
        return given;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String at(String path, Instant moment) {
        return path + (path.contains("?") ? "&" : "?") + "knownAt=" + moment;
    }

    private static String answer(Api viewer, String path) {
        Response answer = viewer.get(path);
        return answer.statusCode() + " " + answer.getHeader("ETag") + " " + Answers.bodyOf(answer);
    }

    /** One thing after the other, done by both sides. */
    private final class History {
        private static final List<String> CONTESTED = List.of("sectors", "products", "capacity", "keyDates");

        private final Random random;
        private final String sector = "T" + (100_000_000 + new Random().nextInt(800_000_000));
        private final String organisation = Records.organisation();
        private final String source = Records.source("COMPANY_STATEMENT");
        private final String site =
                Api.cnMaker().create("sites", Records.site(", \"classification\": {\"level\": \"BILATERAL\"}"));
        private final String joint;
        private final List<String> own = new ArrayList<>();
        private final List<String> changes = new ArrayList<>();
        private final List<String> standing = new ArrayList<>();

        History(Random random) {
            this.random = random;
            this.joint = Bilateral.joint(
                    "Plant", ", \"sectors\": [{\"code\": \"%s\"}], \"sites\": [\"%s\"]".formatted(sector, site));
            register("{\"level\": \"BILATERAL\"}");
            register("{\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}");
        }

        private void register(String classification) {
            String body = Records.project(
                            ", \"sectors\": [{\"code\": \"%s\"}], \"sources\": [\"%s\"], \"classification\": %s"
                                    .formatted(sector, source, classification))
                    .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", organisation);
            own.add("projects/" + Records.id(Api.cnMaker().create("projects", body)));
        }

        List<String> paths() {
            return List.of(
                    joint,
                    joint + "?expand=record&expand=assessments",
                    joint + "?view=agreed",
                    joint + "?view=cn",
                    joint + "?view=kr",
                    own.getLast() + "?view=public",
                    own.getFirst(),
                    own.getFirst() + "/transitions",
                    "projects?sector=" + sector,
                    "projects?expand=record&limit=2&sector=" + sector,
                    "projects?state=PROSPECT&sector=" + sector,
                    "projects?organisation=" + organisation);
        }

        void goOn() {
            switch (random.nextInt(12)) {
                case 0 -> figure(Api.cnMaker(), random.nextBoolean());
                case 1 -> figure(Api.krMaker(), random.nextBoolean());
                case 2 -> draft();
                case 3 -> proceed();
                case 4 -> agree();
                case 5 ->
                    ok(Api.cnMaker().patch(own.getFirst(), "{\"title\": {\"en\": \"Works %s\"}}".formatted(word())));
                case 6 -> announce();
                case 7 -> filing();
                case 8 ->
                    ok(Api.cnMaker().patch("sites/" + site, "{\"title\": {\"en\": \"Site %s\"}}".formatted(word())));
                case 9 -> name();
                case 10 -> object();
                default -> assess();
            }
            if (random.nextInt(4) == 0) {
                register(
                        random.nextBoolean()
                                ? "{\"level\": \"BILATERAL\"}"
                                : "{\"level\": \"SIDE\", \"side\": \"CN\"}");
            }
        }

        /** Once more of each, so that nothing stays as it was last answered. */
        void everythingElse() {
            figure(Api.cnMaker(), true);
            figure(Api.krMaker(), true);
            object();
            agree();
            draft();
            proceed();
            announce();
            filing();
            name();
            assess();
            ok(Api.cnMaker().patch(own.getFirst(), "{\"title\": {\"en\": \"Last\"}, \"products\": [\"8507\"]}"));
            ok(Api.cnMaker().patch("sites/" + site, "{\"title\": {\"en\": \"Last\"}}"));
            register("{\"level\": \"BILATERAL\"}");
        }

        private void figure(Api maker, boolean shown) {
            ok(maker.show(
                    joint + "/figures/totalInvestment",
                    "{\"value\": {\"amount\": \"%d\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}%s}"
                            .formatted(
                                    1 + random.nextInt(1000),
                                    shown ? ", \"classification\": {\"level\": \"BILATERAL\"}" : "")));
        }

        private void draft() {
            changes.add(Bilateral.draft(Api.cnMaker(), joint, Bilateral.replacingTitle("Plant " + word())));
        }

        /** Carries a draft on to the other side, or back. */
        private void proceed() {
            if (changes.isEmpty()) {
                draft();
            }
            String change = changes.removeLast();
            if (random.nextBoolean()) {
                Bilateral.propose(change);
            } else {
                ok(Api.cnMaker().post(change + "/withdraw", "{}"));
            }
        }

        /** What only the Korean side knows at first, and what stands only until both agree the next time. */
        private void object() {
            Bilateral.prepared(Api.krMaker(), joint, null);
            if (standing.size() < CONTESTED.size()) {
                standing.add(Bilateral.contested(joint, CONTESTED.get(standing.size())));
            }
        }

        private void agree() {
            changes.clear();
            if (!standing.isEmpty()) {
                Bilateral.agree(Bilateral.draft(
                        Api.cnMaker(),
                        joint,
                        Bilateral.settling(Bilateral.changingNothing(), standing.toArray(String[]::new))));
                standing.clear();
            }
            Bilateral.agree(Bilateral.draft(Api.cnMaker(), joint, Bilateral.replacingTitle("Agreed " + word())));
        }

        private void announce() {
            register("{\"level\": \"BILATERAL\"}");
            ok(Api.cnChecker().step(own.getLast(), "{\"to\": \"ANNOUNCED\", \"date\": \"2024-03\"}"));
        }

        private void filing() {
            Api maker = random.nextBoolean() ? Api.cnMaker() : Api.krMaker();
            ok(maker.post(
                    joint + "/filings",
                    "{\"kind\": \"report\", \"number\": \"%s\", \"outcome\": \"PENDING\"}".formatted(word())));
        }

        private void assess() {
            Api.cnMaker().create("claims", """
                    {"subject": "urn:ckep:project:%s", "attribute": "success-assessment", "modality": "ASSERTED",
                     "sources": ["%s"], "classification": {"level": "BILATERAL"},
                     "value": {"type": "text", "text": {"en": "Verdict %s"}}}""".formatted(Records.id(joint.replace('/', ':')), source, word()));
        }

        /** What the consumer of other services' events would write. */
        private void name() {
            String audience = random.nextBoolean() ? "side-kr" : "public";
            String title = "{\"en\": {\"text\": \"Name %s\", \"status\": \"ORIGINAL\"}}".formatted(word());
            try {
                VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                                "insert into reference_copy(audience, urn, title, event_type, copied_at) values "
                                        + "(:audience, :urn, cast(cast(:title as text) as jsonb), 'org.ckep.test', :now)"
                                        + " on conflict (audience, urn) do update set title = excluded.title")
                        .setParameter("audience", audience)
                        .setParameter("urn", organisation)
                        .setParameter("title", title)
                        .setParameter("now", Instant.EPOCH)
                        .executeUpdate()));
            } catch (Throwable unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }

        private String word() {
            return UUID.randomUUID().toString().substring(0, 8);
        }
    }

    private static void ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
    }
}
