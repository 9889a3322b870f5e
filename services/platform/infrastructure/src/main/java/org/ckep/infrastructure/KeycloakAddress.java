package org.ckep.infrastructure;

/**
 * Where a Keycloak server answers, with one administrator of it.
 *
 * @param url without a slash at the end
 */
public record KeycloakAddress(String url, KeycloakServer.Administrator administrator) {

    /** The realm's own URL, which is the issuer of its tokens. */
    public String realmUrl(String realm) {
        return url + "/realms/" + realm;
    }
}
