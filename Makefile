# The workbook's commands. `make` alone prints them. Written for GNU make 3.81 and later.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
RUN = .venv/bin/python -m
LOCK = $(RUN) uv pip compile pyproject.toml --universal --python-version 3.11 --quiet $(LOCK_ARGS)

.DEFAULT_GOAL := menu
.PHONY: menu lab test check notebooks bench lock repository clean

menu: ## print this menu
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

lab: .venv/lab.stamp ## open the workbook in JupyterLab (LAB_ARGS=--no-browser to open no window)
	$(RUN) jupyterlab --config=deploy/jupyterlab.json $(LAB_ARGS)

test: .venv/dev.stamp ## run every test, and every page against what it stores
	$(RUN) pytest $(TEST_ARGS)

check: .venv/lab.stamp ## prove the tables in seeds/ (CHECK_ARGS=--fix fills in the bounds of dates)
	$(RUN) course_lib check $(CHECK_ARGS)

notebooks: .venv/dev.stamp ## run every page afresh and store what it shows
	.venv/bin/python tools/pages.py

bench: .venv/dev.stamp ## print what loading, quizzes, charts and pages cost (needs Chromium)
	.venv/bin/python benchmarks/loading.py
	.venv/bin/python benchmarks/quizzes.py
	.venv/bin/python benchmarks/charts.py
	.venv/bin/python benchmarks/controls.py
	.venv/bin/python benchmarks/chapters.py

lock: .venv/dev.stamp ## make the three lists of pinned packages (LOCK_ARGS=--upgrade for newer ones)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	echo '-e .' >> requirements.txt
	echo '-e .' >> requirements-dev.txt
	$(MAKE) .venv/dev.stamp
	.venv/bin/python deploy/binder_lock.py

repository: ## write NAME=owner/name wherever the repository is named
	@test -n "$(NAME)" || { echo 'Say which repository: make repository NAME=owner/name' >&2; exit 1; }
	@$(or $(PYTHON),python3) deploy/set_repository.py '$(NAME)'

clean: ## remove what these commands made: .venv, caches, build folders
	rm -rf .venv build dist course_lib.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name .git -prune -o -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The stamps are touched last, so an installation cut short is taken up again, and a
# finished one is left alone until a lock or pyproject.toml changes.
.venv/lab.stamp: requirements.txt pyproject.toml | .venv/bin/python
	@echo 'Installing the workbook into .venv. This happens once and takes a few minutes.'
	$(RUN) pip install -q -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt pyproject.toml | .venv/bin/python
	@echo 'Installing the workbook and its test tools into .venv. This happens once and takes a few minutes.'
	$(RUN) pip install -q -r requirements-dev.txt
	@touch .venv/lab.stamp $@

.venv/bin/python:
	@p='$(PYTHON)'; $${p:-false} -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo 'The workbook needs Python 3.11 or later, and found none that starts as "'"$${p:-python3}"'".' >&2; \
	echo 'Install one from your system or python.org, or name it: make lab PYTHON=/path/to/python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo '$(PYTHON) has no venv module. On Debian or Ubuntu: sudo apt install python3-venv. Then try again.' >&2; exit 1; }
	$(PYTHON) -m venv .venv
