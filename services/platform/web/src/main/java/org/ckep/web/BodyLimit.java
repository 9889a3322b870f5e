package org.ckep.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an operation that takes larger bodies than {@code ckep.web.max-body-size} allows, such as a streamed upload. The
 * service must raise {@code quarkus.http.limits.max-body-size} to the largest of its limits, since that one stands
 * before all of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BodyLimit {
    /** Name of the configuration property that holds the limit, a size such as {@code 2G}. */
    String property();
}
