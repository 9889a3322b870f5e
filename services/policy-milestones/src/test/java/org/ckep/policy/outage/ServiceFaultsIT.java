package org.ckep.policy.outage;

import java.util.Set;
import org.ckep.testing.Api;
import org.ckep.testing.SurvivesFaults;

class ServiceFaultsIT extends SurvivesFaults {
    @Override
    protected String service() {
        return "policy";
    }

    @Override
    protected String readPath() {
        return "/policy/v1/mechanisms";
    }

    @Override
    protected Writes writes() {
        return Writes.ofSubjects(
                () -> Api.cnMaker()
                        .post("mechanisms", "{\"title\": {\"en\": \"A dialogue\"}, \"level\": \"VICE_MINISTER\"}"),
                "select 'urn:ckep:mechanism:' || id from mechanism",
                "org.ckep.policy.mechanism.registered.v1",
                Set.of("side-cn"));
    }
}
