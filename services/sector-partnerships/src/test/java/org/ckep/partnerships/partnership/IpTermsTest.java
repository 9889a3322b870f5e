package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IpTermsTest {
    private static final Urn ONE = Urn.random("organisation");
    private static final Urn OTHER = Urn.random("organisation");
    private static final FuzzyDate START = FuzzyDate.parse("2026-01");
    private static final FuzzyDate END = FuzzyDate.parse("2030-12");

    @Test
    void p2_foregroundSharesSumTo100() {
        assertAccepted(foreground(percent("50"), percent("50")));
        assertAccepted(foreground(percent("33.33"), percent("66.66")));
        assertRefused(PartnershipProblem.FOREGROUND_SHARES_NOT_100, foreground(percent("50"), percent("60")));
        assertRefused(PartnershipProblem.FOREGROUND_SHARES_NOT_100, foreground(percent("50"), percent("40")));
    }

    @Test
    void p2_anUnknownShareLeavesRoom() {
        assertAccepted(foreground(percent("50"), Share.unknown(UnknownReason.UNDISCLOSED)));
        assertAccepted(foreground(percent("50"), new Share(null, BigDecimal.valueOf(40), null, false, false, null)));
        assertRefused(
                PartnershipProblem.FOREGROUND_SHARES_NOT_100,
                foreground(percent("70"), new Share(null, BigDecimal.valueOf(40), null, false, false, null)));
    }

    @Test
    void p2_aLicenceLiesInsideThePartnershipOrSurvivesIt() {
        assertAccepted(licences(licence("battery", "CN", true, "2026-02", "2030-06", false)));
        assertAccepted(licences(licence("battery", "CN", true, "2026-02", null, true)));
        assertRefused(
                PartnershipProblem.LICENCE_OUTSIDE_PARTNERSHIP,
                licences(licence("battery", "CN", true, "2025-12", "2030-06", false)));
        assertRefused(
                PartnershipProblem.LICENCE_OUTSIDE_PARTNERSHIP,
                licences(licence("battery", "CN", true, "2026-02", "2031", false)));
        assertRefused(
                PartnershipProblem.LICENCE_OUTSIDE_PARTNERSHIP,
                licences(licence("battery", "CN", true, "2026-02", null, false)));
        assertRefused(
                PartnershipProblem.LICENCE_OUTSIDE_PARTNERSHIP,
                licences(licence("battery", "CN", true, "2029", "2028", true)));
    }

    @Test
    void p3_exclusiveLicencesForTheSameFieldAndTerritoryDoNotOverlap() {
        IpTerms.Licence first = licence("battery", "CN", true, "2026-02", "2028-06", false);
        assertRefused(
                PartnershipProblem.EXCLUSIVE_LICENCES_OVERLAP,
                licences(first, licence("Battery", "CN", true, "2028-06", "2029", false)));
        assertRefused(
                PartnershipProblem.EXCLUSIVE_LICENCES_OVERLAP,
                licences(first, licence("battery", "WORLD", true, "2027", "2029", false)));
        assertAccepted(licences(first, licence("battery", "CN", true, "2028-07", "2029", false)));
        assertAccepted(licences(first, licence("battery", "CN", false, "2027", "2029", false)));
        assertAccepted(licences(first, licence("battery", "KR", true, "2027", "2029", false)));
        assertAccepted(licences(first, licence("recycling", "CN", true, "2027", "2029", false)));
    }

    @Test
    void emptyTermsAreNoTerms() {
        assertThatThrownBy(() -> new IpTerms(List.of(), List.of(), List.of(), "HKIAC"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAccepted(IpTerms terms) {
        assertThat(terms.check(START, END)).isEmpty();
    }

    private static void assertRefused(PartnershipProblem type, IpTerms terms) {
        assertThat(terms.check(START, END))
                .hasValueSatisfying(problem -> assertThat(problem.type()).isEqualTo(type));
    }

    private static Share percent(String value) {
        return Share.exactly(new BigDecimal(value));
    }

    private static IpTerms foreground(Share one, Share other) {
        return new IpTerms(
                List.of(),
                List.of(new IpTerms.Result(
                        LocalizedText.en("electrolyte"),
                        List.of(new IpTerms.Owner(ONE, one), new IpTerms.Owner(OTHER, other)))),
                List.of(),
                null);
    }

    private static IpTerms licences(IpTerms.Licence... licences) {
        return new IpTerms(List.of(), List.of(), Arrays.asList(licences), null);
    }

    private static IpTerms.Licence licence(
            String field, String territory, boolean exclusive, String from, @Nullable String to, boolean survives) {
        return new IpTerms.Licence(
                ONE,
                OTHER,
                field,
                territory,
                exclusive,
                false,
                FuzzyDate.parse(from),
                to == null ? null : FuzzyDate.parse(to),
                survives);
    }
}
