package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.Item;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.trade.sdmx.StructureWriter.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structure messages are what a reader of the standard would write by hand, as in {@link GoldenMessagesTest}. */
class GoldenStructuresTest {

    @ParameterizedTest
    @CsvSource({
        "STRUCTURE_XML_2_1,structure-2.1.xml",
        "STRUCTURE_XML_3_0,structure-3.0.xml",
        "STRUCTURE_JSON_1_0,structure-1.0.json",
        "STRUCTURE_JSON_2_1,structure-2.1.json"
    })
    void structuresAreWrittenAsByHand(SdmxFormat format, String file) throws IOException {
        Utf8Output out = Utf8Output.inMemory();
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        StructureWriter writer = format.syntax() == SdmxFormat.Syntax.JSON
                ? new JsonStructureWriter(out, format, catalogue, Language.EN)
                : new XmlStructureWriter(out, format.ml(), catalogue);
        long begin = writer.write(entries(), Samples.THEN);
        assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(GoldenMessagesTest.golden(file));
        assertThat(new String(out.toBytes(), UTF_8).substring((int) begin)).doesNotContain("2026-01-02T03:04:05Z");
    }

    /** One constraint for each dataflow, in the form that each version has for what there is. */
    @ParameterizedTest
    @CsvSource({
        "STRUCTURE_XML_2_1,availability-2.1.xml",
        "STRUCTURE_XML_3_0,availability-3.0.xml",
        "STRUCTURE_XML_3_1,availability-3.1.xml",
        "STRUCTURE_JSON_1_0,availability-1.0.json",
        "STRUCTURE_JSON_2_0,availability-2.0.json",
        "STRUCTURE_JSON_2_1,availability-2.1.json"
    })
    void availabilityOfSeveralDataflowsIsWrittenAsByHand(SdmxFormat format, String file) throws IOException {
        AvailabilityQuery query =
                (AvailabilityQuery) Samples.v2("availability/dataflow/CKEP/DF_A,DF_N/*/*/REF_AREA,TIME_PERIOD");
        List<Availability> found = List.of(available("2020", "2021", 2, 3), available("2020-11", "2021-02", 1, 4));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            FlowAvailability flow = new FlowAvailability(query.targets().get(i), found.get(i));
            assertThat(flow.isTold(query)).isTrue();
            entries.add(new Entry(flow.constraint(query), false, List.of(), false));
        }
        Utf8Output out = Utf8Output.inMemory();
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        StructureWriter writer = format.syntax() == SdmxFormat.Syntax.JSON
                ? new JsonStructureWriter(out, format, catalogue, Language.EN)
                : new XmlStructureWriter(out, format.ml(), catalogue);
        writer.write(entries, Samples.THEN);
        assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(GoldenMessagesTest.golden(file));
    }

    private static Availability available(String first, String last, long series, long observations) {
        return new Availability(
                List.of(
                        List.of("A"),
                        List.of("CN", "KR"),
                        List.of("M"),
                        List.of("HS22_282520"),
                        List.of("US"),
                        List.of("C00"),
                        List.of("TRADE_VALUE")),
                Period.parse(first).orElseThrow(),
                Period.parse(last).orElseThrow(),
                series,
                observations);
    }

    /** Version 3 fixes the version of these schemes; and no version has an agreement without its references. */
    @ParameterizedTest
    @CsvSource({"ML_2_1,true", "ML_3_0,false", "ML_3_1,false"})
    void whatTheSchemasDemandIsThere(MlVersion version, boolean versioned) throws IOException {
        StructureRef agencies = new StructureRef(StructureType.AGENCY_SCHEME, "SDMX", "AGENCIES", "1.0");
        Artefact artefact = new Artefact(
                "SDMX",
                "AGENCIES",
                Artefact.Kind.AGENCY_SCHEME,
                "1.0",
                true,
                LocalizedText.en("Agencies"),
                Samples.THEN);
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        Utf8Output out = Utf8Output.inMemory();
        new XmlStructureWriter(out, version, catalogue)
                .write(
                        List.of(
                                new Entry(new Structure.Scheme(agencies, artefact), true, List.of(), false),
                                new Entry(
                                        new Structure.Agreement(
                                                Samples.OFFERINGS.agreements().getFirst()),
                                        true,
                                        List.of(),
                                        false)),
                        Samples.THEN);
        String message = new String(out.toBytes(), UTF_8);
        assertThat(message.contains("agencyID=\"SDMX\" version=\"1.0\"")).isEqualTo(versioned);
        assertThat(message).contains("<str:DataProvider>");
    }

    /** Version 3 lets no code refer to a parent that begins with a digit; an annotation tells it there. */
    @ParameterizedTest
    @CsvSource({"ML_2_1,false", "ML_3_0,true", "ML_3_1,true"})
    void aParentThatIsNoNameIsAnnotated(MlVersion version, boolean annotated) throws IOException {
        StructureRef ref = new StructureRef(StructureType.CODE_LIST, "CKEP", "CL_X", "1.0.0");
        Artefact list = new Artefact(
                "CKEP", "CL_X", Artefact.Kind.CODE_LIST, "1.0.0", false, LocalizedText.en("Codes"), Samples.THEN);
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        Utf8Output out = Utf8Output.inMemory();
        new XmlStructureWriter(out, version, catalogue)
                .write(
                        List.of(new Entry(
                                new Structure.Scheme(ref, list),
                                false,
                                List.of(
                                        new Item("1", null, null, LocalizedText.en("Food")),
                                        new Item("11", "1", null, LocalizedText.en("Primary")),
                                        new Item("A", null, null, LocalizedText.en("Letter")),
                                        new Item("A1", "A", null, LocalizedText.en("Below"))),
                                false)),
                        Samples.THEN);
        String message = new String(out.toBytes(), UTF_8).replaceAll(">\\s+<", "><");
        String annotation = ".11\"><com:Annotations><com:Annotation id=\"PARENT_CODE\">"
                + "<com:AnnotationTitle>1</com:AnnotationTitle></com:Annotation></com:Annotations><com:Name";
        assertThat(message.contains(annotation)).isEqualTo(annotated);
        assertThat(message).doesNotContain("<str:Parent>1<");
        assertThat(message.contains("<str:Parent>A</str:Parent>")).isEqualTo(annotated);
        assertThat(message.contains("<str:Parent><Ref id=\"1\"/></str:Parent>")).isNotEqualTo(annotated);
    }

    private static List<Entry> entries() {
        Artefact list = new Artefact(
                "CKEP",
                "CL_X",
                Artefact.Kind.CODE_LIST,
                "1.0.0",
                false,
                LocalizedText.en("Codes & names").with(Language.KO, "코드", LocalizedText.Status.WORKING),
                Samples.THEN);
        StructureRef listRef = new StructureRef(StructureType.CODE_LIST, "CKEP", "CL_X", "1.0.0");
        StructureRef constraint = new StructureRef(StructureType.ACTUAL_CONSTRAINT, "CKEP", "CA_DF_A", "1.0.0");
        Region region = new Region(
                Map.of("REF_AREA", List.of("CN", "KR")),
                Period.parse("2020").orElseThrow(),
                Period.parse("2021").orElseThrow(),
                new Region.Counts(2, 3));
        assertThat(region.first().frequency()).isEqualTo(Frequency.A);
        return List.of(
                new Entry(new Structure.Flow(Samples.ANNUAL), false, List.of(), false),
                new Entry(
                        new Structure.Scheme(listRef, list),
                        false,
                        List.of(
                                new Item("A", null, null, LocalizedText.en("First")),
                                new Item("A1", "A", null, LocalizedText.en("Below"))),
                        true),
                new Entry(
                        new Structure.Constraint(
                                constraint,
                                Samples.ANNUAL.ref(),
                                LocalizedText.en("What there is"),
                                Samples.THEN,
                                region),
                        false,
                        List.of(),
                        false),
                new Entry(new Structure.Agreement(Samples.OFFERINGS.agreements().getFirst()), false, List.of(), false));
    }
}
