package org.ckep.partnerships.outage;

import java.util.Set;
import org.ckep.testing.Api;
import org.ckep.testing.SurvivesFaults;

class ServiceFaultsIT extends SurvivesFaults {
    @Override
    protected String service() {
        return "partnerships";
    }

    @Override
    protected String readPath() {
        return "/partnerships/v1/organisations";
    }

    @Override
    protected Writes writes() {
        return Writes.ofSubjects(
                () -> Api.cnMaker()
                        .post(
                                "organisations",
                                "{\"name\": {\"en\": \"A company\"}, \"kind\": \"COMPANY\", \"side\": \"CN\"}"),
                "select 'urn:ckep:organisation:' || id from organisation",
                "org.ckep.partnerships.organisation.registered.v1",
                Set.of("side-cn"));
    }
}
