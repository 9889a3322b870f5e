package org.ckep.partnerships.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.BadRequestException;

/** A merge patch whose result cannot be read; the platform's mapper finds the place in its cause. */
public final class UnreadablePatchException extends BadRequestException {
    private static final long serialVersionUID = 1L;

    UnreadablePatchException(JsonProcessingException cause) {
        super(cause);
    }
}
