package org.ckep.hub.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ckep.hub.catalogue.KnownTypes;
import org.ckep.hub.filter.EventFilter;
import org.ckep.hub.filter.FilterException;
import org.ckep.hub.filter.FilterReader;
import org.ckep.hub.log.LogFilter;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** Reads the filters of a feed request; all that are given must match. */
@ApplicationScoped
class FeedFilters {
    private static final int MAX_VALUES = 50;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final KnownTypes knownTypes;

    FeedFilters(KnownTypes knownTypes) {
        this.knownTypes = knownTypes;
    }

    LogFilter read(UriInfo uri) {
        List<EventFilter> conditions = new ArrayList<>();
        List<String> sectors = values("sector", uri);
        if (!sectors.isEmpty()) {
            conditions.add(event -> {
                String sector = event.text("sector");
                return sector != null && sectors.contains(sector);
            });
        }
        String sql = uri.getQueryParameters().getFirst("filter");
        if (sql != null) {
            conditions.add(checked("filter", () -> FilterReader.sql(sql, knownTypes)));
        }
        String json = uri.getQueryParameters().getFirst("filters");
        if (json != null) {
            conditions.add(checked("filters", () -> filters(json)));
        }
        return new LogFilter(
                types(uri),
                values("source", uri),
                values("subject", uri),
                conditions.isEmpty() ? EventFilter.ALL : EventFilter.all(conditions));
    }

    private List<String> types(UriInfo uri) {
        List<String> types = values("types", uri);
        for (int i = 0; i < types.size(); i++) {
            if (!knownTypes.test(types.get(i))) {
                String reason = FilterReader.UNKNOWN_TYPE + " It is number " + (i + 1) + ".";
                throw new ProblemException(KernelProblem.INVALID_VALUE, reason)
                        .withErrors(FieldError.in("types", "unknown-type", reason));
            }
        }
        return types;
    }

    private EventFilter filters(String json) {
        try {
            return FilterReader.read(JSON.readTree(json), knownTypes);
        } catch (JsonProcessingException notJson) {
            throw ProblemException.invalidParameter("filters", "The parameter 'filters' is not JSON.");
        }
    }

    private static EventFilter checked(String parameter, java.util.function.Supplier<EventFilter> reading) {
        try {
            return reading.get();
        } catch (FilterException fault) {
            String place = fault.pointer().isEmpty() ? "" : " At " + fault.pointer() + ".";
            ProblemException problem = new ProblemException(KernelProblem.INVALID_VALUE, fault.reason() + place)
                    .withErrors(FieldError.in(parameter, fault.code(), fault.reason()));
            Integer position = fault.position();
            throw position == null ? problem : problem.withMember("position", position);
        }
    }

    /** Read here, because the framework takes an empty parameter for none, and none means everything. */
    private static List<String> values(String name, UriInfo uri) {
        String list = uri.getQueryParameters().getFirst(name);
        if (list == null) {
            return List.of();
        }
        List<String> values = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' must name 1 to " + MAX_VALUES + " values.");
        }
        return values;
    }
}
