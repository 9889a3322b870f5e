package org.ckep.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueChecksTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, true",
        "http://localhost:8080, true",
        "http://[::1]:8080, true",
        "https://ckep.example, false",
        "https://127.example, false",
    })
    void schemasAreNotNamedByThisMachine(URI publicUrl, boolean isFound) {
        assertThat(new CatalogueChecks()
                        .schemasCanBeFetched(() -> publicUrl)
                        .finding()
                        .isPresent())
                .isEqualTo(isFound);
    }
}
