package org.ckep.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.portal.StubChanges.Refused;

/** What the register demands of a new pairing, with its problem types and the places that it names. */
final class PairingRules {
    private PairingRules() {}

    enum Problem implements ProblemType {
        PAIRING_MEMBERS(422),
        PAIRING_PART_NEEDED(422),
        PAIRING_INCOMPLETE(422),
        RECORD_PAIRED(409);

        private final int status;

        Problem(int status) {
            this.status = status;
        }

        @Override
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public int status() {
            return status;
        }
    }

    /** The members with their sides; refused where they do not make a pair. */
    static ArrayNode members(JsonNode body, Set<String> known, Predicate<String> isPaired) {
        if (!body.hasNonNull("counted")) {
            throw new Refused(Problem.PAIRING_INCOMPLETE, "It says whose records reports count.", "/counted");
        }
        JsonNode given = body.path("members");
        ArrayNode members = StubChanges.JSON.createArrayNode();
        for (int i = 0; i < given.size(); i++) {
            String urn = given.get(i).path("project").asText();
            if (known.stream().noneMatch(id -> StubPairings.urn(id).equals(urn))) {
                throw new Refused(
                        KernelProblem.UNPROCESSABLE, "There is no such project.", at(i, "project"), "unknown-project");
            }
            ObjectNode member = members.addObject().put("project", urn).put("side", StubPairings.side(urn));
            if (given.get(i).has("part")) {
                member.set("part", StubChanges.texts(given.get(i).path("part")));
            }
        }
        requireShape(members);
        for (int i = 0; i < members.size(); i++) {
            if (isPaired.test(members.get(i).path("project").asText())) {
                throw new Refused(Problem.RECORD_PAIRED, "The record is in a group.", at(i, "project"));
            }
        }
        return members;
    }

    /** One record of one side and one or several of the other, each of which says which part it is. */
    private static void requireShape(ArrayNode members) {
        long whole = of("CN", members);
        long parts = of("KR", members);
        if (Math.min(whole, parts) != 1) {
            throw new Refused(Problem.PAIRING_MEMBERS, "A group has one record of one side.", "/members");
        }
        for (int i = 0; i < members.size(); i++) {
            boolean isPart = of(members.get(i).path("side").asText(), members) > 1;
            if (isPart && !members.get(i).has("part")) {
                throw new Refused(Problem.PAIRING_PART_NEEDED, "It says which part it is.", at(i, "part"));
            }
            if (!isPart && members.get(i).has("part")) {
                throw new Refused(Problem.PAIRING_INCOMPLETE, "Only one of several is a part.", at(i, "part"));
            }
        }
    }

    private static long of(String side, ArrayNode members) {
        return members.findValuesAsText("side").stream().filter(side::equals).count();
    }

    private static String at(int member, String field) {
        return "/members/" + member + "/" + field;
    }
}
