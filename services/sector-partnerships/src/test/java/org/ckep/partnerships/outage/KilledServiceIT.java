package org.ckep.partnerships.outage;

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
                "partnerships",
                "/partnerships/v1/organisations",
                KilledService.Writes.ofSubjects(
                        () -> Api.cnMaker()
                                .create(
                                        "organisations",
                                        "{\"name\": {\"en\": \"A company\"}, \"kind\": \"COMPANY\", \"side\": \"CN\"}"),
                        "select 'urn:ckep:organisation:' || id from organisation",
                        "org.ckep.partnerships.organisation.registered.v1",
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
