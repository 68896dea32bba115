#!/bin/bash
# Submits the array and the merge behind it: `QUEUE=name ./submit.sh`. The file system is mounted where the
# image of the Containerfile works, at /work. Where a shard has failed for good, the merge fails with it and is not
# run: `simbench merge partials` where the file system is mounted names the shard.
set -euo pipefail
here=$(dirname "$0")
aws batch register-job-definition --cli-input-json "file://$here/job-definition.json"
shards=$(aws batch submit-job --job-name simbench-shards --job-queue "$QUEUE" --job-definition simbench-shards \
  --array-properties size=64 --query jobId --output text)
aws batch submit-job --job-name simbench-merge --job-queue "$QUEUE" --job-definition simbench-shards \
  --depends-on "jobId=$shards" \
  --container-overrides '{"command":["merge","partials","--out","Results/sweep"]}'
