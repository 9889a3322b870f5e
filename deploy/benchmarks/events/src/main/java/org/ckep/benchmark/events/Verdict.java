package org.ckep.benchmark.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one subscriber received, counted.
 *
 * @param in events that the source accepted for it
 * @param out distinct ones of them that it took
 * @param reordered first arrivals that came after a later one of their subject
 * @param duplicates arrivals of what it had taken before
 * @param unflagged duplicates without a mark
 * @param unexplained arrivals that nothing excuses: an answered event that came again though its answer was not lost, and a
 *     mark of a possible second one where there was no first
 * @param chainBreaks numbers that are missing, and chain values that do not follow from the bytes received
 * @param p50 median from just before the commit at the source to the arrival, milliseconds; -1 where not measured
 */
record Verdict(
        int in,
        int out,
        int reordered,
        int duplicates,
        int unflagged,
        int unexplained,
        int chainBreaks,
        long p50,
        long p99) {

    /** Where the subscriber keeps no book of it; such a row proves only that nothing was lost. */
    static final int NOT_COUNTED = -1;

    /**
     * Counts, where no process was stopped and no answer lost on its way.
     *
     * @param accepted ids of the events that should have come
     * @param received in the order of arrival
     */
    static Verdict of(UUID subscription, Collection<String> accepted, List<Received> received) {
        return of(subscription, accepted, received, Map.of());
    }

    /**
     * Counts.
     *
     * @param accepted ids of the events that should have come
     * @param received in the order of arrival
     * @param excuses how often a number's answer may have been lost without the endpoint's doing
     */
    static Verdict of(
            UUID subscription, Collection<String> accepted, List<Received> received, Map<Long, Integer> excuses) {
        Set<Long> seen = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Map<String, Long> newest = new HashMap<>();
        int reordered = 0;
        int duplicates = 0;
        int unflagged = 0;
        List<Long> latencies = new ArrayList<>();
        for (Received one : received) {
            if (!one.isTaken()) {
                continue;
            }
            if (!seen.add(one.subseq())) {
                duplicates++;
                unflagged += one.flag().equals("-") ? 1 : 0;
                continue;
            }
            if (one.number() < 0) {
                continue;
            }
            // The same event under another number is as much a duplicate, and no mark excuses it.
            if (!ids.add(one.id())) {
                duplicates++;
                unflagged++;
            }
            reordered += newest.getOrDefault(one.subject(), -1L) > one.number() ? 1 : 0;
            newest.merge(one.subject(), one.number(), Math::max);
            if (one.sentAt() > 0) {
                latencies.add(one.arrivedAt() - one.sentAt());
            }
        }
        ids.retainAll(Set.copyOf(accepted));
        latencies.sort(Long::compare);
        return new Verdict(
                accepted.size(),
                ids.size(),
                reordered,
                duplicates,
                unflagged,
                unexplained(received, excuses),
                chainBreaks(subscription, received),
                percentile(latencies, 50),
                percentile(latencies, 99));
    }

    private static int unexplained(List<Received> received, Map<Long, Integer> excuses) {
        Set<Long> met = new HashSet<>();
        Map<Long, Integer> answered = new HashMap<>();
        int unexplained = 0;
        for (Received one : received) {
            if (one.flag().equals("replay")) {
                continue;
            }
            int excused = excuses.getOrDefault(one.subseq(), 0);
            boolean isFirst = met.add(one.subseq());
            unexplained += isFirst && !one.flag().equals("-") && excused == 0 ? 1 : 0;
            if (one.isTaken() && !one.isCut()) {
                unexplained += answered.merge(one.subseq(), 1, Integer::sum) > 1 + excused ? 1 : 0;
            }
        }
        return unexplained;
    }

    private static int chainBreaks(UUID subscription, List<Received> received) {
        TreeMap<Long, Received> byNumber = new TreeMap<>();
        received.stream().filter(Received::isTaken).forEach(one -> byNumber.putIfAbsent(one.subseq(), one));
        byte[] chain = Received.sha256(
                "ck-chain-1".getBytes(StandardCharsets.US_ASCII),
                new byte[1],
                subscription.toString().getBytes(StandardCharsets.US_ASCII));
        long expected = 1;
        int breaks = 0;
        for (Received one : byNumber.values()) {
            byte[] told = Base64.getUrlDecoder().decode(one.chain());
            if (one.subseq() == expected) {
                byte[] follows = Received.sha256(chain, Base64.getUrlDecoder().decode(one.hash()));
                breaks += Arrays.equals(follows, told) ? 0 : 1;
            } else {
                breaks += Math.toIntExact(one.subseq() - expected);
            }
            chain = told;
            expected = one.subseq() + 1;
        }
        return breaks;
    }

    static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? -1 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** The same where the chain is proved elsewhere. */
    Verdict withChainBreaks(int breaks) {
        return new Verdict(in, out, reordered, duplicates, unflagged, unexplained, breaks, p50, p99);
    }

    int lost() {
        return in - out;
    }

    boolean passes() {
        return lost() == 0 && reordered <= 0 && unflagged <= 0 && unexplained <= 0 && chainBreaks <= 0;
    }
}
