package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads several lists of one service in parallel. */
final class Lists {
    private Lists() {}

    /** One list and the answer that brings some of its entries. */
    private record Named(String list, Uni<JsonNode> answer) {}

    /** The entries ({@code data}) of each answer by name, in the order given; fails with the first failure. */
    static Uni<Map<String, List<JsonNode>>> together(Map<String, List<Uni<JsonNode>>> requests) {
        List<Named> all = new ArrayList<>();
        requests.forEach((list, answers) -> answers.forEach(answer -> all.add(new Named(list, answer))));
        return all.isEmpty()
                ? Uni.createFrom().item(collect(requests.keySet(), all, List.of()))
                : Uni.join()
                        .all(all.stream().map(Named::answer).toList())
                        .andFailFast()
                        .map(answers -> collect(requests.keySet(), all, answers));
    }

    private static Map<String, List<JsonNode>> collect(
            Iterable<String> names, List<Named> all, List<JsonNode> answers) {
        Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
        for (String name : names) {
            List<JsonNode> entries = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (all.get(i).list().equals(name)) {
                    answers.get(i).path("data").forEach(entries::add);
                }
            }
            lists.put(name, Collections.unmodifiableList(entries));
        }
        return Collections.unmodifiableMap(lists);
    }
}
