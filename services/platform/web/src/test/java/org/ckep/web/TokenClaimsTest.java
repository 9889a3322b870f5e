package org.ckep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {
    private static TokenClaims claims(String payload) {
        String part = Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return TokenClaims.of("e30." + part + ".sig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"KR\"", "[\"KR\"]", "[\"KR\",\"KR\"]", "[\"KR\",\"\"]"})
    void aSideMayComeAsStringOrArray(String side) {
        Viewer viewer =
                claims("{\"sub\":\"s\",\"azp\":\"c\",\"side\":" + side + "}").viewer(Set.of("maker", "offline_access"));
        assertThat(viewer.side()).isEqualTo(Side.KR);
        assertThat(viewer.roles()).containsExactly(Role.MAKER);
        assertThat(viewer.client()).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"\"", "[\"\"]"})
    void withoutASideThereIsNone(String side) {
        assertThat(claims("{\"sub\":\"s\",\"side\":" + side + "}")
                        .viewer(Set.of())
                        .side())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"CN\",\"KR\"]", "\"XX\"", "\"cn\"", "\"CN KR\"", "[\"CN\",\"XX\"]"})
    void twoSidesOrAnUnknownOneAreRefused(String side) {
        TokenClaims claims = claims("{\"sub\":\"s\",\"side\":" + side + "}");
        assertThatThrownBy(() -> claims.viewer(Set.of()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(KernelProblem.FORBIDDEN));
    }

    @Test
    void aTokenWithoutSubjectIsItsClientAndNeverThePublic() {
        assertThat(claims("{\"azp\":\"c\"}").viewer(Set.of()).subject()).isEqualTo("client:c");
        TokenClaims nobody = claims("{}");
        assertThatThrownBy(() -> nobody.viewer(Set.of()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(KernelProblem.UNAUTHENTICATED));
    }

    /** Who is not shown to be a person signs nothing, whatever a realm forgets to map. */
    @ParameterizedTest
    @CsvSource({
        "'\"preferred_username\":\"kr-maker\"',false",
        "'\"preferred_username\":\"service-account-kr-ministry\"',true",
        "'\"preferred_username\":null',true",
        "'\"preferred_username\":[\"kr-maker\"]',true",
        "'\"azp\":\"kr-ministry\"',true",
    })
    void onlyAUserNameMakesAPerson(String claim, boolean system) {
        assertThat(claims("{\"sub\":\"s\"," + claim + "}").viewer(Set.of()).serviceAccount())
                .isEqualTo(system);
    }

    @Test
    void scopesAreWholeWords() {
        TokenClaims claims = claims("{\"scope\":\"openid trade:read investment:readwrite\"}");
        assertThat(claims.hasScope("trade:read")).isTrue();
        assertThat(claims.hasScope("investment:read")).isFalse();
        assertThat(claims("{}").hasScope("trade:read")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a.!.c", "a.W10.c"})
    void whatHasNoClaimsIsNoToken(String token) {
        assertThatThrownBy(() -> TokenClaims.of(token))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(KernelProblem.UNAUTHENTICATED));
    }
}
