package org.ckep.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which methods a path has, for the header {@code Allow}: Quarkus REST answers 405 without it. */
@ApplicationScoped
class AllowedMethods {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*([A-Za-z0-9_.-]+)\\s*(?::\\s*([^{}]+))?\\}");

    private record Route(Pattern path, String method) {}

    private final BeanManager beans;
    private volatile @Nullable List<Route> routes;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    /**
     * The methods of a path, in alphabetical order.
     *
     * @param path without the root path of the service
     */
    Set<String> at(String path) {
        String stripped = strip(path);
        Set<String> methods = new TreeSet<>();
        for (Route route : routes()) {
            if (route.path().matcher(stripped).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return methods;
    }

    private List<Route> routes() {
        List<Route> known = routes;
        if (known == null) {
            known = read();
            routes = known;
        }
        return known;
    }

    private List<Route> read() {
        List<Route> found = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    for (Annotation annotation : method.getAnnotations()) {
                        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                        if (verb != null) {
                            Path path = method.getAnnotation(Path.class);
                            found.add(new Route(
                                    pattern(strip(root.value()) + "/" + (path == null ? "" : strip(path.value()))),
                                    verb.value()));
                        }
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static Pattern pattern(String template) {
        String path = strip(template);
        StringBuilder regex = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(path);
        int end = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(path.substring(end, matcher.start())));
            regex.append(
                    matcher.group(2) == null
                            ? "[^/]+"
                            : "(?:" + matcher.group(2).strip() + ")");
            end = matcher.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(path.substring(end))).toString());
    }

    private static String strip(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}
