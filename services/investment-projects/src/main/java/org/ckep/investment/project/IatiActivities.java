package org.ckep.investment.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.ckep.investment.export.Format;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** A file of IATI 2.03 with one activity for each project of which is known what the standard demands. */
final class IatiActivities implements Format<ExportedProject> {
    private static final String BEGINNING =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n";

    private final IatiActivity activities;
    private boolean begun;
    private long leftOut;

    /**
     * One file.
     *
     * @param now the standard refuses actual dates after it
     */
    IatiActivities(ExportConfig config, Instant now) {
        this.activities = new IatiActivity(config, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    @Override
    public String next(List<ExportedProject> entries) {
        StringBuilder text = new StringBuilder();
        for (ExportedProject entry : entries) {
            String activity = activities.of(entry);
            if (activity.isEmpty()) {
                leftOut++;
            } else {
                text.append(begun ? "" : BEGINNING).append(activity).append('\n');
                begun = true;
            }
        }
        return text.toString();
    }

    @Override
    public String end() {
        if (!begun) {
            throw new ProblemException(
                    KernelProblem.NOT_FOUND,
                    "There is no project of which the start, a sector and one recipient country are known, as IATI demands.");
        }
        String note = leftOut == 0
                ? ""
                : "<!-- Left out: " + leftOut
                        + ", of which a start, a sector or one recipient country is not known. -->\n";
        return note + "</iati-activities>\n";
    }
}
