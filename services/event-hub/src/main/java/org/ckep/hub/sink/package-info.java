/** Requests to the endpoints of subscribers: which addresses may be asked, and how little of an answer is believed. */
@NullMarked
package org.ckep.hub.sink;

import org.jspecify.annotations.NullMarked;
