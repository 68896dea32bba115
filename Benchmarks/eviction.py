"""Runs simbench beside PyPI libcachesim on one Zipf trace and writes Benchmarks/eviction.md.

    eviction.py BINARY SIMBENCH TRACE OUTPUT

BINARY is simbench-benchmarks, SIMBENCH the command line. Each figure is the best of several runs in turn; a run is
a process of its own that reads the trace file and replays it. `make bench-eviction` sets everything up.
"""

import json
import os
import subprocess
import sys
import time

REPETITIONS = int(os.environ.get("REPETITIONS", "5"))
# Our name of a policy beside libcachesim's class.
POLICIES = [
    ("fifo", "FIFO"), ("lru", "LRU"), ("clock", "Clock"), ("sieve", "Sieve"), ("s3fifo:libcachesim", "S3FIFO"),
    ("arc:libcachesim", "ARC"), ("lfu", "LFU"), ("wtinylfu:libcachesim", "WTinyLFU"),
]
CAPACITIES = [10_000, 100_000]
SWEEP = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000]
PEER = """
import sys, time
import libcachesim
started = time.perf_counter()
results = []
for cell in sys.argv[2:]:
    name, capacity = cell.split(":")
    reader = libcachesim.TraceReader(sys.argv[1], libcachesim.TraceType.ORACLE_GENERAL_TRACE)
    cache = getattr(libcachesim, name)(cache_size=int(capacity))
    results.append(cache.process_trace(reader)[0])
elapsed = time.perf_counter() - started
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
kib = lambda key: int(status[key].split()[0])
print(elapsed, kib("VmHWM") / 1024, kib("RssAnon") / 1024, *["%.6f" % ratio for ratio in results])
"""


def output(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def peer(trace, cells):
    words = output([sys.executable, "-c", PEER, trace, *cells])
    return float(words[0]), float(words[1]), float(words[2]), words[3:]


def ours(binary, trace, policy, capacity):
    words = output([binary, "eviction", trace, policy, str(capacity)])
    return float(words[3]), float(words[4]), float(words[5]), words[2:3]


def best(runs):
    """The quickest run, with the least memory of any."""
    runs = list(runs)
    quickest = min(runs)
    return quickest[0], min(run[1] for run in runs), min(run[2] for run in runs), quickest[3]


def pair(first, second):
    """Both in turn, so that what disturbs the machine disturbs both."""
    left, right = [], []
    for _ in range(REPETITIONS):
        left.append(first())
        right.append(second())
    return best(left), best(right)


def single_cells(binary, trace, requests):
    yield "| policy | entries | simbench M req/s | libcachesim M req/s | ratio | peak MiB (anonymous) | theirs | miss ratio | theirs |"
    yield "|---|---|---|---|---|---|---|---|---|"
    worst = 1e9
    for own, name in POLICIES:
        for capacity in CAPACITIES:
            mine, theirs = pair(
                lambda: ours(binary, trace, own, capacity), lambda: peer(trace, ["%s:%d" % (name, capacity)]))
            ratio = theirs[0] / mine[0]
            worst = min(worst, ratio)
            yield "| %s | %s | %.1f | %.1f | **%.1f** | %.0f (%.0f) | %.0f (%.0f) | %s | %s |" % (
                own, format(capacity, ","), requests / mine[0] / 1e6, requests / theirs[0] / 1e6, ratio,
                mine[1], mine[2], theirs[1], theirs[2], mine[3][0], theirs[3][0])
    yield ""
    yield "The least ratio is %.1f; the goal is 5 everywhere." % worst


def sweep(simbench, trace):
    """Eight policies at ten sizes: theirs as two processes on two cores, ours as one command with two threads."""
    cells = ["%s:%d" % (name, capacity) for _, name in POLICIES for capacity in SWEEP]
    code = [sys.executable, "-c", PEER, trace]
    started = time.perf_counter()
    halves = [subprocess.Popen(code + cells[part::2], stdout=subprocess.DEVNULL) for part in range(2)]
    if any(process.wait() != 0 for process in halves):
        raise SystemExit("libcachesim failed in the sweep")
    theirs = time.perf_counter() - started
    command = [
        simbench, "mrc", trace, "--policies", ",".join(own for own, _ in POLICIES), "--no-bound", "--no-plots",
        "--sizes", ",".join(str(size) for size in SWEEP), "--threads", "2", "--out", "/tmp/simbench-sweep",
    ]
    mine = 1e9
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        mine = min(mine, time.perf_counter() - started)
    yield "%d cells on two cores: simbench %.2f s, libcachesim %.1f s, **%.1f times** as fast." % (
        len(cells), mine, theirs, theirs / mine)


def main():
    binary, simbench, trace, path = sys.argv[1:5]
    requests = os.path.getsize(trace) // 24
    import importlib.metadata
    version = importlib.metadata.version("libcachesim")
    lines = [
        "# Eviction beside libcachesim", "",
        "`make bench-eviction` writes this file: Zipf trace, 1,000,000 objects, %s requests, exponent 1.0, seed 42,"
        % format(requests, ","),
        "PyPI libcachesim %s, best of %d runs in turn, from file to result. Absolute figures are noise on shared"
        % (version, REPETITIONS),
        "machines; the ratios are not. A peak counts pages of a mapped trace file, the figure in parentheses does not.",
        "Versions of S3-FIFO and W-TinyLFU differ between releases of libCacheSim; `:libcachesim` follows that of PyPI.", "",
        "## One replay", "", *single_cells(binary, trace, requests), "",
        "## A sweep", "", *sweep(simbench, trace), "",
    ]
    curves = json.loads(subprocess.run([binary, "curves", trace], check=True, capture_output=True, text=True).stdout)
    lines += [
        "## Curves", "",
        "At 40 sizes, those of miniature simulations from 2,000 entries on: fewer sampled ones are refused.", "",
        "| curve | seconds | error |", "|---|---|---|",
        *["| %s | %.2f | %s |" % (row["name"], row["seconds"], row["error"]) for row in curves], "",
    ]
    temporary = path + ".tmp"
    with open(temporary, "w") as file:
        file.write("\n".join(lines))
    os.replace(temporary, path)
    print("\n".join(lines))


main()
