package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;
import org.ckep.trade.code.Item;
import org.ckep.trade.sdmx.Component.Role;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.ckep.trade.sdmx.SdmxFormat.Syntax;
import org.ckep.trade.sdmx.StructureWriter.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is submitted in any format is served in every format, on both roots, exactly as that format would write it. */
@QuarkusTest
class SubmissionRoundTripTest {
    private static final Catalogue NOTHING = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));

    @ParameterizedTest
    @EnumSource(
            value = SdmxFormat.class,
            names = {
                "STRUCTURE_XML_2_1",
                "STRUCTURE_XML_3_0",
                "STRUCTURE_XML_3_1",
                "STRUCTURE_JSON_1_0",
                "STRUCTURE_JSON_2_0",
                "STRUCTURE_JSON_2_1"
            })
    void whatIsSubmittedIsWhatIsServed(SdmxFormat format) throws IOException {
        Random random = new Random(format.ordinal());
        for (int round = 0; round < 4; round++) {
            List<Entry> entries = artefacts(random);
            SdmxRoot root = SdmxRoot.values()[round % 2];
            Response answer = TradeApi.as(Tokens.user("kr-statistician"))
                    .contentType(format.mediaType())
                    .body(written(entries, format))
                    .post("/trade" + root.path() + "/structure");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            for (Entry entry : entries) {
                StructureRef ref = entry.structure().ref();
                String address = String.join("/", ref.type().word(), ref.agency(), ref.id(), ref.version());
                for (SdmxFormat served : SdmxFormat.values()) {
                    if (served.resource() == Resource.STRUCTURE) {
                        String expected = body(written(List.of(entry), served), served);
                        assertServed("/trade/sdmx/v1/" + address, served, expected);
                        assertServed("/trade/sdmx/v2/structure/" + address, served, expected);
                    }
                }
            }
        }
    }

    private static void assertServed(String address, SdmxFormat format, String expected) {
        Response answer = given().accept(format.mediaType())
                .header("Accept-Language", "en")
                .get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(body(answer.asByteArray(), format))
                .as("%s as %s", address, format)
                .isEqualTo(expected);
    }

    private static byte[] written(List<Entry> entries, SdmxFormat format) throws IOException {
        Utf8Output out = Utf8Output.inMemory();
        StructureWriter writer = format.syntax() == Syntax.JSON
                ? new JsonStructureWriter(out, format, NOTHING, Language.EN)
                : new XmlStructureWriter(out, format.ml(), NOTHING);
        writer.write(entries, Samples.THEN);
        return out.toBytes();
    }

    /** The message without its header. */
    private static String body(byte[] message, SdmxFormat format) {
        String text = new String(message, UTF_8);
        return text.substring(text.indexOf(format.syntax() == Syntax.JSON ? "\"data\"" : "<mes:Structures"));
    }

    /** One of each kind, in the order of a message: schemes with items, and what refers to them. */
    private static List<Entry> artefacts(Random random) {
        StructureRef list = ref(StructureType.CODE_LIST, "CL");
        StructureRef concepts = ref(StructureType.CONCEPT_SCHEME, "CS");
        StructureRef categories = ref(StructureType.CATEGORY_SCHEME, "CAT");
        StructureRef flow = Structure.dataflow(random.nextBoolean() ? "DF_BTS_NATIONAL_A" : "DF_IMTS_COMPACT_A");
        StructureRef structure = ref(StructureType.DATA_STRUCTURE, "DSD");
        StructureRef described = ref(StructureType.DATAFLOW, "DF");
        List<Item> filed = items(random, true, "I");
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                new Structure.Flow(described, text(random), text(random), Samples.THEN, structure),
                false,
                List.of(),
                false));
        entries.add(scheme(random, categories, filed));
        entries.add(new Entry(
                new Structure.Filing(
                        ref(StructureType.CATEGORISATION, "FILED"),
                        text(random),
                        null,
                        Samples.THEN,
                        random.nextBoolean() ? flow : list,
                        new ItemRef(categories, path(filed.getLast(), filed))),
                false,
                List.of(),
                false));
        // Codes may be numbers, concepts and categories may not.
        entries.add(scheme(random, list, items(random, true, random.nextBoolean() ? "" : "I")));
        entries.add(scheme(random, concepts, items(random, false, "I")));
        entries.add(new Entry(
                new Structure.Definition(
                        components(random, structure, new ItemRef(concepts, "I0"), list),
                        text(random),
                        random.nextBoolean() ? text(random) : null,
                        Samples.THEN),
                false,
                List.of(),
                false));
        entries.add(new Entry(
                new Structure.Constraint(
                        ref(StructureType.ALLOWED_CONSTRAINT, "CR"),
                        flow,
                        text(random),
                        text(random),
                        Samples.THEN,
                        new Region(Map.of("REF_AREA", List.of("KR", "CN")), null, null, null)),
                false,
                List.of(),
                false));
        entries.add(new Entry(
                new Structure.Agreement(
                        ref(StructureType.PROVISION_AGREEMENT, "PA"),
                        text(random),
                        text(random),
                        Samples.THEN,
                        random.nextBoolean() ? flow : described,
                        new ItemRef(ProvisionAgreement.PROVIDERS, "KCS")),
                false,
                List.of(),
                false));
        return entries;
    }

    /** A data structure whose components are of every kind. */
    private static DataStructure components(Random random, StructureRef ref, ItemRef concept, StructureRef list) {
        List<StoredComponent> stored = new ArrayList<>();
        String urn = concept.urn();
        String codes = list.urn(MlVersion.ML_3_0);
        int dimensions = 1 + random.nextInt(4);
        for (int i = 0; i < dimensions; i++) {
            boolean coded = random.nextBoolean();
            stored.add(new StoredComponent(
                    "D" + i, Role.DIMENSION, urn, coded ? codes : null, coded ? null : "AlphaNumeric", null, null));
        }
        stored.add(new StoredComponent(
                "TIME_PERIOD", Role.TIME_DIMENSION, urn, null, "ObservationalTimePeriod", null, null));
        stored.add(new StoredComponent("OBS_VALUE", Role.MEASURE, urn, null, "Double", null, null));
        int attributes = random.nextInt(5);
        for (int i = 0; i < attributes; i++) {
            boolean coded = random.nextBoolean();
            boolean ofDataSet = i == 1;
            stored.add(new StoredComponent(
                    "A" + i,
                    random.nextBoolean() ? Role.MANDATORY_ATTRIBUTE : Role.CONDITIONAL_ATTRIBUTE,
                    urn,
                    coded ? codes : null,
                    coded || i == 3 ? null : "String",
                    i == 2 ? List.of("D0", "TIME_PERIOD") : null,
                    ofDataSet ? true : null));
        }
        return StoredComponent.structure(ref, stored);
    }

    private static StructureRef ref(StructureType type, String prefix) {
        return new StructureRef(type, "KCS", SubmittedMessages.newId(prefix), "1.0.0");
    }

    private static Entry scheme(Random random, StructureRef ref, List<Item> items) {
        return new Entry(
                StoredStructure.scheme(text(random), random.nextBoolean() ? text(random) : null)
                        .toStructure(ref, Samples.THEN),
                false,
                items,
                false);
    }

    /** Items of which each stands at the top or, where there may be levels, below one of those before it. */
    private static List<Item> items(Random random, boolean levels, String prefix) {
        List<Item> items = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            // Depth first, as categories are written.
            String parent =
                    levels && i > 0 && random.nextBoolean() ? items.getLast().code() : null;
            items.add(new Item(prefix + i, parent, null, text(random), random.nextBoolean() ? text(random) : null));
        }
        return items;
    }

    private static String path(Item item, List<Item> items) {
        return item.parent() == null
                ? item.code()
                : path(
                                items.stream()
                                        .filter(other -> other.code().equals(item.parent()))
                                        .findFirst()
                                        .orElseThrow(),
                                items)
                        + "." + item.code();
    }

    private static LocalizedText text(Random random) {
        Map<Language, LocalizedText.Text> texts = new EnumMap<>(Language.class);
        for (Language language : Arrays.asList(Language.values())) {
            if (texts.isEmpty() || random.nextBoolean()) {
                String word = List.of("Ports & <harbours>", "港口 \"一\"", "항구, '둘'", "line\nbreak", "ﬁn é")
                        .get(random.nextInt(5));
                texts.put(
                        language,
                        new LocalizedText.Text(
                                word + random.nextInt(100),
                                texts.isEmpty() ? LocalizedText.Status.ORIGINAL : LocalizedText.Status.OFFICIAL));
            }
        }
        return LocalizedText.of(texts);
    }
}
