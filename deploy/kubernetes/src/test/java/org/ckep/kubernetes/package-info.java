/** Checks of the manifests that need no cluster. */
package org.ckep.kubernetes;
