#!/usr/bin/env bash
# Tells in an issue what a night has found: one is open at a time, known by its
# label, and brought up to date by the next night.
#
#	GH_TOKEN=… GITHUB_REPOSITORY=… GITHUB_SERVER_URL=… GITHUB_RUN_ID=… .github/scripts/tell-issue.sh TEXT
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: tell-issue.sh TEXT" >&2; exit 2; }
export GH_REPO=${GITHUB_REPOSITORY:?}
label=nightly-finding
title="The nightly run has found something new"
run="${GITHUB_SERVER_URL:?}/$GITHUB_REPOSITORY/actions/runs/${GITHUB_RUN_ID:?}"
body=$(mktemp)
trap 'rm -f "$body"' EXIT

# GitHub takes 65,536 characters; what is cut off stands in the run.
{
	printf 'Run, with report and evidence: %s\n\n' "$run"
	head --bytes 60000 "$1" | iconv --from-code utf-8 --to-code utf-8 -c
	if [[ $(stat --format %s "$1") -gt 60000 ]]; then printf '\n\nThe text goes on in the report of the run.\n'; fi
} >"$body"

gh label create "$label" --force --color B60205 --description "found by nightly.yml" >/dev/null
open=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')
if [[ -z $open ]]; then
	gh issue create --title "$title" --label "$label" --body-file "$body"
	exit
fi
gh issue edit "$open" --body-file "$body"
gh issue comment "$open" --body "Still so, or something else is new: $run. The text above is this night's."
