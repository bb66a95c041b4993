"""What tests share: vaults, builders, processes, judges. `pyproject.toml` puts `tests` on the path."""
