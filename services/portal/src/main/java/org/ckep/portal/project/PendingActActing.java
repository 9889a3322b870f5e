package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Reply;
import org.jspecify.annotations.Nullable;

/** Shows an act on a record that waits for a second person of a side, and names what that person does with it. */
@ApplicationScoped
class PendingActActing {
    private static final int OK = 200;

    private final ProjectDesk desk;

    PendingActActing(ProjectDesk desk) {
        this.desk = desk;
    }

    SecondPerson secondPerson() {
        return new SecondPerson("pending-act", PendingActPage::address, desk::actOnPending, this::show);
    }

    private Uni<Response> show(Pages.Opened opened, String id, @Nullable Refusal refusal, String done) {
        return desk.pendingAct(opened.visitor(), id).chain(act -> {
            if (act.isUnavailable()) {
                return opened.notice(Notice.UNAVAILABLE);
            }
            return act.isDone() ? show(opened, act.body(), refusal, done) : opened.notice(Notice.NOT_FOUND);
        });
    }

    private Uni<Response> show(Pages.Opened opened, JsonNode act, @Nullable Refusal refusal, String done) {
        return Uni.combine()
                .all()
                .unis(
                        desk.actedUpon(opened.visitor(), act.path("record")),
                        desk.organisations(opened.visitor()),
                        desk.sites(opened.visitor()),
                        desk.sources(opened.visitor()))
                .asTuple()
                .chain(parts -> {
                    Reply record = parts.getItem1();
                    Names names = Names.of(JsonNodeFactory.instance.objectNode(), opened.words())
                            .with(Names.ORGANISATIONS, parts.getItem2(), "name", opened.words())
                            .with(Names.SITES, parts.getItem3(), "title", opened.words())
                            .with(Names.SOURCES, parts.getItem4(), "title", opened.words());
                    return opened.show(
                            ProjectTemplates::pendingAct,
                            PendingActPage.of(act, record, names, Sent.newKey(), refusal, done, opened.words()),
                            refusal == null ? OK : refusal.status());
                });
    }
}
