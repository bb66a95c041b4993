"""For all tests. The plugin is a module of its own, because mypy knows `tests/cli/conftest.py` by this name."""

pytest_plugins = ("support.properties",)
