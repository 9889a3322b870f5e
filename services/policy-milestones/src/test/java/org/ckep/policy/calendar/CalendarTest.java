package org.ckep.policy.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CalendarTest {
    private static JsonPath milestone(String title, String due, String more) {
        return created(
                as("cn-maker"),
                "milestones",
                json(
                        "{'title': {'en': '%s'}, 'type': 'LEGAL', 'due': '%s', 'sectors': ['GREEN']%s}",
                        title, due, more));
    }

    private static List<VEvent> feed(Response response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("text/calendar;charset=utf-8");
        return new CalendarBuilder()
                .build(new ByteArrayInputStream(response.asByteArray()))
                .getComponents(VEvent.VEVENT);
    }

    private static List<String> uids(List<VEvent> events) {
        return events.stream()
                .map(event -> event.<Property>getProperty("UID").orElseThrow().getValue())
                .collect(Collectors.toList());
    }

    @Test
    void everyViewerGetsHisOwnCalendar() throws Exception {
        JsonPath shared = milestone("for both", "2026-06-30", ", 'classification': {'level': 'BILATERAL'}");
        JsonPath hidden = milestone("for us", "2026-07-31", "");
        created(
                as("cn-maker"),
                "milestones/" + hidden.getString("urn") + "/dependencies",
                json("{'from': '%s', 'lagDays': 7}", shared.getString("urn")));

        List<VEvent> own = feed(as("cn-checker").get("/policy/v1/calendar.ics?sector=GREEN"));
        List<VEvent> other = feed(as("kr-checker").get("/policy/v1/calendar.ics?sector=GREEN"));
        List<VEvent> open = feed(publicly().get("/policy/v1/calendar.ics?sector=GREEN"));

        assertThat(uids(own)).contains(shared.getString("urn"), hidden.getString("urn"));
        assertThat(uids(other)).contains(shared.getString("urn")).doesNotContain(hidden.getString("urn"));
        assertThat(uids(open)).doesNotContain(shared.getString("urn"), hidden.getString("urn"));
        assertThat(related(own, shared.getString("urn"))).containsExactly(hidden.getString("urn"));
        assertThat(related(other, shared.getString("urn"))).isEmpty();
    }

    private static List<String> related(List<VEvent> events, String uid) {
        return events.stream()
                .filter(event -> event.<Property>getProperty("UID")
                        .orElseThrow()
                        .getValue()
                        .equals(uid))
                .flatMap(event -> event.<Property>getProperties("RELATED-TO").stream())
                .map(Property::getValue)
                .toList();
    }

    @Test
    void feedIsPublicConditionalAndInTheCallersLanguage() throws Exception {
        created(
                asLoader(),
                "engagements/register-observed",
                json(
                        "{'title': {'en': 'Green forum', 'zh-Hans': '绿色论坛'}, 'kind': 'FORUM', 'state': 'HELD', "
                                + "'start': '2026-01-05', 'end': '2026-01-05', 'agendaSectors': ['GREEN'], 'sources': ['%s']}",
                        source("PRESS")));
        Response chinese =
                publicly().header("Accept-Language", "zh-CN,zh;q=0.9").get("/policy/v1/calendar.ics?sector=GREEN");
        assertThat(chinese.header("Content-Language")).isEqualTo("zh-Hans");
        assertThat(chinese.headers().getValues("Vary")).contains("Accept-Language");
        assertThat(chinese.asString()).contains("绿色论坛");
        assertThat(publicly()
                        .get("/policy/v1/calendar.ics?sector=GREEN&lang=en")
                        .asString())
                .contains("SUMMARY;LANGUAGE=en:Green forum");
        assertThat(publicly()
                        .header("If-None-Match", chinese.header("ETag"))
                        .get("/policy/v1/calendar.ics?sector=GREEN&lang=zh")
                        .statusCode())
                .isEqualTo(304);
        Response unknown = publicly().get("/policy/v1/calendar.ics?lang=fr");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("errors[0].parameter")).isEqualTo("lang");
    }
}
