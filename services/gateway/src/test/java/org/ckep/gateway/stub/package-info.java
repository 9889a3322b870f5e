/** Stand-ins for what surrounds the gateway, and the callers' side of the tests. */
package org.ckep.gateway.stub;
