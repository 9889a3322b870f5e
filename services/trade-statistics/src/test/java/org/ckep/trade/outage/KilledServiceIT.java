package org.ckep.trade.outage;

import io.restassured.response.Response;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.testing.KilledService;
import org.ckep.testing.PublishedEvent;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.ckep.trade.figures.DatasetRevised;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service is killed between a commit and its event, and under load: what was committed is told. */
class KilledServiceIT {
    private static final AtomicInteger VALUE = new AtomicInteger(1000);

    private KilledService service;

    @BeforeEach
    void start() throws IOException {
        service = new KilledService(
                "trade",
                "/trade/v1/codelists",
                new KilledService.Writes(
                        KilledServiceIT::upload,
                        "select 'urn:ckep:upload:' || id from upload where state = 'COMPLETED'",
                        DatasetRevised.TYPE,
                        event -> event.data().path("upload").asText(),
                        Set.copyOf(PublishedEvent.AUDIENCES)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Each file revises the same figure. More writers than uploads at a time are told to try again, and do. */
    private static String upload() {
        String file = new ComtradeFile()
                .row("primaryValue", Integer.toString(VALUE.incrementAndGet()), "cifvalue", "")
                .text();
        Response answer = TradeApi.upload(file, "source=COMTRADE_V1");
        while (answer.statusCode() == 503) {
            answer = TradeApi.upload(file, "source=COMTRADE_V1");
        }
        return answer.then().statusCode(201).extract().path("urn");
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
