package org.ckep.policy;

import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.json;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every operation of the service and who may call it. */
final class Routes {
    private static final Set<String> ANYBODY = Set.of();
    private static final Set<String> MAKER = Set.of("maker");
    private static final Set<String> CONTRIBUTOR = Set.of("loader", "maker");
    private static final Set<String> CHECKER = Set.of("checker");
    private static final Set<String> MOVER = Set.of("maker", "checker");
    private static final Set<String> AUDITOR = Set.of("auditor");
    private static final Set<String> CLAIMANT = Set.of("loader", "maker", "statistician");

    private static final Set<String> RELEASER = Set.of("releaser");
    private static final String RELEASE = "{'classification': {'level': 'BILATERAL'}}";

    static final List<Route> ALL = all();

    private Routes() {}

    /**
     * One operation.
     *
     * @param path below {@code /policy/v1/}, with {@code {id}} for a record
     * @param roles of which the caller needs one; none where everybody may read
     * @param body that is read without fault, so that who asks is all that can be wrong; empty for none
     */
    record Route(String method, String path, Set<String> roles, String body) {
        boolean reads() {
            return method.equals("GET");
        }

        boolean ofARecord() {
            return path.contains("{id}");
        }

        String register() {
            return path.split("/", -1)[0];
        }

        /** Sends it; {@code part} is the id of what lies within the record. */
        Response send(RequestSpecification request, String id, String part) {
            if (!body.isEmpty()) {
                request.contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                        .body(body);
            }
            if (!reads()) {
                request.header("If-Match", "\"any\"");
            }
            String target = path.replace("{id}", id).replace("{dependency}", part);
            return request.request(method, "/policy/v1/" + target);
        }

        Response send(RequestSpecification request) {
            return send(request, Samples.unknownId(), Samples.unknownId());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        for (String register : Samples.BODIES.keySet()) {
            routes.add(new Route("GET", register, ANYBODY, ""));
            routes.add(new Route("GET", register + "/{id}", ANYBODY, ""));
            routes.add(new Route("GET", register + "/{id}/links", ANYBODY, ""));
            routes.add(new Route("POST", register, MAKER, Samples.body(register)));
            routes.add(new Route("POST", register + "/register-observed", CONTRIBUTOR, Samples.body(register)));
            routes.add(new Route("PATCH", register + "/{id}", MAKER, "{}"));
        }
        routes.add(post("instruments/{id}/acts", MAKER, "{'party': 'CN', 'act': 'SIGNATURE', 'depositedOn': '2025'}"));
        routes.add(post("instruments/{id}/transitions", MOVER, "{'to': 'SIGNED'}"));
        routes.add(post("tracks/{id}/transitions", MOVER, "{'to': 'ACTIVE'}"));
        routes.add(post("engagements/{id}/transitions", MOVER, "{'to': 'CONFIRMED'}"));
        routes.add(post("challenges/{id}/indicators", MAKER, "{'indicator': '" + foreign("claim") + "'}"));
        routes.add(new Route("PUT", "challenges/{id}/severity", MAKER, json("{'severity': 'HIGH'}")));
        milestones(routes);
        platform(routes);
        return List.copyOf(routes);
    }

    private static void milestones(List<Route> routes) {
        routes.add(post("milestones/{id}/transitions", MOVER, "{'to': 'PROPOSED'}"));
        routes.add(post("milestones/{id}/assessments", CHECKER, "{'assessment': 'NOT_MET'}"));
        routes.add(post("milestones/{id}/sign-off", CHECKER, "{}"));
        routes.add(post("milestones/{id}/evidence", MOVER, "{'title': {'en': 'Minutes'}}"));
        routes.add(new Route("GET", "milestones/{id}/dependencies", ANYBODY, ""));
        routes.add(post("milestones/{id}/dependencies", MAKER, "{'from': '" + foreign("milestone") + "'}"));
        routes.add(new Route("GET", "milestones/{id}/dependencies/{dependency}", ANYBODY, ""));
        routes.add(new Route("DELETE", "milestones/{id}/dependencies/{dependency}", MAKER, ""));
    }

    /** What every service has, and what belongs to no single record. */
    private static void platform(List<Route> routes) {
        routes.add(new Route("GET", "calendar.ics", ANYBODY, ""));
        routes.add(new Route("GET", "links", ANYBODY, ""));
        routes.add(new Route("GET", "audit", AUDITOR, ""));
        routes.add(new Route("GET", "sources", ANYBODY, ""));
        routes.add(new Route("GET", "sources/{id}", ANYBODY, ""));
        routes.add(post("sources/{id}/release", RELEASER, RELEASE));
        routes.add(post("sources", CLAIMANT, "{'kind': 'PRESS', 'title': 'A report'}"));
        routes.add(new Route("GET", "claims", ANYBODY, ""));
        routes.add(new Route("GET", "claims/{id}", ANYBODY, ""));
        routes.add(post("claims", CLAIMANT, claim(foreign("milestone"), foreign("source"))));
        routes.add(post("claims/{id}/release", RELEASER, RELEASE));
        routes.add(post("claims/{id}/deprecate", CLAIMANT, "{'reason': 'It was wrong.'}"));
    }

    private static Route post(String path, Set<String> roles, String body) {
        return new Route("POST", path, roles, json(body));
    }

    /** Body of a claim of the caller's side. */
    static String claim(String subject, String source) {
        return json(
                "{'subject': '%s', 'attribute': 'expected-outcome', 'modality': 'OPINION', 'sources': ['%s'], "
                        + "'value': {'type': 'text', 'text': {'en': 'Good'}}}",
                subject, source);
    }
}
