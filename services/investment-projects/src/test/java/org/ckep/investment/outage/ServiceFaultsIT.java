package org.ckep.investment.outage;

import java.util.Set;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.SurvivesFaults;

class ServiceFaultsIT extends SurvivesFaults {
    @Override
    protected String service() {
        return "investment";
    }

    @Override
    protected String readPath() {
        return "/investment/v1/projects";
    }

    @Override
    protected Writes writes() {
        return Writes.ofSubjects(
                () -> Api.cnMaker().post("projects", Records.project("")),
                "select 'urn:ckep:project:' || id from project",
                "org.ckep.investment.project.registered.v1",
                Set.of("side-cn"));
    }
}
