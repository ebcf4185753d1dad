# The front door: each target installs what it needs (packaging/deps.sh), builds, runs, and says what it did.
# The build itself is described in CMakeLists.txt and CMakePresets.json; this file only calls it.
.DEFAULT_GOAL := help
.PHONY: help demo test bench install lint fuzz nightly coverage format clean build

PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
FUZZ_SECONDS ?= 60
export JOBS FUZZ_SECONDS

help: ## Show this list
	@echo "Onward plans, gets agreed and verifies the safe withdrawal of people and equipment."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "Begin with: make demo"

demo: build ## Plan the Iraq 2020 case, check the plan, write its page
	@packaging/demo.sh build/release/onward build/demo

build: ## Build the command and the libraries into build/release
	@packaging/deps.sh build
	@packaging/build.sh release -DBUILD_TESTING=OFF

test: ## Run every test, with gcc optimised and with clang under sanitizers
	@packaging/deps.sh test
	@tests/run.sh

bench: build ## Measure time, memory and gap on the examples
	@ONWARD=$(CURDIR)/build/release/onward BUILD_DIR=$(CURDIR)/build/release bash bench/run.sh

install: ## Install command, libraries, headers: PREFIX=/usr/local DESTDIR=
	@packaging/deps.sh build
	@packaging/build.sh release -DBUILD_TESTING=OFF -DCMAKE_INSTALL_PREFIX=$(PREFIX)
	@DESTDIR=$(DESTDIR) cmake --install build/release
	@[ -n "$(DESTDIR)" ] || [ "$$(id -u)" != 0 ] || ! command -v ldconfig > /dev/null || ldconfig

lint: ## Check layers, sizes, layout, scripts; read for bugs with clang-tidy
	@packaging/deps.sh lint
	@tests/lint/run.sh

fuzz: ## Fuzz each target for FUZZ_SECONDS=60
	@packaging/deps.sh fuzz
	@fuzz/run.sh

coverage: ## Count the lines and branches that the tests reach
	@packaging/deps.sh coverage
	@tests/coverage.sh

nightly: ## The long tests: analysers, threads, coverage, large trials, 8 x 30 min of fuzzing
	@packaging/deps.sh test fuzz lint coverage nightly
	@tests/nightly.sh

format: ## Lay out every C file as .clang-format says
	@packaging/deps.sh lint
	@tests/lint/format.sh --fix

clean: ## Remove everything that was built
	rm -rf build
