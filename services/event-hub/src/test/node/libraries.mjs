// Judges what the hub sends by libraries that subscribers use. Reads from the file named in the first argument
//   {"deliveries": [{"headers": {}, "body": "…", "secrets": ["whsec_…"], "others": ["whsec_…"]}], "batches": ["…"], "asyncapi": ["…"]}
// and writes how many of each the libraries found right; the first thing that they found wrong ends it with 1.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';

const { deliveries, batches, asyncapi } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const found = { verified: 0, alteredRefused: 0, otherKeysRefused: 0, structured: 0, binary: 0, batched: 0, messages: 0 };

const isRefused = (secret, body, headers) => {
  try {
    new Webhook(secret).verify(body, headers);
    return false;
  } catch (refused) {
    if (refused.name !== 'WebhookVerificationError') throw refused;
    return true;
  }
};

const check = (condition, text) => {
  if (!condition) throw new Error(text);
};

for (const { headers, body, secrets, others } of deliveries) {
  for (const secret of secrets) {
    new Webhook(secret).verify(body, headers);
    found.verified++;
    check(isRefused(secret, body + ' ', headers), `an altered body was accepted: ${headers['webhook-id']}`);
    found.alteredRefused++;
  }
  for (const secret of others) {
    check(isRefused(secret, body, headers), `another key was accepted: ${headers['webhook-id']}`);
    found.otherKeysRefused++;
  }
  const event = HTTP.toEvent({ headers, body });
  check(event.validate() && event.id === headers['webhook-id'], `not the event of ${headers['webhook-id']}`);
  found['ce-id' in headers ? 'binary' : 'structured']++;
}

for (const body of batches) {
  const events = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents-batch+json' }, body });
  events.forEach(event => check(event.validate(), `not valid: ${event.id}`));
  found.batched += events.length;
}

for (const text of asyncapi) {
  const { document, diagnostics } = await new Parser().parse(text);
  check(diagnostics.length === 0 && document, JSON.stringify(diagnostics));
  check(document.version() === '3.1.0', `AsyncAPI ${document.version()}`);
  found.messages += document.messages().length;
}

console.log(JSON.stringify(found));
