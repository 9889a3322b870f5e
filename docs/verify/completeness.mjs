// Checks that what a subscriber received is complete, unaltered and in order per subject.
//
//     node completeness.mjs [--from N [--before CHAIN]] [--to N] [--late N,N] SUBSCRIPTION-ID RECEIVED.ndjson [PLATFORM-KEY]
//
// One received event per line, in the order of arrival. Looks at the numbers from 1 to the last received one, or as told:
// a loss after the last received number shows only where --to says how far it should reach. An event is proved by the
// chain value before it, which is that of the event before, or of a digest, or --before (chainBefore of a digest on
// request); without one it is unproved, which is a finding. --late names what may come after later ones of its subject:
// the numbers of ck-gap, and what one passed over oneself and had sent later. What a digest lists as given up may do so
// too. Test events have no number and are left out. The key is the x of the platform's key at /.well-known/jwks.json; with it the signatures of digests are checked.
// Prints one line per finding and a last line with the totals; exits with 1 where there is one.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const DIGEST = "org.ckep.delivery.digest.issued.v1";
const TEST = "org.ckep.delivery.subscription.tested.v1";
const given = process.argv.slice(2);
const before = given.indexOf("--before");
// One chain value of 64 begins with a hyphen, and parseArgs would take it for an option.
if (before >= 0 && before + 1 < given.length) given.splice(before, 2, `--before=${given[before + 1]}`);
const { values: range, positionals } = parseArgs({
  args: given,
  options: { from: { type: "string" }, before: { type: "string" }, to: { type: "string" }, late: { type: "string" } },
  allowPositionals: true,
});
const [subscription, path, key] = positionals;
if (!path) {
  console.error("usage: node completeness.mjs [--from N [--before CHAIN]] [--to N] [--late N,N] SUBSCRIPTION-ID RECEIVED.ndjson [PLATFORM-KEY]");
  process.exit(2);
}
const CHAIN = /"ckchain":"[A-Za-z0-9_-]{43}",?/;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
// JSON.stringify writes numbers and texts as RFC 8785 does; what remains is the order of the members.
const canonical = (value) =>
  value === null || typeof value !== "object"
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? `[${value.map(canonical).join(",")}]`
      : `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;

const findings = [];
const events = new Map();
const gaps = new Map();
const chains = new Map();
let duplicates = 0;
const parsed = (text) => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};
for (const line of readFileSync(path, "utf8").split("\n").map((text) => text.trim()).filter(Boolean)) {
  const event = parsed(line);
  if (event.type === TEST) continue;
  if (!event.cksubseq || !event.ckchain) {
    findings.push(`UNNUMBERED ${line.slice(0, 80)}`);
    continue;
  }
  const n = Number(event.cksubseq);
  // The attribute stands before the data, so the first match is the attribute. The chain hashes the rest, as it was written.
  const hash = sha256(line.replace(CHAIN, ""));
  if (events.has(n)) {
    duplicates++;
    if (events.get(n).line !== line) findings.push(`ALTERED ${n}: two deliveries of it differ`);
    continue;
  }
  events.set(n, { event, line, hash, chain: Buffer.from(event.ckchain, "base64url") });
  if (event.type !== DIGEST) continue;
  for (const gap of event.data.gaps) gaps.set(Number(gap.subseq), Buffer.from(gap.hash, "base64url"));
  for (const [number, value] of [[event.data.firstSubseq - 1, event.data.chainBefore], [Number(event.data.lastSubseq), event.data.chain]]) {
    if (!chains.has(number)) chains.set(number, Buffer.from(value, "base64url"));
  }
}
// The order of arrival is looked at once everything is read, because a digest may tell later what was given up.
const late = new Set((range.late ?? "").split(",").filter(Boolean).map(Number));
const newest = new Map();
for (const [n, { event }] of events) {
  const before = newest.get(event.subject) ?? 0;
  if (before > n && !gaps.has(n) && !late.has(n)) findings.push(`REORDERED ${n}: came after ${before} of the same subject`);
  newest.set(event.subject, Math.max(before, n));
}

const numbers = [...events.keys()].sort((a, b) => a - b);
const first = Number(range.from ?? 1);
const last = Number(range.to ?? numbers[numbers.length - 1] ?? first - 1);
const computed = new Map();
if (range.before) chains.set(first - 1, Buffer.from(range.before, "base64url"));
let chain = first === 1 ? sha256(`ck-chain-1\0${subscription}`) : (chains.get(first - 1) ?? null);
if (chain) computed.set(first - 1, chain.toString("base64url"));
let lost = 0;
for (let n = first; n <= last + 1; n++) {
  const received = events.get(n);
  const hash = received?.hash ?? gaps.get(n);
  if (!hash && n <= last) {
    lost++;
    chain = null;
    continue;
  }
  if (lost) findings.push(`LOST ${n - lost}${lost > 1 ? ` to ${n - 1}` : ""}`);
  lost = 0;
  if (n > last) break;
  chain ??= chains.get(n - 1) ?? null;
  if (!chain) {
    chain = received?.chain ?? chains.get(n) ?? null;
    if (received) findings.push(`UNPROVED ${n}: the chain value before it is not known`);
  } else {
    chain = sha256(chain, hash);
    if (received && !chain.equals(received.chain)) {
      findings.push(`ALTERED ${n}: it does not fit the chain`);
      chain = received.chain;
    }
  }
  if (chain) computed.set(n, chain.toString("base64url"));
}
const platformKey = key && createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" });
for (const n of numbers) {
  const { event } = events.get(n);
  if (event.type !== DIGEST) continue;
  for (const [number, value] of [[event.data.firstSubseq - 1, event.data.chainBefore], [Number(event.data.lastSubseq), event.data.chain]]) {
    if (computed.has(number) && computed.get(number) !== value) findings.push(`DIGEST ${n}: its chain value for ${number} is another one`);
  }
  if (platformKey && !verify(null, Buffer.from(canonical(event.data)), platformKey, Buffer.from(event.cksignature, "base64url"))) {
    findings.push(`SIGNATURE ${n}: the digest was not signed by this key`);
  }
}
findings.forEach((finding) => console.log(finding));
console.log(`numbers ${first} to ${last}, received ${events.size}, duplicates ${duplicates}, findings ${findings.length}`);
process.exit(findings.length ? 1 : 0);
