package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.ckep.kernel.value.Language;

/** The answer to a submission: a SubmitStructureResponse in XML; in JSON, which has no such message, its errors or results. */
final class SubmissionAnswer {
    private SubmissionAnswer() {}

    /** In XML: for each artefact what was asked for, and what became of it. */
    static byte[] xml(List<SubmissionResult> results, MlVersion version, Instant prepared) {
        Utf8Output out = Utf8Output.inMemory();
        XmlOutput xml = new XmlOutput(out);
        try {
            xml.declaration()
                    .open("mes:RegistryInterface")
                    .attribute("xmlns:mes", version.message())
                    .attribute("xmlns:reg", version.registry())
                    .attribute("xmlns:com", version.common())
                    .open("mes:Header")
                    .element("mes:ID", "CKEP" + prepared.toEpochMilli())
                    .element("mes:Test", "false")
                    .element(
                            "mes:Prepared",
                            prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                    .open("mes:Sender")
                    .attribute("id", Dataflow.AGENCY)
                    .close()
                    .open("mes:Receiver")
                    .attribute("id", "not_supplied")
                    .close()
                    .close()
                    .open("mes:SubmitStructureResponse");
            for (SubmissionResult result : results) {
                result(xml, result, version);
            }
            xml.close().close();
            return out.toBytes();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void result(XmlOutput xml, SubmissionResult result, MlVersion version) throws IOException {
        StructureRef ref = result.ref();
        xml.open("reg:SubmissionResult")
                .open("reg:SubmittedStructure")
                .attribute("action", result.change().action())
                .open("reg:MaintainableObject");
        if (version.isThree()) {
            xml.text(ref.urn(version));
        } else {
            xml.open("URN").text(ref.urn(version)).close();
        }
        xml.close().close().open("reg:StatusMessage").attribute("status", status(result));
        if (result.faults().isEmpty()) {
            message(xml, result.change().code(), words(result));
            for (String warning : result.warnings()) {
                message(xml, result.change().code(), warning);
            }
        }
        for (SubmissionFault fault : result.faults()) {
            message(xml, fault.code(), fault.place() + ": " + fault.text());
        }
        xml.close().close();
    }

    private static void message(XmlOutput xml, int code, String text) throws IOException {
        xml.open("reg:MessageText")
                .attribute("code", Integer.toString(code))
                .open("com:Text")
                .attribute("xml:lang", "en")
                .text(text)
                .close()
                .close();
    }

    private static String status(SubmissionResult result) {
        if (result.isRefused()) {
            return "Failure";
        }
        return result.warnings().isEmpty() ? "Success" : "Warning";
    }

    private static String words(SubmissionResult result) {
        return result.ref().reference() + " " + result.change().words() + ".";
    }

    /** In JSON: {@code errors} where the message was refused, else {@code x-results}. */
    static byte[] json(List<SubmissionResult> results, Instant prepared) {
        boolean refused = results.stream().anyMatch(SubmissionResult::isRefused);
        Utf8Output out = Utf8Output.inMemory();
        JsonOutput json = new JsonOutput(out, Language.EN);
        try {
            json.object()
                    .object("meta")
                    .field("id", "CKEP" + prepared.toEpochMilli())
                    .field("prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                    .field("test", false)
                    .array("contentLanguages")
                    .string("en")
                    .end()
                    .object("sender")
                    .field("id", Dataflow.AGENCY)
                    .end()
                    .end()
                    .array(refused ? "errors" : "x-results");
            for (SubmissionResult result : results) {
                if (result.faults().isEmpty()) {
                    entry(json, result, result.change().code(), words(result), String.join(" ", result.warnings()));
                }
                for (SubmissionFault fault : result.faults()) {
                    entry(json, result, fault.code(), fault.text(), fault.place());
                }
            }
            json.end().end();
            return out.toBytes();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void entry(JsonOutput json, SubmissionResult result, int code, String title, String detail)
            throws IOException {
        json.object().field("code", code).field("title", title);
        if (!detail.isEmpty()) {
            json.field("detail", detail);
        }
        json.array("links")
                .object()
                .field("rel", "self")
                .field("urn", result.ref().urn(MlVersion.ML_3_0))
                .end()
                .end()
                .end();
    }
}
