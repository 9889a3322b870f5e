package org.ckep.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists every setting of the project's own. */
class ConfigurationDocumentTest {

    private static final String HEAD = """
            # Configuration

            The settings of the project's own. Each is set as a system property, in `application.properties`, or as an environment variable in
            capitals with underscores (`ckep.hub.feed.max-streams` is `CKEP_HUB_FEED_MAX_STREAMS`). Settings of the platform below
            (`quarkus.datasource.…`, `quarkus.oidc.…`, `kafka.bootstrap.servers`) are Quarkus's; `deploy/kubernetes` shows those that a cluster
            needs. A service logs at its start which values are in effect and refuses to start in production with samples for secrets.

            Durations are ISO 8601 (`PT1M`) or a number with a unit (`10s`, `5m`). This list is written from the sources.
            """;

    /** How a comment names another setting of its group. */
    private static final Pattern SIBLING = Pattern.compile("#(\\w+)\\(\\)");

    private record Setting(String name, String type, String byDefault, String meaning) {}

    @Test
    void theListIsWhatTheServicesRead() {
        StringBuilder document = new StringBuilder(HEAD);
        int count = 0;
        for (Path module : Repository.modules()) {
            List<Setting> settings = settings(module);
            count += settings.size();
            if (!settings.isEmpty()) {
                document.append("\n## ")
                        .append(heading(module))
                        .append("\n\n| setting | type | default | meaning |\n|---|---|---|---|\n");
                settings.forEach(setting -> document.append("| `%s` | %s | %s | %s |\n"
                        .formatted(setting.name, setting.type, setting.byDefault, setting.meaning)));
            }
        }
        assertThat(count).as("settings found in the sources").isGreaterThan(50);
        Repository.requireDocument("docs/configuration.md", document.toString(), getClass());
    }

    private static String heading(Path module) {
        String name = module.getFileName().toString();
        return module.getParent().endsWith("platform") ? "every service: " + name : name;
    }

    private static List<Setting> settings(Path module) {
        List<Setting> settings = new ArrayList<>();
        List<Path> files = Repository.files(module.resolve("src/main/java"), ".java").stream()
                .filter(file -> Repository.read(file).contains("@ConfigMapping"))
                .toList();
        for (Path file : files) {
            assertThat(Repository.read(file))
                    .as("%s names its prefix as a text, which this list is written from", file)
                    .contains("@ConfigMapping(prefix = \"");
            JavaSources sources = JavaSources.parse(List.of(file));
            Map<String, ClassTree> types = new HashMap<>();
            Map<ClassTree, TreePath> paths = new HashMap<>();
            sources.forEachType((type, path) -> {
                types.put(type.getSimpleName().toString(), type);
                paths.put(type, path);
            });
            Group groups = new Group(sources, types, paths);
            types.values().forEach(type -> JavaSources.attribute(type.getModifiers(), "ConfigMapping", "prefix")
                    .ifPresent(prefix -> settings.addAll(groups.settings(prefix, type))));
        }
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    /** The interfaces of one source file. */
    private record Group(JavaSources sources, Map<String, ClassTree> types, Map<ClassTree, TreePath> paths) {

        List<Setting> settings(String prefix, ClassTree type) {
            List<Setting> settings = new ArrayList<>();
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    String name = prefix + "." + kebab(method.getName().toString());
                    String returned = method.getReturnType().toString();
                    if (types.containsKey(returned) && types.get(returned).getKind() == Tree.Kind.INTERFACE) {
                        settings.addAll(settings(name, types.get(returned)));
                    } else {
                        settings.add(setting(name, returned, method, type));
                    }
                }
            }
            return settings;
        }

        private Setting setting(String name, String returned, MethodTree method, ClassTree type) {
            String meaning = SIBLING.matcher(sources.comment(paths.get(type), method))
                    .replaceAll(sibling -> kebab(sibling.group(1)));
            assertThat(meaning).as("comment of %s", name).isNotEmpty();
            String byDefault = JavaSources.attribute(method.getModifiers(), "WithDefault", "value")
                    .map(value -> "`" + value + "`")
                    .orElse(returned.startsWith("Optional") || returned.startsWith("Map<") ? "none" : "required");
            return new Setting(name, words(returned), byDefault, meaning);
        }
    }

    private static String words(String type) {
        return switch (type.replaceAll("^Optional<(.*)>$", "$1")) {
            case "int", "long", "Integer", "Long" -> "whole number";
            case "double", "float" -> "number";
            case "boolean" -> "true or false";
            case "String" -> "text";
            case "Duration" -> "duration";
            case "MemorySize" -> "size";
            case "URI" -> "address";
            case "List<String>", "Set<String>" -> "list of texts";
            case "Map<String, List<String>>" -> "list of texts for each name below it";
            default -> type.replaceAll("^Optional<(.*)>$", "$1");
        };
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
