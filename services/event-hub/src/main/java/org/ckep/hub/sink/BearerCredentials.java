package org.ckep.hub.sink;

/** Where the token comes from that an endpoint is shown as {@code Authorization: Bearer}. */
public sealed interface BearerCredentials permits ClientCredentials, StaticToken {}
