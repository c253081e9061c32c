#!/usr/bin/env bash
# Fetches the report of the last complete night into a folder. Complete: no shard is
# absent; whether all went well is no matter. The folder stays away if there is none.
#
#	GH_TOKEN=… GITHUB_REPOSITORY=… .github/scripts/last-night.sh FOLDER
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: last-night.sh FOLDER" >&2; exit 2; }
folder=$1
export GH_REPO=${GITHUB_REPOSITORY:?}

complete() { jq --exit-status '(.absent // []) | length == 0' "$1/results.json" >/dev/null; }

runs=$(gh run list --workflow nightly.yml --event schedule --status completed --limit 10 --json databaseId --jq '.[].databaseId')
for run in $runs; do
	# A run that was cancelled, or whose artifacts are gone, has no report.
	if gh run download "$run" --name report --dir "$folder" 2>/dev/null && complete "$folder"; then
		echo "last night: run $run"
		exit 0
	fi
	rm -rf "$folder"
done
echo "last night: none of the last ten left a complete report; there is nothing to compare with"
