package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.ckep.kernel.access.Classification;

/**
 * A figure that both sides have agreed on beside the values of the record.
 *
 * @param value in the form that the record has it in
 * @param classification who may read it
 * @param agreedAt when they agreed on it
 */
public record AgreedFigure(JsonNode value, Classification classification, Instant agreedAt) {}
