package org.ckep.trade.sdmx;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.sdmx.Component.Described;
import org.ckep.trade.sdmx.Component.Role;
import org.jspecify.annotations.Nullable;

/** A component of a submitted data structure as the database keeps it. References are URNs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredComponent(
        String id,
        Role role,
        String concept,
        @Nullable String codeList,
        @Nullable String dataType,
        @Nullable List<String> attachedTo,
        @Nullable Boolean ofDataSet) {

    /** The components of a data structure in their order. */
    static List<StoredComponent> of(DataStructure structure) {
        return structure.components().stream().map(StoredComponent::of).toList();
    }

    private static StoredComponent of(Component component) {
        Described described = component.described();
        if (described == null) {
            throw new IllegalStateException("not submitted: " + component);
        }
        StructureRef list =
                component.codeList() == null ? null : component.codeList().ref();
        return new StoredComponent(
                component.id(),
                component.role(),
                described.concept().urn(),
                list == null ? null : list.urn(MlVersion.ML_3_0),
                described.dataType(),
                described.attachedTo().isEmpty() ? null : described.attachedTo(),
                described.ofDataSet() ? true : null);
    }

    /** The data structure that these components make. */
    static DataStructure structure(StructureRef ref, List<StoredComponent> stored) {
        List<Component> dimensions = new ArrayList<>();
        List<Component> attributes = new ArrayList<>();
        Component time = null;
        Component value = null;
        for (StoredComponent one : stored) {
            Component component = one.component();
            switch (one.role) {
                case DIMENSION -> dimensions.add(component);
                case TIME_DIMENSION -> time = component;
                case MEASURE -> value = component;
                default -> attributes.add(component);
            }
        }
        if (time == null || value == null) {
            throw new IllegalStateException(ref.reference() + " has no time or no measure");
        }
        return new DataStructure(ref.agency(), ref.id(), ref.version(), null, dimensions, time, value, attributes);
    }

    private Component component() {
        return Component.submitted(
                id,
                role,
                codeList == null ? null : StructureRef.ofUrn(codeList).orElseThrow(),
                new Described(
                        StructureRef.itemOfUrn(concept).orElseThrow(),
                        dataType,
                        attachedTo == null ? List.of() : attachedTo,
                        Boolean.TRUE.equals(ofDataSet)));
    }
}
