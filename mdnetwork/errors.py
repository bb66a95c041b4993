"""Ground: the exceptions. Each message is a complete sentence that says what to do next."""

from __future__ import annotations


class MdnetworkError(Exception):
    """The base of every error that a user can cause. `str(error)` is the message to show."""


class VaultError(MdnetworkError):
    """The vault is missing, unreadable or cannot be written."""


class VaultBusy(VaultError):
    """Another process held the vault's lock for too long. Nothing was written."""


class IndexUnavailable(MdnetworkError):
    """The index can be neither opened nor rebuilt (no space, no permission)."""


class ProgramReplaced(MdnetworkError):
    """Another version was installed while this process ran, and the index is no longer this version's."""


class SettingsError(MdnetworkError):
    """`mdnetwork.toml` is invalid."""


class OutputError(MdnetworkError):
    """An output file, such as a feed, cannot be written."""


class UnknownName(MdnetworkError):
    """No note has this name. `candidates` are similar names, best first."""

    def __init__(self, sentence: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class PartialName(UnknownName):
    """The words are a part of one person's name. `candidates` is that name."""


class AmbiguousName(UnknownName):
    """Several people have this name. `candidates` are the paths of their notes."""


class EditRefused(MdnetworkError):
    """The requested change to a note would damage something else in it. Nothing was changed."""


class ExchangeError(MdnetworkError):
    """A file of another program cannot be read, or people cannot be exported in this format."""


class NoAnswer(MdnetworkError):
    """A question got no answer, so nothing was written."""


class DraftError(MdnetworkError):
    """No draft can be written: the person may not be contacted, or a template cannot be used."""
