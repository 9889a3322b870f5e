package org.ckep.hub.filter;

import java.util.Arrays;
import org.ckep.hub.filter.Cesql.Evaluation;

/**
 * A pattern of LIKE: {@code %} is any text, {@code _} any character, a backslash before either takes it literally.
 * Matched in steps proportional to text times pattern; a regular expression would take exponentially many. The steps
 * of an evaluation are limited all the same.
 */
final class LikePattern {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] tokens;

    LikePattern(String like) {
        int[] read = new int[like.length()];
        int count = 0;
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length() && (like.charAt(i + 1) == '%' || like.charAt(i + 1) == '_')) {
                read[count++] = like.charAt(++i);
            } else if (c == '%') {
                read[count++] = ANY_TEXT;
            } else {
                read[count++] = c == '_' ? ANY_CHARACTER : c;
            }
        }
        tokens = Arrays.copyOf(read, count);
    }

    /** False, with a fault, where it takes more steps than the evaluation has left. */
    boolean matches(String text, Evaluation evaluation) {
        int at = 0;
        int token = 0;
        int resumeToken = -1;
        int resumeAt = 0;
        while (at < text.length()) {
            if (!evaluation.spend(1)) {
                return false;
            }
            if (token < tokens.length && tokens[token] == ANY_TEXT) {
                resumeToken = ++token;
                resumeAt = at;
            } else if (token < tokens.length && (tokens[token] == ANY_CHARACTER || tokens[token] == text.charAt(at))) {
                token++;
                at++;
            } else if (resumeToken >= 0) {
                // The last % takes one character more.
                token = resumeToken;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY_TEXT) {
            token++;
        }
        return token == tokens.length;
    }
}
