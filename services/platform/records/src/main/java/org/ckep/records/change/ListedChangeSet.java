package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change set in the list of those of all records.
 *
 * @param changeSet itself, as it is answered by its own address
 * @param recordTitle what the record that it changes is called
 */
@Schema(name = "ListedChangeSet")
public record ListedChangeSet(@JsonUnwrapped ChangeSetView changeSet, LocalizedText recordTitle) {}
