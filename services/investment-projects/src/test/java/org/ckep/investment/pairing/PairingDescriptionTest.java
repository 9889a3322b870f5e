package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.Test;

/** The examples of the description are accepted, with records that exist. */
@QuarkusTest
class PairingDescriptionTest {
    private static final String ID = "[0-9a-f]{8}-[0-9a-f-]{27}";

    @Test
    void everyExampleOfAPairingIsAccepted() {
        ApiDescription description = ApiDescription.served();
        Map<String, String> drafts = description.examples("post pairings");
        String pair = drafts.get("pair")
                .replaceFirst("urn:ckep:project:" + ID, Records.urn(Pairs.shared(Api.cnMaker(), "")))
                .replaceFirst("urn:ckep:project:" + ID + "(\"}])", Records.urn(Pairs.shared(Api.krMaker(), "")) + "$1");
        String pairing = Pairs.draft(Api.cnMaker(), pair);
        Bilateral.agree(pairing);
        String group = Api.cnMaker().get(pairing).path("group");
        String apart =
                Pairs.draft(Api.cnMaker(), drafts.get("unpair").replaceFirst("urn:ckep:pair-group:" + ID, group));
        Bilateral.act(Api.cnMaker(), apart, "submit").then().statusCode(200);
        String hash = Api.cnChecker().get(apart).path("hash");
        String signed = description.example("post pairings/{pairing}/{act}").replaceFirst("[0-9a-f]{64}", hash);
        assertThat(signed).contains(hash);
        Api.cnChecker().post(apart + "/propose", signed).then().statusCode(200);
    }
}
