# The day's commands. Each begins with `setup`, which is quick when there is nothing to do.
PYTHON := .venv/bin/python
export QT_LOGGING_RULES ?= qt.qpa.*=false

.PHONY: help setup run test check bench watch build smoke deb try-deb nsis wheels tour pictures looks papers clean
.DEFAULT_GOAL := help

help:
	@echo "make run    open the program (without a screen: pictures and PDFs of its pages in tour/)"
	@echo "make tour   the same pictures and PDFs, also where there is a screen"
	@echo "make setup  what all of these begin with: .venv, compiled forms and catalogues"
	@echo "make test   all tests"
	@echo "make check  style, types, imports, catalogues"
	@echo "make bench  how fast it is, as ratios to baselines of the same run"
	@echo "make watch  how long the window stands still at each step of a day, and in which line"
	@echo "make build  the program to hand out, in dist/crm-desktop"
	@echo "make smoke  try the built program from end to end"
	@echo "make deb    the built program as a Debian package, in dist; make try-deb proves it in a clean root (as root)"
	@echo "make nsis   the script of the Windows installer, compiled over a stand-in; make wheels: all pins, all systems"
	@echo "make pictures  the pictures of the guide anew, and every page in every look in looks/"
	@echo "make looks  whether all words have their room, in every language, size and window"
	@echo "make papers  every report and sheet over three offices, as PDFs and pictures to look at, in papers/"
	@echo "make clean  take away what was made"

setup:
	@sh build_spec/setup.sh

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then .venv/bin/crm-desktop; \
	else $(PYTHON) build_spec/tour.py tour; fi

tour: setup
	@$(PYTHON) build_spec/tour.py tour

pictures: setup
	@$(PYTHON) -m build_spec.pictures
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m build_spec.looks $(ARGS)

looks: setup
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m build_spec.looks --measure $(ARGS)

papers: setup
	@$(PYTHON) build_spec/papers.py papers $(ARGS)

test: setup
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2 $(ARGS)

check: setup
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PYTHON) build_spec/catalogues.py check

bench: setup
	@$(PYTHON) -m build_spec.bench $(ARGS)

watch: setup
	@$(PYTHON) -m build_spec.watchdog $(ARGS)

build: setup
	@$(PYTHON) build_spec/build.py

smoke: setup
	@test -d dist/crm-desktop || $(PYTHON) build_spec/build.py
	@$(PYTHON) build_spec/smoke.py dist/crm-desktop

deb: setup
	@test -d dist/crm-desktop || $(PYTHON) build_spec/build.py
	@$(PYTHON) build_spec/deb.py $(ARGS)

try-deb: setup
	@test -d dist/crm-desktop || $(PYTHON) build_spec/build.py
	@$(PYTHON) build_spec/try_deb.py $(ARGS)

nsis: setup
	@$(PYTHON) build_spec/nsis.py --stand-in $(ARGS)

wheels: setup
	@$(PYTHON) build_spec/wheels.py $(ARGS)

clean:
	@rm -rf build dist tour papers looks .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	@rm -rf resources/forms/compiled
	@find resources/i18n -name '*.mo' -delete
	@find crm_desktop ui tests build_spec -name __pycache__ -type d -prune -exec rm -rf {} +
