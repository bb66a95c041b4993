"""Command line: `python -m mdnetwork` runs `mdnet`."""

from __future__ import annotations

import sys

from mdnetwork.cli import main

if __name__ == "__main__":
    sys.exit(main())
