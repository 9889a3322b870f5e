package org.ckep.trade.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a header field that is a dictionary of structured fields (RFC 9651). Everything that the grammar allows is read,
 * so that what a newer sender adds is no fault; of the values only byte sequences are kept.
 */
final class StructuredDictionary {
    private static final String KEY_SIGNS = "_-.*";
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~:/";

    private final String text;
    private int at;

    private StructuredDictionary(String text) {
        this.text = text;
    }

    /**
     * The values by their keys; of a key that stands twice the last one counts.
     *
     * @return empty for a value that is no byte sequence
     * @throws IllegalArgumentException where the text is no dictionary
     */
    static Map<String, Optional<byte[]>> parse(String text) {
        return new StructuredDictionary(text.strip()).members();
    }

    private Map<String, Optional<byte[]>> members() {
        Map<String, Optional<byte[]>> members = new LinkedHashMap<>();
        while (at < text.length()) {
            String key = key();
            Optional<byte[]> value = next('=') ? value() : Optional.empty();
            parameters();
            members.remove(key);
            members.put(key, value);
            skip(" \t");
            if (at < text.length()) {
                require(next(','));
                skip(" \t");
                require(at < text.length());
            }
        }
        return members;
    }

    private Optional<byte[]> value() {
        if (!next('(')) {
            return item();
        }
        skip(" ");
        while (!next(')')) {
            item();
            parameters();
            require(peek() == ' ' || peek() == ')');
            skip(" ");
        }
        return Optional.empty();
    }

    private void parameters() {
        while (next(';')) {
            skip(" ");
            key();
            if (next('=')) {
                item();
            }
        }
    }

    private Optional<byte[]> item() {
        char first = peek();
        if (first == ':') {
            return Optional.of(bytes());
        }
        if (first == '"') {
            string();
        } else if (first == '%') {
            displayString();
        } else if (first == '?') {
            at++;
            require(next('0') || next('1'));
        } else if (first == '@' || first == '-' || isDigit(first)) {
            number();
        } else {
            require(first == '*' || isLetter(first));
            while (isLetter(peek()) || isDigit(peek()) || stands(TOKEN_SIGNS)) {
                at++;
            }
        }
        return Optional.empty();
    }

    private byte[] bytes() {
        int end = text.indexOf(':', at + 1);
        require(end > 0);
        byte[] bytes = Base64.getDecoder().decode(text.substring(at + 1, end));
        at = end + 1;
        return bytes;
    }

    private void displayString() {
        at++;
        require(next('"'));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (!next('"')) {
            if (next('%')) {
                int from = at;
                octet();
                octets.write(HexFormat.fromHexDigits(text, from, at));
            } else {
                require(peek() >= ' ' && peek() <= '~');
                octets.write(peek());
                at++;
            }
        }
        require(isUtf8(octets.toByteArray()));
    }

    /** Two digits of hexadecimal, which are lower case here. */
    private void octet() {
        for (int digit = 0; digit < 2; digit++) {
            require(isDigit(peek()) || (peek() >= 'a' && peek() <= 'f'));
            at++;
        }
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private void string() {
        at++;
        while (!next('"')) {
            if (next('\\')) {
                require(peek() == '"' || peek() == '\\');
            }
            require(peek() >= ' ' && peek() <= '~');
            at++;
        }
    }

    /** Integers and dates have at most 15 digits, decimals 12 and 3. */
    private void number() {
        boolean date = next('@');
        next('-');
        int whole = digits();
        require(whole > 0 && whole <= 15);
        if (!date && next('.')) {
            int fraction = digits();
            require(whole <= 12 && fraction > 0 && fraction <= 3);
        }
    }

    private int digits() {
        int from = at;
        while (isDigit(peek())) {
            at++;
        }
        return at - from;
    }

    private String key() {
        int from = at;
        require(peek() == '*' || (peek() >= 'a' && peek() <= 'z'));
        while ((peek() >= 'a' && peek() <= 'z') || isDigit(peek()) || stands(KEY_SIGNS)) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private boolean stands(String characters) {
        return characters.indexOf(peek()) >= 0;
    }

    private boolean next(char character) {
        if (peek() != character) {
            return false;
        }
        at++;
        return true;
    }

    private void skip(String characters) {
        while (stands(characters)) {
            at++;
        }
    }

    /** The character that stands next; at the end one that stands nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : Character.MAX_VALUE;
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("no dictionary from character " + at + " on");
        }
    }
}
