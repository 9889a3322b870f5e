#!/usr/bin/env python3
"""Receives a subscription's events and takes each once, whatever is delivered twice or dies when.

    python3 receiver.py PORT EVENTS.ndjson whsec_SECRET...

The file holds what was taken, one event per line and byte for byte as it came: docs/verify reads it. A line is the effect
and the memory of it in one; where the effect is in a database, keep the number in the same transaction instead. One file
serves one subscription in structured mode. Needs signatures by secret (v1): ed25519 is not in Python's own library.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, path, *keys = sys.argv[1:]
lock, taken, file = threading.Lock(), set(), os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)


def is_ours(headers, body):
    stamp = headers.get("webhook-timestamp", "")
    if not stamp.isdecimal() or abs(time.time() - int(stamp)) > 300:
        return False
    text = f"{headers['webhook-id']}.{stamp}.".encode() + body
    macs = [hmac.digest(base64.b64decode(key.removeprefix("whsec_")), text, hashlib.sha256) for key in keys]
    ours = ["v1," + base64.b64encode(mac).decode() for mac in macs]
    return any(hmac.compare_digest(one, mac) for one in headers["webhook-signature"].split() for mac in ours)


def keep(line):
    end = os.fstat(file).st_size
    try:
        while line:
            line = line[os.write(file, line):]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, end)  # half a line would spoil the next one
        raise


def take(body):
    number = json.loads(body).get("cksubseq")
    with lock:
        if number is not None and number not in taken:  # a test event has no number
            keep(body + b"\n")
            taken.add(number)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, headers={}):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def do_OPTIONS(self):
        origin = self.headers.get("WebHook-Request-Origin", "")
        self.answer(200, {"WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "*"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not is_ours(self.headers, body):
            return self.answer(401)
        take(body)
        self.answer(204)  # after the effect is kept, never before

    def log_message(self, *arguments):
        pass


with open(path, "rb") as kept:
    whole = kept.read().rpartition(b"\n")[0]
os.ftruncate(file, len(whole) + 1 if whole else 0)  # a line that its process did not finish was never answered
taken.update(json.loads(line)["cksubseq"] for line in whole.splitlines())
ThreadingHTTPServer.request_queue_size = 128
ThreadingHTTPServer(("127.0.0.1", int(port)), Receiver).serve_forever()
