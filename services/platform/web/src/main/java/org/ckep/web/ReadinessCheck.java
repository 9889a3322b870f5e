package org.ckep.web;

import java.util.Optional;

/**
 * One thing that must be right before a service may serve in production. Every bean of this type is asked at the start
 * under the profile {@code prod}; a severe finding aborts the start.
 */
public interface ReadinessCheck {
    /** What is wrong, or empty. */
    Optional<Finding> finding();

    /**
     * Something that is not fit for production.
     *
     * @param message what is wrong and what to do, one sentence
     * @param property the property at fault
     * @param severe true where the service must not start like this
     */
    record Finding(String message, String property, boolean severe) {}
}
