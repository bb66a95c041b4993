"""The pictures of the page in README and docs: `make pictures`, on a machine with a browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from support.chromium import BROWSER, ServedVault
from support.paths import ROOT

PICTURES = {
    "page-today.png": ("/", 1200, 860, "light"),
    "page-phone.png": ("/", 390, 860, "dark"),
}
"""Each picture: the page, its width and height, and the colours."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        served = ServedVault(Path(folder))
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for name, (address, width, height, scheme) in PICTURES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page = context.new_page()
            page.goto(served.address)
            page.goto(served.origin + address)
            page.screenshot(path=ROOT / "docs" / name)
            context.close()
        browser.close()
        served.close()


if __name__ == "__main__":
    main()
