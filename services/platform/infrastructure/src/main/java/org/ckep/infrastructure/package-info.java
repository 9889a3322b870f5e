/** Starts real PostgreSQL, Kafka and Keycloak as child processes, for tests and for the platform on one machine. */
@NullMarked
package org.ckep.infrastructure;

import org.jspecify.annotations.NullMarked;
