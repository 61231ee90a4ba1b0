"""A real JupyterLab and a real browser, on a copy of the workbook."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "no Chromium was found: install it (Debian: apt-get install chromium), "
    "or name one in COURSE_BROWSER, to run the browser tests"
)
TOKEN = "workbook"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
READY = """async () => {
  const page = window.jupyterapp.shell.currentWidget;
  await page.context.ready;
  await page.sessionContext.ready;
  await page.sessionContext.session.kernel.info;
}"""


def browser_path():
    """Return the browser to drive, or None."""
    named = os.environ.get("COURSE_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the machine's own browser; without one the tests are reported as skipped."""
    path = browser_path()
    if path is None:
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": path, "args": QUIET}


@pytest.fixture(scope="session")
def workbook(tmp_path_factory):
    """A copy of the pages and tables, so that nothing a test does is kept."""
    folder = tmp_path_factory.mktemp("workbook")
    for part in ("notebooks", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="session")
def lab(workbook, tmp_path_factory):
    """The address of a JupyterLab of its own: own settings, workspaces, data and signatures."""
    home = tmp_path_factory.mktemp("jupyter")
    for name, content in SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    server = _start(address, workbook, home)
    try:
        _wait_for(address, server, home)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _start(address, workbook, home):
    folders = {name: str(home / name) for name in ("settings", "workspaces", "data", "runtime", "config")}
    env = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": folders["settings"],
        "JUPYTERLAB_WORKSPACES_DIR": folders["workspaces"],
        "JUPYTER_DATA_DIR": folders["data"],
        "JUPYTER_RUNTIME_DIR": folders["runtime"],
        "JUPYTER_CONFIG_DIR": folders["config"],
    }
    options = {
        "ServerApp.root_dir": workbook,
        "ServerApp.port": address.rsplit(":", 1)[1],
        "ServerApp.port_retries": 0,
        "IdentityProvider.token": TOKEN,
        "LabApp.expose_app_in_browser": True,
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    log = (home / "server.log").open("w")
    return subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)


def _wait_for(address, server, home):
    for _ in range(240):
        assert server.poll() is None, (home / "server.log").read_text()[-2000:]
        try:
            return call(f"{address}/api")
        except OSError:
            time.sleep(0.25)
    raise TimeoutError((home / "server.log").read_text()[-2000:])


def call(url, **options):
    """Return what the server answers."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {TOKEN}"}, **options)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


@pytest.fixture(scope="session")
def open_page(browser, lab):
    """A function that opens a page of the workbook and, if asked, runs all of it."""

    def open_(name, run):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{lab}/doc/tree/notebooks/{name}.ipynb?reset&token={TOKEN}")
        page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext")
        page.evaluate(READY)
        if run:
            page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
            page.wait_for_function(IDLE, timeout=120_000)
        return page

    yield open_
    for session in json.loads(call(f"{lab}/api/sessions")):
        call(f"{lab}/api/sessions/{session['id']}", method="DELETE")


IDLE = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
  const code = model.cells.filter((cell) => cell.cell_type === 'code');
  return code.every((cell) => cell.execution_count !== null && cell.executionState !== 'running');
}"""
