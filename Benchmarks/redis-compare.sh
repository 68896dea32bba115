#!/usr/bin/env bash
# Replays one stream of gets, and sets on a miss, through redis-server and through the simulation of its policies, and
# writes the hit ratios of both to Benchmarks/redis.md. Takes under two minutes; fails when they differ by a point.
#
#   Benchmarks/redis-compare.sh [REQUESTS]     150000 unless stated
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v redis-server >/dev/null; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  # RUNLEVEL=1 keeps Debian from starting a server of its own.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends redis-server >/dev/null
fi
${SWIFT:-swift} build -c release --product simbench-benchmarks >&2
python3 Benchmarks/redis_compare.py --requests "${1:-150000}" --simulator .build/release/simbench-benchmarks \
  --report Benchmarks/redis.md
