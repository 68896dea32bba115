#!/usr/bin/env python3
"""Encoding speed beside onnxruntime, on one core: `make bench-semantic`.

Both run the same model on the same texts, one process after the other, in turns, each pinned to one core; the best
of all turns counts. The times are processor time, which other programs on the machine disturb least: compare the
ratios. The peer's packages go into a venv in the user's cache folder. TEXTS may name a file with a text a line.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.31.1", "safetensors==0.8.0", "tokenizers==0.23.3"]
TURNS = int(os.environ.get("TURNS", "5"))


def cache_folder():
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    below = pathlib.Path(xdg) if xdg.startswith("/") else pathlib.Path.home() / ".cache"
    return pathlib.Path(os.environ.get("SIMBENCH_CACHE") or below / "simbench")


def peer_python():
    """The interpreter of the peer's venv; made when it is missing or holds other versions."""
    folder = pathlib.Path(os.environ.get("SIMBENCH_PEERS") or cache_folder() / "peers")
    python, stamp = folder / "bin/python", folder / "packages.txt"
    if not python.exists() or not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stdout=sys.stderr)
        stamp.write_text("\n".join(PACKAGES))
    return python


def texts(folder):
    """A file of texts: those of TEXTS, of the shared stream of CLINC150, or of our own grammar."""
    if os.environ.get("TEXTS"):
        return os.environ["TEXTS"]
    shared = pathlib.Path(os.environ.get("SIMBENCH_DATA") or ROOT.parent / "shared")
    stream = shared / "data/text/streams/clinc150.jsonl"
    if stream.exists():
        with stream.open(encoding="utf-8") as file:
            lines = [json.loads(line)["text"] for _, line in zip(range(512), file)]
    else:
        trace = folder + "/trace.jsonl"
        subprocess.run(
            [ROOT / ".build/release/simbench", "trace", "generate", "support-faq", trace, "--limit", "512",
             "--format", "openai_chat"], check=True, cwd=ROOT)
        with open(trace, encoding="utf-8") as file:
            lines = [json.loads(line)["messages"][-1]["content"] for line in file]
    path = folder + "/texts.txt"
    pathlib.Path(path).write_text("".join(" ".join(line.split()) + "\n" for line in lines), encoding="utf-8")
    return path


def main():
    model = cache_folder() / "models/minilm"
    simbench = ROOT / ".build/release/simbench"
    subprocess.run([simbench, "models", "install", "minilm"], check=True)
    python = peer_python()
    core = str(sorted(os.sched_getaffinity(0))[-1])
    with tempfile.TemporaryDirectory() as folder:
        path = texts(folder)
        programs = {
            "simbench": [ROOT / ".build/release/simbench-benchmarks", "encode", path, model],
            "simbench on OpenBLAS": [ROOT / ".build/release/simbench-benchmarks", "encode", path, model, "OpenBLAS"],
            "onnxruntime": [python, ROOT / "Benchmarks/semantic/onnx_peer.py", model, path],
        }
        best = {name: {} for name in programs}
        for turn in range(TURNS):
            for name, command in programs.items():
                output = subprocess.run(
                    ["taskset", "-c", core, *command], check=True, capture_output=True, text=True).stdout
                for line in output.splitlines():
                    way, time = line.split()
                    best[name][way] = min(best[name].get(way, 1e9), float(time))
            print(f"turn {turn + 1} of {TURNS}", file=sys.stderr)
    print("milliseconds of one core a text; peers: " + ", ".join(PACKAGES))
    print(f"{'':22}{'alone':>8}{'batch of 32':>13}{'by length':>11}")
    for name, times in best.items():
        print(f"{name:22}{times['1']:8.2f}{times['32']:13.2f}{times.get('32-by-length', times['32']):11.2f}")
    ours, peer = best["simbench"], best["onnxruntime"]
    print(
        f"simbench is {peer['1'] / ours['1']:.2f} times as fast alone, {peer['32'] / ours['32']:.2f} times at batches "
        f"of 32, {peer['32-by-length'] / ours['32']:.2f} times when the peer's batches are sorted by length")


main()
