package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One side's rates of a month.
 *
 * @param rates as that side has them
 * @param hash what its checker names: SHA-256 of the canonical JSON (RFC 8785) of {@code {"month", "rates"}}
 * @param agreedAt since when two persons of that side stand behind them, absent while its checker has not agreed
 * @param agreed those that the other side has too, by which cycles of that month convert
 * @param allowed what the caller can do: {@code prepare}, {@code agree}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MonthlyRatesOfASide")
public record RatesView(
        @Schema(implementation = String.class, format = "year-month", examples = "2026-11")
        YearMonth month,

        Side side,
        List<MonthlyRates.Rate> rates,
        String hash,
        @Nullable Instant agreedAt,
        List<MonthlyRates.Rate> agreed,
        List<String> allowed) {

    /** Their entity tag: the hash, by which they are told from every other table of that side and month. */
    public String tag() {
        return tag(hash);
    }

    static String tag(String hash) {
        return "\"" + hash + "\"";
    }
}
