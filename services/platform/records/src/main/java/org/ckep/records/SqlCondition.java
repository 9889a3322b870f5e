package org.ckep.records;

/**
 * A condition in HQL that PostgreSQL decides as it is written here. Hibernate takes a parameter for a list where it is the
 * last argument of a function, and translates a query that might have a list anew each time it is asked: so the last argument
 * is a constant, whatever the condition is about.
 */
public final class SqlCondition {
    private SqlCondition() {}

    /**
     * The condition in HQL.
     *
     * @param sql with a question mark for each argument, and quotes doubled; never text of a request
     * @param arguments HQL paths, and parameters with their colon
     */
    public static String of(String sql, String... arguments) {
        return "cast(sql('(" + sql + " and ?)', " + String.join(", ", arguments) + ", true) as Boolean) = true";
    }
}
