package org.ckep.investment.exposure;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;

/**
 * What a new exposure says, whoever stands behind it.
 *
 * @param subject URN of the project or site
 * @param measure URN of the measure that touches it, of the service policy-milestones
 * @param effect in which way, in words
 * @param since when it began
 * @param sources URNs of the sources of this service that say it
 */
record ExposureContent(Urn subject, Urn measure, LocalizedText effect, FuzzyDate since, List<Urn> sources) {
    ExposureContent {
        sources = sources.stream().distinct().toList();
    }
}
