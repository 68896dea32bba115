#!/bin/sh
# Gives every reader made-up input for a while, one reader after the other: run.sh FUZZER SECONDS [TARGET...]
#
# Inputs begin with the seeds of the target and the corpus that is kept in Fuzz/Corpus; what a run finds beside them
# grows in .build/fuzz-corpus. An input that traps, takes more than a second (TIMEOUT allows more where the machine is
# busy) or more than 1 GB is kept in Fuzz/Crashes.
set -eu
fuzzer=$1
seconds=$2
shift 2
here=$(dirname "$0")
work=.build/fuzz-corpus
crashes=$here/Crashes
mkdir -p "$work" "$crashes"
"$fuzzer" dictionary > "$work/words"
[ $# -gt 0 ] || set -- $("$fuzzer" list)
failed=0
# The fuzzer reports a trap by itself.
export SWIFT_BACKTRACE=enable=no
# Memory that one input gave back is there for the next: half of the time would go into fresh pages.
export MALLOC_MMAP_THRESHOLD_=268435456 MALLOC_TRIM_THRESHOLD_=268435456
printf '%-32s %12s %8s %8s  %s\n' target inputs 'per s' corpus result
for target; do
  mkdir -p "$work/$target" "$here/Corpus/$target"
  "$fuzzer" seeds "$target" "$work/$target"
  result=ok
  "$fuzzer" "$target" -max_total_time="$seconds" -timeout="${TIMEOUT:-1}" -rss_limit_mb=1024 -max_len=8192 -dict="$work/words" \
    -artifact_prefix="$crashes/$target-" -print_final_stats=1 \
    "$work/$target" "$here/Corpus/$target" > "$work/$target.log" 2>&1 || result=FAILED
  [ $result = ok ] || failed=1
  stat() { sed -n "s/^stat::$1: *//p" "$work/$target.log" | tail -1; }
  printf '%-32s %12s %8s %8s  %s\n' "$target" "$(stat number_of_executed_units)" "$(stat average_exec_per_sec)" \
    "$(ls "$work/$target" | wc -l)" $result
done
[ $failed = 0 ] || { echo "inputs that failed are in $crashes; the reports in $work"; exit 1; }
