package org.ckep.trade.observation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Instants that strangers name: the database keeps far fewer years than Java. */
public final class Instants {
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private Instants() {}

    /** True for an instant from 1900 to 9999. */
    public static boolean isStorable(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /**
     * Reads what XML calls a dateTime, of UTC where it names no offset, or a date, which stands for its first instant. A
     * blank where the sign of the offset should stand is what became of a plus sign on its way.
     *
     * @return empty where the text is none, or one far away
     */
    public static Optional<Instant> ofDateTime(String text) {
        try {
            TemporalAccessor read = DATE_TIME.parseBest(
                    text.replace(' ', '+'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant =
                    switch (read) {
                        case OffsetDateTime exact -> exact.toInstant();
                        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                        default -> LocalDate.from(read).atStartOfDay().toInstant(ZoneOffset.UTC);
                    };
            return Optional.of(instant).filter(Instants::isStorable);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    /**
     * Reads an instant.
     *
     * @throws DateTimeException where the text is none, or one far away
     */
    public static Instant parse(String text) {
        Instant instant = Instant.parse(text);
        if (!isStorable(instant)) {
            throw new DateTimeException("too far away");
        }
        return instant;
    }
}
