package org.ckep.trade.outage;

import io.restassured.response.Response;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.SurvivesKill;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.ckep.trade.figures.DatasetRevised;

class KilledServiceIT implements SurvivesKill {
    private static final AtomicInteger VALUE = new AtomicInteger(1000);

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

    @Override
    public String service() {
        return "trade";
    }

    @Override
    public String readyPath() {
        return "/trade/v1/codelists";
    }

    @Override
    public Writes writes() {
        return new Writes(
                KilledServiceIT::upload,
                "select 'urn:ckep:upload:' || id from upload where state = 'COMPLETED'",
                DatasetRevised.TYPE,
                event -> event.data().path("upload").asText(),
                Set.copyOf(PublishedEvent.AUDIENCES));
    }
}
