package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.ckep.testing.Api;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** What the database did not yet know of who changed its records, it learns from the trail when it is brought up to date. */
@QuarkusTest
class EditorsUpgradeTest {
    /** The state before: who changed a site is not kept, and neither are the rules that rest on that. */
    private static final String BEFORE = """
            drop trigger keeps_editors on site;
            drop trigger released_by_another on site;
            alter table site drop column editors;
            drop view past.site;
            alter table past.site_version drop column editors;
            call ckep_keep_record_versions('site')""";

    @Test
    void whoChangedARecordIsKnownOfThoseThatAreThere() throws Exception {
        Api cn = Api.cnMaker();
        String changed = entered(cn);
        cn.patch(changed, "{\"landArea\": {\"value\": \"2\", \"unit\": \"km2\"}}")
                .then()
                .statusCode(200);
        String untouched = entered(cn);
        Owner.run(BEFORE);

        Owner.run("call ckep_keep_record_editors('site', 'site', '^release')");

        String subject = Tokens.claims(Tokens.user("cn-maker")).path("sub").asText();
        for (String kept : new String[] {"site", "past.site_version"}) {
            assertThat(Owner.column(editors(kept, changed))).as(kept).containsExactly("{" + subject + "}");
            assertThat(Owner.column(editors(kept, untouched))).as(kept).containsExactly("{}");
        }
    }

    private static String entered(Api who) {
        String urn = who.create("sites", Records.site(""));
        return "sites/" + urn.substring(urn.lastIndexOf(':') + 1);
    }

    private static String editors(String table, String site) {
        String now = table.startsWith("past.") ? " and known_until = 'infinity'" : "";
        UUID id = UUID.fromString(site.substring(site.lastIndexOf('/') + 1));
        return "select editors from " + table + " where id = '" + id + "'" + now;
    }
}
