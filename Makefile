# Duzuo: every command of the project. `make` alone lists them.
# Paths stay relative, so a checkout may live under any name, spaces and 汉字 included.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 8000
SEEDS ?= 10000
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
ROOMS := lms media assessments simulations courses
export PYTHONUTF8 := 1

define install
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$candidate" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			exec "$$candidate" requirements/install.py $(1); \
		fi; \
	done; \
	echo "setup: Duzuo needs Python 3.11 or newer with venv; on Debian or Ubuntu run: apt install python3 python3-venv" >&2; exit 1
endef

.PHONY: help
help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } /^## / { printf "\n%s\n", substr($$0, 4) } \
		/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

## Use it
.PHONY: setup run
setup: ## Make .venv, install the locked packages and front-end assets, compile translations
	$(call install,base)

run: setup ## Start web and worker with demo data (HOST=127.0.0.1 PORT=8000; Ctrl-C stops both)
	@exec $(PYTHON) manage.py serve --host "$(HOST)" --port "$(PORT)"

## Test it
.PHONY: setup-dev test test-services long check shots lint types layers migrations-check messages-check
setup-dev: # what test and the checks need, too
	$(call install,dev)

# Journeys and worker tests mostly wait, for a page, a poll or a process: three at a time leave no core idle and none overrun.
# They share what is free whoever is done first, for one story may take as long as ten others.
WAITING := -n 3 --dist worksteal

test: setup-dev ## Run the whole default test suite (journeys need chromium)
	@failed=0; \
	$(PYTEST) -n 2 -m "not journey and not worker and not bench and not long" || failed=1; \
	$(PYTEST) $(WAITING) -m "journey or worker" || [ $$? -eq 5 ] || failed=1; \
	exit $$failed

# Pure rules, who may ask for what, the house and the browser's journeys don't change with the database, and `serve` is tried on its own
# one; the first leg has run them.
SAME_ON_ANY := tests/house tests/design tests/shots tests/canaries tests/lists tests/matrix tests/journeys tests/decisions/certification \
	tests/desks/test_serve.py

test-services: setup-dev ## Run what touches database and broker, on those of DATABASE_URL and REDIS_URL
	@failed=0; chosen="$(addprefix --ignore=,$(SAME_ON_ANY)) --ignore-glob=*/domain/*"; \
	$(PYTEST) -n 2 -m "database and not journey and not worker and not bench and not long" $$chosen || failed=1; \
	$(PYTEST) $(WAITING) -m worker $$chosen || [ $$? -eq 5 ] || failed=1; \
	exit $$failed

shots: setup-dev ## Picture every main page per role, width and light into var/shots, with axe (ONLY="hr trainee/lesson")
	@$(PYTHON) -m tests.shots $(addprefix --only ,$(ONLY))

long: setup-dev ## Run in full what the suite samples: every trade with 10,000 seeds, the canaries as everybody (SEEDS=10000; about half an hour)
	@SEEDS="$(SEEDS)" $(PYTEST) -n 2 -m long

check: ## Run all that CI runs, with PostgreSQL and Redis too
	@bash .ci/run

lint: setup-dev ## Check style and formatting
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types: setup-dev ## Check types: strictly in every domain/, plainly elsewhere
	@$(PYTHON) -m mypy --strict --follow-imports=silent $$(find $(ROOMS) -type d -name domain | sort)
	@$(PYTHON) -m mypy $(ROOMS)

layers: setup-dev ## Check that every room imports only from rooms below it
	@$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command(["--no-logo"])'

migrations-check: setup-dev ## Check that no model change lacks its migration
	@DJANGO_SETTINGS_MODULE=lms.settings.test $(PYTHON) manage.py makemigrations --check --dry-run

messages-check: setup-dev ## Check that every text has its Chinese translation
	@$(PYTEST) -q -n 0 tests/house/test_messages.py

## Measure it
.PHONY: bench
bench: ## Print every performance figure as one JSON object, beside the floor's (ARGS=--quick: a minute and a half)
	@$(MAKE) setup-dev >&2
	@$(PYTHON) bench/run.py $(ARGS)

## Change it
.PHONY: format lock
format: setup-dev ## Format the code and sort imports
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lock: ## Write the lock files anew from requirements/*.in and package.json (needs uv and npm)
	@cd requirements && for name in base dev node; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
			--annotation-style line "$$name.in" -o "$$name.txt" || exit 1; \
	done
	@cd requirements && npm install --package-lock-only --ignore-scripts
