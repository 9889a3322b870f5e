package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.page.SectorPage.ChallengeRow;
import org.ckep.portal.page.SectorPage.MeasureRow;
import org.ckep.portal.page.SectorPage.PartnershipRow;
import org.ckep.portal.page.SectorPage.RankRow;
import org.ckep.portal.page.SectorPage.ShareRow;
import org.ckep.portal.page.SectorPage.SourcingRow;
import org.ckep.portal.page.SectorPage.Strengths;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;

/** Reads the entries of a sector's lists, each with the sources that it rests on. */
record SectorRows(Origins origins, Wording words) {
    Strengths strengths(JsonNode one) {
        return new Strengths(
                words.label("side", one.path("side")),
                Answer.elements(one.path("strengths"), words::text),
                words.label("modality", one.path("modality")),
                origins.of(one));
    }

    PartnershipRow partnership(JsonNode one) {
        return new PartnershipRow(
                words.text(one.path("title")),
                words.label("partnership-kind", one.path("kind")),
                words.label("partnership-state", one.path("state")),
                Answer.elements(one.path("parties"), words::party),
                words.label("modality", one.path("modality")),
                Standing.lock(one, words),
                origins.of(one));
    }

    SourcingRow sourcing(JsonNode one) {
        return new SourcingRow(
                words.party(one.path("buyer")),
                words.text(one.path("material")),
                hs(one.path("hs").asText("")),
                words.label("country", one.path("originCountry")),
                Answer.elements(one.path("suppliers"), words::party),
                words.label("adoption", one.path("adoption")),
                words.label("modality", one.path("modality")),
                origins.of(one));
    }

    /** A subheading as it is printed: 2811.11. */
    private static String hs(String code) {
        return code.length() == 6 ? code.substring(0, 4) + "." + code.substring(4) : code;
    }

    RankRow rank(JsonNode one) {
        return new RankRow(
                words.party(one.path("organisation")),
                words.name("metric", one.path("metric")),
                words.rank(one),
                words.label("modality", one.path("modality")),
                origins.of(one));
    }

    ShareRow share(JsonNode one) {
        JsonNode share = one.path("share");
        boolean single = "EQ".equals(share.path("relation").asText("EQ"));
        return new ShareRow(
                words.text(one.path("site").path("title")),
                words.quantity(share),
                single ? share.path("value").asText("") : "",
                words.text(one.path("denominator")),
                Missing.or(words.date(one.path("period")), one, "period", words),
                words.label("modality", one.path("modality")),
                origins.of(one));
    }

    ChallengeRow challenge(JsonNode one) {
        List<String> kinds = Answer.elements(one.path("kinds"), kind -> words.label("challenge-kind", kind));
        return new ChallengeRow(words.text(one.path("title")), kinds, origins.of(one));
    }

    MeasureRow measure(JsonNode one) {
        return new MeasureRow(
                words.text(one.path("title")),
                words.label("measure-kind", one.path("kind")),
                words.label("country", one.path("issuer")),
                words.label("measure-state", one.path("state")),
                origins.of(one));
    }
}
