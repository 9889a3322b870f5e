package org.ckep.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInResourceTest {
    private static final URI OVERVIEW = URI.create("/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/projects",
                "/sectors/SEMI",
                "/milestones/0190a000-0000-7000-8000-000000000002",
                "/projects?state=PROSPECT&sector=SEMI",
                "/projects?after=a%2Bb%3D&lang=zh-Hans",
                "/projects?state=",
                // A query leads nowhere: the visitor stays in the portal.
                "/projects?next=//elsewhere.example",
            })
    void aPageOfThePortalIsReturnedToWithItsQuery(String page) {
        assertThat(SignInResource.pageAt(page)).hasToString(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "projects",
                "?state=PROSPECT",
                "https://elsewhere.example/",
                "HTTPS:elsewhere.example",
                "//elsewhere.example",
                "///elsewhere.example",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "\\/elsewhere.example",
                "/%2Felsewhere.example",
                "/%5Celsewhere.example",
                "%2F%2Felsewhere.example",
                "%252F%252Felsewhere.example",
                "/\t/elsewhere.example",
                "/projects//elsewhere.example",
                "/projects/../../elsewhere.example",
                "/@elsewhere.example",
                "@elsewhere.example",
                ".elsewhere.example",
                ":443@elsewhere.example",
                "/／elsewhere.example",
                "javascript:alert(1)",
                "/projects\r\nLocation: https://elsewhere.example/",
                "/projects\n",
                "/projects?x=\r\ny",
                "/projects?x=\\",
                "/projects?x=%0",
                "/projects?x=%zz",
                "/projects#//elsewhere.example",
                " /projects",
            })
    void everythingElseLeadsToTheOverview(String address) {
        assertThat(SignInResource.pageAt(address)).isEqualTo(OVERVIEW);
    }

    /** Whoever has just signed in would read that it failed, or be signed out again. */
    @ParameterizedTest
    @ValueSource(strings = {"/sign-in-failed?error=access_denied", "/sign-out", "/signed-in", "/sign-in?to=/projects"})
    void pagesAboutSigningInAreNotReturnedTo(String address) {
        assertThat(SignInResource.pageAt(address)).isEqualTo(OVERVIEW);
    }

    @Test
    void aVeryLongAddressIsRead() {
        String page = "/projects?after=" + "%41".repeat(5000);
        assertThat(SignInResource.pageAt(page)).hasToString(page);
        assertThat(SignInResource.pageAt("/a".repeat(5000) + "\\")).isEqualTo(OVERVIEW);
    }
}
