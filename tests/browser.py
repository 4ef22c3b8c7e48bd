"""A real Chromium that reaches this machine only, and a real JupyterLab for it, for tests marked ``browser``."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import playwright.sync_api

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
PATIENCE = 120_000  # milliseconds; a busy machine is slow, and only a page that hangs is wrong


def chromium_path():
    """Where Debian's or Ubuntu's Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise FileNotFoundError("the browser tests need Chromium: apt-get install chromium")
    return found


@contextlib.contextmanager
def browser():
    """A headless Chromium; every host but 127.0.0.1 is unknown to it, and what is expected has PATIENCE to come."""
    playwright.sync_api.expect.set_options(timeout=PATIENCE)
    with playwright.sync_api.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=chromium_path(), args=list(FLAGS), timeout=PATIENCE)
        try:
            yield chromium
        finally:
            chromium.close()


def patient_page(maker, **options):
    """A new page of a browser or a context, which waits for PATIENCE before it gives up."""
    page = maker.new_page(**options)
    page.set_default_timeout(PATIENCE)
    return page


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def jupyterlab(root, home, *options):
    """A JupyterLab over ``root`` with a home of its own; gives its address.  Its log is home/lab.log."""
    port, home = free_port(), Path(home)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    env.update(HOME=str(home), JUPYTER_CONFIG_DIR=str(home / "config"), JUPYTER_RUNTIME_DIR=str(home / "runtime"),
               JUPYTER_DATA_DIR=str(home / "data"))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={root}", *options]
    with open(home / "lab.log", "wb") as log:
        server = subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _when_up(f"http://127.0.0.1:{port}", server, home / "lab.log")
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _when_up(url, server, log):
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended at once: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{url}/api", timeout=20):
                return url
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not answer in two minutes: {log.read_text()[-2000:]}")
