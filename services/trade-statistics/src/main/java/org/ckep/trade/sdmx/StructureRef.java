package org.ckep.trade.sdmx;

/** Names an artefact; every artefact of ours exists in one version. */
record StructureRef(StructureType type, String agency, String id, String version) {}
