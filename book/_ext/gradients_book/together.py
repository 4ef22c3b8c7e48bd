"""Run the cells of several pages at a time, before Sphinx reads the pages one after another.

Each page that is not in myst-nb's cache is read by myst-nb's own reader, run, and put there, where myst-nb then finds it.
A page that fails is not put there: myst-nb runs it once more, and says what is wrong and in which cell.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import create_nb_reader
from sphinx.util import logging

AT_A_TIME = min(os.cpu_count() or 1, 8)  # a kernel each; the work is done there, so that threads are enough here


def read(env, path):
    """The page as the notebook that myst-nb will look for, or None for a page without cells."""
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, text)
    return reader and reader.read(text)


def cached(cache, notebook):
    """Is the output of exactly these cells known?"""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def run(notebook, path, config):
    """The result of running a page's cells in the page's folder, or None when that failed."""
    try:
        result = single_nb_execution(notebook, cwd=os.path.dirname(path), timeout=config.execution_timeout, allow_errors=False)
    except Exception:  # a kernel that died; it will once more, and then be reported
        return None
    return None if result.err else result


def run_together(app, env, docnames):
    """Put into the cache what it does not have."""
    config = env.mystnb_config
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    pages = {path: notebook for path in map(env.doc2path, docnames) if (notebook := read(env, path)) and not cached(cache, notebook)}
    longest_first = sorted(pages, key=os.path.getsize, reverse=True)  # so that at the end none runs alone for long
    logging.getLogger(__name__).info("Running the cells of %d pages, %d at a time", len(pages), AT_A_TIME)
    pool = ThreadPoolExecutor(AT_A_TIME)
    try:
        results = pool.map(lambda path: run(pages[path], path, config), longest_first)
        for path, result in zip(longest_first, results, strict=True):
            if result:
                found = CacheBundleIn(result.nb, path, data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(found, check_validity=False, overwrite=True)
    finally:
        pool.shutdown(cancel_futures=True)  # after Ctrl-C no further page is begun


def setup(app):
    """Run them once Sphinx knows which pages it has to read."""
    app.connect("env-before-read-docs", run_together)
