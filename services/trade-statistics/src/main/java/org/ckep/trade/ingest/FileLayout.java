package org.ckep.trade.ingest;

import java.time.LocalDate;
import java.util.List;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a file are read, as its header tells.
 *
 * @param target where a file of SDMX-CSV writes to, null for other formats
 * @param systems what its rows say of trade systems as they are read
 */
record FileLayout(
        FileFormat format,
        RowReader rows,
        List<String> unknownColumns,
        @Nullable SdmxTarget target,
        SaidSystems systems) {

    FileLayout {
        unknownColumns = List.copyOf(unknownColumns);
    }

    /** Name of the column that tells whose figures a row holds. */
    String reporterColumn() {
        return format.isSdmx() ? SdmxHeader.REF_AREA : Column.REPORTER_CODE.title();
    }

    /**
     * Reads the header, and the first row where only that one tells.
     *
     * @param firstRow the row below it, null where there is none
     * @throws RefusedFileException where a column is missing, or the file belongs to another source
     */
    static FileLayout of(
            List<String> header, @Nullable List<String> firstRow, FileCodes codes, String source, LocalDate today) {
        FileFormat format = FileFormat.of(header);
        SaidSystems systems = new SaidSystems();
        if (!format.isSdmx()) {
            FileHeader columns = FileHeader.of(header);
            return new FileLayout(
                    format, new RowParser(columns, codes, today), columns.unknownColumns(), null, systems);
        }
        SdmxHeader components = SdmxHeader.of(format, header);
        SdmxTarget target = target(format, components, firstRow, codes, source);
        return new FileLayout(
                format,
                new SdmxRowParser(format, components, codes, target, systems, today),
                components.unknownColumns(),
                target,
                systems);
    }

    private static SdmxTarget target(
            FileFormat format, SdmxHeader components, @Nullable List<String> firstRow, FileCodes codes, String source) {
        boolean first = format == FileFormat.SDMX_CSV_1;
        List<String> cells = firstRow == null || firstRow.size() != components.width() ? null : firstRow;
        String kind = first || cells == null ? null : components.cell(cells, SdmxHeader.STRUCTURE);
        String reference =
                cells == null ? null : components.cell(cells, first ? SdmxHeader.DATAFLOW : SdmxHeader.STRUCTURE_ID);
        String frequency = cells == null ? null : components.cell(cells, SdmxHeader.FREQ);
        List<SdmxTarget> targets = codes.targets().stream()
                .filter(target -> target.source().equals(source))
                .toList();
        List<String> named = targets.stream()
                .filter(target -> target.isNamedBy(kind, reference))
                .map(SdmxTarget::reference)
                .toList();
        if (frequency == null && named.size() > 1) {
            throw new RefusedFileException(
                    Reason.OTHER_DATAFLOW,
                    "The first row leaves " + SdmxHeader.FREQ + " open, and '" + reference + "' is that of "
                            + String.join(" and ", named) + "; name one of them, or the frequency.");
        }
        for (SdmxTarget target : targets) {
            boolean ofFrequency = frequency == null || target.frequency().name().equals(frequency);
            // A structure is that of several dataflows; of one, rows of another frequency are broken rows.
            if (target.isNamedBy(kind, reference)
                    && (ofFrequency || target.reference().equals(reference))) {
                return target;
            }
        }
        String offered =
                String.join(", ", targets.stream().map(SdmxTarget::reference).toList());
        throw new RefusedFileException(
                Reason.OTHER_DATAFLOW,
                "The first row names the " + (kind == null ? "dataflow" : kind) + " '" + reference
                        + "'; figures of source " + source
                        + (targets.isEmpty() ? " are in no dataflow." : " are in " + offered + "."));
    }
}
