# gonogo: targets for people and for CI. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

RESULTS ?= .gonogo/results
COUNT   ?= 6

## help: list the targets
.PHONY: help
help:
	@sed -n 's/^## \([a-z-]*\): \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  %-16s %s\n", $$1, $$2}'

## setup: install what is missing (a browser) and download the modules
.PHONY: setup
setup:
	go mod download
	go run ./scripts/browser

## run: the main job: all suites, all guides, embedded stack; ends with GO or NO-GO for each guide
.PHONY: run
run: setup
	go run ./scripts/poll --results $(RESULTS)

## test: every test of the project
.PHONY: test
test:
	go run ./scripts/browser -check
	go tool gotestsum --format pkgname-and-test-fails -- -timeout 20m ./...

## images: build the stand-ins for containers (simulator, emulators, database; Caddy and Dex) from source
.PHONY: images
images:
	scripts/with-docker.sh go run ./scripts/images

## test-containers: the container path on those images, from nothing to a swept machine; starts Docker if it must
.PHONY: test-containers
test-containers:
	go run ./scripts/browser -check
	scripts/with-docker.sh scripts/test-containers.sh

## sweep: remove what killed or kept runs have left in Docker
.PHONY: sweep
sweep:
	go run ./scripts/sweep

## bench: how fast stacks open, logins and whole runs go, COUNT times each, in benchstat's format
.PHONY: bench
bench:
	go run ./scripts/browser -check
	go test -run '^$$' -bench 'Login|Floor' -benchtime 1x -count $(COUNT) -timeout 0 ./suites/login | tee .gonogo-bench.txt
	go test -run '^$$' -bench 'Open|Memory|Session|Click' -benchtime 20x -count $(COUNT) ./internal/simulator ./internal/browser | tee -a .gonogo-bench.txt
	go test -run '^$$' -bench 'Read|Write|Compare' -benchtime 1x -count $(COUNT) ./internal/report ./internal/report/page ./internal/report/compare | tee -a .gonogo-bench.txt
	COUNT=$(COUNT) scripts/bench.sh | tee -a .gonogo-bench.txt
	go tool benchstat .gonogo-bench.txt

## lint: gofmt, vet, golangci-lint, and actionlint for the workflows
.PHONY: lint
lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "gofmt: run gofmt -w on the files above" >&2; exit 1; }
	go vet ./...
	go tool -modfile=lint.mod golangci-lint run ./...
	go tool -modfile=lint.mod actionlint

## coverage: which statement of which guide is asserted by which test
.PHONY: coverage
coverage:
	go run ./scripts/guide coverage --check

## soak: the login suite N times (50) with each engine under load, on one processor, with the race detector, with latency
.PHONY: soak
N    ?= 50
SOAK ?=
soak:
	go run ./scripts/browser -check
	go run ./scripts/soak --repeats $(N) $(SOAK)

## fuzz: every fuzz test for FUZZTIME (20s); what fails is kept in testdata/fuzz and becomes a case of make test
.PHONY: fuzz
FUZZTIME ?= 20s
fuzz:
	scripts/fuzz.sh $(FUZZTIME)

## leaks: 500 logins with each engine, whose memory must not grow, and runs that are ended at random points, STRIKES (10) times each way
.PHONY: leaks
STRIKES ?= 10
leaks:
	go run ./scripts/browser -check
	go test -run '^$$' -bench Memory -benchtime 500x -timeout 60m ./suites/login
	GONOGO_TEST_STRIKES=$(STRIKES) go test -count=1 -run TestSignalsLeaveNothing -v -timeout 120m ./scripts/poll

## prove: plant one fault after the other and see that the scenarios that claim it fail, and no others
.PHONY: prove
prove:
	go run ./scripts/browser -check
	go run ./scripts/prove

## clean: remove what runs have left behind
.PHONY: clean
clean:
	rm -rf .gonogo .gonogo-bench.txt
