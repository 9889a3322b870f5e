package org.ckep.testing.planted.faults;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Is no plain Java. */
abstract class FrameworkBound implements QuarkusTestResourceLifecycleManager {}
