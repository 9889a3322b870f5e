package org.ckep.trade.outage;

import io.restassured.response.Response;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.SurvivesFaults;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.ckep.trade.figures.DatasetRevised;

class ServiceFaultsIT extends SurvivesFaults {
    private static final AtomicInteger VALUE = new AtomicInteger(1000);

    /** Each file revises the same figure. */
    private static Response upload() {
        String file = new ComtradeFile()
                .row("primaryValue", Integer.toString(VALUE.incrementAndGet()), "cifvalue", "")
                .text();
        return TradeApi.upload(file, "source=COMTRADE_V1");
    }

    @Override
    protected String service() {
        return "trade";
    }

    @Override
    protected String readPath() {
        return "/trade/v1/releases";
    }

    @Override
    protected Writes writes() {
        return new Writes(
                ServiceFaultsIT::upload,
                "select 'urn:ckep:upload:' || id from upload where state = 'COMPLETED'",
                DatasetRevised.TYPE,
                event -> event.data().path("upload").asText(),
                Set.copyOf(PublishedEvent.AUDIENCES));
    }
}
