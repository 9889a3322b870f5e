package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.trade.sdmx.Component.CodeListRef;

/** What a schema says of the messages of a context, whichever language it is written in. */
final class SchemaContents {
    private final SchemaQuery query;
    private final Region allowed;
    private final Function<CodeListRef, List<String>> codes;
    private final Map<CodeListRef, List<String>> read = new HashMap<>();

    /** Where in a message a component stands. */
    enum Level {
        DATA_SET,
        SERIES,
        OBSERVATION
    }

    /**
     * What a schema says.
     *
     * @param allowed what the constraints of the context allow
     * @param codes reads the codes of a list
     */
    SchemaContents(SchemaQuery query, Region allowed, Function<CodeListRef, List<String>> codes) {
        this.query = query;
        this.allowed = allowed;
        this.codes = codes;
    }

    DataTarget target() {
        return query.target();
    }

    DataStructure structure() {
        return query.target().flow().structure();
    }

    /** The name of what it describes: the context, and what varies within a series. */
    String namespace() {
        return DataMessage.namespace(query.target(), query.dimensionAtObservation());
    }

    /** True where observations stand alone instead of in series. */
    boolean isFlat() {
        return query.dimensionAtObservation().equals(DataQuery.ALL_DIMENSIONS);
    }

    /** True where time varies within a series. */
    boolean isAlongTime() {
        return query.dimensionAtObservation().equals(Component.TIME_PERIOD);
    }

    /** True where a dimension may be left out, since the messages delete and that stands for everything. */
    boolean isOfDeletions() {
        return query.deletion();
    }

    /** The codes that a component may have: those that the constraints allow, else all of its list. */
    List<String> codes(Component component, CodeListRef list) {
        List<String> bounded = allowed.codes().get(component.id());
        return bounded != null ? bounded : read.computeIfAbsent(list, codes);
    }

    /** The dimensions of a level but for time, in the order of the key. */
    List<Component> dimensions(Level level) {
        List<Component> dimensions = new ArrayList<>();
        for (Component dimension : structure().dimensions()) {
            boolean varies = isFlat() || dimension.id().equals(query.dimensionAtObservation());
            if (level == (varies ? Level.OBSERVATION : Level.SERIES)) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    /** The attributes of a level. */
    List<Component> attributes(Level level) {
        return structure().attributes().stream()
                .filter(attribute -> level == levelOf(attribute))
                .toList();
    }

    private Level levelOf(Component attribute) {
        if (attribute.isOfDataSet()) {
            return Level.DATA_SET;
        }
        return attribute.standsWithSeries(query.dimensionAtObservation()) ? Level.SERIES : Level.OBSERVATION;
    }
}
