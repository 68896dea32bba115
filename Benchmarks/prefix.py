#!/usr/bin/env python3
"""Runs simbench and PyPI kvcache-simulator on a Mooncake trace and writes Benchmarks/prefix.md.

usage: prefix.py TRACE PATH-OF-KVCACHE-SIMULATOR [RUNS]

Build `simbench-benchmarks` first (`make bench` does). The peer compiles its core at its first run, which is not timed.
"""
import json
import os
import resource
import subprocess
import sys
import time

FOLDER = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(FOLDER, "..", ".build", "release", "simbench-benchmarks")


def run(command):
    """Returns the standard output, the seconds of the wall clock and those of the processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def hits_of_ours(output):
    lines = [line.split() for line in output.splitlines() if not line.startswith("seconds")]
    return {(policy.split(":")[0], int(blocks)): int(tokens) for policy, blocks, tokens in lines}


def hits_of_peer(output):
    names = {"fifo": "fifo", "lru": "lru", "optimal": "belady"}
    return {
        (names[policy], point["cacheBlocks"]): result["hitTokens"]
        for point in json.loads(output)["points"]
        for policy, result in point["results"].items()
    }


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    trace, peer = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) == 4 else 9
    ours = [OURS, "prefix", trace]
    theirs = [peer, "run", "--trace", trace, "--model", "glm-5.2", "--block-size", "512", "--no-progress"]
    expected = hits_of_peer(run(theirs + ["--format", "json"])[0])
    if hits_of_ours(run(ours)[0]) != expected:
        sys.exit("the hit tokens differ")
    times = {"simbench": [], "kvcache-simulator": []}
    for _ in range(runs):
        times["simbench"].append(run(ours)[1:])
        times["kvcache-simulator"].append(run(theirs)[1:])
    best = {name: [min(column) for column in zip(*rows)] for name, rows in times.items()}
    ratios = [slow / fast for slow, fast in zip(best["kvcache-simulator"], best["simbench"])]
    rows = [f"| {name} | {wall:.3f} | {work:.3f} |" for name, (wall, work) in best.items()]
    text = f"""# Prefix mode beside kvcache-simulator

`Benchmarks/prefix.py` runs both on the Mooncake conversation trace, from file to result: FIFO, LRU and the optimum
at the budgets of 1 to 16,384 GiB for a model of 95,232 bytes a token, second half measured. Before it times them it
checks that the hit tokens at all {len(expected)} cells that kvcache-simulator 0.1.3 prints are equal to the last token.
Best of {runs} runs each, alternating, on shared cores: only the ratios mean something. The peer's time includes the
start of Python.

| | wall, s | processors, s |
|---|---|---|
{chr(10).join(rows)}
| ratio | {ratios[0]:.1f} | {ratios[1]:.1f} |
"""
    path = os.path.join(FOLDER, "prefix.md")
    with open(path + ".tmp", "w") as file:
        file.write(text)
    os.replace(path + ".tmp", path)
    print(text, end="")


main()
