package org.ckep.investment.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/**
 * Sends a whole list as a file. It is read page by page with the list's own filters and visibility, each page in a
 * transaction of its own and only when the one before has been sent: neither memory nor a connection is held for a slow
 * reader. What is registered meanwhile may be missing; nothing comes twice. A failure in the middle ends the connection, so
 * that half a file is never taken for a whole one.
 */
public final class Exports {
    /** How the names of files of JSON end, GeoJSON among them. */
    private static final String JSON = "json";

    private Exports() {}

    /**
     * The file of a list.
     *
     * @param name its name for the browser, such as {@code projects.csv}
     * @param list one page of the list
     * @param format writes this file alone
     */
    public static <T> RestMulti<byte[]> file(String name, Function<PageRequest, Uni<Page<T>>> list, Format<T> format) {
        Multi<byte[]> text = Multi.createBy()
                .concatenating()
                .streams(
                        pages(list).map(page -> format.next(page.data())),
                        Multi.createFrom().item(format::end))
                .filter(part -> !part.isEmpty())
                .map(part -> part.getBytes(StandardCharsets.UTF_8));
        return RestMulti.fromMultiData(text)
                // Otherwise the runtime puts the pieces of a JSON file into an array.
                .encodeAsJsonArray(!name.endsWith(JSON))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    /**
     * The file of a report, which is read at once.
     *
     * @param report its rows, read once
     */
    public static <T> RestMulti<byte[]> whole(String name, Supplier<Uni<List<T>>> report, Format<T> format) {
        return file(name, page -> report.get().map(rows -> new Page<>(rows, null)), format);
    }

    private static <T> Multi<Page<T>> pages(Function<PageRequest, Uni<Page<T>>> list) {
        // Later pages are asked for where the one before was sent, which is not the request's own context.
        Context context = Objects.requireNonNull(Vertx.currentContext(), "a file is sent by a request");
        return Multi.createBy()
                .repeating()
                .uni(Cursor::new, cursor -> list.apply(new PageRequest(PageRequest.MAX_LIMIT, cursor.after))
                        .invoke(page -> cursor.after = page.next())
                        .runSubscriptionOn(work -> context.runOnContext(ignored -> work.run())))
                .whilst(page -> page.next() != null);
    }

    /** Where the next page begins; pages are read one after the other. */
    private static final class Cursor {
        private volatile @Nullable String after;
    }
}
