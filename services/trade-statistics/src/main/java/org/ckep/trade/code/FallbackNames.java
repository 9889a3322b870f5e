package org.ckep.trade.code;

import java.util.EnumMap;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What a code is called that nobody has named. */
final class FallbackNames {
    private FallbackNames() {}

    /** The code without its edition, and the names of the nearest item above it that has some. */
    static LocalizedText of(String code, @Nullable LocalizedText parent) {
        String bare = code.substring(code.indexOf('_') + 1);
        if (parent == null) {
            return LocalizedText.en(bare);
        }
        Map<Language, LocalizedText.Text> names = new EnumMap<>(Language.class);
        parent.texts()
                .forEach((language, name) ->
                        names.put(language, new LocalizedText.Text(bare + " (" + name.text() + ")", name.status())));
        return LocalizedText.of(names);
    }
}
