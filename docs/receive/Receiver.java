import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives a subscription's events and takes each once, whatever is delivered twice or dies when. Needs a JDK and nothing
 * else:
 *
 * <pre>java Receiver.java PORT EVENTS.ndjson KEY...</pre>
 *
 * <p>Keys are {@code whsec_} (v1, HMAC) or {@code whpk_} (v1a, ed25519; the subscription's {@code keys[].publicKey}). The
 * file holds what was taken, one event per line and byte for byte as it came: {@code docs/verify} reads it. A line is the
 * effect and the memory of it in one; where the effect is in a database, keep the number in the same transaction instead.
 * One file serves one subscription in structured mode.
 */
public final class Receiver {
    /** Its name comes before {@code data} in the canonical form, so that nothing in the data is taken for it. */
    private static final Pattern NUMBER = Pattern.compile("^\\{(?:\"[a-z0-9]+\":\"(?:[^\"\\\\]|\\\\.)*+\",)*?\"cksubseq\":\"([0-9]+)\"");

    private static final String SPKI = "302a300506032b6570032100";

    private final FileChannel file;
    private final List<String> keys;
    private final Set<String> taken = new HashSet<>();

    private Receiver(Path path, List<String> keys) throws IOException {
        this.keys = keys;
        String kept = Files.exists(path) ? Files.readString(path) : "";
        String whole = kept.substring(0, kept.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> taken.add(number(line)));
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A line that its process did not finish was never answered.
        file.truncate(whole.getBytes(StandardCharsets.UTF_8).length).position(file.size());
    }

    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        Receiver receiver = new Receiver(Path.of(all.get(1)), all.subList(2, all.size()));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(all.get(0))), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        // Where this fails nothing is answered, and the event comes again.
        try (exchange) {
            Headers headers = exchange.getRequestHeaders();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                String origin = headers.getFirst("WebHook-Request-Origin");
                exchange.getResponseHeaders().set("WebHook-Allowed-Origin", origin);
                exchange.getResponseHeaders().set("WebHook-Allowed-Rate", "*");
                exchange.sendResponseHeaders(200, -1);
            } else if (!isOurs(headers, body)) {
                exchange.sendResponseHeaders(401, -1);
            } else {
                take(body);
                // After the effect is kept, never before.
                exchange.sendResponseHeaders(204, -1);
            }
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new IOException(failure);
        }
    }

    private boolean isOurs(Headers headers, byte[] body) throws GeneralSecurityException {
        String stamp = headers.getFirst("webhook-timestamp");
        if (stamp == null || Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(stamp)) > 300) {
            return false;
        }
        byte[] head = (headers.getFirst("webhook-id") + "." + stamp + ".").getBytes(StandardCharsets.UTF_8);
        for (String one : headers.getFirst("webhook-signature").split(" ")) {
            byte[] given = Base64.getDecoder().decode(one.substring(one.indexOf(',') + 1));
            for (String key : keys) {
                byte[] raw = Base64.getDecoder().decode(key.substring(key.indexOf('_') + 1));
                boolean isSecret = key.startsWith("whsec_");
                if (one.startsWith(isSecret ? "v1," : "v1a,")
                        && (isSecret ? isMac(raw, head, body, given) : isSignature(raw, head, body, given))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMac(byte[] key, byte[] head, byte[] body, byte[] given) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(head);
        return MessageDigest.isEqual(mac.doFinal(body), given);
    }

    private static boolean isSignature(byte[] key, byte[] head, byte[] body, byte[] given)
            throws GeneralSecurityException {
        byte[] der = HexFormat.of().parseHex(SPKI + HexFormat.of().formatHex(key));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        verifier.update(head);
        verifier.update(body);
        return verifier.verify(given);
    }

    private synchronized void take(byte[] body) throws IOException {
        String number = number(new String(body, StandardCharsets.UTF_8));
        // A test event has no number.
        if (number != null && !taken.contains(number)) {
            ByteBuffer line = ByteBuffer.allocate(body.length + 1).put(body).put((byte) '\n').flip();
            long end = file.size();
            try {
                while (line.hasRemaining()) {
                    file.write(line);
                }
                file.force(true);
            } catch (IOException notKept) {
                // Half a line would spoil the next one.
                file.truncate(end);
                throw notKept;
            }
            taken.add(number);
        }
    }

    private static String number(String event) {
        Matcher found = NUMBER.matcher(event);
        return found.find() ? found.group(1) : null;
    }
}
