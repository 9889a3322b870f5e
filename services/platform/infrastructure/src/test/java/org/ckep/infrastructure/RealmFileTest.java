package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmFileTest {

    @TempDir
    Path folder;

    @Test
    void placeholdersTakeTheirValueOrTheirDefault() throws IOException {
        Path file = write("""
                {"realm": "${CKEP_REALM:ckep}", "displayName": "${CKEP_TITLE:a: b}", "empty": "${CKEP_EMPTY:}"}""");

        RealmFile realm = RealmFile.read(file, Map.of("CKEP_TITLE", "quote \" and \\ and $1")::get);

        assertThat(realm.name()).isEqualTo("ckep");
        assertThat(realm.json().path("displayName").asText()).isEqualTo("quote \" and \\ and $1");
        assertThat(realm.json().path("empty").asText()).isEmpty();
    }

    @Test
    void keycloaksOwnPlaceholdersStay() throws IOException {
        Path file = write("""
                {"realm": "ckep", "clients": [{"name": "${client_account}", "rootUrl": "${authBaseUrl}"}]}""");

        RealmFile realm = RealmFile.read(file, name -> "replaced");

        assertThat(realm.json().at("/clients/0/name").asText()).isEqualTo("${client_account}");
        assertThat(realm.json().at("/clients/0/rootUrl").asText()).isEqualTo("${authBaseUrl}");
    }

    @Test
    void agenciesAreThoseOfTheGroupsAtAnyDepth() throws IOException {
        Path file = write("""
                {"realm": "ckep", "groups": [
                  {"name": "governments", "subGroups": [{"name": "KR", "attributes": {"side": ["KR"]},
                    "subGroups": [{"name": "MOTIR", "attributes": {"agency": ["motir"]}}]}]},
                  {"name": "KOTRA", "attributes": {"agency": ["kotra"]}}]}""");

        assertThat(RealmFile.read(file, name -> null).agencies()).containsExactly("kotra", "motir");
    }

    @Test
    void passwordsAndSecretsAreThoseGivenFromOutside() throws IOException {
        Path file = write("""
                {"realm": "ckep",
                 "users": [{"username": "kr-maker", "credentials": [{"value": "${CKEP_DEMO_PASSWORD:sample}"}]}],
                 "clients": [{"clientId": "kr-ministry", "secret": "${CKEP_KR_MINISTRY_SECRET:sample}"}]}""");

        RealmFile realm = RealmFile.read(file, Map.of("CKEP_DEMO_PASSWORD", "own")::get);

        assertThat(realm.passwordOf("kr-maker")).isEqualTo("own");
        assertThat(realm.secretOf("kr-ministry")).isEqualTo("sample");
        assertThatThrownBy(() -> realm.secretOf("nobody"))
                .isInstanceOf(InfrastructureException.class)
                .hasMessage("The realm's clients have no nobody");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path file = write("{");

        assertThatThrownBy(() -> RealmFile.read(file, name -> null))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining(file.toString());
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("realm.json"), json);
    }
}
