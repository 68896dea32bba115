#!/usr/bin/env python3
"""Replays a log on Spark: rows of one user, session or prompt go to one partition, each partition is piped into simbench,
and the partials are merged.

    spark-submit parts.py LOG SCENARIO PARTIALS [--by user] [--parts 64] [--time timestamp] [--unit user]

LOG is JSON lines or Parquet; `--unit` and `--time` name its columns (a path with dots in JSON). By default the unit is in
`user`, `session_id` or `prompt`, as `--by` says. A partition is ordered by unit and time, so that another try pipes the same;
simbench puts rows in the order of their times. SCENARIO is simbench's scenario with a recorded workload, whose path is not
read. PARTIALS is a folder that every worker can write. Then `simbench merge PARTIALS` makes the tables. simbench must be on
the workers' PATH, or named by SIMBENCH.
"""
import argparse
import json
import os
import subprocess
import zlib

from pyspark.sql import SparkSession

parser = argparse.ArgumentParser()
parser.add_argument("log")
parser.add_argument("scenario")
parser.add_argument("partials")
parser.add_argument("--by", default="user", choices=["user", "session", "key"])
parser.add_argument("--parts", type=int, default=64)
parser.add_argument("--unit")
parser.add_argument("--time", default="timestamp")
parser.add_argument("--master", default=None)
options = parser.parse_args()
# Parts by another column than the unit's would tear units apart, and nothing could tell.
UNIT = options.unit or {"user": "user", "session": "session_id", "key": "prompt"}[options.by]
PROGRAM = os.environ.get("SIMBENCH", "simbench")


def member(row, path):
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row


def keyed(line):
    """A line under what keeps it together and orders it."""
    row = json.loads(line)
    unit, time = member(row, UNIT), member(row, options.time)
    # As texts, which have an order even where a time is missing.
    return (json.dumps(unit, sort_keys=True), json.dumps(time)), line


def part_of(key):
    # Not hash(): that of a text differs from worker to worker.
    return zlib.crc32(key[0].encode()) % options.parts


def replay(index, rows):
    """Pipes a partition into simbench, which writes its partial whole or not at all."""
    command = [
        PROGRAM, "run", options.scenario, "--trace", "-", "--shard", f"{index}/{options.parts}",
        "--by", options.by, "--cut-out", "--partial", options.partials.rstrip("/") + "/",
    ]
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    count = 0
    try:
        for _, line in rows:
            run.stdin.write(line.encode() + b"\n")
            count += 1
        run.stdin.close()
    except BrokenPipeError:
        pass
    errors = run.stderr.read().decode()
    if run.wait() != 0:
        # 2, 65 and 66 are not worth another try, but Spark makes up its own mind: the message says why.
        raise RuntimeError(f"part {index} ended with {run.returncode}: {errors}")
    yield index, count


builder = SparkSession.builder.appName("simbench")
if options.master:
    builder = builder.master(options.master)
session = builder.getOrCreate()
if options.log.endswith(".parquet"):
    lines = session.read.parquet(options.log).toJSON()
else:
    lines = session.sparkContext.textFile(options.log)
parts = lines.filter(lambda line: line.strip()).map(keyed).repartitionAndSortWithinPartitions(
    options.parts, part_of)
counts = parts.mapPartitionsWithIndex(replay).collect()
print(f"{sum(count for _, count in counts)} rows in {len(counts)} parts")
session.stop()
