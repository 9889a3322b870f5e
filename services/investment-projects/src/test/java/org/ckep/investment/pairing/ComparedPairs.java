package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;

/** Shared records with sums, and what cycles find of their pairs. Paths are those below the API's root. */
final class ComparedPairs {
    private ComparedPairs() {}

    static String sum(String attribute, String amount, String currency, String basis) {
        return ", \"%s\": {\"amount\": \"%s\", \"currency\": \"%s\", \"basis\": \"%s\"}"
                .formatted(attribute, amount, currency, basis);
    }

    static String total(String amount, String basis) {
        return sum("totalInvestment", amount, "USD", basis);
    }

    static String ours(String more) {
        return Pairs.shared(Api.cnMaker(), more);
    }

    static String theirs(String more) {
        return Pairs.shared(Api.krMaker(), more);
    }

    static String paired(String ours, String theirs) {
        return Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
    }

    static void cycle() {
        Bilateral.agreedRate();
        Cycles.close().then().statusCode(201);
    }

    static ValidatableResponse compared(Api reader, String project) {
        return reader.get(project + "/reconciliation").then().statusCode(200);
    }

    /** The path of the only break of a project's group. */
    static String found(String project) {
        String urn = Api.cnMaker()
                .get("breaks?record=" + Records.urn(project))
                .then()
                .body("data", hasSize(1))
                .extract()
                .path("data[0].urn");
        return "breaks/" + Records.id(urn);
    }

    /** A file's lines. */
    static String file(Api reader, String path) {
        return reader.request()
                .accept("text/csv")
                .get(Api.root() + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    static void patch(Api maker, String project, String body) {
        maker.patch(project, body).then().statusCode(200);
    }

    static String amount(String amount) {
        return "{" + total(amount, "CONTRACTED").substring(2) + "}";
    }

    static List<PublishedEvent> told(String project, String verb, int count) {
        String type = "org.ckep.investment.reconciliation." + verb + ".v1";
        List<PublishedEvent> told = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            told.clear();
            PublishedEvent.about(Records.urn(project), 1).stream()
                    .filter(event -> event.type().equals(type))
                    .forEach(told::add);
            return told.size() >= count * 3;
        });
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsOnly("bilateral", "side-cn", "side-kr")
                .hasSize(count * 3);
        return told.stream()
                .filter(event -> event.audience().equals("bilateral"))
                .toList();
    }
}
