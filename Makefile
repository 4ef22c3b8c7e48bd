# Two verbs do everything: `make` for a reader, a learner, an instructor; `make test` for an author.
# Each verb sets up by itself what it needs (setup.sh) and redoes nothing whose inputs are unchanged.

# make PYTHON=python3.12: another interpreter for .venv than python3
PYTHON  ?=
# where make lab opens, where make serve serves
CHAPTER ?= matrix_calculus
PORT    ?= 8000

py    := .venv/bin/python
class := _build/sample-class
export PYTHON
unexport PYTHONPATH PYTHONHOME
# The pages' and the tests' matrices are small: threads that wait for one another cost more than they compute.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: all book exercises grade lab serve lint screenshots test lock clean help venv venv-test fresh FORCE

all: book fresh grade ## set up, build the book, check the release, grade the sample class
	@cat _build/sample-class.txt
	@echo
	@echo "Read the book:  _build/html/index.html, or make serve"
	@echo "Do an exercise: make lab"

# --- set-up ---------------------------------------------------------------------------------------

venv:
	@sh setup.sh venv

venv-test:
	@sh setup.sh test

lock: ## make constraints.txt anew, for Python 3.11 to 3.13
	@sh setup.sh lock

# --- keys: what a result was made from ------------------------------------------------------------
# Times of files say too little (a deleted file, an older file moved into place), so a key holds the
# checksums of all inputs, and is written only when they differ.

key = mkdir -p $(@D); \
	{ $(py) -VV; cat .venv/.ready-*; find $(1) -type f ! -path '*/__pycache__/*' ! -path '*/.ipynb_checkpoints/*' \
	  | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum; } >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

_build/keys/cells: venv FORCE # what the book's cells import and read
	@$(call key,grader/reference book constraints.txt ! -name '*.md' ! -path 'book/_ext/*' ! -path 'book/_static/*')

_build/keys/book: venv FORCE
	@$(call key,_config.yml _toc.yml book grader solutions constraints.txt)

_build/keys/release: venv FORCE
	@$(call key,grader solutions $(wildcard exercises))

_build/keys/class: venv FORCE
	@$(call key,grader solutions $(wildcard exercises) constraints.txt)

# --- the book -------------------------------------------------------------------------------------

book: _build/html/index.html ## build the HTML book strictly, into _build/html

# From the start each time: an incremental build keeps removed pages and old static files, and does not
# repeat the warnings of a failed one.  Only the outputs of cells are kept, while what they import is the same.
_build/html/index.html: _build/keys/book _build/cells
	@echo "Building the book ..."
	@rm -rf _build/html _build/.doctrees
	@.venv/bin/jupyter-book build . -W -n --keep-going >_build/book.log 2>&1 \
	  || { rm -f $@; cat _build/book.log; exit 1; }
	@touch $@

_build/cells: _build/keys/cells
	@rm -rf _build/.jupyter_cache
	@touch $@

# --- exercises and grades -------------------------------------------------------------------------

exercises: venv ## make exercises/ anew from solutions/
	@$(py) -m grader release

fresh: _build/fresh

_build/fresh: _build/keys/release
	@$(py) -m grader release --check
	@touch $@

grade: _build/sample-class.txt ## grade the sample class, in its own folder

_build/sample-class.txt: _build/keys/class
	@cmp -s $< $(class).key || { rm -rf $(class); cp $< $(class).key; } # an interrupted run goes on
	@sh setup.sh bubblewrap || true # without it the class, which is the project's own, is graded all the same
	@echo "Grading the sample class (a few minutes) ..."
	@$(py) -m grader sample $(class) >$@ || { cat $@; exit 1; }

# --- what people use ------------------------------------------------------------------------------

lab: venv ## open JupyterLab at a chapter's README (CHAPTER=activations)
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" PATH="$(CURDIR)/.venv/bin:$$PATH" $(py) -m jupyterlab \
	  $(if $(filter 0,$(shell id -u)),--allow-root) --LabApp.default_url=/lab/tree/exercises/$(CHAPTER)/README.md $(LAB)

serve: book ## serve the book on this machine (PORT=8000)
	@echo "The book: http://127.0.0.1:$(PORT)/   (Ctrl-C ends it)"
	@$(py) -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

# --- what an author uses --------------------------------------------------------------------------

lint: venv-test ## ruff and codespell
	@$(py) -m ruff check --quiet .
	@.venv/bin/codespell

# Minutes, and nothing is built first.  What needs the built book (marker book) and what takes long (marker long) is
# proved beside it, by .ci/run.  Where Chromium or a sandbox cannot be had, all else is tested, and then the verb fails.
test: venv-test ## all tests but those of the built book and the long ones, which .ci/run adds
	@without=; \
	sh setup.sh browser || without="$$without and not browser"; \
	sh setup.sh bubblewrap || without="$$without and not sandbox"; \
	$(py) -m pytest -n 2 --dist loadfile -m "not book and not long$$without"; status=$$?; \
	$(MAKE) --no-print-directory lint || status=1; \
	[ -z "$$without" ] || { sh setup.sh browser; sh setup.sh bubblewrap; status=1; }; \
	exit $$status

# SHEET=--short: fewer pictures of each page, one feedback file of each kind
screenshots: venv-test book grade ## every page, exercise and feedback file, light and dark: _build/screenshots
	@sh setup.sh browser
	@sh setup.sh debian fonts-wqy-microhei || echo "Chinese characters will show as boxes." >&2
	@$(py) -m tests.screenshots $(SHEET)

clean: ## remove all that was made, but for .venv and exercises/
	@rm -rf _build .pytest_cache .ruff_cache *.egg-info
	@find book grader tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## these lines
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS='	' read -r verb text; \
	  do printf '  make %-12s %s\n' "$$verb" "$$text"; done
