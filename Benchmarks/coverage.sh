#!/usr/bin/env bash
# Writes Benchmarks/coverage.md: how often 95 % intervals over replications hold the truth, over many seeds.
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${SEEDS:-200}
table=$(.build/release/simbench-benchmarks coverage "$seeds")
samples=$(.build/release/simbench-benchmarks samples "$seeds")
logs=$(.build/release/simbench-benchmarks logs "$seeds")
cat >Benchmarks/coverage.md <<END
# Coverage of the intervals

Per cent of $seeds seeds whose 95 % interval (t over 10 replications, differences to the baseline paired) holds the
truth, which is the mean over all seeds. What stale hits move is less what is luck of the changes: how likely each hit was to
be stale follows from its age. Dollars are less what the lengths that were drawn make of them at list prices. Both are 0 in
the mean. A right interval holds it in 95 %, give or take 3 at 200 seeds and 2 at 400. What is left below is skewed: false
hits are rare and come in lumps, and which popular question is volatile decides what stale hits cost. Figures that never vary
are blank. \`make coverage\` repeats it.

$table

Each replication draws the stated world anew: which intents and phrasings are popular, lengths, volatility, tiers,
marks, a classifier's verdicts. The texts and the difficulty of the intents are one population.

## Samples by intent

Per cent of $seeds seeds in which the stated error of a sample by intent holds the figure of the whole, and in parentheses the
root of the mean square of what the sample is off by, in stated errors: a right one is .51. The sample is stratified by
popularity and its error that of one by hash, which is too wide but for what is rare. Half warm: a prefix that the prompt cache
holds for about half of the calls that come.

$samples

## Recordings

Per cent of $seeds logs of one world whose 95 % interval holds the truth, which is the mean over all logs. Users are drawn anew
for each log, unequal ones with a standard deviation of 1 of the logarithm of their uses; logs in hours name none. The cache has
the shares of hits and savings, the log itself the other figures. Below 92 may be what 12 unequal users have, dollars of 40 of
them and of a single day, and what comes in bursts of an hour in ten hours, all of which a report warns of.

$logs
END
cat Benchmarks/coverage.md
