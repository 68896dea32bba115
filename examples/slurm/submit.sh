#!/bin/bash
# Submits the shards, and the merge behind them: `SCENARIO=rag SHARDS=64 ./submit.sh`.
set -euo pipefail
here=$(dirname "$0")
mkdir -p partials
shards=$(sbatch --parsable --array="0-$((${SHARDS:-64} - 1))" "$here/shards.sbatch")
# afterany, so that a missing shard is named by the merge instead of leaving it in the queue for ever.
sbatch --dependency="afterany:$shards" "$here/merge.sbatch"
