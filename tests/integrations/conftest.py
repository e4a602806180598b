"""A browser for pages that were built: Chromium without a window, driven through its own WebDriver."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"


class Browser:
    """One window; every method is a command of the W3C's WebDriver."""

    def __init__(self, address: str, options: dict[str, Any]) -> None:
        self._address = address
        always = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self._send("/session", {"capabilities": {"alwaysMatch": always}})
        self._address += f"/session/{answer['sessionId']}"

    def open(self, page: Path, anchor: str = "") -> None:
        self._send("/url", {"url": page.resolve().as_uri() + anchor})

    def visit(self, address: str) -> None:
        """Open a page that is served."""
        self._send("/url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self._send("/execute/sync", {"script": script, "args": list(arguments)})

    def look(self, width: int, height: int = 800, *, dark: bool = False) -> None:
        """The size of the window, and what the system says of light and dark."""
        self._tell(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._tell("Emulation.setEmulatedMedia", {"features": [scheme]})

    def point(self, x: float, y: float, *, click: bool = False) -> None:
        """Move the pointer."""
        deeds: list[dict[str, Any]] = [
            {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y), "origin": "viewport"}
        ]
        if click:
            deeds += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": deeds}
        self._send("/actions", {"actions": [mouse]})

    def press(self, key: str) -> None:
        """Press a key, and let it go."""
        deeds = [{"type": deed, "value": key} for deed in ("keyDown", "keyUp")]
        self._send("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": deeds}]})

    def type(self, text: str) -> None:
        """Press the keys for a text, one after the other."""
        keys = [ENTER if sign == "\n" else sign for sign in text]
        deeds = [{"type": deed, "value": key} for key in keys for deed in ("keyDown", "keyUp")]
        self._send("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": deeds}]})

    def errors(self) -> list[str]:
        """What the console has said of errors since this was last asked."""
        found = self._send("/se/log", {"type": "browser"})
        return [line["message"] for line in found if line["level"] == "SEVERE"]

    def picture(self, path: Path) -> None:
        """Keep what is seen, to be looked at."""
        path.write_bytes(base64.b64decode(self._send("/screenshot")))

    def close(self) -> None:
        self._send("", method="DELETE")

    def _tell(self, command: str, parameters: dict[str, Any]) -> None:
        self._send("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def _send(self, path: str, body: dict[str, Any] | None = None, method: str = "") -> Any:
        request = urllib.request.Request(
            self._address + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method or ("GET" if body is None else "POST"),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["value"]["message"]) from None


def _found(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def _driver() -> Iterator[Callable[[], Browser]]:
    chromium = _found("chromium", "chromium-browser", "google-chrome")
    driver = _found("chromedriver", "chromium.chromedriver")
    if chromium is None or driver is None:
        pytest.skip("the pages are tried in Chromium, and there is no Chromium or no chromedriver here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    options = {"binary": chromium, "args": arguments}
    with subprocess.Popen(
        [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(port)
            yield lambda: Browser(f"http://127.0.0.1:{port}", options)
        finally:
            process.terminate()


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("chromedriver does not answer")


@pytest.fixture
def browser(_driver: Callable[[], Browser]) -> Iterator[Browser]:
    """A window of its own for a test."""
    window = _driver()
    try:
        yield window
    finally:
        window.close()
