/**
 * Events between the services: the CloudEvents envelope, the transactional outbox with its relay to Kafka, and the inbox
 * that makes a consumer's effect happen once.
 */
@NullMarked
package org.ckep.messaging;

import org.jspecify.annotations.NullMarked;
