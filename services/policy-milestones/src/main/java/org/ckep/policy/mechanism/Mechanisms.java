package org.ckep.policy.mechanism;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.PolicyRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/** What engagements ask of mechanisms. */
@ApplicationScoped
public class Mechanisms {
    /** The kind of record. */
    public static final Kind KIND = MechanismService.KIND;

    /** Rule M12: the sides that have no organisation in this mechanism on a day. */
    public Uni<Set<Side>> unmanned(Mutiny.Session session, PolicyRecord mechanism, FuzzyDate day) {
        return Parts.of(session, MechanismCounterpart.class, mechanism)
                .map(counterparts -> MechanismRules.unmanned(
                        counterparts.stream()
                                .map(MechanismCounterpart::toContent)
                                .toList(),
                        day));
    }
}
