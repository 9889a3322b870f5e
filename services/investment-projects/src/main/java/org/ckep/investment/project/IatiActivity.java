package org.ckep.investment.project;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.jspecify.annotations.Nullable;

/**
 * A project as an activity of IATI 2.03. The standard knows dates of days alone: of a date that is known less exactly the
 * first day of what is known stands for a beginning and the last for an end, and a narrative says how exactly it is known.
 */
final class IatiActivity {
    /** The reporting organisation's own list of sectors. */
    private static final String OWN_VOCABULARY = "99";

    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

    private final ExportConfig publisher;
    private final LocalDate today;

    IatiActivity(ExportConfig publisher, LocalDate today) {
        this.publisher = publisher;
        this.today = today;
    }

    /** The element; nothing where the register does not know what the standard demands of every activity. */
    String of(ExportedProject exported) {
        ProjectView project = exported.project();
        String country = country(project);
        KeyDates start = dates(project, startOf(project.profile()));
        if (country == null
                || start.equals(KeyDates.NONE)
                || !ProjectContent.SectorShare.isDivided(project.sectors())) {
            return "";
        }
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(text);
            xml.writeStartElement("iati-activity");
            xml.writeAttribute("xml:lang", Oc4idsProject.language(project.title()));
            xml.writeAttribute("last-updated-datetime", exported.changedAt().toString());
            heading(xml, project);
            participants(xml, project);
            empty(xml, "activity-status", Map.of("code", status(project.state())));
            dates(xml, start, dates(project, endOf(project.profile())));
            empty(xml, "recipient-country", Map.of("code", country));
            for (ProjectView.SiteNote site : project.sites()) {
                location(xml, site);
            }
            for (ProjectContent.SectorShare sector : project.sectors()) {
                sector(xml, sector, project.sectors().size() > 1);
            }
            transactions(xml, exported);
            if (project.parentProject() != null) {
                xml.writeEmptyElement("related-activity");
                xml.writeAttribute("ref", identifier(project.parentProject().toString()));
                xml.writeAttribute("type", "1");
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("XML cannot be written into a text", impossible);
        }
        return text.toString();
    }

    /** Begins with the publisher's id, as the standard wants. */
    private String identifier(String urn) {
        return publisher.publisherId() + "-" + urn;
    }

    private void heading(XMLStreamWriter xml, ProjectView project) throws XMLStreamException {
        xml.writeStartElement("iati-identifier");
        xml.writeCharacters(identifier(project.urn().toString()));
        xml.writeEndElement();
        xml.writeStartElement("reporting-org");
        xml.writeAttribute("ref", publisher.publisherId());
        xml.writeAttribute("type", publisher.publisherType());
        narrative(xml, publisher.publisherName(), "en");
        xml.writeEndElement();
        xml.writeStartElement("title");
        narratives(xml, project.title());
        xml.writeEndElement();
        xml.writeStartElement("description");
        xml.writeAttribute("type", "1");
        narrative(xml, description(project), "en");
        xml.writeEndElement();
    }

    /** The standard demands a description; ours says in words what the register says in codes. */
    private static String description(ProjectView project) {
        String kind = project.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (project.direction()) {
            case KR_TO_CN -> "Project of the type " + kind + ", with Korean capital in China.";
            case CN_TO_KR -> "Project of the type " + kind + ", with Chinese capital in the Republic of Korea.";
            case JOINT_THIRD_MARKET ->
                "Project of the type " + kind + ", with capital of China and the Republic of Korea in a third country.";
            case MUTUAL -> "Project of the type " + kind + ", with capital of China and the Republic of Korea in both.";
        };
    }

    private static void participants(XMLStreamWriter xml, ProjectView project) throws XMLStreamException {
        for (ProjectView.ParticipantNote participant : project.participants()) {
            OrgRef org = participant.org();
            xml.writeStartElement("participating-org");
            if (org.orgId() != null) {
                xml.writeAttribute("ref", org.orgId().toString());
            }
            xml.writeAttribute("role", role(participant.role()));
            if (participant.name() != null) {
                narratives(xml, participant.name());
            } else if (org.orgId() == null) {
                narrative(xml, unnamed(org), "en");
            }
            xml.writeEndElement();
        }
    }

    private static String unnamed(OrgRef org) {
        OrgRef.Unnamed unnamed = Objects.requireNonNull(org.unnamed(), "a party without id is an unnamed one");
        if (unnamed.description() != null) {
            return unnamed.description();
        }
        Side side = unnamed.side();
        return side == null
                ? "Unnamed party"
                : "Unnamed party of " + (side == Side.CN ? "China" : "the Republic of Korea");
    }

    private static String role(ParticipantRole role) {
        return switch (role) {
            case INVESTOR, FINANCIER -> "1";
            case REGULATOR -> "2";
            case HOST_ENTITY, PARTNER, PARK, CONTRACTOR -> "4";
        };
    }

    static String status(ProjectStatus state) {
        return switch (state) {
            case PROSPECT, ANNOUNCED, FILED, APPROVED -> "1";
            case COMMITTED, UNDER_CONSTRUCTION, COMMISSIONING, PARTIALLY_CLOSED, OPERATIONAL, WINDING_DOWN -> "2";
            case COMPLETED, CLOSED -> "4";
            case CANCELLED, WITHDRAWN -> "5";
            case SUSPENDED -> "6";
        };
    }

    private static KeyDate startOf(Profile profile) {
        return switch (profile) {
            case PHYSICAL -> KeyDate.GROUNDBREAKING;
            case TRANSACTION -> KeyDate.CONTRACT_SIGNED;
        };
    }

    private static KeyDate endOf(Profile profile) {
        return switch (profile) {
            case PHYSICAL -> KeyDate.COMPLETION;
            case TRANSACTION -> KeyDate.CLOSED;
        };
    }

    private static KeyDates dates(ProjectView project, KeyDate key) {
        return project.keyDates().getOrDefault(key, KeyDates.NONE);
    }

    private void dates(XMLStreamWriter xml, KeyDates start, KeyDates end) throws XMLStreamException {
        FuzzyDate plannedStart =
                start.planned().isEmpty() ? null : start.planned().getLast();
        FuzzyDate plannedEnd = end.planned().isEmpty() ? null : end.planned().getLast();
        if (plannedStart != null) {
            date(xml, "1", plannedStart.start(), plannedStart);
        }
        if (start.actual() != null) {
            date(xml, "2", untilToday(start.actual().start()), start.actual());
        }
        // Plans of different days may contradict each other; the standard takes no end before the beginning.
        if (plannedEnd != null && (plannedStart == null || !plannedEnd.end().isBefore(plannedStart.start()))) {
            date(xml, "3", plannedEnd.end(), plannedEnd);
        }
        // No rule of the register puts the closing of a transaction after its contract.
        if (end.actual() != null
                && (start.actual() == null
                        || !end.actual().end().isBefore(start.actual().start()))) {
            date(xml, "4", untilToday(end.actual().end()), end.actual());
        }
    }

    /** The standard takes no day that is still to come where it counts; in Beijing and Seoul it may have begun. */
    private LocalDate untilToday(LocalDate day) {
        return day.isAfter(today) ? today : day;
    }

    private static void date(XMLStreamWriter xml, String type, LocalDate day, FuzzyDate known)
            throws XMLStreamException {
        xml.writeStartElement("activity-date");
        xml.writeAttribute("iso-date", day.toString());
        xml.writeAttribute("type", type);
        if (known.precision() != FuzzyDate.Precision.DAY || !day.equals(known.start())) {
            narrative(xml, "Known as " + known, "en");
        }
        xml.writeEndElement();
    }

    /** The one country that receives; with several the standard demands parts in percent, which nobody knows. */
    private static @Nullable String country(ProjectView project) {
        List<String> hosts = project.direction().hosts(project.hostCountries());
        List<String> countries = project.sites().isEmpty()
                ? hosts
                : project.sites().stream()
                        .map(site -> site.place().country())
                        .distinct()
                        .toList();
        return countries.size() == 1 ? countries.getFirst() : null;
    }

    private static void location(XMLStreamWriter xml, ProjectView.SiteNote site) throws XMLStreamException {
        Place place = site.place();
        xml.writeStartElement("location");
        xml.writeAttribute("ref", site.urn().toString());
        xml.writeStartElement("name");
        narratives(xml, site.title());
        xml.writeEndElement();
        if (place.lat() != null && place.lon() != null) {
            xml.writeStartElement("point");
            xml.writeAttribute("srsName", "http://www.opengis.net/def/crs/EPSG/0/4326");
            xml.writeStartElement("pos");
            xml.writeCharacters(place.lat().toPlainString() + " " + place.lon().toPlainString());
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void sector(XMLStreamWriter xml, ProjectContent.SectorShare sector, boolean divided)
            throws XMLStreamException {
        xml.writeStartElement("sector");
        xml.writeAttribute("vocabulary", OWN_VOCABULARY);
        xml.writeAttribute("code", sector.code());
        if (divided && sector.share() != null) {
            xml.writeAttribute("percentage", sector.share().toPlainString());
        }
        narrative(xml, "Sector " + sector.code(), "en");
        xml.writeEndElement();
    }

    /** What is bound stands there once: as the ledger has it where that accounts for all of it, else as the record says it. */
    private void transactions(XMLStreamWriter xml, ExportedProject exported) throws XMLStreamException {
        ProjectView project = exported.project();
        Book book = exported.book();
        boolean booked = book.accountsFor(project.commitments());
        if (!booked) {
            for (Commitment commitment : project.commitments()) {
                commitment(xml, commitment);
            }
        }
        OrgRef receiver = exported.receiver();
        for (BookedEntry entry : booked ? book.entries() : book.payments()) {
            transaction(xml, book, entry, receiver, project);
        }
    }

    private void transaction(
            XMLStreamWriter xml, Book book, BookedEntry entry, @Nullable OrgRef receiver, ProjectView project)
            throws XMLStreamException {
        BookedCommitment commitment = book.of(entry);
        LocalDate day = untilToday(entry.valueDate());
        xml.writeStartElement("transaction");
        xml.writeAttribute("ref", entry.urn().toString());
        empty(xml, "transaction-type", Map.of("code", entry.movement().iati()));
        empty(xml, "transaction-date", Map.of("iso-date", day.toString()));
        xml.writeStartElement("value");
        xml.writeAttribute("currency", commitment.currency());
        xml.writeAttribute("value-date", day.toString());
        xml.writeCharacters(new Money(entry.amount(), commitment.currency(), null, null)
                .amount()
                .toPlainString());
        xml.writeEndElement();
        xml.writeStartElement("description");
        narrative(
                xml,
                (entry.isReversal() ? "Reversal: " : "") + entry.movement().words() + ", " + commitment.kind() + ", "
                        + commitment.basis() + ", " + book.kept(),
                "en");
        xml.writeEndElement();
        boolean sale = entry.movement() == BookedEntry.Movement.EQUITY_SALE;
        OrgRef party = commitment.party();
        if (!sale) {
            organisation(xml, "provider-org", party, book.name(party));
        }
        OrgRef paid = sale ? party : receiver;
        if (paid != null) {
            organisation(xml, "receiver-org", paid, sale ? book.name(party) : name(project, paid));
        }
        String finance = financeType(commitment.kind());
        if (finance != null) {
            empty(xml, "finance-type", Map.of("code", finance));
        }
        xml.writeEndElement();
    }

    private static @Nullable LocalizedText name(ProjectView project, OrgRef org) {
        return project.participants().stream()
                .filter(participant -> participant.org().equals(org))
                .map(ProjectView.ParticipantNote::name)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The code of the list of types of finance; it has none for things. */
    private static @Nullable String financeType(Commitment.Kind kind) {
        return switch (kind) {
            case EQUITY -> "510";
            case LOAN -> "421";
            case GRANT -> "110";
            case GUARANTEE -> "1100";
            case IN_KIND -> null;
        };
    }

    private static void organisation(XMLStreamWriter xml, String name, OrgRef org, @Nullable LocalizedText known)
            throws XMLStreamException {
        xml.writeStartElement(name);
        if (org.orgId() != null) {
            xml.writeAttribute("ref", org.orgId().toString());
        }
        if (known != null) {
            narratives(xml, known);
        } else if (org.orgId() == null) {
            narrative(xml, unnamed(org), "en");
        }
        xml.writeEndElement();
    }

    private void commitment(XMLStreamWriter xml, Commitment commitment) throws XMLStreamException {
        String day = untilToday(commitment.signedOn().start()).toString();
        xml.writeStartElement("transaction");
        empty(xml, "transaction-type", Map.of("code", "2"));
        empty(xml, "transaction-date", Map.of("iso-date", day));
        xml.writeStartElement("value");
        xml.writeAttribute("currency", commitment.amount().currency());
        xml.writeAttribute("value-date", day);
        xml.writeCharacters(commitment.amount().amount().toPlainString());
        xml.writeEndElement();
        xml.writeStartElement("description");
        narrative(xml, commitment.kind() + ", signed " + commitment.signedOn(), "en");
        xml.writeEndElement();
        organisation(xml, "provider-org", commitment.party(), null);
        xml.writeEndElement();
    }

    private static void narratives(XMLStreamWriter xml, LocalizedText text) throws XMLStreamException {
        for (Map.Entry<Language, LocalizedText.Text> one : text.texts().entrySet()) {
            narrative(
                    xml,
                    one.getValue().text(),
                    one.getKey() == Language.ZH_HANS ? "zh" : one.getKey().tag());
        }
    }

    private static void narrative(XMLStreamWriter xml, String text, String language) throws XMLStreamException {
        xml.writeStartElement("narrative");
        xml.writeAttribute("xml:lang", language);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void empty(XMLStreamWriter xml, String name, Map<String, String> attributes)
            throws XMLStreamException {
        xml.writeEmptyElement(name);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            xml.writeAttribute(attribute.getKey(), attribute.getValue());
        }
    }
}
