package org.ckep.local;

import org.ckep.infrastructure.KeycloakServer;
import org.ckep.infrastructure.RealmFile;

/** What a newcomer needs when everything runs: addresses, accounts, three requests. */
final class Welcome {

    private final Settings settings;
    private final KeycloakServer.Administrator administrator;
    private final RealmFile realm;

    Welcome(Settings settings, KeycloakServer.Administrator administrator, RealmFile realm) {
        this.settings = settings;
        this.administrator = administrator;
        this.realm = realm;
    }

    void print(Console console) {
        String gateway = settings.url(Component.GATEWAY);
        String keycloak = "http://127.0.0.1:" + settings.keycloakPort();
        console.say("""

                Addresses
                  portal and API   %1$s
                  API description  %1$s/openapi.json
                  Keycloak         %2$s/admin   (%3$s / %4$s)

                Demo accounts, password %5$s
                  cn-maker  cn-checker  cn-statistician  kr-maker  kr-checker  kr-statistician  secretariat
                  cn-auditor  kr-auditor

                Three requests
                  curl '%1$s/trade/v1/bilateral-totals?period=2020'
                  curl '%1$s/partnerships/v1/sectors/SEMI/cockpit'
                  curl -H "Authorization: Bearer $(curl -s %2$s/realms/ckep/protocol/openid-connect/token \\
                    -d grant_type=client_credentials -d client_id=kr-ministry -d client_secret=%6$s \\
                    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')" '%1$s/policy/v1/milestones'

                Subscriptions may name endpoints on this machine, such as http://127.0.0.1:9000/; elsewhere that is refused.

                Ctrl-C stops everything; the data stays. 'deploy/local/up --fresh' begins anew.""".formatted(
                        gateway,
                        keycloak,
                        administrator.name(),
                        administrator.password(),
                        realm.passwordOf("kr-maker"),
                        realm.secretOf("kr-ministry")));
    }
}
