package org.ckep.records;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An address that a page may link: of http or https, with a host. Others, such as {@code javascript:}, would run. */
@Constraint(validatedBy = WebAddress.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface WebAddress {

    String message() default "An address begins with http or https and names a host.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is for {@code NotNull} to refuse. */
    final class Validator implements ConstraintValidator<WebAddress, URI> {

        @Override
        public boolean isValid(@Nullable URI address, ConstraintValidatorContext context) {
            return address == null
                    || address.getHost() != null
                            && ("http".equalsIgnoreCase(address.getScheme())
                                    || "https".equalsIgnoreCase(address.getScheme()));
        }
    }
}
