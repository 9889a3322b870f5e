import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that what a subscriber received is complete, unaltered and in order per subject. Needs a JDK and nothing else:
 *
 * <pre>java Completeness.java [--from N [--before CHAIN]] [--to N] [--late N,N] SUBSCRIPTION-ID RECEIVED.ndjson [PLATFORM-KEY]</pre>
 *
 * <p>The file has one received event per line, in the order of arrival: the body of a webhook, or an element of a
 * fetched batch. Looks at the numbers from 1 to the last received one, or as told: a loss after the last received number
 * shows only where {@code --to} says how far it should reach. An event is proved by the chain value before it, which is
 * that of the event before, or of a digest, or {@code --before} ({@code chainBefore} of a digest on request); without one
 * it is unproved, which is a finding. {@code --late} names what may come after later ones of its subject: the numbers of
 * {@code ck-gap}, and what one passed over oneself and had sent later. What a digest lists as given up may do so too.
 * Test events have no number and are left out.
 *
 * <p>The key is the {@code x} of the platform's key at {@code /.well-known/jwks.json}; with it the signatures
 * of digests are checked. Prints one line per finding and a last line with the totals; exits with 1 where there is one.
 */
public final class Completeness {
    private static final Pattern CHAIN = Pattern.compile("\"ckchain\":\"([A-Za-z0-9_-]{43})\",?");
    private static final Pattern GAP = Pattern.compile("\\{\"hash\":\"([^\"]+)\",\"reason\":\"[a-z]+\",\"subseq\":\"([0-9]+)\"\\}");
    private static final String DIGEST = "org.ckep.delivery.digest.issued.v1";
    private static final String TEST = "org.ckep.delivery.subscription.tested.v1";
    private static final byte[] SPKI = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final List<String> findings = new ArrayList<>();
    private final TreeMap<Long, Event> events = new TreeMap<>();
    private final Map<Long, byte[]> gaps = new HashMap<>();
    private final Map<Long, byte[]> chains = new HashMap<>();
    private final List<Long> arrived = new ArrayList<>();
    private int duplicates;

    private record Event(String body, byte[] hash, String chain, Map<String, String> members) {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Map<String, String> options = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            int value = arguments[i].indexOf('=');
            if (arguments[i].startsWith("--") && value > 0) {
                options.put(arguments[i].substring(0, value), arguments[i].substring(value + 1));
            } else if (arguments[i].startsWith("--")) {
                options.put(arguments[i], ++i < arguments.length ? arguments[i] : "");
            } else {
                names.add(arguments[i]);
            }
        }
        if (names.size() < 2) {
            System.err.println("usage: java Completeness.java [--from N [--before CHAIN]] [--to N] [--late N,N]"
                    + " SUBSCRIPTION-ID RECEIVED.ndjson [PLATFORM-KEY]");
            System.exit(2);
        }
        Completeness check = new Completeness();
        for (String line : Files.readAllLines(Path.of(names.get(1)), StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                check.take(line.strip());
            }
        }
        long first = Long.parseLong(options.getOrDefault("--from", "1"));
        long newest = check.events.isEmpty() ? first - 1 : check.events.lastKey();
        long last = options.containsKey("--to") ? Long.parseLong(options.get("--to")) : newest;
        if (options.containsKey("--before")) {
            check.chains.put(first - 1, Base64.getUrlDecoder().decode(options.get("--before")));
        }
        check.checkOrder(Set.of(options.getOrDefault("--late", "").split(",")));
        Map<Long, String> computed = check.walk(names.get(0), first, last);
        for (Map.Entry<Long, Event> event : check.events.entrySet()) {
            check.checkDigest(event.getKey(), event.getValue().members, computed, names.size() > 2 ? names.get(2) : null);
        }
        check.findings.forEach(System.out::println);
        System.out.println("numbers " + first + " to " + last + ", received " + check.events.size() + ", duplicates "
                + check.duplicates + ", findings " + check.findings.size());
        System.exit(check.findings.isEmpty() ? 0 : 1);
    }

    private void take(String body) throws GeneralSecurityException {
        Map<String, String> members = members(body);
        if (isOf(TEST, members)) {
            return;
        }
        String number = members.getOrDefault("cksubseq", "");
        Matcher chain = CHAIN.matcher(body);
        if (!number.matches("\"[0-9]+\"") || !members.containsKey("ckchain") || !chain.find()) {
            findings.add("UNNUMBERED " + body.substring(0, Math.min(80, body.length())));
            return;
        }
        long n = Long.parseLong(text(number));
        // The attribute stands before the data, so the first match is the attribute. The chain hashes the rest.
        String rest = body.substring(0, chain.start()) + body.substring(chain.end());
        Event event = new Event(body, sha256(utf8(rest)), chain.group(1), members);
        Event known = events.putIfAbsent(n, event);
        if (known != null) {
            duplicates++;
            if (!known.body.equals(body)) {
                findings.add("ALTERED " + n + ": two deliveries of it differ");
            }
            return;
        }
        arrived.add(n);
        if (isDigest(members)) {
            Map<String, String> data = members(members.get("data"));
            chains.putIfAbsent(number(data, "firstSubseq") - 1, Base64.getUrlDecoder().decode(text(data.get("chainBefore"))));
            chains.putIfAbsent(number(data, "lastSubseq"), Base64.getUrlDecoder().decode(text(data.get("chain"))));
            Matcher gap = GAP.matcher(data.get("gaps"));
            while (gap.find()) {
                gaps.put(Long.parseLong(gap.group(2)), Base64.getUrlDecoder().decode(gap.group(1)));
            }
        }
    }

    /** Looks at the order of arrival once everything is read, because a digest may tell later what was given up. */
    private void checkOrder(Set<String> late) {
        Map<String, Long> newest = new HashMap<>();
        for (long n : arrived) {
            String subject = events.get(n).members.getOrDefault("subject", "");
            long before = newest.getOrDefault(subject, 0L);
            if (before > n && !gaps.containsKey(n) && !late.contains(Long.toString(n))) {
                findings.add("REORDERED " + n + ": came after " + before + " of the same subject");
            }
            newest.put(subject, Math.max(before, n));
        }
    }

    /** The chain values that follow from what was received. */
    private Map<Long, String> walk(String subscription, long first, long last) throws GeneralSecurityException {
        Map<Long, String> computed = new HashMap<>();
        byte[] chain = first == 1 ? sha256(utf8("ck-chain-1\0" + subscription)) : chains.get(first - 1);
        if (chain != null) {
            computed.put(first - 1, text(chain));
        }
        long lost = 0;
        for (long n = first; n <= last + 1; n++) {
            Event event = events.get(n);
            byte[] hash = event != null ? event.hash : gaps.get(n);
            if (hash == null && n <= last) {
                lost++;
                chain = null;
                continue;
            }
            if (lost > 0) {
                findings.add("LOST " + (n - lost) + (lost > 1 ? " to " + (n - 1) : ""));
                lost = 0;
            }
            if (n > last) {
                break;
            }
            if (chain == null) {
                chain = chains.get(n - 1);
            }
            if (chain == null) {
                // Nothing to compare with: the chain goes on from what this event or a digest says.
                chain = event == null ? chains.get(n) : Base64.getUrlDecoder().decode(event.chain);
                if (event != null) {
                    findings.add("UNPROVED " + n + ": the chain value before it is not known");
                }
            } else {
                chain = sha256(chain, hash);
                if (event != null && !text(chain).equals(event.chain)) {
                    findings.add("ALTERED " + n + ": it does not fit the chain");
                    chain = Base64.getUrlDecoder().decode(event.chain);
                }
            }
            if (chain != null) {
                computed.put(n, text(chain));
            }
        }
        return computed;
    }

    private void checkDigest(long n, Map<String, String> event, Map<Long, String> computed, String key)
            throws GeneralSecurityException {
        if (!isDigest(event)) {
            return;
        }
        Map<String, String> data = members(event.get("data"));
        compare(n, number(data, "firstSubseq") - 1, text(data.get("chainBefore")), computed);
        compare(n, number(data, "lastSubseq"), text(data.get("chain")), computed);
        if (key != null) {
            byte[] raw = Base64.getUrlDecoder().decode(key);
            byte[] der = new byte[SPKI.length + raw.length];
            System.arraycopy(SPKI, 0, der, 0, SPKI.length);
            System.arraycopy(raw, 0, der, SPKI.length, raw.length);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            verifier.update(utf8(event.get("data")));
            if (!verifier.verify(Base64.getUrlDecoder().decode(text(event.get("cksignature"))))) {
                findings.add("SIGNATURE " + n + ": the digest was not signed by this key");
            }
        }
    }

    private void compare(long digest, long n, String claimed, Map<Long, String> computed) {
        if (computed.containsKey(n) && !computed.get(n).equals(claimed)) {
            findings.add("DIGEST " + digest + ": its chain value for " + n + " is another one");
        }
    }

    private static boolean isDigest(Map<String, String> event) {
        return isOf(DIGEST, event);
    }

    private static boolean isOf(String type, Map<String, String> event) {
        return type.equals(text(event.getOrDefault("type", "\"\"")));
    }

    /** The members of an object by their names, each value as it is written. Members of members are not among them. */
    private static Map<String, String> members(String json) {
        Map<String, String> members = new HashMap<>();
        String name = null;
        int start = 0;
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                while (++i < json.length() && json.charAt(i) != '"') {
                    i += json.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (depth == 1 && c == ':') {
                name = text(json.substring(start, i));
                start = i + 1;
            } else if (depth == 1 && (c == ',' || c == '}')) {
                if (name != null) {
                    members.put(name, json.substring(start, i));
                }
                start = i + 1;
                name = null;
            }
            if (c == '{' || c == '[') {
                start = depth == 0 ? i + 1 : start;
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return members;
    }

    private static long number(Map<String, String> object, String name) {
        return Long.parseLong(text(object.get(name)));
    }

    /** What stands between the quotation marks of a written text. */
    private static String text(String written) {
        String stripped = written.strip();
        return stripped.length() < 2 ? "" : stripped.substring(1, stripped.length() - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
