package org.ckep.investment.outage;

import java.util.Set;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.SurvivesFaults;

class ServiceFaultsIT implements SurvivesFaults {
    @Override
    public String service() {
        return "investment";
    }

    @Override
    public String readPath() {
        return "/investment/v1/projects";
    }

    @Override
    public Writes writes() {
        return Writes.ofSubjects(
                () -> Api.cnMaker().post("projects", Records.project("")),
                "select 'urn:ckep:project:' || id from project",
                "org.ckep.investment.project.registered.v1",
                Set.of("side-cn"));
    }
}
