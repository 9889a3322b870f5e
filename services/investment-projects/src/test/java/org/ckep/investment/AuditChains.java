package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.ckep.records.VerifyAudit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The audit trails' chains. */
public final class AuditChains {
    private AuditChains() {}

    /** The command that checks all of them finds nothing wrong. */
    public static void verify() throws SQLException {
        Config config = ConfigProvider.getConfig();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = VerifyAudit.run(
                new String[] {
                    config.getValue("quarkus.datasource.jdbc.url", String.class),
                    config.getValue("quarkus.datasource.username", String.class)
                },
                config.getValue("quarkus.datasource.password", String.class),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("CN=").contains("KR=");
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }
}
