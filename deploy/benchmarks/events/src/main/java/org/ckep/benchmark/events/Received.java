package org.ckep.benchmark.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One event as a subscriber received it.
 *
 * @param subseq number in the subscription
 * @param chain its chain value
 * @param hash of the event without its chain value, base64url
 * @param number the source's own count, -1 for what the hub itself says
 * @param flag of {@code ck-redelivery}, {@code -} for none
 * @param isTaken true where the subscriber has applied it, whether or not it answered
 * @param isCut true where the connection was then cut in the place of an answer
 * @param sentAt Unix milliseconds just before the commit at the source, 0 where unknown
 * @param arrivedAt Unix milliseconds
 * @param timestamp {@code webhook-timestamp}, Unix seconds, 0 where there is none
 * @param signature {@code webhook-signature}, {@code -} for none
 * @param body base64 of the bytes where the endpoint keeps them, {@code -} otherwise
 */
record Received(
        long subseq,
        String chain,
        String hash,
        String subject,
        String id,
        long number,
        String flag,
        boolean isTaken,
        boolean isCut,
        long sentAt,
        long arrivedAt,
        long timestamp,
        String signature,
        String body) {

    /** Reads the members that are counted out of an event in canonical form; null where it has no number. */
    static @Nullable Received of(
            String event,
            @Nullable String flag,
            boolean isTaken,
            boolean isCut,
            long arrivedAt,
            @Nullable String timestamp,
            @Nullable String signature,
            boolean keepsBody) {
        String subseq = member(event, "cksubseq");
        if (subseq.isEmpty()) {
            return null;
        }
        String number = member(event, "number");
        String sent = member(event, "sentAt");
        return new Received(
                Long.parseLong(subseq),
                member(event, "ckchain"),
                hash(event),
                member(event, "subject"),
                member(event, "id"),
                number.isEmpty() ? -1 : Long.parseLong(number),
                flag == null ? "-" : flag,
                isTaken,
                isCut,
                sent.isEmpty() ? 0 : Long.parseLong(sent),
                arrivedAt,
                timestamp == null ? 0 : Long.parseLong(timestamp),
                signature == null ? "-" : signature,
                keepsBody ? Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8)) : "-");
    }

    /** The chain's hash by the published rule, written here anew so that the hub does not check itself. */
    private static String hash(String event) {
        int from = event.indexOf("\"ckchain\":\"");
        int to = from < 0 ? -1 : event.indexOf('"', from + 11) + 1;
        String without =
                from < 0 ? event : event.substring(0, from) + event.substring(event.charAt(to) == ',' ? to + 1 : to);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(without.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String member(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"");
        int start = at + name.length() + 4;
        return at < 0 ? "" : json.substring(start, json.indexOf('"', start));
    }

    /** An event as its subscriber has kept it or read it, without anything that came beside it. */
    static @Nullable Received of(String event, long arrivedAt) {
        return of(event, null, true, false, arrivedAt, null, null, false);
    }

    /** The same with its subject as its id, for sources that publish one event per subject. */
    Received bySubject() {
        return new Received(
                subseq,
                chain,
                hash,
                subject,
                subject,
                subject.startsWith("urn:ckep:project:") ? 0 : -1,
                flag,
                isTaken,
                isCut,
                sentAt,
                arrivedAt,
                timestamp,
                signature,
                body);
    }

    /** The same with one more space in its body. */
    Received withAlteredBody() {
        byte[] altered = (new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) + " ")
                .getBytes(StandardCharsets.UTF_8);
        return new Received(
                subseq,
                chain,
                hash,
                subject,
                id,
                number,
                flag,
                isTaken,
                isCut,
                sentAt,
                arrivedAt,
                timestamp,
                signature,
                Base64.getEncoder().encodeToString(altered));
    }

    String line() {
        return String.join(
                        " ",
                        Long.toString(subseq),
                        chain,
                        hash,
                        subject,
                        id,
                        Long.toString(number),
                        flag,
                        Boolean.toString(isTaken),
                        Boolean.toString(isCut),
                        Long.toString(sentAt),
                        Long.toString(arrivedAt),
                        Long.toString(timestamp),
                        signature.replace(' ', '|'),
                        body)
                + "\n";
    }

    static Received parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Received(
                Long.parseLong(parts[0]),
                parts[1],
                parts[2],
                parts[3],
                parts[4],
                Long.parseLong(parts[5]),
                parts[6],
                Boolean.parseBoolean(parts[7]),
                Boolean.parseBoolean(parts[8]),
                Long.parseLong(parts[9]),
                Long.parseLong(parts[10]),
                Long.parseLong(parts[11]),
                parts[12].replace('|', ' '),
                parts[13]);
    }
}
