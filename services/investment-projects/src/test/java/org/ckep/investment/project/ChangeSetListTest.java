package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.change.ChangeFilter;
import org.ckep.records.change.ChangeList;
import org.ckep.records.change.JointRecords;
import org.ckep.records.change.ListedChangeSet;
import org.ckep.testing.Api;
import org.ckep.web.PageRequest;
import org.junit.jupiter.api.Test;

/** The change sets of all projects: whose they are, for whom they wait, and who learns nothing of them. */
@QuarkusTest
class ChangeSetListTest {
    private static final Set<String> ASIDE = Set.of("withdraw", "counter");

    @Inject
    RecordTransactions transactions;

    @Inject
    ChangeList list;

    @Inject
    JointRecords projects;

    private static String urn(String change) {
        return "urn:ckep:change:" + change.substring(change.lastIndexOf('/') + 1);
    }

    private static List<String> listed(Api who, String query) {
        Response answer = who.get("changes?limit=500&" + query);
        answer.then().statusCode(200);
        return answer.jsonPath().getList("data.urn", String.class);
    }

    private static String of(String project) {
        return "record=" + Records.urn(project);
    }

    @Test
    void aReaderFindsTheChangeSetsOfAllProjectsThatHeMayKnowOf() {
        String one = Bilateral.joint("First plant");
        String two = Bilateral.joint("Second plant");
        String first = Bilateral.draft(Api.cnMaker(), one, Bilateral.replacingTitle("Third plant"));
        String second = Bilateral.draft(Api.krMaker(), two, Bilateral.replacingTitle("Fourth plant"));
        assertThat(listed(Api.cnMaker(), "state=DRAFT")).contains(urn(first)).doesNotContain(urn(second));
        assertThat(listed(Api.krMaker(), "state=DRAFT")).contains(urn(second)).doesNotContain(urn(first));

        Bilateral.propose(first);
        Api.krMaker()
                .get("changes?limit=1")
                .then()
                .body("data.urn", contains(urn(first)))
                .body("data[0].record", equalTo(Records.urn(one)))
                .body("data[0].recordTitle.en.text", equalTo("First plant"))
                .body("data[0].after.title.en.text", equalTo("Third plant"))
                .body("data[0].state", equalTo("PROPOSED"))
                .body("data[0].allowed", contains("review"));
        JsonPath alone = Api.krMaker().get(first).jsonPath();
        Map<String, Object> entry = Api.krMaker().get("changes?limit=1").path("data[0]");
        entry.remove("recordTitle");
        assertThat(entry).isEqualTo(alone.getMap(""));
    }

    @Test
    void everyFilterLeavesWhatItNames() {
        String project = Bilateral.joint("Plant");
        String ours = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("One"));
        Bilateral.propose(ours);
        String theirs = Bilateral.draft(Api.krMaker(), project, Bilateral.replacingTitle("Two"));
        String of = of(project);
        List<String> all = listed(Api.krMaker(), of);
        assertThat(all).hasSize(3).startsWith(urn(theirs), urn(ours));
        assertThat(listed(Api.krMaker(), of + "&side=KR")).containsExactly(urn(theirs));
        assertThat(listed(Api.krMaker(), of + "&state=PROPOSED")).containsExactly(urn(ours));
        assertThat(listed(Api.krMaker(), of + "&state=PROPOSED&state=DRAFT")).containsExactly(urn(theirs), urn(ours));
        assertThat(listed(Api.krMaker(), of + "&state=APPLIED")).containsExactly(all.getLast());
        Api.krMaker().get("changes?state=NONE").then().statusCode(400);
        Api.krMaker().get("changes?record=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "record"));
        Api.krMaker().get("changes?colour=red").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "colour"));
    }

    @Test
    void whatHasRunOutOfTimeIsExpiredAndWaitsForNobody() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Late"));
        Bilateral.propose(change);
        assertThat(listed(Api.krMaker(), of(project) + "&waitingFor=ME")).containsExactly(urn(change));
        UUID id = UUID.fromString(change.substring(change.lastIndexOf('/') + 1));
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "update change_set set deadline = now() - interval '1 second', version = version + 1 where id = :id")
                .setParameter("id", id)
                .executeUpdate()));
        assertThat(listed(Api.krMaker(), of(project) + "&state=EXPIRED")).containsExactly(urn(change));
        assertThat(listed(Api.krMaker(), of(project) + "&state=PROPOSED")).isEmpty();
        for (String whom : List.of("ME", "OWN_SIDE", "OTHER_SIDE")) {
            assertThat(listed(Api.krMaker(), of(project) + "&waitingFor=" + whom))
                    .isEmpty();
            assertThat(listed(Api.cnMaker(), of(project) + "&waitingFor=" + whom))
                    .isEmpty();
        }
    }

    /** For each of the four persons, a system and others, in each state, with and without silence. */
    @Test
    void whatWaitsForSomebodyIsWhatHeCanCarryOn() {
        String project = Bilateral.joint("Plant");
        for (String body :
                List.of(Bilateral.replacingTitle("Name"), Bilateral.silently(Bilateral.replacingTitle("Silently")))) {
            String change = Bilateral.draft(Api.cnMaker(), project, body);
            expectWaiting(change, true);
            Bilateral.act(Api.cnMaker(), change, "submit").then().statusCode(200);
            expectWaiting(change, true);
            Bilateral.act(Api.cnChecker(), change, "propose").then().statusCode(200);
            expectWaiting(change, false);
            Bilateral.act(Api.krMaker(), change, "review").then().statusCode(200);
            expectWaiting(change, false);
            Api.cnMaker().post(change + "/withdraw", "{}").then().statusCode(200);
            for (Api who : List.of(Api.cnMaker(), Api.cnChecker(), Api.krMaker(), Api.krChecker())) {
                for (String whom : List.of("ME", "OWN_SIDE", "OTHER_SIDE")) {
                    assertThat(listed(who, of(project) + "&waitingFor=" + whom)).isEmpty();
                }
            }
        }
    }

    private static void expectWaiting(String change, boolean forChina) {
        String of = of(change.substring(0, change.indexOf("/changes")));
        Map<Api, Boolean> people = Map.of(
                Api.cnMaker(), true,
                Api.cnChecker(), true,
                Api.user("cn-auditor"), true,
                Api.client("cn-ministry"), true,
                Api.krMaker(), false,
                Api.krChecker(), false,
                Api.user("kr-statistician"), false,
                Api.client("kr-ministry"), false);
        int waits = 0;
        for (Map.Entry<Api, Boolean> person : people.entrySet()) {
            Api who = person.getKey();
            Response seen = who.get(change);
            boolean known = seen.statusCode() == 200;
            boolean carriesOn = known
                    && seen.jsonPath().getList("allowed", String.class).stream().anyMatch(act -> !ASIDE.contains(act));
            assertThat(listed(who, of + "&waitingFor=ME")).isEqualTo(carriesOn ? List.of(urn(change)) : List.of());
            boolean ownTurn = person.getValue() == forChina;
            assertThat(listed(who, of + "&waitingFor=OWN_SIDE"))
                    .isEqualTo(known && ownTurn ? List.of(urn(change)) : List.of());
            assertThat(listed(who, of + "&waitingFor=OTHER_SIDE"))
                    .isEqualTo(known && !ownTurn ? List.of(urn(change)) : List.of());
            waits += carriesOn ? 1 : 0;
        }
        assertThat(waits).isPositive();
    }

    /** Whoever has both functions does not approve what he wrote, so it does not wait for him. */
    @Test
    void ownWorkWaitsForAnother() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        Bilateral.act(Api.cnMaker(), change, "submit").then().statusCode(200);
        UUID id = UUID.fromString(change.substring(change.lastIndexOf('/') + 1));
        String author = VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> session.createNativeQuery("select authors[1] from change_set where id = :id", String.class)
                        .setParameter("id", id)
                        .getSingleResult()));
        assertThat(waitingFor(author, Side.CN, project)).isEmpty();
        assertThat(waitingFor("another", Side.CN, project)).containsExactly(urn(change));

        Bilateral.act(Api.cnChecker(), change, "propose").then().statusCode(200);
        Bilateral.act(Api.krMaker(), change, "review").then().statusCode(200);
        String reviewer =
                VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                                "select signatures -> 'all' -> 2 ->> 'subject' from change_set where id = :id",
                                String.class)
                        .setParameter("id", id)
                        .getSingleResult()));
        assertThat(waitingFor(reviewer, Side.KR, project)).isEmpty();
        assertThat(waitingFor("another", Side.KR, project)).containsExactly(urn(change));
    }

    private List<String> waitingFor(String subject, Side side, String project) throws Throwable {
        Viewer viewer = new Viewer(subject, "test", side, null, Set.of(Role.MAKER, Role.CHECKER), false);
        return VertxContextSupport.subscribeAndAwait(() -> transactions.read(
                        viewer,
                        session -> list.page(
                                session,
                                viewer,
                                projects,
                                new ChangeFilter(
                                        null, null, Urn.parse(Records.urn(project)), ChangeFilter.WaitingFor.ME),
                                new PageRequest(500, null))))
                .data()
                .stream()
                .map(ListedChangeSet::changeSet)
                .map(change -> change.urn().toString())
                .toList();
    }

    @Test
    void pagesFollowEachOtherWithoutGap() {
        String project = Bilateral.joint("Plant");
        String[] drafts = Stream.of("One", "Two", "Three", "Four")
                .map(name -> urn(Bilateral.draft(Api.krMaker(), project, Bilateral.replacingTitle(name))))
                .toArray(String[]::new);
        String path = "changes?side=KR&limit=2&" + of(project);
        Response first = Api.krMaker().get(path);
        first.then()
                .body("data.urn", contains(drafts[3], drafts[2]))
                .header("Link", startsWith("</investment/v1/changes?"));
        Api.krMaker()
                .get(path + "&after=" + first.path("next"))
                .then()
                .body("data.urn", contains(drafts[1], drafts[0]));
        Api.krMaker().get("changes?after=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
    }

    /** Everything that others can ask the list is answered the same, byte for byte. */
    @Test
    void whatTheOtherSideDraftsChangesNoByte() {
        String project = Bilateral.joint("Plant");
        String offered = Bilateral.offered("Offered", "");
        List<Api> others =
                List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC);
        List<String> queries = List.of(
                "changes",
                "changes?limit=1",
                "changes?state=DRAFT",
                "changes?side=CN",
                "changes?waitingFor=ME",
                "changes?waitingFor=OWN_SIDE",
                "changes?waitingFor=OTHER_SIDE",
                "changes?" + of(project),
                "changes?" + of(offered),
                "changes.csv",
                "changes.csv?waitingFor=OTHER_SIDE");
        List<String> before = answers(others, queries);
        Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Drafted"));
        String submitted = Bilateral.draft(Api.cnMaker(), offered, Bilateral.makesJoint());
        Bilateral.act(Api.cnMaker(), submitted, "submit").then().statusCode(200);
        assertThat(answers(others, queries)).isEqualTo(before);
        assertThat(listed(Api.cnChecker(), "waitingFor=ME")).contains(urn(submitted));
        for (Api none : others.subList(2, 5)) {
            none.get("changes").then().statusCode(200).body("data", empty());
        }
    }

    private static List<String> answers(List<Api> readers, List<String> queries) {
        return readers.stream()
                .flatMap(reader -> queries.stream().map(query -> {
                    Response answer = (query.contains(".csv") ? reader.request().accept("text/csv") : reader.request())
                            .get(Api.root() + query);
                    return query + " " + answer.statusCode() + " " + answer.asString();
                }))
                .toList();
    }

    /** A project that is hidden by now takes its proposed change set with it, by either lock alone. */
    @Test
    void theChangeSetsOfAHiddenProjectAreHiddenByEitherLockAlone() throws Throwable {
        String project = Bilateral.offered("Offered", "");
        String proposed = Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint());
        Bilateral.propose(proposed);
        String draft = Bilateral.draft(Api.cnMaker(), Bilateral.joint("Plant"), Bilateral.replacingTitle("Name"));
        assertThat(listed(Api.krMaker(), "state=PROPOSED")).contains(urn(proposed));
        StoredRows.narrow(
                transactions,
                "project",
                "update project set classification_level = 'SIDE', classification_side = 'CN' where id = :id",
                project);
        assertHidden(proposed, draft);
        assertThat(listed(Api.cnMaker(), "waitingFor=OTHER_SIDE")).contains(urn(proposed));
        try {
            for (String table : List.of("change_set", "project")) {
                Owner.run("alter table %s disable row level security".formatted(table));
            }
            assertHidden(proposed, draft);
        } finally {
            for (String table : List.of("change_set", "project")) {
                Owner.run("alter table %s enable row level security".formatted(table));
            }
        }
        Viewer korean = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.MAKER), false);
        List<UUID> seen = VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(korean, session -> session.createNativeQuery(
                                "select c.id from change_set c join project p on p.id = cast(right(c.record_urn, 36) as uuid)",
                                UUID.class)
                        .getResultList()));
        assertThat(seen.stream().map(found -> "urn:ckep:change:" + found))
                .isNotEmpty()
                .doesNotContain(urn(proposed), urn(draft));
    }

    private static void assertHidden(String... changes) {
        for (String change : changes) {
            for (String query :
                    List.of("side=CN", "state=PROPOSED", "state=DRAFT", "waitingFor=ME", "waitingFor=OWN_SIDE")) {
                assertThat(listed(Api.krMaker(), query)).doesNotContain(urn(change));
            }
        }
    }
}
