"""For all tests. The plugins are modules of their own, because mypy knows `tests/cli/conftest.py` by this name."""

pytest_plugins = (
    "support.in_memory",
    "support.closed",
    "support.properties",
    "support.cases",
    "support.stored",
    "support.measured",
    "support.slow_first",
)
