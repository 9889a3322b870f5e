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

    /** The entries ({@code data}) of each answer by name, in the order given; fails with the first failure. */
    static Uni<Map<String, List<JsonNode>>> together(Map<String, List<Uni<JsonNode>>> requests) {
        List<String> names = new ArrayList<>();
        List<Uni<JsonNode>> all = new ArrayList<>();
        requests.forEach((name, calls) -> calls.forEach(call -> {
            names.add(name);
            all.add(call);
        }));
        Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
        requests.keySet().forEach(name -> lists.put(name, new ArrayList<>()));
        if (all.isEmpty()) {
            return Uni.createFrom().item(lists);
        }
        return Uni.join().all(all).andFailFast().map(answers -> {
            for (int i = 0; i < answers.size(); i++) {
                answers.get(i).path("data").forEach(lists.get(names.get(i))::add);
            }
            lists.replaceAll((name, entries) -> Collections.unmodifiableList(entries));
            return Collections.unmodifiableMap(lists);
        });
    }
}
