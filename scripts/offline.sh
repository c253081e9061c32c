#!/usr/bin/env bash
# Runs a command where nothing but loopback exists, to show that a run talks to
# nobody: scripts/offline.sh go test ./suites/...
# Needs util-linux (unshare), iproute2 (ip) and the modules already downloaded.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: scripts/offline.sh COMMAND [ARGUMENT…]" >&2; exit 2; }
export GOPROXY=off GOFLAGS="${GOFLAGS:-} -mod=readonly"
exec unshare --net --map-root-user -- bash -euc 'ip link set lo up; exec "$@"' offline "$@"
