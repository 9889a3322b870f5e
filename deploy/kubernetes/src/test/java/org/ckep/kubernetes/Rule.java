package org.ckep.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What must hold in a set of manifests. Each rule tells every place where it does not. */
enum Rule {
    API_VERSIONS(ObjectRules::apiVersions),
    NO_DUPLICATES(ObjectRules::duplicates),
    LABELS(ObjectRules::labels),
    PODS_ARE_CONFINED(WorkloadRules::confinement),
    RESOURCES(WorkloadRules::resources),
    ROLLOUT(WorkloadRules::rollout),
    PROBES(WorkloadRules::probes),
    IMAGES(WorkloadRules::images),
    SELECTORS(ReplicaRules::selectors),
    DISRUPTION(ReplicaRules::disruption),
    SCALERS(ReplicaRules::scalers),
    REFERENCES(ReferenceRules::references),
    ADDRESSES(ReferenceRules::addresses),
    DEFAULT_DENY(NetworkRules::defaultDeny),
    EGRESS(NetworkRules::egress),
    NO_SECRETS(ObjectRules::secrets),
    NAMESPACE(ObjectRules::namespace),
    KAFKA(OperatorRules::kafka),
    POSTGRES(OperatorRules::postgres),
    ROUTES(NetworkRules::routes);

    private final BiConsumer<List<Document>, List<String>> check;

    Rule(BiConsumer<List<Document>, List<String>> check) {
        this.check = check;
    }

    /** The places that break the rule. */
    List<String> findings(List<Document> documents) {
        List<String> findings = new ArrayList<>();
        check.accept(documents, findings);
        return findings;
    }
}
