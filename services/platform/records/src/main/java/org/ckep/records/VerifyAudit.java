package org.ckep.records;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command that checks a service's audit chains, without the service: it computes every link anew.
 *
 * <p>Its arguments are the database's JDBC URL and user, and any number of heads noted earlier, each as
 * {@code CN=1204:<hash>}; without one of those a chain that was written anew as a whole cannot be told from the true one.
 * The password stands in the environment as {@code CKEP_AUDIT_PASSWORD}. It prints each chain's head, to be noted where the
 * database's keeper cannot reach it, and ends with 1 where anything is wrong.
 */
public final class VerifyAudit {
    private static final String LINKS = """
            select l.chain, l.no, l.hash, e.id, e.at, e.subject, e.client, e.side, e.agency, e.action, e.urn,
              e.version_before, e.version_after, e.attributes, e.content_hash, e.network, e.form, l.form as link_form
            from audit_link l left join audit_entry e on e.id = l.entry_id order by l.chain, l.no""";
    private static final String OUTSIDE = """
            select count(*) from audit_entry e
            where not exists (select 1 from audit_link l where l.entry_id = e.id)
              and not exists (select 1 from audit_pending p where p.entry_id = e.id)""";
    private static final int FETCH = 1000;

    private final Map<String, Long> numbers = new TreeMap<>();
    private final Map<String, String> heads = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> noted;
    private final List<String> found = new ArrayList<>();

    private VerifyAudit(List<String> noted) {
        this.noted = noted;
    }

    /** Runs the command. */
    public static void main(String[] arguments) throws SQLException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, System.getenv("CKEP_AUDIT_PASSWORD"), out));
    }

    /** Runs the command; answers its exit status. */
    public static int run(String[] arguments, @Nullable String password, PrintStream out) throws SQLException {
        if (arguments.length < 2) {
            out.println("usage: VerifyAudit <jdbc url> <user> [<chain>=<number>:<hash> ...]");
            return 2;
        }
        List<String> noted = List.of(arguments).subList(2, arguments.length);
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], password)) {
            VerifyAudit verified = of(connection, noted);
            verified.numbers.keySet().forEach(chain -> out.println(verified.head(chain)));
            verified.faults.forEach(out::println);
            return verified.faults.isEmpty() ? 0 : 1;
        }
    }

    /**
     * Checks all chains.
     *
     * @param noted heads that were noted earlier, as they were printed
     */
    static VerifyAudit of(Connection connection, List<String> noted) throws SQLException {
        VerifyAudit verification = new VerifyAudit(noted);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            ViewerBinding.bindSystem(connection);
            statement.setFetchSize(FETCH);
            try (ResultSet links = statement.executeQuery(LINKS)) {
                while (links.next()) {
                    verification.check(links);
                }
            }
            verification.checkOutside(statement);
        } finally {
            connection.rollback();
        }
        verification.checkNoted();
        return verification;
    }

    /** What is wrong, empty where nothing is. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The number and hash of a chain's last link, as they are noted. */
    String head(String chain) {
        return chain + "=" + numbers.getOrDefault(chain, 0L) + ":" + heads.getOrDefault(chain, AuditChain.BEGINNING);
    }

    private void check(ResultSet link) throws SQLException {
        String chain = link.getString("chain");
        long no = link.getLong("no");
        String hash = link.getString("hash");
        long expected = numbers.getOrDefault(chain, 0L) + 1;
        if (no != expected) {
            faults.add(chain + ": link " + expected + " is missing before " + no);
        }
        UUID id = link.getObject("id", UUID.class);
        if (id == null) {
            faults.add(chain + ": the entry of link " + no + " is gone");
        } else if (link.getInt("form") != link.getInt("link_form")) {
            faults.add(chain + ": link " + no + " has another form than its entry");
        } else if (!hash.equals(
                AuditChain.link(chain, no, heads.getOrDefault(chain, AuditChain.BEGINNING), entry(link)))) {
            faults.add(chain + ": link " + no + " does not fit its entry and the link before");
        }
        numbers.put(chain, no);
        heads.put(chain, hash);
        String head = head(chain);
        if (noted.contains(head)) {
            found.add(head);
        }
    }

    private static AuditChain.Entry entry(ResultSet row) throws SQLException {
        return new AuditChain.Entry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("subject"),
                row.getString("client"),
                row.getString("side"),
                row.getString("agency"),
                row.getString("action"),
                row.getString("urn"),
                row.getObject("version_before", Integer.class),
                row.getObject("version_after", Integer.class),
                names(row.getArray("attributes")),
                row.getString("content_hash"),
                row.getString("network"),
                row.getInt("form"));
    }

    private static @Nullable List<String> names(@Nullable Array names) throws SQLException {
        return names == null ? null : List.of((String[]) names.getArray());
    }

    private void checkOutside(Statement statement) throws SQLException {
        try (ResultSet outside = statement.executeQuery(OUTSIDE)) {
            outside.next();
            if (outside.getLong(1) > 0) {
                faults.add(outside.getLong(1) + " entries stand in no chain and do not wait for one");
            }
        }
    }

    private void checkNoted() {
        for (String head : noted) {
            if (!found.contains(head)) {
                faults.add("the noted head " + head + " is not in its chain");
            }
        }
    }
}
