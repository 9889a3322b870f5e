package org.ckep.kernel.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one exception for what a caller did wrong or may not do; mapped to a problem document in one place. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final String detail;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /**
     * @param detail one sentence that says what is wrong with this request and names the place; never anything that the
     *     caller may not know
     */
    public ProblemException(ProblemType type, String detail) {
        // No stack trace: these are answers, not faults, and they are thrown often.
        super(type.slug() + ": " + detail, null, false, false);
        this.type = type;
        this.detail = detail;
    }

    /** The answer to a record that does not exist and to one that the caller may not know of: they cannot be told apart. */
    public static ProblemException notFound() {
        return new ProblemException(KernelProblem.NOT_FOUND, "No such record.");
    }

    /** A value of the body that breaks a rule. */
    public static ProblemException invalid(String pointer, String code, String message) {
        return new ProblemException(KernelProblem.INVALID_VALUE, message)
                .withErrors(FieldError.at(pointer, code, message));
    }

    /** A parameter whose value breaks a rule. */
    public static ProblemException invalidParameter(String parameter, String message) {
        return new ProblemException(KernelProblem.INVALID_VALUE, message)
                .withErrors(FieldError.in(parameter, "invalid", message));
    }

    public ProblemException withErrors(FieldError... more) {
        Collections.addAll(errors, more);
        return this;
    }

    public ProblemException withErrors(List<FieldError> more) {
        errors.addAll(more);
        return this;
    }

    /** Adds an extension member to the problem document. */
    public ProblemException withMember(String name, Object value) {
        members.put(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
