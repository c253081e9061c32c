#!/usr/bin/env bash
# The container path on images of this repository: builds them, runs the tests
# that need Docker, then logs people in: every guide on the newest release, and
# one guide on a release of each page and of each age of MongoDB. Two suites in
# two processes show that a stack is handed on. Needs a Docker that answers; make
# test-containers sees to it.
set -euo pipefail
export GONOGO_DOCKER=required TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1

go run ./scripts/images
go test -count=1 -timeout 20m ./containers/... ./internal/stack/contained/...

export GONOGO_STACK=containers GONOGO_IMAGES=local
go run ./scripts/poll --results .gonogo/containers ./suites/login
GONOGO_GUIDES=miniorange GONOGO_RELEASES=3.18.2,7.1.0 go run ./scripts/poll --results .gonogo/containers-releases ./suites/login
GONOGO_GUIDES=clavex go run ./scripts/poll --results .gonogo/containers-suites --run 'redirect-uri|avatar-at-first-login' ./suites/login ./suites/avatar

# Whatever the tests and runs did, nothing of ours may be left, also before anything
# is swept.
unset GONOGO_STACK GONOGO_IMAGES
nothing_left() {
	local left
	left=$(docker ps --all --quiet --filter label=gonogo.stack; docker network ls --quiet --filter label=gonogo.stack)
	if [[ -n $left ]]; then
		echo "test-containers: containers or networks were left behind $1: $left" >&2
		exit 1
	fi
}
nothing_left "by runs that have ended"
go run ./scripts/sweep
nothing_left "by the sweep"
