package org.ckep.policy.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Viewer;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Entry;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordQuery;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Carries out the requests that every register takes, on behalf of the caller, and answers them with their tags. */
@ApplicationScoped
public class RecordRequests {
    private final Register register;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    RecordRequests(
            Register register, Links links, CurrentViewer currentViewer, IdempotencyKey key, Conditional conditional) {
        this.register = register;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    /** Who asks. */
    public Viewer viewer() {
        return currentViewer.get();
    }

    /** Under which key the caller may repeat the request. */
    public IdempotencyKey key() {
        return key;
    }

    /** One page of what a query finds. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<RestResponse<Page<V>>> list(
            RecordFeature<R, N, V> feature,
            RecordQuery<R> query,
            @Nullable String localId,
            @Nullable Expand expand,
            PageRequest page,
            UriInfo uri) {
        return register.list(feature, viewer(), query.whereLocalId(localId), page, Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    public <R extends PolicyRecord, N extends Entry, V> Uni<RestResponse<V>> get(
            RecordFeature<R, N, V> feature, String id, @Nullable Expand expand) {
        return register.get(feature, viewer(), id, Expand.head(expand)).map(conditional::get);
    }

    public <R extends PolicyRecord, N extends Entry, V> Uni<Response> create(RecordFeature<R, N, V> feature, N body) {
        return register.create(feature, viewer(), key, body);
    }

    public <R extends PolicyRecord, N extends Entry, V> Uni<Response> registerObserved(
            RecordFeature<R, N, V> feature, N body) {
        return register.registerObserved(feature, viewer(), key, body);
    }

    public <R extends PolicyRecord, N extends Entry, V> Uni<RestResponse<V>> patch(
            RecordFeature<R, N, V> feature, String id, @Nullable String ifMatch, JsonNode patch) {
        return changed(register.patch(feature, viewer(), id, ifMatch, patch));
    }

    /** What refers to a record. */
    public Uni<RestResponse<Links.View>> links(RecordFeature<?, ?, ?> feature, String id) {
        return found(links.of(viewer(), id, feature.kind()));
    }

    /** Answers what was read, or that the caller holds it already. */
    public <V> Uni<RestResponse<V>> found(Uni<V> view) {
        return view.map(conditional::get);
    }

    /** Answers what came of a change. */
    public <V> Uni<RestResponse<V>> changed(Uni<V> view) {
        return view.map(conditional::ok);
    }
}
