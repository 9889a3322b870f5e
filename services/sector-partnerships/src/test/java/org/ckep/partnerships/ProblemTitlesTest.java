package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTitlesTest {
    private static final List<String> TYPES = List.of(
            "organisation.OrganisationProblem",
            "partnership.PartnershipProblem",
            "sector.SectorProblem",
            "sourcing.SourcingProblem");

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyProblemHasATitleAndEveryTitleAProblem(Language language) throws Exception {
        Properties titles = new Properties();
        for (URL url : Collections.list(
                getClass().getClassLoader().getResources("problems_" + language.tag() + ".properties"))) {
            if (url.toString().contains("sector-partnerships")) {
                try (Reader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                    titles.load(reader);
                }
            }
        }
        List<String> slugs = types().map(ProblemType::slug).sorted().toList();
        assertThat(titles.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(slugs);
        assertThat(titles.values())
                .allSatisfy(title -> assertThat((String) title).isNotBlank());
    }

    private static Stream<ProblemType> types() throws ClassNotFoundException, IOException {
        Stream<ProblemType> all = Stream.empty();
        for (String type : TYPES) {
            Object[] constants = Class.forName("org.ckep.partnerships." + type).getEnumConstants();
            all = Stream.concat(all, Stream.of(constants).map(ProblemType.class::cast));
        }
        return all;
    }
}
