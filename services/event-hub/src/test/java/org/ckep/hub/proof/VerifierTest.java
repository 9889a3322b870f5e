package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the three verifiers say of subscriptions that begin late, have holes or were given up in part. */
class VerifierTest {
    private static final UUID ID = UUID.fromString("8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11");

    @TempDir
    Path folder;

    private final List<String> bodies = new ArrayList<>();
    private final Map<Integer, byte[]> hashes = new HashMap<>();
    private final Map<Integer, byte[]> chains = new HashMap<>();

    @BeforeEach
    void begin() {
        chains.put(0, Chain.genesis(ID));
    }

    private void add(String event) {
        int n = bodies.size() + 1;
        byte[] json = event.getBytes(StandardCharsets.UTF_8);
        hashes.put(n, Chain.hash(SubscriberEvent.numbered(json, n)));
        chains.put(n, Chain.next(chains.get(n - 1), hashes.get(n)));
        bodies.add(new String(SubscriberEvent.complete(json, n, chains.get(n)), StandardCharsets.UTF_8));
    }

    private void event(String subject, String about) {
        add(
                "{\"data\":{\"note\":\"a \\\"},\\\"subject\\\":\\\"x\\\"\",\"parts\":[{\"subject\":\"y\"},1],\"state\":\"OPEN\","
                        + "\"subject\":\"" + about + "\"},\"datacontenttype\":\"application/json\",\"subject\":\""
                        + subject
                        + "\",\"type\":\"org.ckep.finding.raised.v1\"}");
    }

    private void digest(int first, int last, Digest.Gap... gaps) {
        Digest digest = new Digest(ID, first, last, chains.get(first - 1), chains.get(last), List.of(gaps));
        add("{\"data\":" + new String(digest.canonical(), StandardCharsets.UTF_8)
                + ",\"datacontenttype\":\"application/json\",\"subject\":\"urn:ckep:subscription:" + ID
                + "\",\"type\":\"org.ckep.delivery.digest.issued.v1\"}");
    }

    private List<String> verify(Verifier verifier, List<String> received, String... options)
            throws IOException, InterruptedException {
        return verifier.run(folder.resolve("received.ndjson"), ID.toString(), received, null, options);
    }

    private List<String> altered(int number, int from) {
        List<String> received = new ArrayList<>(bodies.subList(from - 1, bodies.size()));
        received.set(number - from, received.get(number - from).replace("OPEN", "SHUT"));
        return received;
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void theOrderIsThatOfTheEventsSubjectNotOfTheSubjectInItsData(Verifier verifier) throws Exception {
        event("a", "one");
        event("b", "one");
        event("a", "two");
        assertThat(verify(verifier, List.of(bodies.get(1), bodies.get(0), bodies.get(2))))
                .as("two subjects whose data speak of the same one")
                .containsExactly("numbers 1 to 3, received 3, duplicates 0, findings 0");
        assertThat(verify(verifier, List.of(bodies.get(2), bodies.get(1), bodies.get(0))))
                .as("one subject whose data speak of two")
                .containsExactly(
                        "REORDERED 1: came after 3 of the same subject",
                        "numbers 1 to 3, received 3, duplicates 0, findings 1");
    }

    /** A reader may take the first of two members of one name, so what stands twice is as bad as what was changed. */
    @ParameterizedTest
    @EnumSource(Verifier.class)
    void theBytesAreProvedAndNotWhatOneLibraryMakesOfThem(Verifier verifier) throws Exception {
        event("a", "one");
        event("a", "two");
        String sent = bodies.get(1);
        String[] changed = {
            sent.replaceFirst("\\{", "{\"data\":{\"note\":\"planted\"},"),
            sent.replaceFirst("\"subject\":\"a\"", "\"subject\":\"a\",\"subject\":\"a\""),
            sent.replace("[{\"subject\":\"y\"},1]", "[{\"subject\":\"y\"},1.0]"),
            sent.replaceFirst("\"ckchain\"", " \"ckchain\""),
        };
        for (String body : changed) {
            assertThat(verify(verifier, List.of(bodies.get(0), body)))
                    .as(body)
                    .containsExactly(
                            "ALTERED 2: it does not fit the chain",
                            "numbers 1 to 2, received 2, duplicates 0, findings 1");
        }
        assertThat(verify(verifier, List.of(bodies.get(0), sent, changed[2])))
                .containsExactly(
                        "ALTERED 2: two deliveries of it differ",
                        "numbers 1 to 2, received 2, duplicates 1, findings 1");
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void aLineThatWasCutOffIsAFinding(Verifier verifier) throws Exception {
        event("a", "one");
        event("a", "two");
        String cut = bodies.get(1).substring(0, 40);
        assertThat(verify(verifier, List.of(bodies.get(0), cut), "--to", "2"))
                .containsExactly("UNNUMBERED " + cut, "LOST 2", "numbers 1 to 2, received 1, duplicates 0, findings 2");
    }

    /** It has no number, so nothing can be missing with it; anything else without one is a finding. */
    @ParameterizedTest
    @EnumSource(Verifier.class)
    void aTestEventIsLeftOut(Verifier verifier) throws Exception {
        event("a", "one");
        String test = "{\"data\":{\"message\":\"Test\"},\"type\":\"org.ckep.delivery.subscription.tested.v1\"}";
        assertThat(verify(verifier, List.of(test, bodies.get(0))))
                .containsExactly("numbers 1 to 1, received 1, duplicates 0, findings 0");
        String other = test.replace("tested.v1", "tested.v2");
        assertThat(verify(verifier, List.of(other, bodies.get(0))).get(0)).startsWith("UNNUMBERED ");
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void whatComesFirstIsProvedByADigestOrByTheValueOfOne(Verifier verifier) throws Exception {
        for (int i = 0; i < 6; i++) {
            event("a", "one");
        }
        digest(4, 6);
        assertThat(verify(verifier, altered(4, 4), "--from", "4"))
                .containsExactly(
                        "ALTERED 4: it does not fit the chain", "numbers 4 to 7, received 4, duplicates 0, findings 1");
        assertThat(verify(verifier, bodies.subList(3, 7), "--from", "4"))
                .containsExactly("numbers 4 to 7, received 4, duplicates 0, findings 0");

        assertThat(verify(verifier, altered(5, 5), "--from", "5"))
                .containsExactly(
                        "UNPROVED 5: the chain value before it is not known",
                        "numbers 5 to 7, received 3, duplicates 0, findings 1");
        String before = Chain.text(chains.get(4));
        assertThat(verify(verifier, altered(5, 5), "--from", "5", "--before", before))
                .containsExactly(
                        "ALTERED 5: it does not fit the chain", "numbers 5 to 7, received 3, duplicates 0, findings 1");
        assertThat(verify(verifier, bodies.subList(4, 7), "--from", "5", "--before", before))
                .containsExactly("numbers 5 to 7, received 3, duplicates 0, findings 0");
    }

    /** One value of 64 does; programs take such a word for an option easily. */
    @ParameterizedTest
    @EnumSource(Verifier.class)
    void theValueBeforeMayBeginWithAHyphen(Verifier verifier) throws Exception {
        event("a", "one");
        while (!Chain.text(chains.get(bodies.size())).startsWith("-")) {
            event("a", "one");
        }
        int before = bodies.size();
        String value = Chain.text(chains.get(before));
        event("a", "one");
        String from = Integer.toString(before + 1);
        for (String[] given : List.of(new String[] {"--before", value}, new String[] {"--before=" + value})) {
            List<String> options = new ArrayList<>(List.of("--from", from));
            options.addAll(List.of(given));
            assertThat(verify(verifier, bodies.subList(before, before + 1), options.toArray(String[]::new)))
                    .containsExactly("numbers " + from + " to " + from + ", received 1, duplicates 0, findings 0");
        }
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void whatFollowsALossIsProvedByADigestOrSaidToBeUnproved(Verifier verifier) throws Exception {
        for (int i = 0; i < 6; i++) {
            event("a", "one");
        }
        digest(4, 6);
        List<String> withoutThree = altered(4, 1);
        withoutThree.remove(2);
        assertThat(verify(verifier, withoutThree))
                .containsExactly(
                        "LOST 3",
                        "ALTERED 4: it does not fit the chain",
                        "numbers 1 to 7, received 6, duplicates 0, findings 2");
        List<String> withoutTwo = altered(3, 1);
        withoutTwo.remove(1);
        assertThat(verify(verifier, withoutTwo))
                .containsExactly(
                        "LOST 2",
                        "UNPROVED 3: the chain value before it is not known",
                        "numbers 1 to 7, received 6, duplicates 0, findings 2");
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void whatWasGivenUpMayComeLate(Verifier verifier) throws Exception {
        for (int i = 0; i < 3; i++) {
            event("a", "one");
        }
        List<String> late = List.of(bodies.get(0), bodies.get(2), bodies.get(1));
        assertThat(verify(verifier, late))
                .containsExactly(
                        "REORDERED 2: came after 3 of the same subject",
                        "numbers 1 to 3, received 3, duplicates 0, findings 1");
        assertThat(verify(verifier, late, "--late", "2,9"))
                .containsExactly("numbers 1 to 3, received 3, duplicates 0, findings 0");

        digest(1, 3, new Digest.Gap(2, hashes.get(2), "skipped"));
        assertThat(verify(verifier, List.of(bodies.get(0), bodies.get(2), bodies.get(3), bodies.get(1))))
                .containsExactly("numbers 1 to 4, received 4, duplicates 0, findings 0");
        assertThat(verify(
                        verifier,
                        List.of(
                                bodies.get(0),
                                bodies.get(2),
                                bodies.get(3),
                                bodies.get(1).replace("OPEN", "SHUT"))))
                .containsExactly(
                        "ALTERED 2: it does not fit the chain", "numbers 1 to 4, received 4, duplicates 0, findings 1");
    }
}
