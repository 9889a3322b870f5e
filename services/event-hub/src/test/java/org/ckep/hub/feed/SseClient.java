package org.ckep.hub.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads Server-Sent Events by the rules of the HTML standard. */
public final class SseClient implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** One event; comments have the name {@code ":"} and their text as data. */
    public record Event(String id, String name, String data) {
        static final Event END = new Event(null, "end of stream", null);
    }

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private SseClient(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    public static SseClient open(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        try {
            return new SseClient(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String id = null;
        String name = null;
        String data = null;
        StringBuilder line = new StringBuilder();
        try (InputStreamReader reader = new InputStreamReader(response.body(), StandardCharsets.UTF_8)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                String text = line.toString();
                line.setLength(0);
                int colon = text.indexOf(':');
                String value = colon < 0 ? "" : text.substring(colon + 1);
                if (text.isEmpty()) {
                    if (data != null) {
                        events.add(new Event(id, name, data));
                    }
                    name = null;
                    data = null;
                } else if (colon == 0) {
                    events.add(new Event(id, ":", value));
                } else if (text.startsWith("id:")) {
                    id = value;
                } else if (text.startsWith("event:")) {
                    name = value;
                } else if (text.startsWith("data:")) {
                    data = data == null ? value : data + "\n" + value;
                } else if (text.startsWith("retry:")) {
                    events.add(new Event(id, "retry", value));
                }
            }
        } catch (IOException closed) {
            // The end, like any other.
        }
        events.add(Event.END);
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The next event with this name, everything else left out. */
    public Event next(String name) {
        while (true) {
            Event event = poll(name);
            if (event.name() != null && event.name().equals(name)) {
                return event;
            }
            if (event == Event.END) {
                throw new AssertionError("the stream ended before an event '" + name + "'");
            }
        }
    }

    /** The next event, whatever it is but a comment and the time to wait before the stream is opened again. */
    public Event next() {
        while (true) {
            Event event = poll("any");
            if (event.name() == null || !List.of(":", "retry").contains(event.name())) {
                return event;
            }
        }
    }

    private Event poll(String wanted) {
        try {
            Event event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event '" + wanted + "' within 20 s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next so many CloudEvents. */
    public List<Event> take(int amount) {
        List<Event> taken = new ArrayList<>();
        while (taken.size() < amount) {
            taken.add(next("cloudevent"));
        }
        return taken;
    }

    public void awaitEnd() {
        next("end of stream");
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyClosed) {
            // Nothing left to close.
        }
    }
}
