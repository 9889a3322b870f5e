package org.ckep.web;

import jakarta.enterprise.context.RequestScoped;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/** Who makes the current request. Take the {@link Viewer} in the resource and hand it on; services get it as argument. */
@RequestScoped
public class CurrentViewer {
    private @Nullable Viewer viewer;

    /**
     * The viewer; {@link Viewer#PUBLIC} without a token.
     *
     * @throws IllegalStateException outside a request whose identity was resolved
     */
    public Viewer get() {
        if (viewer == null) {
            throw new IllegalStateException("the identity of this request was not resolved");
        }
        return viewer;
    }

    void set(Viewer resolved) {
        this.viewer = resolved;
    }
}
