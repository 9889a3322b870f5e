package lombok;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The trace that Lombok leaves in compiled classes. */
@Retention(RetentionPolicy.CLASS)
public @interface Generated {}
