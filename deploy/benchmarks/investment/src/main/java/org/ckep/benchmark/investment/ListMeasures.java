package org.ckep.benchmark.investment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.ckep.benchmark.MeasuredService;
import org.ckep.benchmark.Report;
import org.ckep.testing.Tokens;

/**
 * First pages of the list of projects, asked one after the other, as a Korean maker, who sees nine of ten. Beside each the
 * rows of the projects alone by SQL, with the same conditions of visibility and by a role that no policy binds; an answer
 * brings the rows of their parts, sites, sources and names as well.
 */
final class ListMeasures {
    private static final String VISIBLE = "(classification_level in ('PUBLIC', 'PARTNER', 'BILATERAL') "
            + "or (classification_level = 'SIDE' and classification_side = 'KR')) "
            + "and modality in ('MEASURED', 'ASSERTED', 'STATED_INTENT', 'PLAN')";
    private static final String NEWEST = " order by created_at desc, id desc fetch first 51 rows only";
    private static final double TARGET_MILLIS = 50;
    private static final double TARGET_RATIO = 3;

    private final MeasuredService service;
    private final Report report;
    private final Asking asking;

    ListMeasures(MeasuredService service, Report report) {
        this.service = service;
        this.report = report;
        this.asking = new Asking(service);
    }

    /** A filter that leaves much, one that leaves little, one on a part, and none. */
    void list() {
        compare("no filter", "", "");
        compare("state=OPERATIONAL", "?state=OPERATIONAL", " and state in ('OPERATIONAL')");
        compare(
                "sector=SEMI and state=PROSPECT",
                "?sector=SEMI&state=PROSPECT",
                " and state in ('PROSPECT') and exists "
                        + "(select 1 from project_sector s where s.project_id = project.id and s.code = 'SEMI')");
        compare(
                "state=COMMITTED, direction and type",
                "?state=COMMITTED&direction=KR_TO_CN&type=GREENFIELD",
                " and state in ('COMMITTED') and direction = 'KR_TO_CN' and type = 'GREENFIELD'");
    }

    private void compare(String name, String parameters, String condition) {
        String token = Tokens.user("kr-maker");
        ProcessorTime before = ProcessorTime.now(service);
        Latencies asked = Latencies.of(() -> asking.get("projects" + parameters, token));
        String used = ProcessorTime.now(service).since(before, Latencies.REQUESTS);
        Latencies bare = bare("select * from project where " + VISIBLE + condition + NEWEST);
        report.add(
                "list, " + name,
                asked.toString(),
                "bare SQL " + bare + "; " + used,
                "p95 within " + (int) TARGET_RATIO + " times and under " + (int) TARGET_MILLIS + " ms",
                asked.p95() < TARGET_MILLIS && asked.p95() <= TARGET_RATIO * bare.p95());
    }

    private Latencies bare(String sql) {
        try (Connection connection = service.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return Latencies.of(() -> read(statement));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void read(PreparedStatement statement) {
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getString(i);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A word that stands in one of eight titles, in each script, and one that stands in one. */
    void search() {
        String token = Tokens.user("kr-maker");
        for (String words : new String[] {"graphite", "石墨", "흑연", "芯", "plant 777"}) {
            String parameter = URLEncoder.encode(words, StandardCharsets.UTF_8);
            Latencies asked = Latencies.of(() -> asking.get("projects?q=" + parameter, token));
            String many = service.text("select count(distinct project_id) from project_term t, " + "ckep_search_words('"
                    + words + "') w where t.term >= w and t.term < w || chr(1114111)");
            report.add(
                    "search, " + words,
                    asked.toString(),
                    String.format(Locale.ROOT, "%s projects have a word of it", many),
                    "",
                    true);
        }
    }
}
