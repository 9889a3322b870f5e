/** One OpenAPI document out of the services' documents. */
@NullMarked
package org.ckep.gateway.openapi;

import org.jspecify.annotations.NullMarked;
