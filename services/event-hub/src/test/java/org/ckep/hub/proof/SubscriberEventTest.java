package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriberEventTest {

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"audience\":\"public\",\"data\":{\"ck\":1,\"title\":\"西安\"},\"id\":\"1\"}",
                "{\"agreement\":\"a\\\"b\\\\\",\"audience\":\"p\",\"ckembargo\":\"x\",\"data\":1}",
                "{\"data\":[\"cksubseq\"],\"id\":\"1\"}",
                "{\"audience\":\"public\",\"cjz\":\"1\"}",
                "{\"ckchaim\":\"1\",\"cksubser\":\"2\"}",
                "{\"id\":\"1\"}",
            })
    void numberAndChainValueStandWhereTheCanonicalFormHasThem(String event) throws Exception {
        byte[] chain = new byte[32];
        byte[] complete = SubscriberEvent.complete(event.getBytes(StandardCharsets.UTF_8), 9007199254740993L, chain);
        String naive = event.substring(0, event.length() - 1) + ",\"cksubseq\":\"9007199254740993\",\"ckchain\":\""
                + Chain.text(chain) + "\"}";
        assertThat(text(complete)).isEqualTo(new JsonCanonicalizer(naive).getEncodedString());
        String numbered = event.substring(0, event.length() - 1) + ",\"cksubseq\":\"9007199254740993\"}";
        assertThat(text(SubscriberEvent.numbered(event.getBytes(StandardCharsets.UTF_8), 9007199254740993L)))
                .isEqualTo(new JsonCanonicalizer(numbered).getEncodedString());
    }

    @Test
    void theChainIsWhatAnybodyCanCompute() throws Exception {
        UUID id = UUID.fromString("8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11");
        java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
        sha.update("ck-chain-1".getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0);
        byte[] genesis = sha.digest("8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11".getBytes(StandardCharsets.US_ASCII));
        assertThat(Chain.genesis(id)).isEqualTo(genesis);

        byte[] event = SubscriberEvent.numbered("{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8), 1);
        byte[] hash = sha.digest(event);
        sha.update(genesis);
        assertThat(Chain.next(genesis, Chain.hash(event))).isEqualTo(sha.digest(hash));
    }

    @Test
    void aDigestIsCanonicalAndNamesItsGaps() {
        UUID id = UUID.fromString("8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11");
        Digest digest =
                new Digest(id, 1, 3, new byte[32], new byte[32], List.of(new Digest.Gap(2, new byte[32], "skipped")));
        String zeros = Chain.text(new byte[32]);
        assertThat(text(digest.canonical()))
                .isEqualTo("{\"chain\":\"" + zeros + "\",\"chainBefore\":\"" + zeros
                        + "\",\"count\":\"3\",\"firstSubseq\":\"1\",\"gaps\":[{\"hash\":\"" + zeros
                        + "\",\"reason\":\"skipped\",\"subseq\":\"2\"}],\"lastSubseq\":\"3\",\"subscription\":\"" + id
                        + "\"}");
    }
}
