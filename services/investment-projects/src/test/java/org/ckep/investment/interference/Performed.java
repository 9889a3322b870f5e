package org.ckep.investment.interference;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;

/** Notes which commands of the API's description have been done, and not refused, while it is open. */
final class Performed implements Filter, AutoCloseable {
    private final List<String> templates;
    private final List<Filter> before;
    private final Set<String> commands = new TreeSet<>();

    Performed(ApiDescription description) {
        // What is spelt out comes before what any word may stand for.
        this.templates = all(description).stream()
                .sorted(Comparator.comparingInt(operation -> operation.split("\\{", -1).length))
                .toList();
        this.before = new ArrayList<>(RestAssured.filters());
        RestAssured.filters(this);
    }

    /** Every operation that changes something. */
    static Set<String> all(ApiDescription description) {
        Set<String> commands = new TreeSet<>(description.operations());
        commands.removeIf(operation -> operation.startsWith("get "));
        return commands;
    }

    Set<String> commands() {
        return commands;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification answers, FilterContext context) {
        Response answer = context.next(request, answers);
        String path = URI.create(request.getURI()).getPath();
        if (answer.statusCode() / 100 == 2 && path.startsWith(Api.root())) {
            String done = request.getMethod().toLowerCase(Locale.ROOT) + " "
                    + path.substring(Api.root().length());
            templates.stream()
                    .filter(template ->
                            done.matches(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                    .findFirst()
                    .ifPresent(commands::add);
        }
        return answer;
    }

    @Override
    public void close() {
        RestAssured.replaceFiltersWith(before);
    }
}
