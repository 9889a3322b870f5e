#!/usr/bin/env node
// Receives a subscription's events and takes each once, whatever is delivered twice or dies when.
//
//     node receiver.mjs PORT EVENTS.ndjson KEY...
//
// Keys are whsec_ (v1, HMAC) or whpk_ (v1a, ed25519; the subscription's keys[].publicKey). The file holds what was taken,
// one event per line and byte for byte as it came: docs/verify reads it. A line is the effect and the memory of it in one;
// where the effect is in a database, keep the number in the same transaction instead. One file serves one subscription in
// structured mode.
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';

const [port, path, ...names] = process.argv.slice(2);
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const raw = name => Buffer.from(name.slice(name.indexOf('_') + 1), 'base64');
const keys = names.map(name => name.startsWith('whsec_')
  ? {algorithm: 'v1', fits: (text, given) => {
      const mac = crypto.createHmac('sha256', raw(name)).update(text).digest();
      return given.length === mac.length && crypto.timingSafeEqual(mac, given);
    }}
  : {algorithm: 'v1a', fits: (text, given) => crypto.verify(null, text,
      crypto.createPublicKey({key: Buffer.concat([SPKI, raw(name)]), format: 'der', type: 'spki'}), given)});

function isOurs(headers, body) {
  const text = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`), body]);
  return Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300
    && String(headers['webhook-signature']).split(' ').map(one => one.split(','))
      .some(([algorithm, given]) => keys.some(key => key.algorithm === algorithm
        && key.fits(text, Buffer.from(given ?? '', 'base64'))));
}

const file = fs.openSync(path, 'a+');
const kept = fs.readFileSync(path);
const whole = kept.subarray(0, kept.lastIndexOf('\n') + 1);
fs.ftruncateSync(file, whole.length); // a line that its process did not finish was never answered
const taken = new Set(whole.toString().split('\n').filter(line => line).map(line => JSON.parse(line).cksubseq));

function take(body) {
  const number = JSON.parse(body).cksubseq;
  if (number !== undefined && !taken.has(number)) { // a test event has no number
    const end = fs.fstatSync(file).size;
    try {
      fs.appendFileSync(file, Buffer.concat([body, Buffer.from('\n')]));
      fs.fsyncSync(file);
    } catch (failure) {
      fs.ftruncateSync(file, end); // half a line would spoil the next one
      throw failure;
    }
    taken.add(number);
  }
}

http.createServer(async (request, response) => {
  if (request.method === 'OPTIONS') {
    const origin = request.headers['webhook-request-origin'] ?? '';
    return response.writeHead(200, {'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*'}).end();
  }
  try {
    const body = Buffer.concat(await request.toArray());
    if (!isOurs(request.headers, body)) return response.writeHead(401).end();
    take(body);
    response.writeHead(204).end(); // after the effect is kept, never before
  } catch (failure) {
    console.error(failure); // cut off in the middle, or not kept: it comes again
    response.destroy();
  }
}).listen(Number(port), '127.0.0.1');
