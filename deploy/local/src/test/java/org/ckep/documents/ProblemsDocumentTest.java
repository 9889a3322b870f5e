package org.ckep.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} lists every problem type that an answer can carry. */
class ProblemsDocumentTest {

    private static final String HEAD = """
            # Problem types

            Every refusal is an `application/problem+json` document (RFC 9457). Its `type` is `urn:ckep:problem:` and the name below, and stays
            the same for ever; `title` comes in the language asked for; `detail` says what was wrong in this request; `errors` names each place
            by JSON pointer or parameter. Decide by `type` and `status`, show `title` and `detail`.

            `quota-exceeded` and `temporary-reduced-capacity` are registered types and carry the registry's URI instead of the prefix.
            This list is written from the sources.
            """;

    private record Problem(String slug, int status, String title, String meaning) {}

    @Test
    void theListIsWhatTheServicesAnswer() {
        StringBuilder document = new StringBuilder(HEAD);
        int count = 0;
        for (Path module : Repository.modules()) {
            List<Problem> problems = problems(module);
            count += problems.size();
            if (!problems.isEmpty()) {
                document.append("\n## ")
                        .append(heading(module.getFileName().toString()))
                        .append("\n\n| type | status | title | meaning |\n|---|---|---|---|\n");
                problems.forEach(problem -> document.append("| `%s` | %d | %s | %s |%n"
                        .formatted(problem.slug, problem.status, problem.title, problem.meaning)
                        .replace("\r\n", "\n")));
            }
        }
        assertThat(count).as("problem types found in the sources").isGreaterThan(100);
        Repository.requireDocument("docs/problems.md", document.toString(), getClass());
    }

    private static String heading(String module) {
        return switch (module) {
            case "kernel" -> "Everywhere";
            case "records" -> "Every register";
            default -> module;
        };
    }

    private static List<Problem> problems(Path module) {
        List<Path> files = Repository.files(module.resolve("src/main/java"), "Problem.java");
        if (files.isEmpty()) {
            return List.of();
        }
        Properties titles = titles(module);
        List<Problem> problems = new ArrayList<>();
        JavaSources sources = JavaSources.parse(files);
        sources.forEachType((type, path) -> {
            if (type.getKind() == Tree.Kind.ENUM
                    && type.getImplementsClause().stream()
                            .anyMatch(implemented -> implemented.toString().equals("ProblemType"))) {
                problems.addAll(constants(sources, type, path, titles));
            }
        });
        problems.sort(Comparator.comparing(Problem::slug));
        return problems;
    }

    private static List<Problem> constants(JavaSources sources, ClassTree type, TreePath path, Properties titles) {
        List<Problem> problems = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree constant && constant.getInitializer() instanceof NewClassTree call) {
                Optional<Integer> status = call.getArguments().stream()
                        .filter(LiteralTree.class::isInstance)
                        .map(argument -> ((LiteralTree) argument).getValue())
                        .filter(Integer.class::isInstance)
                        .map(Integer.class::cast)
                        .findFirst();
                if (status.isPresent()) {
                    String slug = constant.getName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
                    String title = titles.getProperty(slug, titles.getProperty(slug + ".title"));
                    assertThat(title).as("English title of %s", slug).isNotNull();
                    problems.add(new Problem(slug, status.get(), title, sources.comment(path, member)));
                }
            }
        }
        return problems;
    }

    /** The titles of a module; those of the kernel's types stand in the web library. */
    private static Properties titles(Path module) {
        Path resources = module.endsWith("kernel") ? module.resolveSibling("web") : module;
        Properties titles = new Properties();
        List<Path> files = new ArrayList<>(Repository.files(resources.resolve("src/main"), "problems_en.properties"));
        files.addAll(Repository.files(resources.resolve("src/main"), "problems.properties"));
        for (Path file : files) {
            try {
                titles.load(new StringReader(Repository.read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return titles;
    }
}
