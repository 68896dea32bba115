#!/bin/bash
# Runs the shards, and the merge behind them.
set -euo pipefail
here=$(dirname "$0")
kubectl apply -f "$here/shards.yaml"
# Complete or failed, so that a missing shard is named by the merge; `kubectl wait` waits for one of both.
until kubectl wait --for=condition=complete --timeout=60s job/simbench-shards ||
  kubectl wait --for=condition=failed --timeout=0 job/simbench-shards; do sleep 5; done
kubectl apply -f "$here/merge.yaml"
