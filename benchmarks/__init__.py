"""Programs that measure mdnetwork on generated vaults; `make bench` runs them. Tests never depend on times."""
