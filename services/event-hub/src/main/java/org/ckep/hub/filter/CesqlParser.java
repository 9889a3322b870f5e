package org.ckep.hub.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads CESQL by recursive descent. From loose to tight: AND, OR and XOR (all three alike, to the right), comparison,
 * sum, product, LIKE and IN, NOT and minus.
 */
final class CesqlParser {
    private static final int MAX_DEPTH = 64;
    private static final CesqlNode TYPE = new CesqlNode.Attribute("type");
    private static final Set<String> WORDS = Set.of("AND", "OR", "XOR", "NOT", "LIKE", "IN", "EXISTS", "TRUE", "FALSE");

    private final String text;
    private final List<Cesql.TypeName> typeNames = new ArrayList<>();
    private int at;
    private int depth;

    CesqlParser(String text) {
        this.text = text;
    }

    Cesql parse() {
        CesqlNode root = logic();
        if (peek() != 0) {
            throw fault("an operator is expected");
        }
        return new Cesql(root, List.copyOf(typeNames));
    }

    private CesqlNode logic() {
        if (++depth > MAX_DEPTH) {
            throw fault("the expression is nested too deeply");
        }
        CesqlNode left = comparison();
        for (String operator : List.of("AND", "OR", "XOR")) {
            if (takeWord(operator)) {
                left = new CesqlNode.Logic(left, operator, logic());
                break;
            }
        }
        depth--;
        return left;
    }

    private CesqlNode comparison() {
        CesqlNode left = sum();
        while (true) {
            if (take("!=") || take("<>")) {
                left = equal(left, sum(), true);
            } else if (take("<=")) {
                left = new CesqlNode.Compare(left, "<=", sum());
            } else if (take(">=")) {
                left = new CesqlNode.Compare(left, ">=", sum());
            } else if (take("=")) {
                left = equal(left, sum(), false);
            } else if (take("<")) {
                left = new CesqlNode.Compare(left, "<", sum());
            } else if (take(">")) {
                left = new CesqlNode.Compare(left, ">", sum());
            } else {
                return left;
            }
        }
    }

    private CesqlNode equal(CesqlNode left, CesqlNode right, boolean negated) {
        noteTypeName(left, right);
        noteTypeName(right, left);
        return new CesqlNode.Equal(left, right, negated);
    }

    private void noteTypeName(CesqlNode attribute, CesqlNode value) {
        if (attribute.equals(TYPE) && value instanceof CesqlNode.Literal(String name, int position)) {
            typeNames.add(new Cesql.TypeName(name, position));
        }
    }

    private CesqlNode sum() {
        CesqlNode left = product();
        while (peek() == '+' || peek() == '-') {
            left = new CesqlNode.Arithmetic(left, text.charAt(at++), product());
        }
        return left;
    }

    private CesqlNode product() {
        CesqlNode left = matching();
        while (peek() == '*' || peek() == '/' || peek() == '%') {
            left = new CesqlNode.Arithmetic(left, text.charAt(at++), matching());
        }
        return left;
    }

    private CesqlNode matching() {
        CesqlNode left = unary();
        while (true) {
            int before = at;
            boolean negated = takeWord("NOT");
            if (takeWord("LIKE")) {
                left = new CesqlNode.Like(left, pattern(), negated);
            } else if (takeWord("IN")) {
                List<CesqlNode> set = list(false);
                for (CesqlNode element : set) {
                    noteTypeName(left, element);
                }
                left = new CesqlNode.In(left, set, negated);
            } else if (negated) {
                at = before;
                peek();
                throw fault("an operator is expected");
            } else {
                return left;
            }
        }
    }

    private CesqlNode unary() {
        if (++depth > MAX_DEPTH) {
            throw fault("the expression is nested too deeply");
        }
        CesqlNode node;
        if (takeWord("NOT")) {
            node = new CesqlNode.Not(unary());
        } else if (takeWord("EXISTS")) {
            node = new CesqlNode.Exists(attribute());
        } else if (take("-")) {
            // The least number has no positive counterpart, so sign and digits belong together.
            char next = peek();
            node = next >= '0' && next <= '9' ? number(-1) : new CesqlNode.Minus(unary());
        } else {
            node = atom();
        }
        depth--;
        return node;
    }

    private CesqlNode atom() {
        char next = peek();
        if (next == '(') {
            at++;
            CesqlNode inner = logic();
            expect(")");
            return inner;
        }
        int start = at;
        if (next == '\'' || next == '"') {
            return new CesqlNode.Literal(string(), start + 1);
        }
        if (takeWord("TRUE")) {
            return new CesqlNode.Literal(true, start + 1);
        }
        if (takeWord("FALSE")) {
            return new CesqlNode.Literal(false, start + 1);
        }
        String word = word();
        if (word.isEmpty()) {
            throw fault(next == 0 ? "the expression ends too early" : "a value is expected");
        }
        if (peek() == '(') {
            return new CesqlNode.Call(word, list(true));
        }
        at = start;
        return word.chars().allMatch(c -> c >= '0' && c <= '9') ? number(1) : new CesqlNode.Attribute(attribute());
    }

    private CesqlNode number(int sign) {
        int start = at;
        String digits = word();
        Integer number = Cesql.integer((sign < 0 ? "-" : "") + digits);
        if (number == null) {
            at = start;
            throw fault("a whole number of 32 bits is expected");
        }
        return new CesqlNode.Literal(number, start + 1);
    }

    private String attribute() {
        peek();
        int start = at;
        String name = word();
        if (name.isEmpty() || name.contains("_") || WORDS.contains(name.toUpperCase(Locale.ROOT))) {
            at = start;
            throw fault("the name of an attribute is expected");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private List<CesqlNode> list(boolean mayBeEmpty) {
        expect("(");
        List<CesqlNode> elements = new ArrayList<>();
        if (mayBeEmpty && take(")")) {
            return elements;
        }
        do {
            elements.add(logic());
        } while (take(","));
        expect(")");
        return elements;
    }

    private String string() {
        char quote = text.charAt(at);
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (at == text.length()) {
            at = start;
            throw fault("the text has no closing quotation mark");
        }
        at++;
        return value.toString();
    }

    private LikePattern pattern() {
        char next = peek();
        if (next != '\'' && next != '"') {
            throw fault("a text is expected after LIKE");
        }
        return new LikePattern(string());
    }

    private String word() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** The next character that is no space, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(String symbol) {
        if (peek() != 0 && text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    private boolean takeWord(String word) {
        peek();
        int start = at;
        if (word().equalsIgnoreCase(word)) {
            return true;
        }
        at = start;
        return false;
    }

    private void expect(String symbol) {
        if (!take(symbol)) {
            throw fault("'" + symbol + "' is expected");
        }
    }

    private CesqlException fault(String reason) {
        return new CesqlException(at + 1, reason);
    }
}
