"""Ground: the few ways mdnetwork stops, each a finished sentence that says what to do next."""

from __future__ import annotations


class MdnetworkError(Exception):
    """The base of every error that a user can cause; `str(error)` is the sentence to show."""


class VaultError(MdnetworkError):
    """The vault is missing, unreadable or cannot be written."""


class VaultBusy(VaultError):
    """Another process has been writing to the vault for too long. Nothing was written."""


class IndexUnavailable(MdnetworkError):
    """The index can be neither opened nor rebuilt (no space, no permission)."""


class SettingsError(MdnetworkError):
    """`mdnetwork.toml` cannot be understood."""


class OutputError(MdnetworkError):
    """A file that was asked for (a feed, say) cannot be written."""


class UnknownName(MdnetworkError):
    """No note goes by this name. `candidates` are names that come near, best first."""

    def __init__(self, sentence: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class AmbiguousName(UnknownName):
    """Several people go by this name. `candidates` are their notes' paths."""


class EditRefused(MdnetworkError):
    """A note cannot be changed as was asked without harm to something else in it. Nothing was changed."""


class ExchangeError(MdnetworkError):
    """A file of another program cannot be read, or people cannot be exported so."""


class DraftError(MdnetworkError):
    """No draft can be written: the person is to be left alone, or a template cannot be used."""
