package org.ckep.policy.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.TextList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Gap;
import net.fortuna.ical4j.model.parameter.RelType;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RelatedTo;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Place;

/**
 * Writes items as iCalendar (RFC 5545, links by RFC 9253).
 *
 * <p>Only what is known to the day becomes an event. A month or a year drawn as an event would look as if it lasted that
 * long; such items are left out, and the calendar says how many. Dates are days without a time zone, as the records have
 * them. The same items always give the same bytes.
 */
final class CalendarWriter {
    /** The number of items that are left out because they are not known to the day. */
    static final String OMITTED = "X-CKEP-OMITTED";

    private static final int LONGEST_LINE = 75;

    private static final Map<Language, String> NAMES = Map.of(
            Language.EN, "China–ROK economic cooperation",
            Language.ZH_HANS, "中韩经济合作",
            Language.KO, "한중 경제협력");
    private static final Map<Language, String> DUE =
            Map.of(Language.EN, "Due: %s", Language.ZH_HANS, "到期：%s", Language.KO, "기한: %s");
    private static final Map<Language, String> OMISSION = Map.of(
            Language.EN, "Left out because their day is not known: %d",
            Language.ZH_HANS, "因具体日期未知而未列出：%d",
            Language.KO, "날짜가 확정되지 않아 제외됨: %d");

    private CalendarWriter() {}

    static byte[] write(List<CalendarItem> items, Language language) {
        List<CalendarItem> shown =
                items.stream().filter(CalendarWriter::isKnownToTheDay).toList();
        Set<Urn> uids = shown.stream().map(CalendarItem::urn).collect(Collectors.toSet());
        PropertyList head = new PropertyList()
                .add(new ProdId("-//CKEP//policy-milestones//EN"))
                .add(ImmutableVersion.VERSION_2_0)
                .add(ImmutableCalScale.GREGORIAN)
                .add(new Name(parameters(language), of(NAMES, language)))
                .add(new XProperty("X-WR-CALNAME", of(NAMES, language)));
        int omitted = (int) items.stream().filter(CalendarWriter::isVague).count();
        if (omitted > 0) {
            head = head.add(new Description(
                            parameters(language), of(OMISSION, language).formatted(omitted)))
                    .add(new XProperty(OMITTED, Integer.toString(omitted)));
        }
        ComponentList<VEvent> events = new ComponentList<>(
                shown.stream().map(item -> event(item, language, uids)).toList());
        return folded(new Calendar(head, events).toString());
    }

    private static boolean isKnownToTheDay(CalendarItem item) {
        return item.start() != null
                && item.start().precision() == FuzzyDate.Precision.DAY
                && (item.end() == null || item.end().precision() == FuzzyDate.Precision.DAY);
    }

    private static boolean isVague(CalendarItem item) {
        return item.start() != null && !isKnownToTheDay(item);
    }

    private static VEvent event(CalendarItem item, Language language, Set<Urn> uids) {
        FuzzyDate start = java.util.Objects.requireNonNull(item.start());
        LocalDate last = item.end() == null ? start.date() : item.end().date();
        LocalizedText.Text title =
                item.title().in(language).orElseGet(() -> item.title().original());
        boolean translated = item.title().in(language).isPresent();
        String summary =
                item.kind() == CalendarItem.Kind.MILESTONE ? of(DUE, language).formatted(title.text()) : title.text();
        PropertyList properties = new PropertyList()
                .add(new Uid(item.urn().toString()))
                .add(new DtStamp(wholeSecond(item.changedAt())))
                .add(new DtStart<>(dates(), start.date()))
                // The end of an event is the first day that no longer belongs to it.
                .add(new DtEnd<>(dates(), last.plusDays(1)))
                .add(translated ? new Summary(parameters(language), summary) : new Summary(summary))
                .add(new Status(item.certainty().name()))
                .add(new Categories(new TextList(categories(item))));
        if (item.kind() == CalendarItem.Kind.MILESTONE) {
            properties = properties.add(new Transp(Transp.VALUE_TRANSPARENT));
        }
        if (item.place() != null) {
            properties = properties.add(new Location(place(item.place())));
        }
        for (CalendarItem.Relation relation : item.relations()) {
            if (uids.contains(relation.to())) {
                properties = properties.add(relation(relation));
            }
        }
        return new VEvent(properties);
    }

    private static ParameterList dates() {
        return new ParameterList(List.of(Value.DATE));
    }

    private static ParameterList parameters(Language language) {
        return new ParameterList(List.of(new net.fortuna.ical4j.model.parameter.Language(language.tag())));
    }

    private static Instant wholeSecond(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond());
    }

    private static List<String> categories(CalendarItem item) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(item.kind().name()), item.sectors().stream())
                .toList();
    }

    private static String place(Place place) {
        return place.city() == null ? place.iso3166_2() : place.city() + ", " + place.iso3166_2();
    }

    private static Property relation(CalendarItem.Relation relation) {
        RelType type =
                switch (relation.type()) {
                    case FINISHTOSTART -> RelType.FINISHTOSTART;
                    case STARTTOSTART -> RelType.STARTTOSTART;
                    case FINISHTOFINISH -> RelType.FINISHTOFINISH;
                    case STARTTOFINISH -> RelType.STARTTOFINISH;
                    case DEPENDS_ON -> RelType.DEPENDS_ON;
                };
        ParameterList parameters = relation.gapDays() == 0
                ? new ParameterList(List.of(type))
                : new ParameterList(List.of(type, new Gap(Period.ofDays(relation.gapDays()))));
        return new RelatedTo(parameters, relation.to().toString());
    }

    private static String of(Map<Language, String> texts, Language language) {
        return java.util.Objects.requireNonNull(texts.get(language));
    }

    /** RFC 5545 section 3.1: no line longer than 75 octets, broken between characters; ical4j counts characters. */
    static byte[] folded(String content) {
        StringBuilder folded = new StringBuilder(content.length() + content.length() / 50);
        for (String line : content.split("\r\n", -1)) {
            int octets = 0;
            for (int i = 0; i < line.length(); ) {
                int character = line.codePointAt(i);
                int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
                if (octets + size > LONGEST_LINE) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                folded.appendCodePoint(character);
                octets += size;
                i += Character.charCount(character);
            }
            folded.append("\r\n");
        }
        // The last line of the content is ended already.
        folded.setLength(folded.length() - 2);
        return folded.toString().getBytes(StandardCharsets.UTF_8);
    }
}
