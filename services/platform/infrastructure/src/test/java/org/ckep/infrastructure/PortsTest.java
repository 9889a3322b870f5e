package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void freePortsDifferAndCanBeUsed() {
        List<Integer> ports = Ports.free(20);

        assertThat(ports).doesNotHaveDuplicates().hasSize(20).allMatch(Ports::isFree);
    }

    @Test
    void aPortInUseIsNotFree() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
        }
    }
}
