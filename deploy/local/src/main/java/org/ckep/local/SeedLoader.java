package org.ckep.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers the first data through the public API, as any other client would: in the order of the files, each record
 * under its own idempotency key, references to earlier records replaced by what the services answered for them.
 */
final class SeedLoader {

    /** States of an upload that will become another one. */
    private static final Set<String> UNDER_WAY = Set.of("RECEIVING", "MERGING");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_-]+)}");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(65);
    private static final Duration POLL_PAUSE = Duration.ofMillis(500);
    private static final int ACCEPTED = 202;

    private final String gateway;
    private final Supplier<String> token;
    private final SeedJournal journal;
    private final HttpClient http;

    /**
     * @param gateway base URL
     * @param token gives an access token that is still valid for a while
     */
    SeedLoader(String gateway, Supplier<String> token, SeedJournal journal, HttpClient http) {
        this.gateway = gateway;
        this.token = token;
        this.journal = journal;
        this.http = http;
    }

    /**
     * One file of records. A record has a {@code key} and either {@code post} (a path) with a {@code body}, or
     * {@code upload} (a path) with a {@code file} of comma-separated values.
     *
     * @param folder in which the uploaded files lie
     */
    record SeedFile(String name, JsonNode records, Path folder) {}

    /** How many records were sent, and how many had been loaded before. */
    record Outcome(int loaded, int known) {}

    /**
     * Loads what is not loaded yet.
     *
     * @throws SeedException at the first record that is refused; what was loaded before it stays, and the next attempt
     *     goes on with it
     */
    Outcome load(List<SeedFile> files) {
        int loaded = 0;
        int known = 0;
        for (SeedFile file : files) {
            for (JsonNode entry : file.records()) {
                String key = text(file, entry, "key");
                String path = text(file, entry, entry.has("upload") ? "upload" : "post");
                String service = path.split("/", 3)[1];
                if (journal.contains(service, key)) {
                    known++;
                } else {
                    send(file, entry, service, key, path);
                    loaded++;
                }
            }
        }
        return new Outcome(loaded, known);
    }

    private static String text(SeedFile file, JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        if (!value.isTextual()) {
            throw new SeedException(file.name() + ": a record has no '" + name + "': " + entry);
        }
        return value.asText();
    }

    private void send(SeedFile file, JsonNode entry, String service, String key, String path) {
        String place = file.name() + ", record " + key;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + resolve(place, service, path)))
                .timeout(ANSWER_LIMIT)
                .header("Accept", "application/json, application/problem+json")
                .header("Idempotency-Key", "seed:" + key);
        if (entry.has("upload")) {
            request.header("Content-Type", "text/csv")
                    .POST(csv(place, file.folder().resolve(text(file, entry, "file"))));
        } else {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            resolve(place, service, entry.path("body")).toString()));
        }
        HttpResponse<String> response = exchange(place, request);
        if (response.statusCode() / 100 != 2) {
            throw new SeedException(
                    place + ": POST " + path + " answered " + response.statusCode() + " " + response.body());
        }
        if (entry.has("upload") && response.statusCode() == ACCEPTED) {
            awaitCompletion(place, response);
        }
        journal.add(service, key, identifier(place, response.body()));
    }

    /** An upload that has come whole and takes a while to become visible is loaded once it is. */
    private void awaitCompletion(String place, HttpResponse<String> accepted) {
        String job = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new SeedException(place + ": 202 without a Location"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = state(place, accepted.body());
        while (UNDER_WAY.contains(state)) {
            if (System.nanoTime() > deadline) {
                throw new SeedException(place + ": " + job + " is still not complete");
            }
            pause(place, POLL_PAUSE);
            HttpResponse<String> response = exchange(
                    place,
                    HttpRequest.newBuilder(URI.create(gateway).resolve(job))
                            .timeout(ANSWER_LIMIT)
                            .header("Accept", "application/json"));
            if (response.statusCode() != 200) {
                throw new SeedException(place + ": GET " + job + " answered " + response.statusCode());
            }
            state = state(place, response.body());
        }
        if (!state.equals("COMPLETED")) {
            throw new SeedException(place + ": " + job + " ended as " + state);
        }
    }

    private static HttpRequest.BodyPublisher csv(String place, Path file) {
        try {
            return HttpRequest.BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new SeedException(place + ": there is no file " + file, e);
        }
    }

    private static String state(String place, String answer) {
        return json(place, answer).path("state").asText();
    }

    private static String identifier(String place, String answer) {
        JsonNode record = json(place, answer);
        JsonNode identifier = record.hasNonNull("urn") ? record.path("urn") : record.path("id");
        if (identifier.isTextual()) {
            return identifier.asText();
        }
        throw new SeedException(place + ": the answer has neither 'urn' nor 'id': " + answer);
    }

    private static JsonNode json(String place, String answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new SeedException(place + ": the answer is no JSON: " + answer, e);
        }
    }

    /** Waits where the gateway asks for patience: a quota is used up, or a service is not ready yet. */
    private HttpResponse<String> exchange(String place, HttpRequest.Builder request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                HttpResponse<String> response = http.send(
                        request.setHeader("Authorization", "Bearer " + token.get())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                boolean later = response.statusCode() == 429 || response.statusCode() == 503;
                if (!later || System.nanoTime() > deadline) {
                    return response;
                }
                pause(place, pause(response));
            }
        } catch (IOException e) {
            throw new SeedException(place + ": " + gateway + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            throw interrupted(place, e);
        }
    }

    private static void pause(String place, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(place, e);
        }
    }

    private static SeedException interrupted(String place, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new SeedException(place + ": interrupted", cause);
    }

    private static Duration pause(HttpResponse<?> response) {
        Duration asked = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ofSeconds(1));
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked.plusMillis(50);
    }

    private JsonNode resolve(String place, String service, JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(resolve(place, service, text.asText()));
            case ArrayNode array -> {
                ArrayNode copy = JSON.createArrayNode();
                array.forEach(element -> copy.add(resolve(place, service, element)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = JSON.createObjectNode();
                object.properties()
                        .forEach(field -> copy.set(field.getKey(), resolve(place, service, field.getValue())));
                yield copy;
            }
            default -> node;
        };
    }

    private String resolve(String place, String service, String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(reference -> Matcher.quoteReplacement(journal.find(service, reference.group(1))
                .orElseThrow(() -> new SeedException(
                        place + ": refers to " + reference.group(1) + ", which no earlier record is called"))));
    }
}
