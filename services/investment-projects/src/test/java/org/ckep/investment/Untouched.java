package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;

/**
 * What a refused request leaves as it was: every row of every table (records, versions, past ones, audit, keys of requests),
 * the number of events that ever went into the outbox, and the lists that both sides and everybody read.
 */
public final class Untouched {
    private static final List<String> LISTS =
            List.of("projects", "sites", "commitments", "shareholdings", "exposures", "sources", "breaks");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Links follow their audit entries later, and what waits for them and for the broker goes by itself. */
    private static final String TABLES = """
            select schemaname || '.' || tablename from pg_tables
            where schemaname in ('public', 'past')
              and tablename !~ '^(flyway_.*|outbox_event|audit_pending|audit_link|inbox_.*|reference_copy|name_term)$'
            order by 1""";

    private Untouched() {}

    /** The answer to a request that must change nothing, whatever it answers. */
    public static Response by(Supplier<Response> request) {
        Map<String, String> before = all();
        Response answer = request.get();
        assertThat(all()).as("%s %s", answer.statusCode(), answer.asString()).isEqualTo(before);
        return answer;
    }

    /**
     * A bad request to something that is hidden from that caller: it changes nothing and is answered like one to something
     * that never was.
     *
     * @param request sends it to the path that it is given
     * @param hidden the path of what is hidden
     * @return the answer
     */
    public static Response hidden(java.util.function.Function<String, Response> request, String hidden) {
        String unknown = ID.matcher(hidden).replaceFirst("5c0a4a62-0000-4000-8000-000000000001");
        return by(() -> {
            Response answer = request.apply(hidden);
            Response other = request.apply(unknown);
            Answers.assertSame(answer, other);
            return answer;
        });
    }

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            // A row's transaction tells each change of it, also one that leaves it as it was.
            String rows = Owner.column(TABLES).stream()
                    .map(table -> "select '%s ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from %s"
                            .formatted(table, table))
                    .collect(Collectors.joining(" union all "));
            List<String> counted = new ArrayList<>(Owner.column(rows));
            counted.addAll(Owner.column("select 'outbox ' || last_value from "
                    + Owner.column("select pg_get_serial_sequence('public.outbox_event', 'seq')")
                            .getFirst()));
            counted.forEach(row -> all.put(row.substring(0, row.indexOf(' ')), row));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        Map.of("CN", Api.cnMaker(), "KR", Api.krMaker(), "everybody", Api.PUBLIC)
                .forEach((name, reader) -> LISTS.forEach(
                        list -> all.put(name + " " + list, Answers.wholeOf(reader.get(list + "?limit=5")))));
        return all;
    }
}
