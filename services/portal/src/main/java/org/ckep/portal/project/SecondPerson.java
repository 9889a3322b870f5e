package org.ckep.portal.project;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.session.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * What a second person of a side does on the page of something that waits for him: he sees it, confirms or drops it, and is
 * told what became of that.
 *
 * @param kind how its words begin: the acts are those of {@code <kind>-act}, what is told after them those of {@code <kind>-done}
 */
record SecondPerson(String kind, Address address, Act act, Page page) {
    /** Where its page is. */
    interface Address {
        String of(String id);
    }

    /** Passes an act on to the register. */
    interface Act {
        Uni<Reply> on(Visitor visitor, String id, String act, String hash, String key);
    }

    /** Its page, with what was refused or done just now. */
    interface Page {
        Uni<Response> show(Pages.Opened opened, String id, @Nullable Refusal refusal, String done);
    }

    /** The page, after an act where one is named. */
    Uni<Response> show(Pages.Opened opened, String id, @Nullable String done) {
        String list = kind + "-done";
        String said =
                done != null && opened.words().has(list, done) ? opened.words().label(list, done) : "";
        return page.show(opened, id, null, said);
    }

    /** Does what was sent, and leads back to the page or says there why not. */
    Uni<Response> act(Pages.Opened opened, String id, Sent sent) {
        String name = sent.text("act");
        return opened.words().has(kind + "-act", name)
                ? act.on(opened.visitor(), id, name, sent.text("hash"), sent.key())
                        .chain(reply -> reply.isDone()
                                ? Pages.seeOther(address.of(id) + "?done=" + name)
                                : page.show(opened, id, Refusal.of(reply, kind + "-", opened.words()), ""))
                : opened.notice(Notice.NOT_FOUND);
    }
}
