package org.ckep.investment;

import io.restassured.response.Response;
import java.sql.SQLException;
import org.ckep.testing.Api;

/** Cycles of reconciliation, of which a month has one: for a test that closes several, the months of those before are taken from them. */
public final class Cycles {
    private Cycles() {}

    /** Closes the cycle of this month, as if none had been. */
    public static Response close() {
        return close("{}");
    }

    /** The same with that request. */
    public static Response close(String body) {
        forget();
        return Api.secretariat().post("reconciliation-cycles", body);
    }

    /** From here on no month has a cycle. */
    public static void forget() {
        try {
            // No policy lets anybody change a cycle, so its owner takes the lock off meanwhile.
            Owner.run("""
                    alter table reconciliation_cycle no force row level security;
                    update reconciliation_cycle set month = null where month is not null;
                    alter table reconciliation_cycle force row level security""");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
