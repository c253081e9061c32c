#!/usr/bin/env bash
# Runs a command with a Docker that answers: the one that runs already, or a
# dockerd of its own, which ends with the command.
#
#	scripts/with-docker.sh COMMAND...
#
# Where no dockerd is installed it installs Debian's, as root.
set -euo pipefail

answers() { curl --silent --fail --max-time 2 --unix-socket /var/run/docker.sock http://docker/_ping >/dev/null 2>&1; }

install_dockerd() {
	if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
		echo "with-docker: Docker does not answer and is not installed; install it (https://docs.docker.com/engine/install/) and start it" >&2
		exit 2
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends docker.io iptables >/dev/null
}

start_dockerd() {
	log=$(mktemp -t gonogo-dockerd-XXXXXX.log)
	# A session of its own: Ctrl-C reaches the command, which must still remove its containers.
	setsid dockerd >"$log" 2>&1 </dev/null &
	dockerd=$!
	trap 'kill "$dockerd" 2>/dev/null && wait "$dockerd" || true; rm -f "$log"' EXIT
	for ((i = 0; i < 150; i++)); do
		answers && return
		kill -0 "$dockerd" 2>/dev/null || break
		sleep 0.2
	done
	echo "with-docker: dockerd does not start; its last words:" >&2
	tail -n 5 "$log" >&2
	exit 2
}

if ! command -v curl >/dev/null; then
	if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
		echo "with-docker: curl is not installed, which asks Docker whether it is there; install it" >&2
		exit 2
	fi
	apt-get update -qq && apt-get install -y -qq --no-install-recommends curl >/dev/null
fi
if [[ -z ${DOCKER_HOST:-} ]] && ! answers; then
	command -v dockerd >/dev/null || install_dockerd
	if [[ $EUID -ne 0 ]]; then
		echo "with-docker: Docker does not answer at /var/run/docker.sock, and only root can start it; start it, or add yourself to the group docker" >&2
		exit 2
	fi
	start_dockerd
fi
"$@"
