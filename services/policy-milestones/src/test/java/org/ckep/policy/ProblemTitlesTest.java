package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.ckep.records.RecordsProblem;
import org.ckep.web.ProblemTitles;
import org.junit.jupiter.api.Test;

/** Every problem that this service may answer has a title in each language, written in its own script. */
@QuarkusTest
class ProblemTitlesTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    @Inject
    ProblemTitles titles;

    @Test
    void everyProblemHasATitleInEveryLanguage() throws IOException, ClassNotFoundException {
        List<ProblemType> types = new ArrayList<>(Arrays.asList(KernelProblem.values()));
        types.addAll(Arrays.asList(RecordsProblem.values()));
        for (Class<?> one : classes()) {
            if (one.isEnum() && ProblemType.class.isAssignableFrom(one)) {
                for (Object constant : one.getEnumConstants()) {
                    types.add((ProblemType) constant);
                }
            }
        }
        assertThat(types).extracting(ProblemType::slug).contains("not-found", "dependency-cycle", "dependency-exists");
        for (ProblemType type : types) {
            for (Language language : Language.values()) {
                assertThat(titles.has(type, language))
                        .as("%s in %s", type.slug(), language)
                        .isTrue();
            }
            assertThat(titles.title(type, Language.ZH_HANS)).containsPattern(HAN);
            assertThat(titles.title(type, Language.KO)).containsPattern(HANGUL);
        }
    }

    /** Every class of this service. */
    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        Path root = Path.of("target", "classes");
        List<Path> files;
        try (Stream<Path> all = Files.walk(root.resolve("org/ckep/policy"))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '.');
            classes.add(Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    Thread.currentThread().getContextClassLoader()));
        }
        return classes;
    }
}
