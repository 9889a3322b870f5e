package org.ckep.testing.planted.faults;

import jakarta.ws.rs.NotFoundException;

/** Refuses without a problem document. */
class FrameworkRefusal {
    void refuse() {
        throw new NotFoundException();
    }
}
