#!/bin/sh
# Compares eviction with PyPI libcachesim, and prefix caches with kvcache-simulator where the Mooncake trace is.
# The peers and the trace are kept in the user's cache folder (PEERS, TRACE to place them elsewhere).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/simbench
peers=${PEERS:-$cache/peers}
trace=${TRACE:-$cache/zipf-1.0-42.oracleGeneral.bin}
mkdir -p "$cache"
if [ ! -x "$peers/bin/python" ]; then
  python3 -m venv "$peers" || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
fi
"$peers/bin/python" -c "import libcachesim" 2>/dev/null || "$peers/bin/pip" install -q libcachesim==0.3.5 numpy
[ -f "$trace" ] || "$root/.build/release/simbench-benchmarks" zipf 1000000 10000000 42 "$trace"
"$peers/bin/python" "$here/eviction.py" "$root/.build/release/simbench-benchmarks" "$root/.build/release/simbench" \
  "$trace" "$here/eviction.md"
shared=${SIMBENCH_DATA:-$root/../shared}
mooncake=$shared/data/traces/mooncake/conversation_trace.jsonl
if [ -f "$mooncake" ]; then
  [ -x "$peers/bin/kvcache-simulator" ] || "$peers/bin/pip" install -q kvcache-simulator==0.1.3
  "$peers/bin/python" "$here/prefix.py" "$mooncake" "$peers/bin/kvcache-simulator"
fi
