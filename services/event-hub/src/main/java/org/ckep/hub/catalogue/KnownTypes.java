package org.ckep.hub.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Predicate;
import org.ckep.web.CurrentViewer;

/** The event types that the current caller may name; one that is listed for others alone is as unknown as none. */
@ApplicationScoped
public class KnownTypes implements Predicate<String> {
    private final EventCatalogue catalogue;
    private final CurrentViewer viewer;

    KnownTypes(EventCatalogue catalogue, CurrentViewer viewer) {
        this.catalogue = catalogue;
        this.viewer = viewer;
    }

    @Override
    public boolean test(String type) {
        return catalogue.knows(type, viewer.get().audience());
    }
}
