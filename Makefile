# Everything that Parley needs, from a fresh Debian 12 machine with a Swift toolchain.
# `make run` and `make test` are the two that the README promises; they install what they need.

SHELL := /bin/bash
.DEFAULT_GOAL := build

CONFIGURATION ?= release
PREFIX ?= /usr/local
VENV := .venv
PARLEY := .build/release/parley
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

BUILD_PACKAGES := pkg-config libsqlite3-dev libcurl4-openssl-dev libyaml-dev libjansson-dev \
	libcmark-gfm-dev libcmark-gfm-extensions-dev libmicrohttpd-dev libsodium-dev libstemmer-dev \
	libexpat1-dev
TEST_PACKAGES := chromium gcc jq libc6-dev python3-venv

.PHONY: setup packages test-packages build run test unit-tests check-contract end-to-end-tests soak soak-faults soak-hours \
	bench-http bench-chats bench-engine bench-models bench-tokens bench-knowledge eval-knowledge lint \
	format install docs clean help

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

setup: packages test-packages ## install everything that building and testing need

packages:
	@$(call install_missing,$(BUILD_PACKAGES))

test-packages: packages
	@$(call install_missing,$(TEST_PACKAGES))
	@[ -x $(VENV)/bin/python ] || python3 -m venv $(VENV)
	@if ! cmp -s Tests/EndToEnd/requirements.txt $(VENV)/installed.txt; then \
		$(VENV)/bin/pip install --quiet --disable-pip-version-check uv==0.5.11 && \
		$(VENV)/bin/uv pip install --quiet --python $(VENV)/bin/python -r Tests/EndToEnd/requirements.txt && \
		cp Tests/EndToEnd/requirements.txt $(VENV)/installed.txt; \
	fi

# Installs those of the named Debian packages that are missing; silent when none is.
define install_missing
missing=""; for package in $(1); do \
	dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
	echo "installing:$$missing"; \
	$(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
fi
endef

build: packages ## build the program: .build/release/parley
	swift build -c release --static-swift-stdlib --product parley

run: build ## load the sample knowledge (once) and serve the sample shop
	@[ -n "$$($(PARLEY) knowledge list --json | grep -o '"version":"[^"]')" ] || $(PARLEY) knowledge load
	@$(PARLEY) serve

test: test-packages lint unit-tests end-to-end-tests ## run every test

# The architecture tests read the package description; asking for it inside `swift test` would wait
# for the build lock.
unit-tests: packages
	@mkdir -p .build && swift package dump-package > .build/package.json
	swift build --build-tests
	@$(call swift_tests,--skip HookDeadlineTests --skip HookFaultMatrixTests \
		--skip ParleyServerTests --skip ExternalFaultMatrixTests)
	@# These depend on time, so nothing else may run beside them.
	@$(call swift_tests,--filter ParleyServerTests)
	@$(call swift_tests,--filter HookDeadlineTests)
	@$(call swift_tests,--filter HookFaultMatrixTests)
	@$(call swift_tests,--filter ExternalFaultMatrixTests)

# Runs the tests so chosen and shows how they ended; what failed is shown whole and last, where a
# reader of a long log looks first.
define swift_tests
echo "swift test $(1)"; \
if swift test --skip-build $(1) >.build/tests.log 2>&1; then \
	tail -n 1 .build/tests.log; \
else \
	status=$$?; tail -n 40 .build/tests.log | cut -c 1-300; echo "What failed:"; \
	grep -aE -A 12 'recorded an issue|[Ff]atal error|error: ' .build/tests.log | grep -avE '(started|passed)' | cut -c 1-1000 | head -n 200; \
	exit $$status; \
fi
endef

# Builds the last tag beside this state: about a minute on two idle cores.
check-contract: packages ## does ParleyPlugin still offer what it did at the last tag?
	@tag=$$(git describe --tags --abbrev=0 2>/dev/null); \
	if [ -z "$$tag" ]; then echo "check-contract: there is no tag to compare with"; exit 0; fi; \
	echo "check-contract: comparing ParleyPlugin with $$tag"; \
	swift package diagnose-api-breaking-changes "$$tag" --targets ParleyPlugin

end-to-end-tests: test-packages build
	swift build --product parley
	swift build --product FakeUpstream
	PARLEY_BIN=$(CURDIR)/.build/debug/parley PARLEY_TEST_DATA=$${PARLEY_TEST_DATA:-$(CURDIR)/../shared/data} \
		$(VENV)/bin/python -m pytest -q Tests/EndToEnd

soak: soak-faults soak-hours ## everything that takes longer than `make test`: faults by the hundred, then two hours of guests

soak-faults: test-packages ## kill the server 200 times, cut its power 300 times, let each call to the disk and of memory fail, load 1,000 times under load, let 1,000 sessions expire
	swift build --product parley
	swift build --product FakeUpstream
	PARLEY_BIN=$(CURDIR)/.build/debug/parley PARLEY_KILLS=200 PARLEY_POWER_CUTS=300 PARLEY_FAULTS=all \
		$(VENV)/bin/python -m pytest -q -rP Tests/EndToEnd/test_kill.py Tests/EndToEnd/test_durability.py \
		Tests/EndToEnd/test_failing_calls.py
	PARLEY_BIN=$(CURDIR)/.build/debug/parley PARLEY_KNOWLEDGE_RELOADS=1000 \
		$(VENV)/bin/python -m pytest -q -rP Tests/EndToEnd/test_knowledge_reloads.py
	PARLEY_BIN=$(CURDIR)/.build/debug/parley PARLEY_SESSIONS=1000 \
		$(VENV)/bin/python -m pytest -q -rP Tests/EndToEnd/test_session_endings.py

soak-hours: build test-packages ## fifty guests for two hours (PARLEY_SOAK_MINUTES), with faults: does anything grow?
	swift build -c release --static-swift-stdlib --product FakeUpstream
	PARLEY_BIN=$(CURDIR)/$(PARLEY) PARLEY_SOAK_MINUTES=$${PARLEY_SOAK_MINUTES:-120} \
		$(VENV)/bin/python -m pytest -q -rP Tests/EndToEnd/test_soak.py

bench-http: build test-packages ## turns per second and crowds of connections, each beside its reference
	@$(call install_missing,wrk)
	swift build -c release --static-swift-stdlib --product FakeUpstream
	$(VENV)/bin/python Benchmarks/http/run.py $(CURDIR)/$(PARLEY) $$(mktemp -d)
	$(VENV)/bin/python Benchmarks/http/commits.py $(CURDIR)/$(PARLEY) $$(mktemp -d)
	$(VENV)/bin/python Benchmarks/http/crowd.py $(CURDIR)/$(PARLEY) $$(mktemp -d)

bench-chats: build test-packages ## what a turn costs in a chat of 5,000 turns beside one of 5
	$(VENV)/bin/python Benchmarks/chats/long.py $(CURDIR)/$(PARLEY) $$(mktemp -d)

bench-engine: packages ## what three hooks under deadlines cost a turn
	swift build -c release --product EngineBenchmark
	.build/release/EngineBenchmark

bench-models: packages test-packages ## what the client of models costs beside libcurl alone
	swift build -c release --product ModelBenchmark
	$(VENV)/bin/python Benchmarks/models/run.py .build/release/ModelBenchmark $$(mktemp -d)

bench-tokens: packages test-packages ## token counts beside tiktoken's: the same ids, time, and how far estimates are off
	swift build -c release --product TokenBenchmark
	$(VENV)/bin/uv pip install --quiet --python $(VENV)/bin/python tiktoken==0.14.0
	[ -n "$$PARLEY_TOKENIZERS" ] || $(VENV)/bin/uv pip install --quiet --python $(VENV)/bin/python --no-deps litellm==1.109.1
	$(VENV)/bin/python Benchmarks/tokens/run.py .build/release/TokenBenchmark \
		$${PARLEY_TEST_DATA:-$(CURDIR)/../shared/data}

bench-knowledge: build test-packages ## what searches, loads and updates cost, each beside its reference (PARLEY_TEST_DATA: the data)
	swift build -c release --static-swift-stdlib --product KnowledgeBenchmark
	$(VENV)/bin/uv pip install --quiet --python $(VENV)/bin/python tantivy==0.27.0
	$(VENV)/bin/python Benchmarks/knowledge/costs.py $(CURDIR)/$(PARLEY) .build/release/KnowledgeBenchmark \
		$${PARLEY_TEST_DATA:-$(CURDIR)/../shared/data}

eval-knowledge: build test-packages ## measure the search on judged queries (PARLEY_TEST_DATA: their folder)
	$(VENV)/bin/python Benchmarks/knowledge/evaluate.py $(CURDIR)/$(PARLEY) \
		$${PARLEY_TEST_DATA:-$(CURDIR)/../shared/data}

lint: ## check the layout of the sources
	swift format lint --strict --recursive --parallel Sources Plugins Tests Package.swift

format: ## lay out the sources
	swift format --in-place --recursive --parallel Sources Plugins Tests Package.swift

docs: build ## write the generated pages under docs/
	$(PARLEY) config schema --markdown > docs/config.md
	$(PARLEY) config schema > docs/config.schema.json

install: build ## put parley on the PATH (PREFIX=/usr/local)
	$(SUDO) install -D -m 755 $(PARLEY) $(DESTDIR)$(PREFIX)/bin/parley
	$(SUDO) install -D -m 644 <($(PARLEY) completions bash) $(DESTDIR)$(PREFIX)/share/bash-completion/completions/parley

clean: ## remove what was built
	rm -rf .build $(VENV)
