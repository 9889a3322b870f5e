package org.ckep.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} of the current request, checked for its form. Inject it into the resource and hand it to
 * the service, which stores the answer under it in the transaction of the effect.
 */
@RequestScoped
public class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private @Nullable String value;
    private String operation = "";
    private String root = "/";

    /** For the container. */
    protected IdempotencyKey() {}

    /** A key outside an HTTP request, for jobs and tests; null for none. */
    public static IdempotencyKey of(@Nullable String value, String operation) {
        IdempotencyKey key = new IdempotencyKey();
        key.set(value, operation, "/");
        return key;
    }

    /** The key, or null where the caller sent none. */
    public @Nullable String value() {
        return value;
    }

    /** Method and path of the request: the same key for another operation is another request. */
    public String operation() {
        return operation;
    }

    /** The root path of the service with a slash at its end, for the address of what the request creates. */
    public String root() {
        return root;
    }

    void set(@Nullable String given, String forOperation, String rootPath) {
        if (given != null && !FORM.matcher(given).matches()) {
            throw ProblemException.invalidParameter(
                    HEADER, "The header Idempotency-Key must have 1 to 128 visible ASCII characters.");
        }
        this.value = given;
        this.operation = forOperation;
        this.root = rootPath.endsWith("/") ? rootPath : rootPath + "/";
    }
}
