#!/usr/bin/env python3
"""Checks that what a subscriber received is complete, unaltered and in order per subject.

    python3 completeness.py [--from N [--before CHAIN]] [--to N] [--late N,N] SUBSCRIPTION-ID RECEIVED.ndjson

One received event per line, in the order of arrival. Looks at the numbers from 1 to the last received one, or as told: a
loss after the last received number shows only where --to says how far it should reach. An event is proved by the chain
value before it, which is that of the event before, or of a digest, or --before (chainBefore of a digest on request);
without one it is unproved, which is a finding. --late names what may come after later ones of its subject: the numbers of
ck-gap, and what one passed over oneself and had sent later. What a digest lists as given up may do so too. Test
events have no number and are left out. Prints one line per finding and a last line with the totals; exits with 1 where there is one. (The signatures of digests need an ed25519 library; see
Completeness.java or completeness.mjs.)
"""
import argparse
import base64
import hashlib
import json
import re
import sys

DIGEST = "org.ckep.delivery.digest.issued.v1"
TEST = "org.ckep.delivery.subscription.tested.v1"
CHAIN = re.compile(rb'"ckchain":"([A-Za-z0-9_-]{43})",?')


def b64(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def parsed(body):
    """The event, an empty one where the line was cut off."""
    try:
        event = json.loads(body)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def ends(digest):
    """The numbers of which a digest tells the chain value, with that value."""
    return (int(digest["firstSubseq"]) - 1, digest["chainBefore"]), (int(digest["lastSubseq"]), digest["chain"])


def main(subscription, path, first, last, before, late):
    findings, events, gaps, chains, newest, duplicates = [], {}, {}, {}, {}, 0
    for line in open(path, "rb"):
        body = line.strip()
        if not body:
            continue
        event = parsed(body)
        if event.get("type") == TEST:
            continue
        if "cksubseq" not in event or "ckchain" not in event:
            findings.append("UNNUMBERED " + body.decode(errors="replace")[:80])
            continue
        n = int(event["cksubseq"])
        if n in events:
            duplicates += 1
            if events[n][0] != body:
                findings.append(f"ALTERED {n}: two deliveries of it differ")
            continue
        # The attribute stands before the data, so the first match is the attribute. The chain hashes the rest.
        events[n] = (body, hashlib.sha256(CHAIN.sub(b"", body, count=1)).digest(), event)
        if event["type"] == DIGEST:
            for gap in event["data"]["gaps"]:
                gaps[int(gap["subseq"])] = unb64(gap["hash"])
            for number, value in ends(event["data"]):
                chains.setdefault(number, unb64(value))

    # The order of arrival is looked at once everything is read, because a digest may tell later what was given up.
    for n, (_, _, event) in events.items():
        subject = event.get("subject", "")
        if newest.get(subject, 0) > n and n not in gaps and n not in late:
            findings.append(f"REORDERED {n}: came after {newest[subject]} of the same subject")
        newest[subject] = max(newest.get(subject, 0), n)

    if before:
        chains[first - 1] = unb64(before)
    last = max(events, default=first - 1) if last is None else last
    chain = hashlib.sha256(b"ck-chain-1\0" + subscription.encode()).digest() if first == 1 else chains.get(first - 1)
    computed, lost = {first - 1: b64(chain)} if chain else {}, 0
    for n in range(first, last + 2):
        claimed = unb64(events[n][2]["ckchain"]) if n in events else None
        digest = events[n][1] if n in events else gaps.get(n)
        if digest is None and n <= last:
            lost += 1
            chain = None
            continue
        if lost:
            findings.append(f"LOST {n - lost}" + (f" to {n - 1}" if lost > 1 else ""))
            lost = 0
        if n > last:
            break
        if chain is None:
            chain = chains.get(n - 1)
        if chain is None:
            chain = claimed or chains.get(n)
            if claimed is not None:
                findings.append(f"UNPROVED {n}: the chain value before it is not known")
        else:
            chain = hashlib.sha256(chain + digest).digest()
            if claimed is not None and chain != claimed:
                findings.append(f"ALTERED {n}: it does not fit the chain")
                chain = claimed
        if chain is not None:
            computed[n] = b64(chain)
    for n, (_, _, event) in sorted(events.items()):
        if event["type"] == DIGEST:
            for number, value in ends(event["data"]):
                if number in computed and computed[number] != value:
                    findings.append(f"DIGEST {n}: its chain value for {number} is another one")
    for finding in findings:
        print(finding)
    print(f"numbers {first} to {last}, received {len(events)}, duplicates {duplicates}, findings {len(findings)}")
    return 1 if findings else 0


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("subscription")
    arguments.add_argument("path")
    arguments.add_argument("--from", dest="first", type=int, default=1)
    arguments.add_argument("--before")
    arguments.add_argument("--late", default=[], type=lambda numbers: [int(n) for n in numbers.split(",")])
    arguments.add_argument("--to", dest="last", type=int)
    given = sys.argv[1:]
    if "--before" in given[:-1]:
        # One chain value of 64 begins with a hyphen, and argparse would take it for an option.
        at = given.index("--before")
        given[at : at + 2] = [f"--before={given[at + 1]}"]
    sys.exit(main(**vars(arguments.parse_args(given))))
