package org.ckep.web;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Which query parameters an operation takes, read once from its signature. */
final class OperationParameters {

    /**
     * One query parameter.
     *
     * @param type type of a single value
     * @param repeatable true where it may stand more than once
     */
    record Query(Class<?> type, boolean repeatable) {}

    private OperationParameters() {}

    /** The query parameters of a resource method by name, those of its parameter beans included. */
    static Map<String, Query> of(Method operation) {
        Map<String, Query> known = new LinkedHashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            Optional<String> name = queryName(parameter, parameter.getName());
            if (name.isPresent()) {
                known.put(name.get(), query(parameter.getParameterizedType()));
            } else if (nameOf(parameter).isEmpty() || parameter.isAnnotationPresent(BeanParam.class)) {
                addBean(parameter.getType(), known);
            }
        }
        return known;
    }

    /** The name that a parameter has in the request, or empty where it is the body or a bean. */
    static Optional<String> nameOf(Parameter parameter) {
        return queryName(parameter, parameter.getName())
                .or(() -> annotated(parameter, PathParam.class).map(PathParam::value))
                .or(() -> annotated(parameter, RestPath.class).map(path -> orElse(path.value(), parameter.getName())))
                .or(() -> annotated(parameter, HeaderParam.class).map(HeaderParam::value))
                .or(() -> annotated(parameter, RestHeader.class)
                        .map(header -> orElse(header.value(), headerName(parameter.getName()))))
                .or(() -> annotated(parameter, CookieParam.class).map(CookieParam::value))
                .or(() -> annotated(parameter, RestCookie.class)
                        .map(cookie -> orElse(cookie.value(), parameter.getName())))
                .or(() -> annotated(parameter, FormParam.class).map(FormParam::value))
                .or(() -> annotated(parameter, RestForm.class).map(form -> orElse(form.value(), parameter.getName())))
                .or(() -> annotated(parameter, BeanParam.class).map(bean -> ""));
    }

    private static void addBean(Class<?> bean, Map<String, Query> known) {
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    queryName(field, field.getName()).ifPresent(name -> known.put(name, query(field.getGenericType())));
                    if (field.isAnnotationPresent(BeanParam.class)) {
                        addBean(field.getType(), known);
                    }
                }
            }
        }
        if (bean.isRecord()) {
            for (Parameter parameter : bean.getDeclaredConstructors()[0].getParameters()) {
                queryName(parameter, parameter.getName())
                        .ifPresent(name -> known.put(name, query(parameter.getParameterizedType())));
            }
        }
    }

    private static Optional<String> queryName(AnnotatedElement element, String javaName) {
        return annotated(element, QueryParam.class).map(QueryParam::value).or(() -> annotated(element, RestQuery.class)
                .map(query -> orElse(query.value(), javaName)));
    }

    private static Query query(Type type) {
        if (type instanceof ParameterizedType parameterized
                && parameterized.getRawType() instanceof Class<?> raw
                && (Collection.class.isAssignableFrom(raw) || raw == Optional.class)) {
            Type element = parameterized.getActualTypeArguments()[0];
            return new Query(element instanceof Class<?> c ? c : String.class, raw != Optional.class);
        }
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? new Query(raw.getComponentType(), true) : new Query(raw, false);
        }
        return new Query(String.class, false);
    }

    private static <A extends java.lang.annotation.Annotation> Optional<A> annotated(
            AnnotatedElement element, Class<A> annotation) {
        return Optional.ofNullable(element.getAnnotation(annotation));
    }

    private static String orElse(String value, String fallback) {
        return value.isEmpty() ? fallback : value;
    }

    /** Quarkus names a header parameter without a name by its Java name in train case. */
    private static String headerName(String javaName) {
        return javaName.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
