package org.ckep.trade.observation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The codes of SDMX:CL_OBS_STATUS in the order of the list, with what each says of the value beside it. */
public enum ObservationStatus {
    /** Normal. */
    A(Value.GIVEN),
    /** Estimated. */
    E(Value.GIVEN),
    /** Provisional. */
    P(Value.GIVEN),
    /** The time series breaks, at this value or with a missing one. */
    B(Value.EITHER),
    /** Defined differently. */
    D(Value.GIVEN),
    /** Forecast. */
    F(Value.GIVEN),
    /** Experimental. */
    G(Value.GIVEN),
    /** Missing because of a holiday. */
    H(Value.MISSING),
    /** Imputed. */
    I(Value.GIVEN),
    /** A derogation, which may be one from reporting at all. */
    J(Value.EITHER),
    /** Missing: there are data, and they were not collected. */
    L(Value.MISSING),
    /** Missing: there can be no data. */
    M(Value.MISSING),
    /** Not significant: no real zero. */
    N(Value.GIVEN),
    /** Missing. */
    O(Value.MISSING),
    /** Missing: suppressed. */
    Q(Value.MISSING),
    /** A strike or another special event, which has an effect on the value or leaves none. */
    S(Value.EITHER),
    /** Of low reliability. */
    U(Value.GIVEN),
    /** Not validated. */
    V(Value.GIVEN);

    private enum Value {
        GIVEN,
        MISSING,
        EITHER
    }

    private final Value value;

    ObservationStatus(Value value) {
        this.value = value;
    }

    /** Every code, in the order of the list. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    /** True where an observation of this status may have a value. */
    public boolean allowsValue() {
        return value != Value.MISSING;
    }

    /** True where an observation of this status may lack a value. */
    public boolean allowsNoValue() {
        return value != Value.GIVEN;
    }

    /** The codes that say by themselves that there is no value, as a list in SQL. */
    public static String missingSql() {
        return sql(Value.MISSING);
    }

    /** The codes with which an observation may lack a value, as a list in SQL. */
    public static String withoutValueSql() {
        return sql(Value.MISSING, Value.EITHER);
    }

    private static String sql(Value... values) {
        List<Value> wanted = List.of(values);
        return Arrays.stream(values())
                .filter(status -> wanted.contains(status.value))
                .map(status -> "'" + status.name() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
