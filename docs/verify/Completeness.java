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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that what a subscriber received is complete, unaltered and in order per subject. Needs a JDK and nothing else:
 *
 * <pre>java Completeness.java [--from N] [--to N] SUBSCRIPTION-ID RECEIVED.ndjson [PLATFORM-KEY]</pre>
 *
 * <p>The file has one received event per line, in the order of arrival: the body of a webhook, or an element of a
 * fetched batch. Looks at the numbers from 1 to the last received one, or as told: a loss after the last received number
 * shows only where {@code --to} says how far it should reach. The key is the {@code x} of the platform's key at {@code /.well-known/jwks.json}; with it the signatures
 * of digests are checked. Prints one line per finding and a last line with the totals; exits with 1 where there is one.
 */
public final class Completeness {
    private static final Pattern NUMBER = Pattern.compile("[{,]\"cksubseq\":\"([0-9]+)\"");
    private static final Pattern CHAIN = Pattern.compile("\"ckchain\":\"([A-Za-z0-9_-]{43})\",?");
    private static final Pattern SUBJECT = Pattern.compile(",\"subject\":\"([^\"]*)\"");
    private static final Pattern GAP = Pattern.compile("\\{\"hash\":\"([^\"]+)\",\"reason\":\"[a-z]+\",\"subseq\":\"([0-9]+)\"\\}");
    private static final byte[] SPKI = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final List<String> findings = new ArrayList<>();
    private final TreeMap<Long, Event> events = new TreeMap<>();
    private final Map<Long, byte[]> gaps = new HashMap<>();
    private int duplicates;

    private record Event(String body, byte[] hash, String chain, String subject) {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Map<String, Long> range = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--from") || arguments[i].equals("--to")) {
                range.put(arguments[i], Long.valueOf(arguments[++i]));
            } else {
                names.add(arguments[i]);
            }
        }
        Completeness check = new Completeness();
        for (String line : Files.readAllLines(Path.of(names.get(1)), StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                check.take(line.strip());
            }
        }
        long first = range.getOrDefault("--from", 1L);
        long last = range.getOrDefault("--to", check.events.isEmpty() ? first - 1 : check.events.lastKey());
        Map<Long, String> computed = check.walk(names.get(0), first, last);
        for (Map.Entry<Long, Event> event : check.events.entrySet()) {
            check.checkDigest(event.getKey(), event.getValue().body, computed, names.size() > 2 ? names.get(2) : null);
        }
        check.findings.forEach(System.out::println);
        System.out.println("numbers " + first + " to " + last + ", received " + check.events.size() + ", duplicates "
                + check.duplicates + ", findings " + check.findings.size());
        System.exit(check.findings.isEmpty() ? 0 : 1);
    }

    private final Map<String, Long> newest = new HashMap<>();

    private void take(String body) throws GeneralSecurityException {
        Matcher number = NUMBER.matcher(body);
        Matcher chain = CHAIN.matcher(body);
        if (!number.find() || !chain.find()) {
            findings.add("UNNUMBERED " + body.substring(0, Math.min(80, body.length())));
            return;
        }
        long n = Long.parseLong(number.group(1));
        // Both attributes stand before the data, so the first match is the attribute. The chain hashes the rest.
        String rest = body.substring(0, chain.start()) + body.substring(chain.end());
        Matcher subject = SUBJECT.matcher(body);
        Event event = new Event(body, sha256(utf8(rest)), chain.group(1), subject.find() ? subject.group(1) : "");
        Event known = events.putIfAbsent(n, event);
        if (known != null) {
            duplicates++;
            if (!known.body.equals(body)) {
                findings.add("ALTERED " + n + ": two deliveries of it differ");
            }
            return;
        }
        Long before = newest.put(event.subject, n);
        if (before != null && before > n) {
            findings.add("REORDERED " + n + ": came after " + before + " of the same subject");
            newest.put(event.subject, before);
        }
        if (body.contains("\"type\":\"org.ckep.delivery.digest.issued.v1\"")) {
            Matcher gap = GAP.matcher(body);
            while (gap.find()) {
                gaps.put(Long.parseLong(gap.group(2)), Base64.getUrlDecoder().decode(gap.group(1)));
            }
        }
    }

    /** The chain values that follow from what was received. */
    private Map<Long, String> walk(String subscription, long first, long last) throws GeneralSecurityException {
        Map<Long, String> computed = new HashMap<>();
        byte[] chain = first == 1 ? sha256(utf8("ck-chain-1\0" + subscription)) : null;
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
                // Nothing to compare with: the chain goes on from what this event says.
                chain = event == null ? null : Base64.getUrlDecoder().decode(event.chain);
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

    private void checkDigest(long n, String body, Map<Long, String> computed, String key)
            throws GeneralSecurityException {
        if (!body.contains("\"type\":\"org.ckep.delivery.digest.issued.v1\"")) {
            return;
        }
        int start = body.indexOf(",\"data\":{") + ",\"data\":".length();
        String data = body.substring(start, body.indexOf("},\"datacontenttype\"", start) + 1);
        String last = value(data, "lastSubseq");
        String chain = computed.get(Long.parseLong(last));
        if (chain != null && !chain.equals(value(data, "chain"))) {
            findings.add("DIGEST " + n + ": its chain value for " + last + " is another one");
        }
        if (key != null) {
            byte[] raw = Base64.getUrlDecoder().decode(key);
            byte[] der = new byte[SPKI.length + raw.length];
            System.arraycopy(SPKI, 0, der, 0, SPKI.length);
            System.arraycopy(raw, 0, der, SPKI.length, raw.length);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            verifier.update(utf8(data));
            if (!verifier.verify(Base64.getUrlDecoder().decode(value(body, "cksignature")))) {
                findings.add("SIGNATURE " + n + ": the digest was not signed by this key");
            }
        }
    }

    private static String value(String json, String name) {
        Matcher member = Pattern.compile("[{,]\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return member.find() ? member.group(1) : "";
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
