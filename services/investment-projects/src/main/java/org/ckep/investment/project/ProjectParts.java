package org.ckep.investment.project;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ckep.investment.project.ProjectRows.CapacityRow;
import org.ckep.investment.project.ProjectRows.CommitmentRow;
import org.ckep.investment.project.ProjectRows.HoldingRow;
import org.ckep.investment.project.ProjectRows.KeyDateRow;
import org.ckep.investment.project.ProjectRows.ParticipantRow;
import org.ckep.investment.project.ProjectRows.SectorRow;
import org.ckep.investment.project.ProjectRows.SiteRow;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.id.Urn;

/** The lists of a project, each in its order. */
record ProjectParts(
        List<SectorRow> sectors,
        List<SiteRow> sites,
        List<ParticipantRow> participants,
        List<KeyDateRow> keyDates,
        List<CapacityRow> capacity,
        List<CommitmentRow> commitments,
        List<HoldingRow> holdings) {
    static final ProjectParts NONE =
            new ProjectParts(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    ProjectParts {
        sectors = List.copyOf(sectors);
        sites = List.copyOf(sites);
        participants = List.copyOf(participants);
        keyDates = List.copyOf(keyDates);
        capacity = List.copyOf(capacity);
        commitments = List.copyOf(commitments);
        holdings = List.copyOf(holdings);
    }

    static ProjectParts of(ProjectSnapshot project) {
        ProjectContent content = project.content();
        return new ProjectParts(
                content.sectors().stream().map(SectorRow::of).toList(),
                content.sites().stream().map(site -> new SiteRow(site.uuid())).toList(),
                content.participants().stream().map(ParticipantRow::of).toList(),
                rows(content.keyDates()),
                content.capacity().stream().map(CapacityRow::of).toList(),
                project.bindings().commitments().stream().map(CommitmentRow::of).toList(),
                project.bindings().holdings().stream().map(HoldingRow::of).toList());
    }

    private static List<KeyDateRow> rows(Map<KeyDate, KeyDates> dates) {
        List<KeyDateRow> rows = new ArrayList<>();
        dates.forEach((key, value) -> {
            value.planned().forEach(date -> rows.add(new KeyDateRow(key, KeyDateRow.Kind.PLANNED, date)));
            if (value.actual() != null) {
                rows.add(new KeyDateRow(key, KeyDateRow.Kind.ACTUAL, value.actual()));
            }
        });
        return rows;
    }

    List<ProjectContent.SectorShare> toSectors() {
        return sectors.stream().map(SectorRow::toSector).toList();
    }

    List<Urn> siteUrns() {
        return sites.stream().map(site -> new Urn(Sites.TYPE, site.siteId())).toList();
    }

    List<ProjectContent.Participant> toParticipants() {
        return participants.stream().map(ParticipantRow::toParticipant).toList();
    }

    Map<KeyDate, KeyDates> toKeyDates() {
        Map<KeyDate, KeyDates> dates = new EnumMap<>(KeyDate.class);
        keyDates.forEach(row -> row.addTo(dates));
        return dates;
    }

    List<CapacityEntry> toCapacity() {
        return capacity.stream().map(CapacityRow::toEntry).toList();
    }

    List<Commitment> toCommitments() {
        return commitments.stream().map(CommitmentRow::toCommitment).toList();
    }

    List<Holding> toHoldings() {
        return holdings.stream().map(HoldingRow::toHolding).toList();
    }
}
