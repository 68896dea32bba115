#!/usr/bin/env python3
"""Encoding beside onnxruntime and searching beside FAISS, on one core: `make bench-semantic` writes semantic.md.

Programs run one after the other, in turns, each pinned to one core; the best of all turns counts. The times are
processor time, which other programs on the machine disturb least: compare the ratios. The peers' packages go into a
venv in the user's cache folder. TURNS is how often each program runs, PARTS which parts do (all of them, unless
named with commas between).
"""

import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "Benchmarks/semantic"
PACKAGES = [
    "numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.31.1", "safetensors==0.8.0", "tokenizers==0.23.3",
    "faiss-cpu==1.15.1",
]
TURNS = int(os.environ.get("TURNS", "3"))
BENCHMARKS = ROOT / ".build/release/simbench-benchmarks"
CORE = str(sorted(os.sched_getaffinity(0))[-1])
NOISE = 0.3


def cache_folder():
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    below = pathlib.Path(xdg) if xdg.startswith("/") else pathlib.Path.home() / ".cache"
    return pathlib.Path(os.environ.get("SIMBENCH_CACHE") or below / "simbench")


def peer_python():
    """The interpreter of the peers' venv; made when it is missing or holds other versions."""
    folder = pathlib.Path(os.environ.get("SIMBENCH_PEERS") or cache_folder() / "peers")
    python, stamp = folder / "bin/python", folder / "packages.txt"
    if not python.exists() or not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stdout=sys.stderr)
        stamp.write_text("\n".join(PACKAGES))
    return python


def streams():
    """Texts and labels of the shared streams, or of our own grammar: (what they are, [(text, label)], [text])."""
    shared = pathlib.Path(os.environ.get("SIMBENCH_DATA") or ROOT.parent / "shared") / "data/text/streams"

    def lines(path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def flat(text):
        return " ".join(text.split())

    if (shared / "clinc150.jsonl").exists():
        clinc, banking = (lines(shared / f"{name}.jsonl") for name in ("clinc150", "banking77"))
        return (
            "CLINC150", [(flat(line["text"]), line["label"]) for line in clinc],
            [flat(line["text"]) for line in banking])
    with tempfile.TemporaryDirectory() as folder:
        trace = folder + "/trace.jsonl"
        subprocess.run(
            [ROOT / ".build/release/simbench", "trace", "generate", "support-faq", trace, "--limit", "30000",
             "--format", "openai_chat"], check=True, cwd=ROOT)
        texts = list(dict.fromkeys(flat(line["messages"][-1]["content"]) for line in lines(trace)))
    return "our own grammar", [(text, "") for text in texts[:23_700]], []


def run(command):
    """The lines of a name and a number that a program prints, pinned to one core."""
    output = subprocess.run(
        ["taskset", "-c", CORE, *map(str, command)], check=True, capture_output=True, text=True).stdout
    values = {}
    for line in output.splitlines():
        name, value = line.rsplit(" ", 1)
        values[name] = float(value) if value[0].isdigit() else value
    return values


def turns(programs, better):
    """Runs programs in turns and keeps the better of each value: `min` for times, `max` for speeds."""
    kept = {name: {} for name in programs}
    for turn in range(TURNS):
        for name, command in programs.items():
            for key, value in run(command).items():
                kept[name][key] = better(kept[name].get(key, value), value)
        print(f"turn {turn + 1} of {TURNS}", file=sys.stderr)
    return kept


class Benchmark:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.model = cache_folder() / "models/minilm"
        self.python = peer_python()
        self.source, self.requests, self.others = streams()
        self.report = []

    def say(self, *lines):
        self.report += lines
        print("\n".join(lines), flush=True)

    def file(self, name, lines):
        path = self.folder / name
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    def peer(self, *words):
        return [self.python, HERE / "faiss_peer.py", *words]

    def search(self, *words):
        return [BENCHMARKS, "search", *words]

    def vectors(self):
        """Writes the vectors of the stream, and 104,096 of all texts and of copies with noise, in mixed order."""
        small, large = self.folder / "stream.f32", self.folder / "large.f32"
        texts = self.file("stream.txt", [text for text, _ in self.requests])
        every = self.file("all.txt", [text for text, _ in self.requests] + self.others)
        for path, target in ((texts, small), (every, large)):
            subprocess.run([*map(str, self.search("embed", path, self.model, target))], check=True)
        code = (
            "import sys, numpy as np\n"
            "path, total, noise = sys.argv[1], 104_096, float(sys.argv[2])\n"
            "real = np.fromfile(path, np.float32).reshape(-1, 384)\n"
            "random = np.random.default_rng(1)\n"
            "copies = real[np.arange(max(0, total - len(real))) % len(real)]\n"
            "copies = copies + random.standard_normal(copies.shape, np.float32) * (noise / 384 ** .5)\n"
            "rows = np.concatenate([real, copies])[:total]\n"
            "rows /= np.linalg.norm(rows, axis=1, keepdims=True)\n"
            "rows[random.permutation(len(rows))].astype(np.float32).tofile(path)\n")
        subprocess.run([self.python, "-c", code, large, str(NOISE)], check=True)
        return small, large

    def encoding(self):
        path = self.file("texts.txt", [text for text, _ in self.requests[:512]])
        programs = {
            "simbench": [BENCHMARKS, "encode", path, self.model],
            "simbench on OpenBLAS": [BENCHMARKS, "encode", path, self.model, "OpenBLAS"],
            "onnxruntime": [self.python, HERE / "onnx_peer.py", self.model, path],
        }
        best = turns(programs, min)
        ours, peer = best["simbench"], best["onnxruntime"]
        self.say(
            "", "## Encoding", "",
            f"The first 512 texts of {self.source}, milliseconds of one core a text, tokenizing included.", "",
            "| program | alone | batches of 32 | batches of 32, sorted by length |", "|---|---|---|---|")
        for name, times in best.items():
            self.say(
                f"| {name} | {times['1']:.2f} | {times['32']:.2f} | {times.get('32-by-length', times['32']):.2f} |")
        self.say(
            f"| **ratio** | **{peer['1'] / ours['1']:.2f}** | **{peer['32'] / ours['32']:.2f}** "
            f"| **{peer['32-by-length'] / ours['32']:.2f}** |")

    def neighbours(self, small, large):
        rows = len(self.requests) * 20_000 // 23_700
        self.say(
            "", "## Exact neighbours", "",
            "Queries a second of one core, the single nearest by inner product. *Full*: queries that are no rows,",
            "all rows compared, our preparation of the rows left out as FAISS' copying is. *Replay*: the nearest",
            "earlier row of each row, as a cache that keeps everything finds it, preparation included: half the",
            "pairs. The answers of a full search are the same. FAISS at its best batch size. The goal is 5 times FAISS in full.",
            "",
            "| rows | simbench full | simbench replay | FAISS full | batch | **full ratio** | **replay ratio** "
            "| simbench one at a time | FAISS one at a time |", "|---|---|---|---|---|---|---|---|---|")
        for path, rows, queries in ((small, rows, min(3700, len(self.requests) - rows)), (large, 100_000, 4096)):
            best = turns(
                {"ours": self.search("neighbours", path, rows, queries),
                 "peer": self.peer("neighbours", path, rows, queries)}, max)
            ours, peer = best["ours"], best["peer"]
            if ours["checksum"] != peer["checksum"]:
                print(f"the neighbours differ: {ours['checksum']} and {peer['checksum']}", file=sys.stderr)
            batches = {key: value for key, value in peer.items() if key.startswith("batch-")}
            batch, speed = max(batches.items(), key=lambda item: item[1])
            self.say(
                f"| {rows:,} | {ours['full']:,.0f} | {ours['replay']:,.0f} | {speed:,.0f} | {batch[6:]} "
                f"| **{ours['full'] / speed:.1f}** | **{ours['replay'] / speed:.1f}** "
                f"| {ours['single']:,.0f} | {peer['batch-1']:,.0f} |")

    def sweep(self, small):
        best = turns({"ours": self.search("sweep", small), "peer": self.peer("stream", small)}, min)
        ours, peer = best["ours"], best["peer"]
        batches = {key: value for key, value in peer.items() if key.startswith("batch-")}
        batch, least = min(batches.items(), key=lambda item: item[1])
        total = ours["neighbours"] + ours["cells"]
        self.say(
            "", "## A sweep of thresholds and capacities", "",
            f"30 thresholds from 0.70 to 0.99 by 5 capacities of an LRU cache over the {len(self.requests):,} requests of",
            f"{self.source}, seconds of one core. FAISS makes one pass of exact search over the same stream: one request at",
            "a time, as a cache must, or a batch at a time, which leaves out the pairs within a batch.", "",
            "| simbench: neighbours | 150 cells | together | FAISS, one at a time | FAISS, batches | **ratio** | **to batches** |",
            "|---|---|---|---|---|---|---|",
            f"| {ours['neighbours']:.2f} | {ours['cells']:.2f} | {total:.2f} | {peer['alone']:.2f} "
            f"| {least:.2f} (of {batch[6:]}) | **{peer['alone'] / total:.1f}** | **{least / total:.1f}** |")

    def graph(self, small):
        rows = len(self.requests) * 20_000 // 23_700
        queries = min(3700, len(self.requests) - rows)
        best = turns(
            {"ours": self.search("graph", small, rows, queries), "peer": self.peer("graph", small, rows, queries)},
            lambda first, second: max(first, second))
        ours, peer = best["ours"], best["peer"]
        self.say(
            "", "## Approximate neighbours", "",
            f"HNSW with M 16 and efConstruction 100 over {rows:,} vectors of {self.source}: hnswlib in simbench, IndexHNSWFlat of",
            "FAISS. Queries one at a time; in parentheses FAISS given all of them in one call.", "",
            "| k | ef | simbench recall | queries/s | FAISS recall | queries/s | speed ratio |",
            "|---|---|---|---|---|---|---|")
        for k in (1, 10):
            for ef in (16, 64):
                end = f"-{k}-{ef}"
                self.say(
                    f"| {k} | {ef} | {ours['recall' + end]:.3f} | {ours['speed' + end]:,.0f} | {peer['recall' + end]:.3f} "
                    f"| {peer['speed' + end]:,.0f} ({peer['speed-batch' + end]:,.0f}) "
                    f"| {ours['speed' + end] / peer['speed' + end]:.2f} |")

    def replay(self, small):
        if not self.requests[0][1]:
            return
        labels = self.file("labels.txt", [label for _, label in self.requests])
        values = run(self.search("replay", small, labels))
        self.say(
            "", "## Replays on a graph", "",
            f"An unbounded cache over {self.source}, one request at a time, a miss inserted: hits, of them correct, and the share of",
            "the exact replay's hits that the graph missed.", "",
            "| threshold | exact | ef 16 | lost | ef 64 | lost |", "|---|---|---|---|---|---|")
        for threshold in ("0.7", "0.8", "0.9"):
            cells = [f"{values[f'exact-hits-{threshold}']:,.0f} ({values[f'exact-correct-{threshold}']:,.0f})"]
            for ef in (16, 64):
                end = f"{threshold}-{ef}"
                cells.append(f"{values['hits-' + end]:,.0f} ({values['correct-' + end]:,.0f})")
                cells.append(f"{values['lost-' + end]:.2%}")
            self.say(f"| {threshold} | " + " | ".join(cells) + " |")

    def lookups(self, large):
        values = turns({"ours": self.search("lookups", large)}, min)["ours"]
        sizes = sorted({int(key.rsplit("-", 1)[1]) for key in values})
        self.say(
            "", "## One lookup", "",
            "Microseconds of one core by entries; `LookupLatency` is fitted to these. Vectors as for 100,000 rows above.", "",
            "| index | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|")
        for name in ("flat", "hnsw-16", "hnsw-64", "hnsw-256"):
            label = name.replace("hnsw-", "HNSW, ef ")
            self.say(f"| {label} | " + " | ".join(f"{values[f'{name}-{size}'] * 1e6:.1f}" for size in sizes) + " |")

    def memory(self):
        flat, graph = (run(self.search("memory", kind, 100_000))["peak"] for kind in ("flat", "hnsw"))
        self.say(
            "", "## Memory", "",
            "The peak of a process that adds 100,000 vectors of 384 floats (154 MB) one by one and searches them alone and in a",
            f"batch: **{flat:.0f} MB** flat, {graph:.0f} MB as a graph; the goal is less than 200.")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        fields = dict(line.split(":", 1) for line in file if ":" in line)
    fields = {key.strip(): value.strip() for key, value in fields.items()}
    groups = [name for name in ("avx2", "avx512f", "avx512_vnni") if name in fields.get("flags", "").split()]
    return (
        f"{fields.get('model name', platform.machine())} (family {fields.get('cpu family', '?')}, model "
        f"{fields.get('model', '?')}; {', '.join(groups)})")


def main():
    parts = os.environ.get("PARTS", "encoding,neighbours,sweep,graph,replay,lookups,memory").split(",")
    simbench = ROOT / ".build/release/simbench"
    subprocess.run([simbench, "models", "install", "minilm"], check=True)
    version = subprocess.run([simbench, "version"], check=True, capture_output=True, text=True).stdout
    kernel = next((line.strip() for line in version.splitlines() if "BLAS" in line), "OpenBLAS")
    with tempfile.TemporaryDirectory() as folder:
        benchmark = Benchmark(folder)
        peers = ", ".join(PACKAGES)
        benchmark.say(
            "# Semantic search beside onnxruntime and FAISS", "",
            f"`make bench-semantic` writes this file: one core of {machine()};",
            f"{kernel}; peers from PyPI: {peers}.",
            f"Programs in turn, best of {TURNS}; absolute figures are noise on shared machines, the ratios are not.",
            f"Vectors are all-MiniLM-L6-v2's, 384 floats: the stream of {benchmark.source} in its order; for 100,000 rows",
            f"those of all texts and copies of them with noise of length {NOISE}, mixed.")
        small, large = benchmark.vectors() if set(parts) - {"encoding", "memory"} else (None, None)
        work = {
            "encoding": benchmark.encoding, "neighbours": lambda: benchmark.neighbours(small, large),
            "sweep": lambda: benchmark.sweep(small), "graph": lambda: benchmark.graph(small),
            "replay": lambda: benchmark.replay(small), "lookups": lambda: benchmark.lookups(large),
            "memory": benchmark.memory,
        }
        for part in parts:
            work[part]()
        if len(parts) == len(work):
            (HERE / "semantic.md").write_text("\n".join(benchmark.report) + "\n", encoding="utf-8")


main()
