package org.ckep.policy.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarWriterTest {
    private static final Instant CHANGED = Instant.parse("2026-01-08T10:15:30.123Z");

    private static CalendarItem item(
            CalendarItem.Kind kind,
            LocalizedText title,
            @Nullable String start,
            @Nullable String end,
            CalendarItem.Relation... relations) {
        return new CalendarItem(
                Urn.random(kind == CalendarItem.Kind.MILESTONE ? "milestone" : "engagement"),
                kind,
                title,
                start == null ? null : FuzzyDate.parse(start),
                end == null ? null : FuzzyDate.parse(end),
                CalendarItem.Certainty.CONFIRMED,
                List.of("SEMI", "BATT"),
                null,
                CHANGED,
                List.of(relations));
    }

    private static Calendar parse(byte[] feed) throws Exception {
        return new CalendarBuilder().build(new ByteArrayInputStream(feed));
    }

    private static List<VEvent> events(byte[] feed) throws Exception {
        return parse(feed).getComponents(VEvent.VEVENT);
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).map(Property::getValue).orElse("");
    }

    @Test
    void visitLastsFromItsFirstToItsLastDay() throws Exception {
        CalendarItem visit =
                item(CalendarItem.Kind.ENGAGEMENT, LocalizedText.en("State visit"), "2026-01-04", "2026-01-07");
        byte[] feed = CalendarWriter.write(List.of(visit), Language.EN);
        VEvent event = events(feed).getFirst();

        assertThat(value(event, "UID")).isEqualTo(visit.urn().toString());
        assertThat(((DtStart<?>) event.getProperty("DTSTART").orElseThrow()).getDate())
                .isEqualTo(LocalDate.of(2026, 1, 4));
        assertThat(((DtEnd<?>) event.getProperty("DTEND").orElseThrow()).getDate())
                .as("the first day after it")
                .isEqualTo(LocalDate.of(2026, 1, 8));
        assertThat(value(event, "CATEGORIES")).isEqualTo("ENGAGEMENT,SEMI,BATT");
        assertThat(text(feed)).contains("DTSTART;VALUE=DATE:20260104\r\n").contains("DTSTAMP:20260108T101530Z\r\n");
        assertThat(parse(feed).validate().getEntries()).isEmpty();
    }

    private static String text(byte[] feed) {
        return new String(feed, StandardCharsets.UTF_8);
    }

    /** RFC 5545 section 3.3.11: separators and line ends in a title are its content and start nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Round 1\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:forged",
                "prices, quotas; and \\n tricks \\",
                "a:b;c=\"d\"",
                "SUMMARY:x,y"
            })
    void titleCannotForgeContent(String title) throws Exception {
        byte[] feed = CalendarWriter.write(
                List.of(item(CalendarItem.Kind.ENGAGEMENT, LocalizedText.en(title), "2026-01-04", null)), Language.EN);
        List<VEvent> events = events(feed);
        assertThat(events).hasSize(1);
        assertThat(value(events.getFirst(), "SUMMARY")).isEqualTo(title);
        assertThat(text(feed).lines().filter(line -> line.equals("BEGIN:VEVENT")))
                .hasSize(1);
        assertThat(text(feed).lines().filter(line -> line.startsWith("SUMMARY")))
                .hasSize(1);
        assertThat(text(feed)).doesNotContain("\r\nSUMMARY:forged");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void feedSpeaksThreeLanguages(Language language) throws Exception {
        LocalizedText title = LocalizedText.en("Second offer")
                .with(Language.ZH_HANS, "第二次出价", LocalizedText.Status.WORKING)
                .with(Language.KO, "2차 양허안", LocalizedText.Status.WORKING);
        byte[] feed =
                CalendarWriter.write(List.of(item(CalendarItem.Kind.MILESTONE, title, "2026-06-30", null)), language);
        String expected =
                switch (language) {
                    case EN -> "Due: Second offer";
                    case ZH_HANS -> "到期：第二次出价";
                    case KO -> "기한: 2차 양허안";
                };
        VEvent event = events(feed).getFirst();
        assertThat(value(event, "SUMMARY")).isEqualTo(expected);
        assertThat(event.getProperty("SUMMARY")
                        .orElseThrow()
                        .getParameter("LANGUAGE")
                        .orElseThrow()
                        .getValue())
                .isEqualTo(language.tag());
        assertThat(value(event, "TRANSP")).isEqualTo("TRANSPARENT");
    }

    @Test
    void untranslatedTitleIsNotLabelledAsTranslated() throws Exception {
        byte[] feed = CalendarWriter.write(
                List.of(item(CalendarItem.Kind.ENGAGEMENT, LocalizedText.en("Forum"), "2026-01-05", null)),
                Language.KO);
        VEvent event = events(feed).getFirst();
        assertThat(value(event, "SUMMARY")).isEqualTo("Forum");
        assertThat(event.getProperty("SUMMARY").orElseThrow().getParameter("LANGUAGE"))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownToTheDayIsCountedAndNotDrawn() throws Exception {
        byte[] feed = CalendarWriter.write(
                List.of(
                        item(CalendarItem.Kind.MILESTONE, LocalizedText.en("exact"), "2026-06-30", null),
                        item(CalendarItem.Kind.MILESTONE, LocalizedText.en("a month"), "2026-06", null),
                        item(CalendarItem.Kind.MILESTONE, LocalizedText.en("a year"), "2030", null),
                        item(CalendarItem.Kind.ENGAGEMENT, LocalizedText.en("vague end"), "2026-06-01", "2026-06"),
                        item(CalendarItem.Kind.MILESTONE, LocalizedText.en("never dated"), null, null)),
                Language.EN);
        assertThat(events(feed)).hasSize(1);
        assertThat(parse(feed)
                        .<Property>getProperty(CalendarWriter.OMITTED)
                        .orElseThrow()
                        .getValue())
                .isEqualTo("3");
        assertThat(text(feed)).contains("DESCRIPTION;LANGUAGE=en:Left out because their day is not known: 3\r\n");
    }

    @Test
    void temporalLinkStandsInThePredecessor() throws Exception {
        CalendarItem successor = item(CalendarItem.Kind.MILESTONE, LocalizedText.en("then"), "2026-09-30", null);
        CalendarItem predecessor = item(
                CalendarItem.Kind.MILESTONE,
                LocalizedText.en("first"),
                "2026-06-30",
                null,
                new CalendarItem.Relation(CalendarItem.Type.FINISHTOSTART, successor.urn(), 14),
                new CalendarItem.Relation(CalendarItem.Type.DEPENDS_ON, Urn.random("milestone"), 0));
        byte[] feed = CalendarWriter.write(List.of(predecessor, successor), Language.EN);
        List<VEvent> events = events(feed);

        List<Property> related = events.getFirst().getProperties("RELATED-TO");
        assertThat(related).as("what is not in the feed is not named").hasSize(1);
        assertThat(related.getFirst().getValue()).isEqualTo(successor.urn().toString());
        assertThat(related.getFirst().getParameter("RELTYPE").orElseThrow().getValue())
                .isEqualTo("FINISHTOSTART");
        assertThat(related.getFirst().getParameter("GAP").orElseThrow().getValue())
                .as("fourteen days in the library's spelling")
                .isEqualTo("P2W");
        assertThat(events.getLast().getProperties("RELATED-TO")).isEmpty();
    }

    @Test
    void linesHaveAtMost75Octets() throws Exception {
        String title = "韩国高级官员代表团访问中国并出席企业家论坛".repeat(12) + " 😀 end";
        byte[] feed = CalendarWriter.write(
                List.of(item(
                        CalendarItem.Kind.ENGAGEMENT, LocalizedText.of(Language.ZH_HANS, title), "2026-01-04", null)),
                Language.ZH_HANS);
        for (String line : text(feed).split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
        }
        assertThat(value(events(feed).getFirst(), "SUMMARY")).isEqualTo(title);
        assertThat(text(feed)).endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void sameItemsGiveTheSameBytes() {
        List<CalendarItem> items =
                List.of(item(CalendarItem.Kind.ENGAGEMENT, LocalizedText.en("Forum"), "2026-01-05", null));
        assertThat(CalendarWriter.write(items, Language.EN)).isEqualTo(CalendarWriter.write(items, Language.EN));
    }
}
