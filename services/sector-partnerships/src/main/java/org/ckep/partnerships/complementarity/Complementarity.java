package org.ckep.partnerships.complementarity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An assessment of a side's strengths as it is stored. */
@Entity
@Table(name = "complementarity")
class Complementarity extends RegisterRecord {
    static final String TYPE = "complementarity";

    /** The stored form of the list: a jsonb column holds an object. */
    record Strengths(List<LocalizedText> texts) {
        Strengths {
            texts = List.copyOf(texts);
        }
    }

    private String sector;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    @JdbcTypeCode(SqlTypes.JSON)
    private Strengths strengths;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Complementarity() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Complementarity(UUID id, RecordHead head, ComplementarityContent content) {
        super(id, head);
        become(content);
    }

    /** Takes over the content. */
    final void become(ComplementarityContent content) {
        this.sector = content.sector();
        this.side = content.side();
        this.modality = content.modality();
        this.strengths = new Strengths(content.strengths());
    }

    @Override
    protected ComplementarityContent audited() {
        return content();
    }

    ComplementarityContent content() {
        return new ComplementarityContent(sector, side, strengths.texts(), modality, head().sources());
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    String sector() {
        return sector;
    }
}
