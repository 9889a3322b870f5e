package org.ckep.records;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Locks on a rule that spans several records, such as "no cycle": who checks and then writes holds the lock until his
 * transaction ends, so that no one else checks in between.
 */
public final class RuleLocks {
    private RuleLocks() {}

    /** As the database knows the lock of that name. */
    static String key(String name) {
        return "ckep rule " + name;
    }

    /** Waits for the lock of that name, which is this database's alone; the transaction's end gives it back. */
    public static Uni<Void> take(Mutiny.Session session, String name) {
        return session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", key(name))
                // Read, it would leave a plan each time that is never found again (see ViewerBinding).
                .executeUpdate()
                .replaceWithVoid();
    }
}
