"""Programs that measure mdnetwork on vaults they make themselves; `make bench` runs them. Never a timed test."""
