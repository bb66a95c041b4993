"""The browser of the tests: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import shutil

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
"""Where the browser is; "" on a machine without one, where its tests are skipped."""
