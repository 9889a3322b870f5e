package org.ckep.investment;

import java.util.UUID;
import org.ckep.testing.Api;

/** Bodies of records for the tests, in the form of their smallest valid request. */
public final class Records {
    private Records() {}

    public static String organisation() {
        return "urn:ckep:organisation:" + UUID.randomUUID();
    }

    /** The id in a URN. */
    public static String id(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    /** The URN of the record at a path below the API's root. */
    public static String urn(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        String type =
                switch (path.substring(0, path.indexOf('/'))) {
                    case "projects" -> "project";
                    case "sites" -> "site";
                    case "sources" -> "source";
                    case "pairings" -> "pairing";
                    default -> throw new IllegalArgumentException(path);
                };
        return "urn:ckep:" + type + ":" + id;
    }

    /** A public source of that kind, registered by the loader. */
    public static String source(String kind) {
        return Api.loader().create("sources", "{\"kind\": \"%s\", \"title\": \"A source\"}".formatted(kind));
    }

    /** A source that only the registrant's side may read. */
    public static String sideSource(Api maker, String kind) {
        return maker.create("sources", "{\"kind\": \"%s\", \"title\": \"A paper of one side\"}".formatted(kind));
    }

    public static String site(String more) {
        return """
                {"title": {"en": "Plant"}, "org": {"orgId": "%s"}, "place": {"iso3166_2": "CN-JS", "city": "Yancheng"},
                 "state": "IN_OPERATION"%s}""".formatted(organisation(), more);
    }

    /** A site in Korea that public sources speak of: public, and outside what tests count in China. */
    public static String observedSite(String source) {
        return site(", \"unknownReasons\": {\"since\": \"NOT_STATED\"}, \"sources\": [\"%s\"]".formatted(source))
                .replace("CN-JS", "KR-47")
                .replace("Yancheng", "Gumi");
    }

    /** A greenfield project of Korean capital in China. */
    public static String project(String more) {
        return projectOf("GREENFIELD", more);
    }

    public static String projectOf(String type, String more) {
        return """
                {"title": {"en": "Battery plant"}, "type": "%s", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}]%s}""".formatted(type, organisation(), more);
    }

    /** A prospect that public sources speak of. */
    public static String observed(String source, String more) {
        return """
                {"title": {"en": "Observed plant"}, "type": "GREENFIELD", "direction": "KR_TO_CN",
                 "modality": "ASSERTED", "state": "PROSPECT", "stateSince": "2024",
                 "participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}],
                 "unknownReasons": {"totalInvestment": "NOT_STATED"}, "sources": ["%s"]%s}""".formatted(organisation(), source, more);
    }

    public static String share(String site, String source, String more) {
        return """
                {"site": "%s", "product": "NAND flash", "share": {"value": "40"}, "modality": "ASSERTED",
                 "denominator": {"en": "global NAND production of the owner"}, "denominatorScope": "ORG_WORLD",
                 "sources": ["%s"]%s}""".formatted(site, source, more);
    }
}
