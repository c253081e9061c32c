#!/usr/bin/env bash
# Plays whole runs and prints what they took, in benchstat's format: the default run,
# and every release without a browser. COUNT is how often each; with BROWSER_MATRIX set,
# every release in the browser, too, which takes six minutes each time.
set -euo pipefail

count=${COUNT:-6}
results=.gonogo/bench
mkdir -p "$results"
poll="$results/poll"
go build -o "$poll" ./scripts/poll

# measure NAME VARIABLE=VALUE... plays a run in that environment.
measure() {
  local name=$1 start took used scenarios
  shift
  for ((i = 0; i < count; i++)); do
    start=$(date +%s%N)
    TIMEFORMAT='%U %S'
    if ! used=$({ time env "$@" "$poll" --results "$results" >"$results/output.txt" 2>&1; } 2>&1); then
      tail -40 "$results/output.txt" >&2
      exit 1
    fi
    took=$(($(date +%s%N) - start))
    scenarios=$(sed -n 's/^\([0-9]*\) scenarios in .*/\1/p' "$results/output.txt")
    awk -v name="$name" -v took="$took" -v used="$used" -v scenarios="$scenarios" 'BEGIN {
      split(used, cpu, " ")
      printf "Benchmark%s 1 %.0f ns/op %.2f cpu-s %d scenarios %.2f ms/scenario\n",
        name, took, cpu[1] + cpu[2], scenarios, took / 1e6 / scenarios
    }'
  done
}

echo "pkg: gonogo/scripts/poll"
measure Run/default GONOGO_RELEASES=default
measure Run/matrix/protocol GONOGO_RELEASES=all GONOGO_ENGINE=protocol
if [[ -n ${BROWSER_MATRIX:-} ]]; then
  measure Run/matrix/browser GONOGO_RELEASES=all
fi
