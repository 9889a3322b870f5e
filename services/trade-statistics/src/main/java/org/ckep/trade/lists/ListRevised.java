package org.ckep.trade.lists;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.DomainEvent;

/**
 * A code list or a correspondence was changed.
 *
 * @param title its name
 * @param revision what changed, and by whom
 */
record ListRevised(Urn urn, LocalizedText title, ListRevision revision) {
    static final String CODE_LIST = "org.ckep.trade.code_list.revised.v1";
    static final String CORRESPONDENCE = "org.ckep.trade.correspondence.revised.v1";

    /** The urn of a list, the same for all its revisions. */
    static Urn urn(String list) {
        return new Urn("list", UUID.nameUUIDFromBytes(("CKEP:" + list).getBytes(StandardCharsets.UTF_8)));
    }

    static DomainEvent of(String type, LocalizedText title, ListRevision revision) {
        Urn urn = urn(revision.list());
        Instant at = revision.at();
        return DomainEvent.forAll(type, urn, at, null, Classification.PUBLIC, new ListRevised(urn, title, revision));
    }
}
