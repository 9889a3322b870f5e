package org.ckep.portal.wording;

/**
 * A text and the language that it is in: not always the page's, where a record has no text in it.
 *
 * @param value the text, empty where there is none
 * @param lang BCP 47 tag, for typography and for readers that speak
 */
public record Text(String value, String lang) {
    /** True where there is nothing to show. */
    public boolean isEmpty() {
        return value.isEmpty();
    }
}
