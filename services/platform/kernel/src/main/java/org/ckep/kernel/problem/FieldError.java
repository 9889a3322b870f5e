package org.ckep.kernel.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a request and where it stands.
 *
 * @param pointer JSON pointer into the body (RFC 6901), null where the fault is not in the body
 * @param parameter name of the query parameter, path parameter or header, null where the fault is in the body
 * @param code stable word for programs
 * @param message sentence for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(@Nullable String pointer, @Nullable String parameter, String code, String message) {

    /** A fault in the request body. */
    public static FieldError at(String pointer, String code, String message) {
        return new FieldError(pointer, null, code, message);
    }

    /** A fault in a parameter or header. */
    public static FieldError in(String parameter, String code, String message) {
        return new FieldError(null, parameter, code, message);
    }
}
