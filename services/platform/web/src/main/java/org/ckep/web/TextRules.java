package org.ckep.web;

/** What a text from outside may consist of, whatever it is used for. */
final class TextRules {

    /** Said of a text that breaks the rules. */
    static final String MESSAGE = "The text holds a control character or half of a character.";

    private TextRules() {}

    /**
     * True for a text that can be stored and shown: no control characters but tabs and line breaks, and no half of a
     * surrogate pair. PostgreSQL refuses NUL, so that it would become an error of ours.
     */
    static boolean isAcceptable(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            boolean lineOrTab = character == '\n' || character == '\r' || character == '\t';
            if (Character.getType(character) == Character.SURROGATE
                    || Character.isISOControl(character) && !lineOrTab) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }
}
