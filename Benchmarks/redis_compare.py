"""The driver of redis-compare.sh: a redis-server of its own on loopback, spoken to in RESP over a socket."""

import argparse
import bisect
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time

SEED = 42
OBJECTS = 50_000
EXPONENT = 1.0
KEY_BYTES = 16
VALUE_BYTES = 300
MAX_MEMORY = 4_000_000
TIME_LIMIT_SECONDS = 110
TOLERANCE_POINTS = 1.0
FAST_CLOCK = 60


class Client:
    """A connection that waits for one reply to each command."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.replies = self.socket.makefile("rb")

    def __call__(self, *words):
        words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        parts = [b"*%d\r\n" % len(words)] + [b"$%d\r\n%s\r\n" % (len(word), word) for word in words]
        self.socket.sendall(b"".join(parts))
        return self.reply()

    def reply(self):
        line = self.replies.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"$":
            length = int(rest)
            return None if length < 0 else self.replies.read(length + 2)[:-2]
        if kind == b":":
            return int(rest)
        if kind == b"*":
            return [self.reply() for _ in range(int(rest))]
        if kind == b"+":
            return rest
        raise RuntimeError(f"redis-server answered {line!r}")

    def info(self, section, name):
        for line in self("INFO", section).decode().splitlines():
            if line.startswith(name + ":"):
                return line.split(":")[1]
        raise RuntimeError(f"INFO has no {name}")


class Server:
    """A redis-server without persistence that is gone when the block ends."""

    def __init__(self, *options, preload=None):
        self.options = options
        self.environment = dict(os.environ, **({"LD_PRELOAD": preload} if preload else {}))

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no",
             "--dir", self.folder.name, "--logfile", os.path.join(self.folder.name, "log"), *self.options],
            env=self.environment)
        for _ in range(100):
            try:
                return Client(port)
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError("redis-server did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.folder.cleanup()


def zipf_keys(count):
    """Keys of equal length, drawn from a Zipf law by inversion with Python's Mersenne Twister."""
    weights = itertools.accumulate(1 / rank ** EXPONENT for rank in range(1, OBJECTS + 1))
    bounds = list(weights)
    draws = random.Random(SEED)
    ranks = (bisect.bisect_left(bounds, draws.random() * bounds[-1]) for _ in range(count))
    return [b"k%015d" % rank for rank in ranks]


def compile_clock(folder):
    """Returns the path of a library that makes the clock of a program fast."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "redis_clock.c")
    library = os.path.join(folder, "redis_clock.so")
    compiler = os.environ.get("CC", "clang")
    subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", f"-DSPEED={FAST_CLOCK}", "-o", library, source], check=True)
    return library


def replay(policy, keys, deadline, trace_path, clock=None):
    """Serves the keys by a fresh server; writes the time and key of each request, and returns what was counted."""
    value = b"v" * VALUE_BYTES
    speed = FAST_CLOCK if clock else 1
    with Server("--maxmemory", str(MAX_MEMORY), "--maxmemory-policy", policy, preload=clock) as redis:
        # What a connection in use takes belongs to the empty server.
        for key in keys[:10_000]:
            redis("SET", key, value)
        redis("FLUSHALL")
        redis("CONFIG", "RESETSTAT")
        empty = int(redis.info("memory", "used_memory"))
        version = redis.info("server", "redis_version")
        hits, fill, lines = 0, [], []
        start = time.monotonic()
        whole, fraction = redis("TIME")
        first = int(whole) * 1000 + int(fraction) // 1000
        for index, key in enumerate(keys):
            lines.append(b"%d,%s\n" % (first + (time.monotonic() - start) * 1000 * speed, key))
            if redis("GET", key) is None:
                redis("SET", key, value)
            else:
                hits += 1
            if index % 1000 == 999:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"out of time after {index + 1} requests; ask for fewer")
                if int(redis.info("stats", "evicted_keys")) > 0:
                    fill.append(redis("DBSIZE"))
        seconds = time.monotonic() - start
        counted = int(redis.info("stats", "keyspace_hits"))
        assert counted == hits, f"the server counted {counted} hits, its answers {hits}"
    if not fill:
        raise RuntimeError("the server never was full; ask for more requests")
    with open(trace_path, "wb") as trace:
        trace.writelines(lines)
    return {"hits": hits, "entries": round(sum(fill) / len(fill)), "bytes": MAX_MEMORY - empty,
            "seconds": seconds, "virtual": seconds * speed, "version": version}


def simulate(simulator, *words):
    """Returns the hits and the number of entries that fit."""
    output = subprocess.run([simulator, "redis", *map(str, words)], check=True, capture_output=True, text=True)
    _, hits, entries = output.stdout.split()
    return int(hits), int(entries)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=150_000)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--report", required=True)
    options = parser.parse_args()
    deadline = time.monotonic() + TIME_LIMIT_SECONDS
    keys = zipf_keys(options.requests)
    rows, worst = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        trace = os.path.join(folder, "trace.csv")
        fast = compile_clock(folder)
        for policy, name, exact, clock in [
            ("allkeys-lru", "redis_lru", "lru", None),
            ("allkeys-lfu", "redis_lfu", "lfu", None),
            ("allkeys-lru", "redis_lru", "lru", fast),
            ("allkeys-lfu", "redis_lfu", "lfu", fast),
        ]:
            server = replay(policy, keys, deadline, trace, clock)

            def percent(hits):
                return 100 * hits / options.requests

            by_entries, _ = simulate(options.simulator, trace, name, server["entries"])
            by_bytes, fitting = simulate(
                options.simulator, trace, name, server["bytes"], KEY_BYTES, VALUE_BYTES)
            plain, _ = simulate(options.simulator, trace, exact, server["entries"])
            random_hits, _ = simulate(options.simulator, trace, "random", server["entries"])
            differences = [percent(hits - server["hits"]) for hits in (by_entries, by_bytes)]
            worst = max(worst, *map(abs, differences))
            rows.append(
                f"| {policy} | {server['virtual'] / 60:.1f} | {percent(server['hits']):.2f} | {percent(by_entries):.2f} ({differences[0]:+.2f})"
                f" | {percent(by_bytes):.2f} ({differences[1]:+.2f}) | {server['entries']} | {fitting}"
                f" | {percent(plain):.2f} | {percent(random_hits):.2f} | {server['seconds']:.1f} |")
            version = server["version"]
    report = f"""# Redis and its simulation

`Benchmarks/redis-compare.sh` writes this file. One stream of {options.requests} gets, with a set after each miss, goes to a
redis-server {version} on loopback with `maxmemory {MAX_MEMORY}` and no persistence, from empty: keys of {KEY_BYTES}
bytes drawn from a Zipf law over {OBJECTS} objects with exponent {EXPONENT:g} and seed {SEED}, values of {VALUE_BYTES} bytes. The
simulation gets the same keys with the times at which they were sent.

Hit ratios in percent, with the difference to the server's in points. *By entries* has a capacity of the entries that
the server held when full; *by bytes* has the memory that the empty server left, and adds `StoreOverhead.redis` to
each entry; the server takes some 75 kB more as soon as it evicts, which shows in so small a memory. Beside them
exact LRU or LFU, and random replacement, for the same number of entries. *Minutes* are those of the server's clock,
which in the last rows runs {FAST_CLOCK} times as fast: the LFU counts decay by one a minute, the LRU clock ticks once a
second.

| maxmemory-policy | minutes | server | by entries | by bytes | entries held | entries by bytes | exact | random | seconds |
|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""
    partial = options.report + ".partial"
    with open(partial, "w", encoding="utf-8") as file:
        file.write(report)
    os.replace(partial, options.report)
    print(report)
    if worst > TOLERANCE_POINTS:
        sys.exit(f"the hit ratios differ by {worst:.2f} points, more than {TOLERANCE_POINTS:g}")


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"redis_compare.py: error: {error}")
