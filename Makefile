# Patchbay: make run | test | demo | bench. Each installs what it needs on Debian 12 with Swift 6.3.
SHELL := /bin/bash
CONFIGURATION ?= release
BUILD := .build/$(CONFIGURATION)
SWIFT_BUILD := swift build -c $(CONFIGURATION)
CONNECTORS := discord http slack text
PYTHON := .venv/bin/python

RUN_PACKAGES := binutils libsqlite3-dev libcurl4-openssl-dev libssl-dev
TEST_PACKAGES := $(RUN_PACKAGES) postgresql-15 openssl python3-venv gcc libc6-dev-arm64-cross abigail-tools $(if $(shell command -v cargo),,cargo)
BENCH_PACKAGES := $(RUN_PACKAGES) wrk gcc procps util-linux

.PHONY: help run build plugins runtime test test-swift test-system abi demo bench clean

help:
	@sed -n '1s/# //p' Makefile

# Installs the Debian packages that are missing, and nothing when none is.
define install
	@missing=$$(for package in $(1); do dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	  echo "Installing" $$missing; \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -q -y --no-install-recommends $$missing; \
	fi
endef

build:
	$(call install,$(RUN_PACKAGES))
	$(SWIFT_BUILD)

# A connector is copied under a name that the host ignores and then renamed, so that a running host never sees half a file.
plugins: build
	@for name in $(CONNECTORS); do \
	  library=$$(ls $(BUILD)/lib*.so | grep -i "/lib$$name.so$$"); \
	  cp "$$library" plugins.d/.$$name.so && strip --strip-unneeded plugins.d/.$$name.so && mv plugins.d/.$$name.so plugins.d/$$name.so; \
	done
	@echo "plugins.d: $(CONNECTORS)"

# Beside the host, the Swift runtime that the connectors were built for: the libraries they need and no more, stripped.
# Workers find it there; without it they use the toolchain's own, which only a development machine has.
runtime: plugins
	@toolchain=$$(objcopy -O binary --only-section=.note.patchbay plugins.d/text.so /dev/stdout | tr '\0' '\n' | sed -n 's/^toolchain=//p'); \
	from=$$(swiftc -print-target-info | sed -n '/"runtimeLibraryPaths"/{n;s/.*"\(.*\)".*/\1/p}'); \
	folder=$(BUILD)/runtime/$$toolchain; mkdir -p "$$folder"; \
	for library in $$(LD_LIBRARY_PATH=$$from ldd $(CONNECTORS:%=plugins.d/%.so) | sed -n "s|.* => \($$from/[^ ]*\).*|\1|p" | sort -u); do \
	  name=$${library##*/}; strip --strip-unneeded -o "$$folder/.$$name" "$$library" && mv "$$folder/.$$name" "$$folder/$$name" || exit 1; \
	done; \
	echo "$$folder: $$(ls "$$folder" | wc -l) libraries, $$(du -sh "$$folder" | cut -f1)"

# On a machine of one's own anyone may make a workspace; who listens elsewhere, or says who may, is asked no more.
OPEN_SIGNUP := $(if $(PATCHBAY_LISTEN)$(PATCHBAY_SIGNUP),,--signup open)

run: runtime
	@$(BUILD)/patchbay doctor || true
	@exec $(BUILD)/patchbay serve $(OPEN_SIGNUP)

test: test-swift test-system

test-swift:
	$(call install,$(TEST_PACKAGES))
	swift build -c $(CONFIGURATION) --build-tests
	swift test -c $(CONFIGURATION) --skip-build --no-parallel

test-system: runtime $(PYTHON)
	$(call install,$(TEST_PACKAGES))
	PATCHBAY_BUILD=$(abspath $(BUILD)) $(PYTHON) -m pytest -q Tests/System

$(PYTHON): Tests/System/requirements.txt
	$(call install,python3-venv)
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -r Tests/System/requirements.txt
	@touch $(PYTHON)

# Describes the plugin ABI anew and builds the golden plugins from it (Tests/Fixtures/ABI); refused once it is released.
abi:
	python3 Tests/System/abi.py record

demo: runtime
	$(call install,python3 openssl)
	python3 Tests/System/demo.py $(BUILD)

bench: runtime
	$(call install,$(BENCH_PACKAGES))
	$(BUILD)/patchbay-bench

clean:
	rm -rf .build .venv plugins.d/*.so
