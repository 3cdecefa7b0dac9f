# What people type. The first target that needs something installs it into .venv, once.
#   make run                          a brief of Jane Doe at Acme, from the sample book
#   make run WHO="Tim Cook at Apple"  a brief of somebody else
#   make desk                         the bot as a web page of this machine, without any account
#   make test  ARGS="-k warmth"       the tests
#   make check                        form, taste, types and the dependency rule
#   make playground                   Warmup in Microsoft's own local client, five scenes (needs Node.js)
#   make sbom                         build/warmup.cdx.json: every package Warmup runs on, with version and licence
#   make serve · make bench · make chaos · make lock · make clean
# Another interpreter: make PYTHON=python3.13 …

PYTHON ?= python3
VENV := .venv
WHO ?= Jane Doe at Acme
ARGS ?=

# Names go through the environment, unexpanded, so that no quote, & or $ in them is taken for a command.
override WHO := $(value WHO)
export WHO

.PHONY: run desk serve test check bench chaos playground sbom lock clean

run: $(VENV)/.runs
	@$(VENV)/bin/warmup brief --sample -- "$$WHO"

desk: $(VENV)/.runs
	@$(VENV)/bin/warmup desk

serve: $(VENV)/.runs
	@$(VENV)/bin/warmup serve

test: $(VENV)/.develops
	@$(VENV)/bin/pytest $(ARGS)

check: $(VENV)/.develops
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/pyright
	@$(VENV)/bin/lint-imports

bench: $(VENV)/.develops
	@$(VENV)/bin/python -m bench $(ARGS)

chaos: $(VENV)/.develops
	@$(VENV)/bin/python -m tests.chaos $(ARGS)

playground: $(VENV)/.develops
	@$(VENV)/bin/python -m tests.playground $(ARGS)

define old_python
Warmup needs Python 3.11 or newer, and $(PYTHON) is not; install one and say which: make PYTHON=python3.13
endef
define no_venv
$(PYTHON) cannot make virtual environments; install its venv and pip (Debian, Ubuntu: apt install python3-venv python3-pip)
endef
define python_is_fit
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(old_python)" >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(no_venv)" >&2; exit 1; }
endef
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet --quiet --no-input

$(VENV)/bin/pip:
	@$(python_is_fit)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: pyproject.toml requirements.lock | $(VENV)/bin/pip
	@echo "Installing what Warmup needs into $(VENV) (half a minute, this once) …" >&2
	@$(PIP) install -r requirements.lock --editable .
	@touch $@

$(VENV)/.develops: pyproject.toml requirements.lock requirements-dev.lock | $(VENV)/bin/pip
	@echo "Installing what Warmup and its tests need into $(VENV) (half a minute, this once) …" >&2
	@$(PIP) install -r requirements.lock -r requirements-dev.lock --editable '.[dev]'
	@touch $(VENV)/.runs $@

# The newest versions that fit pyproject.toml, from a clean environment; run the tests before you commit them.
lock:
	@$(python_is_fit)
	@set -e; new=$$(mktemp -d); trap 'rm -rf "$$new"' EXIT; \
	echo "Looking for the newest versions (a minute) …" >&2; \
	$(PYTHON) -m venv "$$new"; pip="$$new/bin/python -m pip --disable-pip-version-check --quiet --quiet"; \
	$$pip install --editable .; \
	$$pip freeze --exclude-editable > "$$new/runs"; \
	$$pip install --constraint "$$new/runs" --editable '.[dev]'; \
	$$pip freeze --exclude-editable | grep -vxFf "$$new/runs" > "$$new/develops"; \
	{ echo "# What Warmup runs on: the exact versions that pass the tests. Written by make lock."; cat "$$new/runs"; } > requirements.lock; \
	{ echo "# What its tests and checks need besides. Written by make lock."; cat "$$new/develops"; } > requirements-dev.lock

# CycloneDX, of what requirements.lock installs and nothing else; what does not fit its schema is not written.
sbom:
	@$(python_is_fit)
	@set -e; rm -rf build/sbom; mkdir -p build/sbom; \
	echo "Installing what Warmup runs on into build/sbom (a minute) …" >&2; \
	$(PYTHON) -m venv build/sbom/tool; $(PYTHON) -m venv --without-pip build/sbom/runs; \
	pip="build/sbom/tool/bin/python -m pip --disable-pip-version-check --quiet --quiet --no-input"; \
	$$pip install cyclonedx-bom==7.5.0; \
	$$pip --python build/sbom/runs/bin/python install -r requirements.lock; \
	build/sbom/tool/bin/cyclonedx-py environment --pyproject pyproject.toml --sv 1.6 --output-reproducible --validate \
		-o build/warmup.cdx.json build/sbom/runs; \
	rm -rf build/sbom; echo "Written: build/warmup.cdx.json" >&2

clean:
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find bot handlers integrations tests -name __pycache__ -type d -prune -exec rm -rf {} +
