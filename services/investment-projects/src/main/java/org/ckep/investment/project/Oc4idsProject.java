package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.ckep.records.ClaimView.SourceNote;
import org.jspecify.annotations.Nullable;

/**
 * A project in the words of OC4IDS 0.9.5. What the register does not know is absent; a date that is not known to the day
 * stands in words, since the standard knows moments alone.
 */
final class Oc4idsProject {
    private final ObjectMapper json;
    private final @Nullable String prefix;

    Oc4idsProject(ObjectMapper json, @Nullable String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    ObjectNode of(ExportedProject exported) {
        ProjectView project = exported.project();
        ObjectNode node = json.createObjectNode();
        node.put("id", id(project.urn()));
        node.put("updated", exported.changedAt().toString());
        node.put("language", language(project.title()));
        node.putArray("identifiers").addObject().put("scheme", "CKEP").put("id", project.displayId());
        node.put("title", text(project.title()));
        node.put("status", status(project.state(), project.resumeTo()));
        String type = type(project.type());
        if (type != null) {
            node.put("type", type);
        }
        classifications(node.putArray("additionalClassifications"), project);
        Book book = exported.book();
        budget(node, project, book);
        fill(node, "locations", places(project));
        fill(node, "parties", parties(project, book));
        fill(node, "milestones", milestones(project));
        fill(node, "transactions", transactions(exported));
        fill(node, "documents", documents(project));
        if (project.parentProject() != null && project.relation() != null) {
            node.putArray("relatedProjects")
                    .addObject()
                    .put("id", project.parentProject().uuid().toString())
                    .put("scheme", "oc4ids")
                    .put("identifier", id(project.parentProject()))
                    .put("relationship", relationship(project.relation()));
        }
        return node;
    }

    private String id(Urn urn) {
        return prefix == null ? urn.toString() : prefix + "-" + urn.uuid();
    }

    private static void fill(ObjectNode node, String name, ArrayNode values) {
        if (!values.isEmpty()) {
            node.set(name, values);
        }
    }

    /** The languages of the standard are two letters. */
    static String language(LocalizedText text) {
        return text.in(Language.EN).isPresent()
                ? "en"
                : text.in(Language.ZH_HANS).isPresent() ? "zh" : Language.KO.tag();
    }

    private static String text(LocalizedText text) {
        return text.best(Language.EN);
    }

    static String status(ProjectStatus state, @Nullable ProjectStatus resumeTo) {
        return switch (state) {
            case PROSPECT, ANNOUNCED -> "identification";
            case FILED, APPROVED -> "preparation";
            case COMMITTED, UNDER_CONSTRUCTION, COMMISSIONING, PARTIALLY_CLOSED -> "implementation";
            case OPERATIONAL -> "maintenance";
            case WINDING_DOWN -> "decommissioning";
            case COMPLETED -> "completion";
            case CLOSED -> "decommissioned";
            case CANCELLED, WITHDRAWN -> "cancelled";
            // The standard has no word for it.
            case SUSPENDED -> status(resumeTo == null ? ProjectStatus.COMMITTED : resumeTo, null);
        };
    }

    /** The standard's types are those of works on an asset; other undertakings have none. */
    private static @Nullable String type(ProjectType type) {
        return switch (type) {
            case GREENFIELD, RND_CENTRE, PARK_INFRASTRUCTURE -> "construction";
            case EXPANSION -> "expansion";
            case UPGRADE, MERGER_ACQUISITION, CAPITAL_INCREASE, JV_FORMATION, RELOCATION, DIVESTMENT -> null;
        };
    }

    private static String relationship(ProjectRelation relation) {
        return switch (relation) {
            case EXPANDS -> "expansion";
            case REPLACES -> "replacement";
            case PHASE_OF -> "phaseOf";
            case UPGRADES -> "upgrades";
            case FUNDS -> "funds";
        };
    }

    private static void classifications(ArrayNode classifications, ProjectView project) {
        classifications
                .addObject()
                .put("scheme", "CKEP-PROJECT-TYPE")
                .put("id", project.type().name());
        project.sectors()
                .forEach(sector ->
                        classifications.addObject().put("scheme", "CKEP-SECTOR").put("id", sector.code()));
        project.products()
                .forEach(product ->
                        classifications.addObject().put("scheme", "HS").put("id", product));
    }

    /** What is bound stands there once: as the ledger has it where that accounts for all of it, else as the record says it. */
    private void budget(ObjectNode node, ProjectView project, Book book) {
        Investment investment = project.totalInvestment();
        List<Commitment> commitments = book.accountsFor(project.commitments()) ? List.of() : project.commitments();
        List<BookedCommitment> booked = commitments.isEmpty() ? book.commitments() : List.of();
        if (investment == null && commitments.isEmpty() && booked.isEmpty()) {
            return;
        }
        ObjectNode budget = node.putObject("budget");
        if (investment != null) {
            budget.put("description", "Counted as " + investment.basis());
            money(budget.putObject("amount"), investment.amount(), investment.currency());
        }
        if (!commitments.isEmpty()) {
            ArrayNode finance = budget.putArray("finance");
            for (int i = 0; i < commitments.size(); i++) {
                Commitment commitment = commitments.get(i);
                finance(
                        finance.addObject()
                                .put("id", Integer.toString(i + 1))
                                .put("title", commitment.kind() + ", signed " + commitment.signedOn()),
                        commitment.amount(),
                        commitment.party(),
                        commitment.kind());
            }
        }
        if (!booked.isEmpty()) {
            ArrayNode finance = budget.putArray("finance");
            for (BookedCommitment one : booked) {
                finance(
                        finance.addObject()
                                .put("id", one.urn().toString())
                                .put("title", one.kind() + ", " + one.basis() + ", " + book.kept()),
                        new Money(one.committed(), one.currency(), null, null),
                        one.party(),
                        one.kind());
            }
        }
    }

    private static void finance(ObjectNode finance, Money bound, OrgRef party, Commitment.Kind kind) {
        money(finance.putObject("value"), bound.amount(), bound.currency());
        if (party.orgId() != null) {
            finance.putObject("financingParty").put("id", party.orgId().toString());
        }
        switch (kind) {
            case EQUITY -> finance.putArray("assetClass").add("equity");
            case LOAN -> finance.put("type", "loan").putArray("assetClass").add("debt");
            case GRANT -> finance.put("type", "grant");
            case GUARANTEE -> finance.put("type", "guarantee");
            case IN_KIND -> finance.put("description", "In kind");
        }
    }

    /** What was paid, and what came back; of what is only bound the standard has {@code budget.finance}. */
    private ArrayNode transactions(ExportedProject exported) {
        ArrayNode transactions = json.createArrayNode();
        Book book = exported.book();
        OrgRef receiver = exported.receiver();
        for (BookedEntry entry : book.payments()) {
            BookedCommitment commitment = book.of(entry);
            ObjectNode transaction = transactions
                    .addObject()
                    .put("id", entry.urn().toString())
                    .put("date", entry.valueDate() + "T00:00:00Z");
            money(
                    transaction.putObject("value"),
                    new Money(entry.amount(), commitment.currency(), null, null).amount(),
                    commitment.currency());
            boolean sale = entry.movement() == BookedEntry.Movement.EQUITY_SALE;
            reference(transaction, "payer", sale ? null : commitment.party());
            reference(transaction, "payee", sale ? commitment.party() : receiver);
        }
        return transactions;
    }

    private static void reference(ObjectNode transaction, String name, @Nullable OrgRef party) {
        if (party != null && party.orgId() != null) {
            transaction.putObject(name).put("id", party.orgId().toString());
        }
    }

    private static void money(ObjectNode value, BigDecimal amount, String currency) {
        value.put("amount", amount).put("currency", currency);
    }

    private ArrayNode places(ProjectView project) {
        ArrayNode places = json.createArrayNode();
        for (ProjectView.SiteNote site : project.sites()) {
            Place place = site.place();
            ObjectNode location =
                    places.addObject().put("id", site.urn().toString()).put("description", text(site.title()));
            if (place.lat() != null && place.lon() != null) {
                location.putObject("geometry")
                        .put("type", "Point")
                        .putArray("coordinates")
                        .add(place.lon())
                        .add(place.lat());
            }
            ObjectNode address = location.putObject("address");
            if (place.city() != null) {
                address.put("locality", place.city());
            }
            address.put("region", place.iso3166_2()).put("countryName", country(place.country()));
        }
        if (places.isEmpty()) {
            project.direction().hosts(project.hostCountries()).forEach(host -> places.addObject()
                    .put("id", host)
                    .putObject("address")
                    .put("countryName", country(host)));
        }
        return places;
    }

    private static String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /** One entry for each party, with all its roles; what is unnamed stays apart. */
    private ArrayNode parties(ProjectView project, Book book) {
        Map<String, ObjectNode> parties = new LinkedHashMap<>();
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        for (ProjectView.ParticipantNote participant : project.participants()) {
            OrgRef org = participant.org();
            String id = org.orgId() == null
                    ? "unnamed-" + (parties.size() + 1)
                    : org.orgId().toString();
            ObjectNode party = parties.computeIfAbsent(
                    id, unused -> json.createObjectNode().put("id", id));
            if (participant.name() != null) {
                party.put("name", text(participant.name()));
            } else if (org.unnamed() != null && org.unnamed().description() != null) {
                party.put("name", org.unnamed().description());
            }
            roles.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(role(participant.role()));
        }
        // Whoever is bound or pays stands among the parties, as the standard wants of all that it refers to.
        List<OrgRef> paying = new ArrayList<>(book.parties());
        if (!book.accountsFor(project.commitments())) {
            project.commitments().stream()
                    .map(Commitment::party)
                    .filter(org -> org.orgId() != null)
                    .forEach(paying::add);
        }
        for (OrgRef org : paying) {
            String id =
                    Objects.requireNonNull(org.orgId(), "a party with an id").toString();
            ObjectNode party = parties.computeIfAbsent(
                    id, unused -> json.createObjectNode().put("id", id));
            LocalizedText name = book.name(org);
            if (name != null && !party.has("name")) {
                party.put("name", text(name));
            }
            roles.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add("funder");
        }
        ArrayNode all = json.createArrayNode();
        parties.forEach((id, party) -> {
            ArrayNode played = party.putArray("roles");
            roles.getOrDefault(id, Set.of()).forEach(played::add);
            all.add(party);
        });
        return all;
    }

    private static String role(ParticipantRole role) {
        return switch (role) {
            case INVESTOR, FINANCIER -> "funder";
            case CONTRACTOR -> "supplier";
            case HOST_ENTITY -> "hostEntity";
            case PARTNER -> "partner";
            case REGULATOR -> "regulator";
            case PARK -> "park";
        };
    }

    private ArrayNode milestones(ProjectView project) {
        ArrayNode milestones = json.createArrayNode();
        project.keyDates().forEach((key, dates) -> {
            FuzzyDate planned =
                    dates.planned().isEmpty() ? null : dates.planned().getLast();
            ObjectNode milestone = milestones.addObject().put("id", key.name()).put("title", key.name());
            String type = milestoneType(key);
            if (type != null) {
                milestone.put("type", type);
            }
            StringBuilder words = new StringBuilder();
            date(milestone, "dueDate", "Planned for ", planned, words);
            date(milestone, "dateMet", "Happened in ", dates.actual(), words);
            if (!words.isEmpty()) {
                milestone.put("description", words.toString());
            }
            milestone.put("status", milestoneStatus(project.state(), dates.actual()));
        });
        return milestones;
    }

    /** What has not happened when a project is over is not to be expected any more. */
    static String milestoneStatus(ProjectStatus state, @Nullable FuzzyDate actual) {
        if (actual != null) {
            return "met";
        }
        return state.isTerminal() ? "notMet" : "scheduled";
    }

    private static @Nullable String milestoneType(KeyDate key) {
        return switch (key) {
            case FILED, APPROVED -> "approval";
            case GROUNDBREAKING, COMPLETION, COMMISSIONED, MASS_PRODUCTION -> "delivery";
            case MOU_SIGNED, ANNOUNCED, CONTRACT_SIGNED, CLOSED, WITHDRAWN -> null;
        };
    }

    private static void date(
            ObjectNode milestone, String member, String words, @Nullable FuzzyDate date, StringBuilder text) {
        if (date == null) {
            return;
        }
        if (date.precision() == FuzzyDate.Precision.DAY) {
            milestone.put(member, date.start() + "T00:00:00Z");
        } else {
            text.append(text.isEmpty() ? "" : "; ").append(words).append(date);
        }
    }

    private ArrayNode documents(ProjectView project) {
        ArrayNode documents = json.createArrayNode();
        for (SourceNote source : project.sources()) {
            ObjectNode document =
                    documents.addObject().put("id", source.urn().toString()).put("title", source.title());
            if (source.url() != null) {
                document.put("url", source.url().toString());
            }
            if (source.publishedOn() != null) {
                document.put("datePublished", source.publishedOn() + "T00:00:00Z");
            }
            if (source.publisher() != null) {
                document.put("author", source.publisher());
            }
        }
        return documents;
    }
}
