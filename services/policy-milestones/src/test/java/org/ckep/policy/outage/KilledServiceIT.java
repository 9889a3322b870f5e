package org.ckep.policy.outage;

import java.io.IOException;
import java.util.Set;
import org.ckep.testing.Api;
import org.ckep.testing.KilledService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service is killed between a commit and its event, and under load: what was committed is told. */
class KilledServiceIT {
    private KilledService service;

    @BeforeEach
    void start() throws IOException {
        service = new KilledService(
                "policy",
                "/policy/v1/mechanisms",
                KilledService.Writes.ofSubjects(
                        () -> Api.cnMaker()
                                .create(
                                        "mechanisms",
                                        "{\"title\": {\"en\": \"A dialogue\"}, \"level\": \"VICE_MINISTER\"}"),
                        "select 'urn:ckep:mechanism:' || id from mechanism",
                        "org.ckep.policy.mechanism.registered.v1",
                        Set.of("side-cn")));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatWasCommittedAndNotYetToldIsToldAfterTheRestart() throws Exception {
        service.isKilledBeforeItTells();
    }

    @Test
    void killedUnderLoadItLosesNoEventAndInventsNone() throws Exception {
        service.isKilledUnderLoad();
    }
}
