# The doors to this checkout. `make` alone lists them. Everything a target needs it fetches itself, into .venv.
# ARGS passes words on:  make demo ARGS=--once   make bench ARGS=score   make test ARGS="-k explain"
# PYTHON chooses an interpreter:  make demo PYTHON=/usr/bin/python3.12

.DEFAULT_GOAL := help
.PHONY: help demo test test-long check bench lock stop

# Some hundred processes start in a test run: without its caches Python would compile every module for each of them.
unexport PYTHONDONTWRITEBYTECODE

ENVIRONMENT = python=$$(tools/find_python) && "$$python" tools/environment.py

help:
	@echo 'make demo       a running site with real data on http://localhost:8000'
	@echo '                first time under 2 minutes, then about 20 seconds; Ctrl+C ends it'
	@echo '                ARGS=--once does the same work, asks for every kind of page and ends'
	@echo 'make stop       stops the database of the demo if it still runs; a few seconds'
	@echo 'make test       all tests, in a real browser too; about 45 minutes; ARGS go to pytest'
	@echo 'make test-long  also every page in every language and ten times the generated examples; about two hours'
	@echo 'make check      format, lint, types, import contracts, house rules, translations; about 1 minute'
	@echo 'make bench      ARGS=score: a measurement beside its yardstick; each says how long it takes'
	@echo 'make lock       pins the newest allowed versions of what pyproject.toml names; a few seconds'
	@echo
	@echo 'Needs Python 3.11, 3.12 or 3.13 with venv, make and git.'

demo:
	@$(ENVIRONMENT) demo --step 1/3
	@.venv/bin/python -m tools.translations compile --step 2/3
	@echo '3/3 The demo'
	@.venv/bin/tarazy demo $(ARGS)

test:
	@$(ENVIRONMENT) dev --step 1/5
	@.venv/bin/python -m tools.run_tests $(ARGS)

test-long:
	@$(ENVIRONMENT) dev --step 1/5
	@.venv/bin/python -m tools.run_tests --long $(ARGS)

check:
	@$(ENVIRONMENT) dev
	@.venv/bin/python -m tools.check

bench:
	@$(ENVIRONMENT) dev
	@.venv/bin/python -m tools.bench $(ARGS)

lock:
	@$(ENVIRONMENT) dev
	@.venv/bin/python -m tools.lock

stop:
	@tools/find_python > /dev/null
	@if [ -x .venv/bin/tarazy ]; then .venv/bin/tarazy stop; else echo 'Nothing to stop: make demo has not run in this checkout.'; fi
