package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedTradeFileTest {
    private static final List<Integer> KEY = List.of(5, 6, 9, 11, 20);

    @Test
    void everyRowHasAllColumnsAndAKeyOfItsOwn() {
        List<String> lines = lines(0, 2L * GeneratedTradeFile.ROWS_OF_PRODUCT);
        Set<String> keys = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            assertThat(cells).hasSize(47).doesNotContain("");
            keys.add(KEY.stream().map(i -> cells[i]).collect(Collectors.joining("|")));
        }
        assertThat(keys).hasSize(lines.size() - 1);
    }

    @Test
    void aRowIsTheSameWhereverAFileBegins() {
        assertThat(lines(7, 9).subList(1, 3)).isEqualTo(lines(0, 9).subList(8, 10));
    }

    @Test
    void productsDifferAndAreNoCodesOfTheReservedChapter() {
        Set<String> products = new HashSet<>();
        for (int i = 0; i < 5_600; i++) {
            products.add(GeneratedTradeFile.product(i));
        }
        assertThat(products).hasSize(5_600).allSatisfy(code -> assertThat(code).matches("(?!77)[0-9]{6}"));
    }

    private static List<String> lines(long from, long to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GeneratedTradeFile.write(out, from, to, 1);
        return Arrays.asList(out.toString(StandardCharsets.UTF_8).strip().split("\n", -1));
    }
}
