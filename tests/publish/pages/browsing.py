"""Headless Chromium for tests, without a network."""

import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
#: Seconds until somebody gives up; a busy machine is slow.
PATIENCE = 60
WINDOW = (780, 580)
#: What a page shows of a thing, where it is not the thing's own: its text in a language, what changed, a session.
_SHOWN = re.compile(r"^[a-z]{2}$|(?<=\.)(?:changes|mandates|years|session)\b")
PHONE = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}


def browser(scripts: bool) -> Iterator[webdriver.Chrome]:
    """Chromium with or without JavaScript; skips where there is none."""
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if not driver or not binary:
        pytest.skip("no chromedriver and chromium on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tempfile.mkdtemp()}"):
        options.add_argument(flag)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    made = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield made
    finally:
        made.quit()


def fresh_window(chrome: webdriver.Chrome) -> webdriver.Chrome:
    """A browser with a new window in place of those it had: what they emulated, or were set to, went with them."""
    before = chrome.window_handles
    chrome.switch_to.new_window("window")
    own = chrome.current_window_handle
    for one in before:
        chrome.switch_to.window(one)
        chrome.close()
    chrome.switch_to.window(own)
    chrome.set_window_size(*WINDOW)
    return chrome


def screen(chrome: webdriver.Chrome, phone: bool) -> None:
    """A phone's screen, or the window's own again."""
    if phone:
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    else:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def served_folder(folder: Path) -> Iterator[str]:
    """The address of a server that only hands out a folder's files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def pages_of_each_kind(folder: Path) -> list[str]:
    """The largest page of each kind: of those in one folder of the top, as deep, that show the same of it."""
    found: dict[tuple[str, int, str], Path] = {}
    for page in sorted(folder.rglob("*.html"), key=lambda page: page.stat().st_size):
        parts = page.relative_to(folder).parts
        shown = _SHOWN.search(page.stem)
        found[parts[0] if len(parts) > 1 else page.stem, len(parts), shown[0] if shown else ""] = page
    return sorted(page.relative_to(folder).as_posix().removesuffix(".html") for page in found.values())


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *given: object) -> None:
        """Say nothing."""
