# `make run` starts the app, `make test` tests it; both install what they need into .venv first.
# All paths are relative, so that a project folder with spaces in its name works.

PYTHON_BIN := .venv/bin/python
UV_VERSION := 0.13.9
# Tests wait more than they compute, so that four share two cores; a file's tests stay together and in
# order, and the longest files are begun first (tests/conftest.py).
SIDE_BY_SIDE := -n 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test lint format deploy status destroy screenshots lock clean

help: ## Show this list
	@awk -F ': ## ' '/^[a-z]+: ## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

run: ## Install if needed, start the app and print its address (ARGS="--server.port 9000")
	@sh tools/venv.sh run
	@exec $(PYTHON_BIN) -m streamlit run streamlit_app.py $(ARGS)

test: ## Run all tests, the browser's included (ARGS="-k memory")
	@sh tools/venv.sh dev
	@AGENTCORE_STUDIO_CHROMIUM="$$($(PYTHON_BIN) tools/find_chromium.py)" && \
		export AGENTCORE_STUDIO_CHROMIUM && exec $(PYTHON_BIN) -m pytest $(SIDE_BY_SIDE) $(ARGS)

lint: ## Check style, types and the layers
	@sh tools/venv.sh dev
	$(PYTHON_BIN) -m ruff check .
	$(PYTHON_BIN) -m ruff format --check .
	$(PYTHON_BIN) -m mypy
	$(PYTHON_BIN) -c 'from importlinter.cli import lint_imports_command as c; c()' --no-logo

format: ## Format the code and sort its imports
	@sh tools/venv.sh dev
	$(PYTHON_BIN) -m ruff check --fix .
	$(PYTHON_BIN) -m ruff format .

deploy: ## Put the agent and its memory on AWS (ARGS="--dry-run" only says how, and what it costs)
	@sh tools/venv.sh run
	@exec $(PYTHON_BIN) -m deploy deploy $(ARGS)

status: ## Say how they are there and what to do next
	@sh tools/venv.sh run
	@exec $(PYTHON_BIN) -m deploy status $(ARGS)

destroy: ## Take all of it away from AWS again
	@sh tools/venv.sh run
	@exec $(PYTHON_BIN) -m deploy destroy $(ARGS)

screenshots: ## Take the README's screenshots from the running app
	@sh tools/venv.sh dev
	@AGENTCORE_STUDIO_CHROMIUM="$$($(PYTHON_BIN) tools/find_chromium.py)" && \
		export AGENTCORE_STUDIO_CHROMIUM && exec $(PYTHON_BIN) -m tools.screenshots $(ARGS)

lock: ## Write both constraints.txt anew from the requirements files (ARGS="--upgrade")
	@sh tools/venv.sh dev
	@$(PYTHON_BIN) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(PYTHON_BIN) -m uv pip compile --quiet --system-certs --universal --python-version 3.11 --no-header \
		--no-annotate --no-emit-index-url $(ARGS) --output-file constraints.txt requirements-dev.txt
	@cp constraints.txt deploy/constraints.txt
	@$(PYTHON_BIN) -m uv pip compile --quiet --system-certs --python-platform aarch64-manylinux_2_34 \
		--python-version 3.13 --only-binary :all: --no-header --no-annotate --no-emit-index-url \
		--output-file deploy/constraints.txt agent/requirements.txt

clean: ## Remove the virtual environment and all caches; what the app remembers stays
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
