# What one types: `make run` and `make test`. Everything else is in scripts/, in Python.

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif
ifeq ($(PYTHON),)
PYTHON := python3
endif
export PORT

.DEFAULT_GOAL := help
.PHONY: help run reset check test bench screens messages requirements

help:  ## Say what there is
	@echo "make run        install, prepare and start the site (PORT=8001 for another port)"
	@echo "make reset      remove the embedded database, media and mail"
	@echo "make check      the quick checks, under a minute"
	@echo "make test       all checks and all tests"
	@echo "make bench      measure and print the table"
	@echo "make screens    photograph every page into var/screens, and the pictures of docs/"
	@echo "make messages   bring the message catalogues up to date"
	@echo "make requirements   pin the libraries anew"

run:
	@$(PYTHON) -m scripts.run

reset:
	@$(PYTHON) -m scripts.run reset

check:
	@$(PYTHON) -m scripts.check

test:
	@$(PYTHON) -m scripts.check --all

bench: dev
	@.venv/bin/python -m benchmarks

screens: dev
	@.venv/bin/python -m scripts.screens

messages: dev
	@.venv/bin/python -m scripts.messages update

requirements: dev
	@.venv/bin/python -m scripts.requirements

.PHONY: dev
dev:
	@$(PYTHON) -m scripts.run install
