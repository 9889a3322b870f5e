package org.ckep.trade.code;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Checks the codes of a request, so that a misspelt one is an error that names it and not an empty answer. */
@ApplicationScoped
public class CodeCheck {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final String AREA_BY_NUMBER = "select code from area_number"
            + " join item on agency = 'CKEP' and scheme = 'CL_AREA' and code = area where number = $1";
    private static final String ITEM = "select code from item where agency = 'CKEP' and scheme = $1 and code = $2";
    private static final String ALL = "select string_agg(code, ', ' order by position, code) as codes from item"
            + " where agency = 'CKEP' and scheme = $1";

    private final Pool pool;

    CodeCheck(Pool pool) {
        this.pool = pool;
    }

    /**
     * The code of CL_AREA that a parameter means, by letters or by number.
     *
     * @return null where the parameter is absent; fails naming it where no area is meant
     */
    public Uni<@Nullable String> area(String parameter, @Nullable String given) {
        if (given == null) {
            return Uni.createFrom().nullItem();
        }
        String code = given.toUpperCase(Locale.ROOT);
        Uni<@Nullable String> found = NUMBER.matcher(code).matches()
                ? first(AREA_BY_NUMBER, Tuple.of(Integer.parseInt(code)))
                : first(ITEM, Tuple.of(CodeLists.AREA, code));
        return found.onItem()
                .ifNull()
                .failWith(() -> ProblemException.invalidParameter(
                        parameter,
                        "The parameter '" + parameter + "' names no area of CL_AREA: '" + shorten(given) + "'."));
    }

    /**
     * A code of a short list.
     *
     * @return null where the parameter is absent; fails naming it and what it may be where the list has no such code
     */
    public Uni<@Nullable String> item(String parameter, String list, @Nullable String given) {
        if (given == null) {
            return Uni.createFrom().nullItem();
        }
        return first(ITEM, Tuple.of(list, given)).onItem().ifNull().switchTo(() -> pool.preparedQuery(ALL)
                .execute(Tuple.of(list))
                .map(rows -> {
                    throw ProblemException.invalidParameter(
                            parameter,
                            "The parameter '" + parameter + "' must be one of "
                                    + rows.iterator().next().getString("codes") + ".");
                }));
    }

    private Uni<@Nullable String> first(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> {
            Iterator<Row> iterator = rows.iterator();
            return iterator.hasNext() ? iterator.next().getString("code") : null;
        });
    }

    /** What a stranger wrote, short enough to be repeated. */
    public static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
