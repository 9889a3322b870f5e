package org.ckep.investment.project;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The columns of this feature's CSV files. */
final class ProjectColumns {
    static final List<String> PROJECTS = projects();

    static final List<String> TRANSITIONS = List.of(
            "from",
            "to",
            "date",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "settlementNote.en",
            "settlementNote.zh-Hans",
            "settlementNote.ko",
            "siteState",
            "sources",
            "side",
            "recordedAt");

    static final List<String> CHANGES = List.of(
            "urn",
            "record",
            "side",
            "state",
            "procedure",
            "makesJoint",
            "changed",
            "patch",
            "step",
            "figure",
            "classification",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "evidence",
            "settles",
            "hash",
            "baseHash",
            "signatures.side",
            "signatures.function",
            "signatures.at",
            "answers",
            "draftedAt",
            "proposedAt",
            "deadline",
            "closedAt",
            "remark.en",
            "remark.zh-Hans",
            "remark.ko");

    static final List<String> ALL_CHANGES = Stream.concat(
                    CHANGES.stream(), Stream.of("recordTitle.en", "recordTitle.zh-Hans", "recordTitle.ko"))
            .toList();

    static final List<String> OBJECTIONS = List.of(
            "urn",
            "record",
            "side",
            "attribute",
            "state",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "preparedAt",
            "raisedAt",
            "closedAt",
            "settledBy");

    static final List<String> MATCHES = List.of(
            "pair",
            "status",
            "reasons",
            "cn",
            "cn.amount",
            "cn.currency",
            "cn.basis",
            "kr",
            "kr.amount",
            "kr.currency",
            "kr.basis",
            "delta");

    static final List<String> BLIND = List.of(
            "attribute",
            "optedIn",
            "commitments.cycle",
            "commitments.hash",
            "commitments.salt",
            "commitments.committedAt",
            "outcomes.cycle",
            "outcomes.consistent");

    static final List<String> PIPELINE = List.of("state", "sector", "direction", "province", "park", "year", "count");

    private ProjectColumns() {}

    private static List<String> projects() {
        List<String> columns = new ArrayList<>(List.of(
                "urn",
                "displayId",
                "title.en",
                "title.zh-Hans",
                "title.ko",
                "state",
                "stateSince",
                "resumeTo",
                "stateReason.en",
                "stateReason.zh-Hans",
                "stateReason.ko",
                "type",
                "profile",
                "direction",
                "modality",
                "sectors.code",
                "sectors.share",
                "products",
                "hostCountries",
                "sites.urn",
                "sites.title.en",
                "sites.place.iso3166_2",
                "sites.place.city",
                "parks",
                "participants.role",
                "participants.org.orgId",
                "participants.org.unnamed.side",
                "participants.name.en",
                "totalInvestment.amount",
                "totalInvestment.currency",
                "totalInvestment.basis",
                "totalInvestment.valueDate",
                "registeredCapital.amount",
                "registeredCapital.currency",
                "registeredCapital.basis",
                "ownContribution.amount",
                "ownContribution.currency",
                "ownContribution.basis",
                "jobs.planned.value",
                "jobs.planned.relation",
                "jobs.actual.value",
                "jobs.actual.relation",
                "jobs.estimated"));
        for (KeyDate key : KeyDate.values()) {
            columns.add("keyDates." + key + ".planned");
            columns.add("keyDates." + key + ".actual");
        }
        columns.addAll(List.of(
                "capacity.product",
                "capacity.quantity.value",
                "capacity.quantity.unit",
                "capacity.kind",
                "commitments.party.orgId",
                "commitments.amount.amount",
                "commitments.amount.currency",
                "commitments.kind",
                "commitments.signedOn",
                "holdings.holder.orgId",
                "holdings.share.exact",
                "paid.amount",
                "paid.currency",
                "parentProject",
                "relation",
                "countsTowardAggregate",
                "phasesPartial",
                "unknownReasons",
                "basis",
                "sources.urn",
                "stewardship",
                "classification"));
        return List.copyOf(columns);
    }
}
