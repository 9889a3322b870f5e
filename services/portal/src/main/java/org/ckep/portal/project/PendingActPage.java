package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has drafted to do with a record that others read, and what the visitor can do with it.
 *
 * @param name what is done
 * @param kind of which kind the record is
 * @param record its title where it has one, else its display id, else its URN
 * @param recordAddress its page, empty where the portal has none
 * @param explanation what the state means
 * @param lines what is asked for, value by value
 * @param hash what the visitor has before himself
 * @param closedAt when it was confirmed, dropped or overtaken, empty while it waits
 * @param key what makes an act one act, however often it is sent
 * @param refusal why the last act was not done, null where none was refused
 * @param done what was done just now, empty for nothing
 */
record PendingActPage(
        String name,
        String kind,
        Text record,
        String recordAddress,
        String address,
        String stateCode,
        String state,
        String explanation,
        List<Line> lines,
        String hash,
        String draftedAt,
        String closedAt,
        List<OwnAct> acts,
        String key,
        @Nullable Refusal refusal,
        String done) {
    private static final String WORDS = "pending-act";

    /** A value of the request. */
    record Line(String name, List<Text> values) {}

    /** The page of what waits. */
    static String address(String act) {
        return "/pending-acts/" + act;
    }

    /** Of which kind the record is that a URN names. */
    static String kind(JsonNode urn) {
        String[] parts = urn.asText().split(":", -1);
        return parts.length == 4 ? parts[2] : "";
    }

    static PendingActPage of(
            JsonNode act,
            Reply record,
            Names names,
            String key,
            @Nullable Refusal refusal,
            String done,
            Wording words) {
        String kind = kind(act.path("record"));
        String state = act.path("state").asText();
        return new PendingActPage(
                words.label("pending-act-name", act.path("act")),
                words.label("pending-record", kind),
                named(act, record, words),
                kind.equals("project")
                        ? ProjectDesk.page(Addresses.id(act.path("record").asText()))
                        : "",
                address(Addresses.id(act.path("urn").asText())),
                state,
                words.label("revision-state", state),
                words.label(WORDS + "-state-note", state),
                lines(act.path("content").path("request"), new RequestedValues(names, words)),
                act.path("hash").asText(),
                words.moment(act.path("draftedAt")),
                words.moment(act.path("closedAt")),
                OwnAct.of(act, WORDS, words),
                key,
                refusal,
                done);
    }

    private static Text named(JsonNode act, Reply record, Wording words) {
        Text title = words.text(record.body().path("title"));
        return title.isEmpty()
                ? words.own(record.body()
                        .path("displayId")
                        .asText(act.path("record").asText()))
                : title;
    }

    private static List<Line> lines(JsonNode request, RequestedValues values) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : request.properties()) {
            List<Text> said = values.of(one.getKey(), one.getValue());
            if (!said.isEmpty()) {
                lines.add(new Line(values.name(one.getKey()), said));
            }
        }
        return lines;
    }
}
