"""`mdnetwork.toml` and Obsidian's own settings as one frozen Config."""

from mdnetwork.config.load import FILE_NAME, SCHEMA, Config, Key, load, template

__all__ = ["FILE_NAME", "SCHEMA", "Config", "Key", "load", "template"]
