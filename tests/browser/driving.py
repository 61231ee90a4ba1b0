"""How tests and timings start a JupyterLab, open its pages and answer questions, by mouse and by keyboard."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from playwright.sync_api import expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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


IDLE = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
  const code = model.cells.filter((cell) => cell.cell_type === 'code');
  return code.every((cell) => cell.execution_count !== null && cell.executionState !== 'running');
}"""


def browser_path():
    """Return the browser to drive, or None."""
    named = os.environ.get("COURSE_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def jupyterlab(workbook, home):
    """A JupyterLab on a folder, with settings, workspaces, data, signatures and progress of its own in ``home``."""
    write_settings(home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    server = start_server(address, workbook, home)
    try:
        wait_for_server(address, server, home)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def write_settings(home):
    """Put the settings that the tests and timings need into a JupyterLab's home."""
    for name, content in SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")


def start_server(address, workbook, home):
    folders = {name: str(home / name) for name in ("settings", "workspaces", "data", "runtime", "config")}
    env = os.environ | {
        "COURSE_PROGRESS": str(home / "progress"),
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


def wait_for_server(address, server, home):
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


def wait_until_ready(page):
    """Return when the page's notebook and its kernel are there."""
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext")
    page.evaluate(READY)


def run_all(page):
    """Run every cell of the page's notebook, and return when all have been run."""
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(IDLE, timeout=120_000)


def open_notebook(browser, address, name):
    """Return a page with a notebook of the workbook, ready to be run."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{address}/doc/tree/notebooks/{name}.ipynb?reset&token={TOKEN}")
    wait_until_ready(page)
    return page


def end_sessions(address):
    """End every kernel: they outlive their pages."""
    for session in json.loads(call(f"{address}/api/sessions")):
        call(f"{address}/api/sessions/{session['id']}", method="DELETE")


def form(page, question):
    """The form that asks a question."""
    plain = re.sub(r"[`*]", "", question.ask)
    return page.locator(".cq form").filter(has_text=plain)


def feedback(asked):
    """The place where a form says what it makes of an answer."""
    return asked.locator(".cq-feedback")


def send(asked):
    """The button that sends an answer."""
    return asked.get_by_role("button", name=re.compile("^(Check|Save)$"))


def by_mouse(page, asked, question, answer):
    """Give an answer with the mouse, and send it."""
    if question.control_type == "radio":
        asked.get_by_role("radio").nth("ABCDEFGH".index(answer)).check()
    elif question.control_type == "checkbox":
        for letter, box in zip("ABCDEFGH", asked.get_by_role("checkbox").all()):
            box.set_checked(letter in answer)
    elif question.control_type == "menus":
        for place, menu in zip(answer, asked.get_by_role("combobox").all()):
            menu.select_option(place)
    elif question.control_type == "entry":
        asked.get_by_label("Your answer").fill(answer)
    else:
        asked.get_by_label("Your text").fill(answer["text"])
        send(asked).click()
        expect(asked.get_by_text("A model answer")).to_be_visible()
        for level, menu in zip(answer["levels"], asked.get_by_role("combobox").all()):
            menu.select_option(str(level))
    send(asked).click()


def tab_to(page, locator, most=400):
    """Press Tab until the element has the focus: the way of somebody without a mouse."""
    for _ in range(most):
        if locator.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} is not reached with Tab")


def turn_to(page, menu, value):
    """Choose in a menu with the keyboard."""
    tab_to(page, menu)
    page.keyboard.press("Home")
    for _ in range(12):
        if menu.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value!r} is not reached with the arrow keys")


def by_keyboard(page, asked, question, answer):
    """Give an answer with the keyboard alone, from the form's first control on, and send it."""
    asked.locator("input, select, textarea").first.focus()
    if question.control_type == "radio":
        wanted = asked.get_by_role("radio").nth("ABCDEFGH".index(answer))
        page.keyboard.press("Space")
        while not wanted.is_checked():
            page.keyboard.press("ArrowDown")
    elif question.control_type == "checkbox":
        for letter, box in zip("ABCDEFGH", asked.get_by_role("checkbox").all()):
            tab_to(page, box)
            if box.is_checked() != (letter in answer):
                page.keyboard.press("Space")
    elif question.control_type == "menus":
        for place, menu in zip(answer, asked.get_by_role("combobox").all()):
            turn_to(page, menu, place)
    elif question.control_type == "entry":
        page.keyboard.press("Control+A")
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        return
    else:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(answer["text"])
        page.keyboard.press("Enter")
        expect(asked.get_by_label("Your text")).to_have_value(answer["text"] + "\n")
        tab_to(page, send(asked))
        page.keyboard.press("Enter")
        expect(asked.get_by_text("A model answer")).to_be_visible()
        asked.get_by_label("Your text").focus()
        for level, menu in zip(answer["levels"], asked.get_by_role("combobox").all()):
            turn_to(page, menu, str(level))
    tab_to(page, send(asked))
    page.keyboard.press("Enter")
