package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every state, target, role and side of projects through the service: steps of the {@link LifecycleTable} are refused to
 * those whose they are for what they rest on alone, all others with the states that are open to the caller.
 */
@QuarkusTest
class LifecycleServiceTest {
    private static final List<String> OVER = List.of("CLOSED", "COMPLETED", "WITHDRAWN", "CANCELLED");

    private enum Kept {
        /** By the Chinese side, and read by the other. */
        BY_ONE_SIDE("cn-maker", "cn-checker", "kr-maker", "kr-checker"),
        /** By nobody, so that anybody carries it on. */
        OBSERVED("cn-maker", "kr-checker");

        private final List<String> persons;

        Kept(String... persons) {
            this.persons = List.of(persons);
        }
    }

    @ParameterizedTest
    @EnumSource
    void projectsAreWhatTheTableSays(Kept kept) throws SQLException {
        for (Profile profile : Profile.values()) {
            String project = project(kept, profile);
            for (Map.Entry<ProjectState, Map<ProjectStatus, Authority>> row :
                    LifecycleTable.of(profile).entrySet()) {
                carry(project, row.getKey());
                for (String person : kept.persons) {
                    assertDecided(kept, project, row.getKey(), row.getValue(), person);
                }
            }
        }
    }

    private static String project(Kept kept, Profile profile) {
        String type = profile == Profile.PHYSICAL ? "GREENFIELD" : "MERGER_ACQUISITION";
        return "projects/"
                + Records.id(
                        switch (kept) {
                            case BY_ONE_SIDE ->
                                Api.cnMaker()
                                        .create(
                                                "projects",
                                                Records.projectOf(
                                                        type, ", \"classification\": {\"level\": \"BILATERAL\"}"));
                            case OBSERVED ->
                                Api.loader()
                                        .create(
                                                "projects/register-observed",
                                                Records.observed(Records.source("PRESS"), "")
                                                        .replace("GREENFIELD", type));
                        });
    }

    /** Past the rules and the second lock, into any state. */
    private static void carry(String project, ProjectState state) throws SQLException {
        String id = project.substring(project.lastIndexOf('/') + 1);
        String resumeTo = state instanceof ProjectState.Suspended(ProjectStatus halted) ? "'" + halted + "'" : "null";
        String update = "update project set state = '%s', resume_to = %s, version = version + 1 where id = '%s'"
                .formatted(state.status(), resumeTo, id);
        Owner.run("alter table project disable trigger keeps_released_steps");
        Owner.run("set app.system = 'on'; " + update);
        Owner.run("alter table project enable trigger keeps_released_steps");
    }

    private static void assertDecided(
            Kept kept, String project, ProjectState state, Map<ProjectStatus, Authority> steps, String name) {
        Api person = Api.user(name);
        Response before = person.get(project);
        assertThat(before.<String>path("state")).isEqualTo(state.status().name());
        boolean ownSide = kept == Kept.OBSERVED || name.startsWith("cn-");
        List<String> open = steps.entrySet().stream()
                .filter(step -> ownSide && name.endsWith(takenBy(step.getValue())))
                .map(step -> step.getKey().name())
                .toList();
        for (ProjectStatus target : ProjectStatus.values()) {
            String expected;
            if (!steps.containsKey(target)) {
                expected = OVER.contains(state.status().name()) ? "project-terminal" : "state-forbids";
            } else if (open.contains(target.name())) {
                expected = "project-guard-not-met";
            } else {
                expected = ownSide ? "forbidden" : "project-other-side";
            }
            Response refusal = person.step(project, before.getHeader("ETag"), "{\"to\": \"%s\"}".formatted(target));
            String what = "%s to %s by %s: %s".formatted(state, target, name, refusal.asString());
            assertThat(refusal.<String>path("type")).as(what).isEqualTo("urn:ckep:problem:" + expected);
            assertThat(refusal.<List<String>>path("allowed")).as(what).containsExactlyInAnyOrderElementsOf(open);
        }
        assertThat(person.get(project).asString()).isEqualTo(before.asString());
    }

    private static String takenBy(Authority authority) {
        return switch (authority) {
            case MAKER, HOST -> "-maker";
            case CHECKER, BILATERAL -> "-checker";
        };
    }
}
