#!/bin/bash
# Runs every fuzz test for a time: scripts/fuzz.sh 20s
set -euo pipefail

# fuzz runs one. Go may report that its own time is over as a failure
#; what a test has found names an input or a seed beside it.
fuzz() {
	local output
	if output=$(go test -run '^$' -fuzz "^$2\$" -fuzztime "$3" -fuzzminimizetime 100x "./$1" </dev/null 2>&1); then
		echo "$1 $2: $(grep -o 'execs: [0-9]*' <<<"$output" | tail -1)"
	elif grep -q '^    context deadline exceeded$' <<<"$output" && ! grep -qE 'Failing input|failure while|panic' <<<"$output"; then
		echo "$1 $2: $(grep -o 'execs: [0-9]*' <<<"$output" | tail -1)"
	else
		echo "$output" >&2
		return 1
	fi
}

grep -rl '^func Fuzz' --include='*_test.go' internal scripts | xargs -n1 dirname | sort -u | while read -r package; do
	for target in $(grep -ho '^func Fuzz[A-Za-z]*' "$package"/*_test.go | cut -c6-); do
		fuzz "$package" "$target" "$1"
	done
done
