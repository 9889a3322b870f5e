package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * What waits for a second person of the visitor's side, in a list.
 *
 * @param address its page
 * @param name what is done
 * @param record on which record: its kind or its title
 * @param forMe true where the visitor himself may confirm it
 * @param turn for whom it waits
 */
record PendingRow(String address, String name, Text record, String draftedAt, boolean forMe, String turn) {
    private static final String NAME = "pending-act-name";

    /** An act on a record. */
    static PendingRow ofAct(JsonNode act, Wording words) {
        return of(
                PendingActPage.address(Addresses.id(act.path("urn").asText())),
                words.label(NAME, act.path("act")),
                words.own(words.label("pending-record", PendingActPage.kind(act.path("record")))),
                act,
                words);
    }

    /** What changes of a project. */
    static PendingRow ofRevision(JsonNode project, JsonNode revision, Wording words) {
        return of(
                RevisionPage.address(Addresses.id(project.path("urn").asText())),
                words.label(NAME, "revise-project"),
                words.text(project.path("title")),
                revision,
                words);
    }

    private static PendingRow of(String address, String name, Text record, JsonNode waiting, Wording words) {
        boolean forMe = false;
        for (JsonNode allowed : waiting.path("allowed")) {
            forMe |= allowed.asText().equals("confirm");
        }
        return new PendingRow(
                address,
                name,
                record,
                words.moment(waiting.path("draftedAt")),
                forMe,
                words.label("pending-turn", forMe ? "me" : "other"));
    }
}
