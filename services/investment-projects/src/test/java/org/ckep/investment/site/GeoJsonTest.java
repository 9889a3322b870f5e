package org.ckep.investment.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Sites on a map, for whoever may read them. */
@QuarkusTest
class GeoJsonTest {
    @Test
    void aSiteIsAFeatureForThoseWhoMayReadIt() {
        String owner = Records.organisation();
        String located = Records.site("")
                .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", owner)
                .replace("\"city\": \"Yancheng\"}", "\"city\": \"Yancheng\", \"lat\": \"33.35\", \"lon\": \"120.16\"}");
        String known = Api.cnMaker().create("sites", located);
        Api.cnMaker().create("sites", Records.site("").replaceFirst("urn:ckep:organisation:[0-9a-f-]+", owner));
        Response answer = map(Api.cnMaker(), owner);
        answer.then().statusCode(200);
        assertThat(answer.contentType()).startsWith("application/geo+json");
        JsonPath collection = JsonPath.from(answer.asString());
        assertThat(collection.getString("type")).isEqualTo("FeatureCollection");
        assertThat(collection.getList("features")).hasSize(2);
        String feature = "features.find { it.id == '" + known + "' }.";
        assertThat(collection.getString(feature + "type")).isEqualTo("Feature");
        assertThat(collection.getString(feature + "geometry.type")).isEqualTo("Point");
        assertThat(collection.getList(feature + "geometry.coordinates").toString())
                .isEqualTo("[120.16, 33.35]");
        assertThat(collection.getString(feature + "properties.place.city")).isEqualTo("Yancheng");
        assertThat(collection.getString(feature + "properties.classification")).isEqualTo("SIDE");
        Object unlocated = collection.get("features.find { it.id != '" + known + "' }.geometry");
        assertThat(unlocated).isNull();
        String nothing = map(Api.krMaker(), owner).asString();
        assertThat(nothing).isEqualToIgnoringWhitespace("{\"type\":\"FeatureCollection\",\"features\":[]}");
        assertThat(map(Api.PUBLIC, Records.organisation()).asString()).isEqualTo(nothing);
    }

    private static Response map(Api reader, String owner) {
        return reader.request().accept("application/geo+json").get(Api.root() + "sites.geojson?organisation=" + owner);
    }
}
