package org.ckep.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;

/**
 * The titles of problem types in three languages, read from every {@code problems_<language>.properties} on the class
 * path: this module brings those of the kernel, a service those of its own features.
 */
@ApplicationScoped
public class ProblemTitles {
    private final Map<Language, Properties> titles = new EnumMap<>(Language.class);

    ProblemTitles() {
        for (Language language : Language.values()) {
            titles.put(language, load("problems_" + language.tag() + ".properties"));
        }
    }

    /** The title in that language, in English where a translation is missing, the slug where there is no title at all. */
    public String title(ProblemType type, Language language) {
        String title = in(language, type);
        if (title == null) {
            title = in(Language.EN, type);
        }
        return title != null ? title : type.slug();
    }

    /** True where the title exists in that language; services prove it for all their types. */
    public boolean has(ProblemType type, Language language) {
        return in(language, type) != null;
    }

    private @org.jspecify.annotations.Nullable String in(Language language, ProblemType type) {
        Properties bundle = titles.get(language);
        return bundle == null ? null : bundle.getProperty(type.titleKey());
    }

    private static Properties load(String resource) {
        Properties all = new Properties();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL url : Collections.list(loader.getResources(resource))) {
                try (Reader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                    all.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
        return all;
    }
}
