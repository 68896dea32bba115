#!/usr/bin/env python3
"""Streams that are never held: writes Benchmarks/stream.md.

    stream.py SIMBENCH BENCHMARKS [REQUESTS]

REQUESTS is what the sampled runs go over (1e9 by default, which takes an hour and more); the whole ones go over a tenth.
Times are the processor's, user and system, of simbench alone.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

SIMBENCH, BENCHMARKS = sys.argv[1:3]
REQUESTS = int(float(sys.argv[3])) if len(sys.argv) > 3 else 1_000_000_000
HERE = os.path.dirname(os.path.abspath(__file__))
RATE = 10.0
LAYERS = {
    "exact": [{"use": "exact_cache", "capacity": 100_000, "ttl_s": 86_400}],
    "full": [
        {"use": "exact_cache", "capacity": 100_000, "ttl_s": 86_400},
        {"use": "semantic_cache", "threshold": 0.92, "capacity": 100_000, "ttl_s": 86_400},
        {"use": "coalesce"},
        {"use": "router", "classifier": {"kind": "confusion"},
         "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}},
        {"use": "prompt_cache"},
        {"use": "budget", "monthly_usd": 1_000_000, "throttle_to": "gpt-4o-mini"},
    ],
}


def scenario(strategy, requests):
    return {
        "simbench": 1, "name": strategy,
        "run": {"seed": 42, "replications": 1, "measure_h": requests / RATE / 3600, "threads": 1},
        "workload": {
            "kind": "synthetic", "arrivals": {"rate_per_s": RATE, "diurnal_peak_to_mean": 1.5},
            "users": {"count": 100_000, "zipf_exponent": 0.6},
            "intents": {"count": 50_000, "zipf_exponent": 0.9, "one_off_share": 0.2, "volatile_share": 0.05},
            "paraphrases": {"per_intent": 20, "similarity": {}},
            "tokens": {
                "system": 1100, "context_median": 900, "context_p95": 2500, "user_median": 60, "user_p95": 300,
                "output_median": 350, "output_p95": 1100},
            "temperature_zero_share": 0.85},
        "providers": {
            "openai": {"models": {"gpt-4o": {}, "gpt-4o-mini": {}}, "prompt_cache": {}, "faults": {"error_share": 0.002}},
            "embedder": {"model": "text-embedding-3-small", "latency_ms_median": 25}},
        "strategies": [{"name": strategy, "model": "gpt-4o", "layers": LAYERS[strategy]}],
    }


def measured(command, source=None):
    """The output of a command, its processor time in seconds and its most memory in MB."""
    feeder = subprocess.Popen(source, stdout=subprocess.PIPE) if source else None
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        if feeder:
            os.dup2(feeder.stdout.fileno(), 0)
        os.execv(command[0], command)
    os.close(writer)
    if feeder:
        feeder.stdout.close()
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status, used = os.wait4(child, 0)
    if feeder:
        feeder.wait()
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    return json.loads(text), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def figures(document):
    """Hit share and cost of the only strategy with their sampling errors, in words."""
    metrics = document["strategies"][0]["metrics"]
    hits, cost = metrics["hit_share"], metrics["cost_usd_per_month"]

    def text(value, scale, unit):
        error = value.get("sampling_error")
        return f"{value['mean'] * scale:,.1f}" + (f" ±{error * scale:,.1f}" if error is not None else "") + unit

    return f"{text(hits, 100, ' %')}, {text(cost, 0.001, ' k$')}"


def main():
    rows = []

    def add(what, requests, seconds, memory, found, goal):
        rows.append(
            f"| {what} | {requests:.0e} | {seconds:.0f} | {seconds / requests * 1e6:.3f} | {memory:.0f} | {found} | {goal} |"
            .replace("e+0", "e"))
        print(rows[-1], flush=True)

    with tempfile.TemporaryDirectory() as folder:
        def run(strategy, requests, *options):
            path = os.path.join(folder, strategy + ".json")
            with open(path, "w") as file:
                json.dump(scenario(strategy, requests), file)
            return measured(
                [SIMBENCH, "run", path, "--stream", "--json", "--no-plots", "--out", folder + "/out", *options])

        document, seconds, memory = measured(
            [SIMBENCH, "mrc", "-", "--format", "oracle_general", "--stream", "--sample", "0.01", "--policies", "lru",
             "--no-bound", "--no-plots", "--json", "--threads", "1", "--out", folder + "/mrc"],
            [BENCHMARKS, "zipf", "10000000", str(REQUESTS), "42", "-"])
        error = max(point["miss_ratio_error"] for point in document["curves"][0]["points"])
        add("`mrc`, LRU, at 0.01, by a pipe", REQUESTS, seconds, memory, f"errors of at most {100 * error:.2f} points", "20 s")
        for strategy in LAYERS:
            document, seconds, memory = run(strategy, REQUESTS // 10)
            add(f"`{strategy}`, all", REQUESTS // 10, seconds, memory, figures(document), "4 GB")
        for strategy, unit in [("exact", "key"), ("exact", "intent"), ("full", "intent")]:
            document, seconds, memory = run(strategy, REQUESTS, "--sample", "0.01", "--by", unit)
            add(f"`{strategy}` at 0.01 by {unit}, with errors", REQUESTS, seconds, memory, figures(document), "1 GB")
    with open(os.path.join(HERE, "stream.md"), "w") as report:
        report.write("""# Streams that are never held

`make bench-stream` writes this file: the cache trace and the workload of `make bench` (`stream.py` has them), drawn while they
are read, on one thread. Seconds are the processor's, of simbench alone; hits and cost stand with the stated error of the
sample (95 %). Absolute figures are noise on shared machines.

| what | requests | seconds | us a request | peak MB | found | goal |
|---|---|---|---|---|---|---|
""" + "\n".join(rows) + "\n")


main()
