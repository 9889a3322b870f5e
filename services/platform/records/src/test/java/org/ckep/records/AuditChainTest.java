package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeHash;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in an audit chain is altered, removed or added unnoticed. */
@QuarkusTest
class AuditChainTest {
    private static final String WAITING = "select count(*) from audit_pending";

    private static VerifyAudit verified(String... noted) throws SQLException {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Database.all(WAITING).getFirst().equals("0"));
        try (Connection connection = Database.application()) {
            return VerifyAudit.of(connection, List.of(noted));
        }
    }

    @Test
    void eachSideHasAChainOfItsOwnWithoutGaps() throws SQLException {
        for (int i = 0; i < 3; i++) {
            Api.created(Api.facility("cn-maker", ""));
            Api.created(Api.facility("kr-maker", ""));
        }
        assertThat(verified().faults()).isEmpty();
        String gaps =
                "select count(*) from (select max(no) - count(*) as gap from audit_link group by chain) g where gap <> 0";
        assertThat(Database.all(gaps)).containsExactly("0");
        String chains = "select distinct chain from audit_link order by chain";
        assertThat(Database.seenBy(Viewers.of(Side.KR, null, Role.VIEWER), chains))
                .containsExactly("KR");
        assertThat(Database.seenBy(Viewers.of(Side.CN, null, Role.VIEWER), chains))
                .containsExactly("CN");
        assertThat(Database.seenBy(Viewers.of(null, null, Role.SECRETARIAT), chains))
                .isEmpty();
    }

    @Test
    void aNotedHeadIsFoundAgain() throws SQLException {
        Api.created(Api.facility("cn-maker", ""));
        String head = verified().head("CN");
        Api.created(Api.facility("cn-maker", ""));
        assertThat(verified(head).faults()).isEmpty();
        String other = head.substring(0, head.length() - 64) + "0".repeat(64);
        assertThat(verified(other).faults()).containsExactly("the noted head " + other + " is not in its chain");
    }

    @Test
    void theCommandPrintsTheHeadsAndEndsWithOneWhereSomethingIsWrong() throws SQLException {
        Api.created(Api.facility("cn-maker", ""));
        String head = verified().head("CN");
        assertThat(command(head)).startsWith("0 ").contains(head);
        assertThat(command("CN=1:" + "0".repeat(64))).startsWith("1 ").contains("is not in its chain");
        assertThat(VerifyAudit.run(new String[] {}, null, new PrintStream(new ByteArrayOutputStream())))
                .isEqualTo(2);
    }

    private static String command(String noted) throws SQLException {
        Config config = ConfigProvider.getConfig();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] arguments = {
            config.getValue("quarkus.datasource.jdbc.url", String.class),
            config.getValue("quarkus.datasource.username", String.class),
            noted
        };
        int status = VerifyAudit.run(
                arguments,
                config.getValue("quarkus.datasource.password", String.class),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        return status + " " + printed.toString(StandardCharsets.UTF_8);
    }

    /** What the owner of the schema could do once he has switched the triggers off. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    update audit_entry set subject = 'somebody else' where id = '%s'  | does not fit its entry
                    update audit_entry set version_after = 99 where id = '%s'         | does not fit its entry
                    update audit_entry set attributes = '{city}' where id = '%s'      | does not fit its entry
                    update audit_entry set attributes = null where id = '%s'          | does not fit its entry
                    update audit_entry set content_hash = null where id = '%s'        | does not fit its entry
                    update audit_entry set network = 'ministry-cn' where id = '%s'    | does not fit its entry
                    update audit_link set form = 1 where entry_id = '%s'              | has another form than its entry
                    update audit_entry set form = 1, attributes = null, content_hash = null, network = null where id = '%s' | has another form than its entry
                    update audit_link set hash = repeat('0', 64) where entry_id = '%s' | does not fit its entry
                    delete from audit_link where entry_id = '%s'                      | is missing before
                    """)
    void whatIsTamperedWithIsFound(String tampering, String fault) throws SQLException {
        Api.created(Api.facility("cn-maker", ""));
        verified();
        String entry = Database.all("select entry_id from audit_link where chain = 'CN' order by no desc limit 1")
                .getFirst();
        Api.created(Api.facility("cn-maker", ""));
        verified();
        try (Connection owner = Database.owner()) {
            owner.setAutoCommit(false);
            for (String statement : List.of(
                    "alter table audit_entry disable trigger user",
                    "alter table audit_link disable trigger user",
                    "alter table audit_entry no force row level security",
                    "alter table audit_link no force row level security",
                    tampering.formatted(entry))) {
                owner.createStatement().execute(statement);
            }
            // Of the same transaction, which is rolled back.
            assertThat(VerifyAudit.of(owner, List.of()).faults())
                    .anyMatch(found -> found.startsWith("CN: ") && found.contains(fault));
        }
    }

    @Test
    void theApplicationItselfAltersNoLink() {
        assertThatThrownBy(() -> {
                    try (Connection connection = Database.application()) {
                        connection.createStatement().execute("delete from audit_link");
                    }
                })
                .hasMessageContaining("permission denied");
    }

    /** The value can be computed with any other implementation, by the rule in {@link AuditChain}. */
    @Test
    void aLinkCoversEveryMemberOfItsEntry() {
        UUID id = UUID.fromString("5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11");
        Instant at = Instant.parse("2026-11-26T08:00:00.123456Z");
        AuditChain.Entry entry = new AuditChain.Entry(
                id, at, "sub", "client", "CN", null, "register", "urn:ckep:x:1", null, 0, null, null, null, 1);
        String link = AuditChain.link("CN", 1, AuditChain.BEGINNING, entry);
        assertThat(link).isEqualTo("efd1a94f4051181c2ca9acc2868512b6a7674793fb69c484e65f72448c97709a");
        assertThat(List.of(
                        AuditChain.link("KR", 1, AuditChain.BEGINNING, entry),
                        AuditChain.link("CN", 2, AuditChain.BEGINNING, entry),
                        AuditChain.link("CN", 1, link, entry)))
                .doesNotContain(link)
                .doesNotHaveDuplicates();
    }

    /** The value can be computed with any other implementation, by the rule in {@link AuditChain}. */
    @Test
    void aLinkOfTheSecondFormCoversWhatWasChangedAndLeftToo() {
        String link = AuditChain.link("CN", 1, AuditChain.BEGINNING, second(List.of("city"), "a".repeat(64), "local"));
        assertThat(link)
                .isEqualTo(ChangeHash.ofText(AuditChain.BEGINNING
                        + "{\"action\":\"register\",\"agency\":null,\"at\":\"2026-11-26T08:00:00.123456Z\","
                        + "\"attributes\":[\"city\"],\"chain\":\"CN\",\"client\":\"client\",\"contentHash\":\""
                        + "a".repeat(64) + "\",\"form\":2,\"id\":\"5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11\","
                        + "\"network\":\"local\",\"no\":\"1\",\"side\":\"CN\",\"subject\":\"sub\","
                        + "\"urn\":\"urn:ckep:x:1\",\"versionAfter\":0,\"versionBefore\":null}"));
        assertThat(List.of(
                        AuditChain.link("CN", 1, AuditChain.BEGINNING, second(null, "a".repeat(64), "local")),
                        AuditChain.link("CN", 1, AuditChain.BEGINNING, second(List.of("city"), null, "local")),
                        AuditChain.link("CN", 1, AuditChain.BEGINNING, second(List.of("city"), "a".repeat(64), null))))
                .doesNotContain(link)
                .doesNotHaveDuplicates();
    }

    private static AuditChain.Entry second(
            @Nullable List<String> attributes, @Nullable String contentHash, @Nullable String network) {
        UUID id = UUID.fromString("5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11");
        Instant at = Instant.parse("2026-11-26T08:00:00.123456Z");
        return new AuditChain.Entry(
                id,
                at,
                "sub",
                "client",
                "CN",
                null,
                "register",
                "urn:ckep:x:1",
                null,
                0,
                attributes,
                contentHash,
                network,
                2);
    }

    /** As entries were written before they had a form: their links stay as they were computed. */
    @Test
    void linksOfTheFirstFormStayTrueAmongThoseOfTheSecond() throws SQLException {
        UUID id = UUID.randomUUID();
        Api.created(Api.facility("cn-maker", ""));
        verified();
        try (Connection connection = Database.application();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into audit_entry (id, at, subject, side, "
                                + "action, urn) values (?, '2026-11-26T08:00:00.123456Z', 'sub', 'CN', 'register', 'urn:ckep:facility:5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11')")) {
            insert.setObject(1, id);
            insert.executeUpdate();
        }
        verified();
        Api.created(Api.facility("cn-maker", ""));
        assertThat(verified().faults()).isEmpty();
        String link = Database.all(
                        "select l.no || ' ' || b.hash || ' ' || l.hash || ' ' || l.form from audit_link l join audit_link b "
                                + "on b.chain = l.chain and b.no = l.no - 1 where l.entry_id = ?",
                        id)
                .getFirst();
        String[] found = link.split(" ");
        assertThat(found[3]).isEqualTo("1");
        assertThat(found[2])
                .isEqualTo(
                        ChangeHash.ofText(
                                found[1]
                                        + "{\"action\":\"register\",\"agency\":null,\"at\":\"2026-11-26T08:00:00.123456Z\",\"chain\":\"CN\","
                                        + "\"client\":null,\"id\":\"" + id + "\",\"no\":\"" + found[0]
                                        + "\",\"side\":\"CN\","
                                        + "\"subject\":\"sub\",\"urn\":\"urn:ckep:facility:5b7c9a52-0d1e-4f55-9a53-2f6d3f1f0a11\",\"versionAfter\":null,\"versionBefore\":null}"));
    }

    /** A replica that does not know the forms yet leaves linking to those that do. */
    @Test
    void aLinkWithoutAFormIsRefused() {
        assertThatThrownBy(() -> {
                    try (Connection connection = Database.application()) {
                        connection.setAutoCommit(false);
                        ViewerBinding.bindSystem(connection);
                        connection
                                .createStatement()
                                .execute("insert into audit_link (chain, no, entry_id, hash) values "
                                        + "('CN', 1000000000, gen_random_uuid(), repeat('0', 64))");
                    }
                })
                .hasMessageContaining("\"form\"");
    }
}
