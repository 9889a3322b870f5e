package org.ckep.records.facility;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Clock;
import java.util.UUID;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A plant or laboratory. */
@Entity
@Table(name = "facility")
class Facility extends RegisterRecord {
    static final String TYPE = "facility";

    // jsonb: the value must be a JSON object, because Hibernate Reactive maps nothing else; wrap lists in a record.
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    private String city;
    private @Nullable String sector;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Quantity capacity;

    @Enumerated(EnumType.STRING)
    private FacilityState state;

    @SuppressWarnings("NullAway.Init")
    protected Facility() {}

    Facility(UUID id, RecordHead head, NewFacility facility) {
        super(id, head);
        this.title = facility.title();
        this.city = facility.city();
        this.sector = facility.sector();
        this.capacity = facility.capacity();
        this.state = FacilityState.PLANNED;
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected Object audited() {
        return content();
    }

    LocalizedText title() {
        return title;
    }

    String city() {
        return city;
    }

    @Nullable
    String sector() {
        return sector;
    }

    @Nullable
    Quantity capacity() {
        return capacity;
    }

    FacilityState state() {
        return state;
    }

    /** Rule: only the steps of {@link FacilityState#next()}; the state that is the case already changes nothing. */
    Decision<FacilityState> decide(FacilityState to) {
        if (to == state) {
            return Decision.unchanged();
        }
        return state.next().contains(to)
                ? Decision.accept(to)
                : Decision.refuse(
                        KernelProblem.STATE_FORBIDS,
                        "A facility that is " + state + " cannot become " + to + ".",
                        state.next().stream().map(Enum::name).toList());
    }

    void become(FacilityState next, Clock clock) {
        this.state = next;
        head().changed(clock);
    }

    FacilityContent content() {
        return new FacilityContent(title, city, sector, capacity);
    }

    void change(FacilityContent content, Clock clock) {
        this.title = content.title();
        this.city = content.city();
        this.sector = content.sector();
        this.capacity = content.capacity();
        head().changed(clock);
    }
}
