#!/usr/bin/env bash
# Puts the table of `make run` into the README between its two marks.
set -euo pipefail
cd "$(dirname "$0")/.."
table=$(mktemp)
trap 'rm -f "$table"' EXIT
.build/release/simbench run Scenarios/rag.json 2>/dev/null | sed 's/^\(.\)/    \1/' >"$table"
awk -v file="$table" '
  /<!-- begin: make run -->/ { print; print ""; while ((getline line < file) > 0) print line; print ""; skip = 1; next }
  /<!-- end: make run -->/ { skip = 0 }
  !skip { print }' README.md >README.md.new
mv README.md.new README.md
