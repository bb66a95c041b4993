"""Exchange: what lies in a ZIP archive, within bounds: one that would fill a disk is left alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from mdnetwork.errors import ExchangeError

LARGEST = 400_000_000
"""Bytes that an archive may hold when it is unpacked."""
_FULLEST = 200
"""How many times larger than itself an archive may be when unpacked; text is seldom more than 20 times."""
_SMALL = 5_000_000
_INSIDE = (".vcf", ".vcard", ".ics")
_CONNECTIONS = "connections.csv"


def is_workbook(file: BinaryIO, name: str) -> bool:
    """Whether the archive is a spreadsheet. Raises ExchangeError where it is broken, or holds too much."""
    with _bounded(file, name) as archive:
        return "[Content_Types].xml" in archive.namelist()


def members(file: BinaryIO, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """The files in the archive from which people or meetings may come: (their name without folders, what they hold).

    Raises ExchangeError where there is none, or where one cannot be unpacked.
    """
    with _bounded(file, name) as archive:
        wanted = [each for each in archive.namelist() if _is_wanted(each)]
        if not wanted:
            raise ExchangeError(f"{name} holds no Connections.csv, vCards or calendars; unpack it and name the file.")
        for each in wanted:
            try:
                data = archive.read(each)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:  # broken, or with a password
                raise ExchangeError(
                    f"{name} cannot be unpacked ({error}): unpack it yourself and name the file."
                ) from error
            yield _tail(each), io.BytesIO(data)


def _bounded(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, unless it unpacks to far more than it is. Python reads no more of a member than it says to hold."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise ExchangeError(f"{name} is a broken archive: fetch it again.") from error
    full = sum(each.file_size for each in archive.infolist())
    packed = sum(each.compress_size for each in archive.infolist())
    if full > LARGEST or full > max(_SMALL, _FULLEST * packed):
        raise ExchangeError(
            f"{name} would unpack to {full / 1e6:,.0f} MB and was left alone: unpack it yourself and name the file."
        )
    return archive


def _is_wanted(member: str) -> bool:
    plain = _tail(member).lower().replace(" ", "").replace("_", "")
    return plain == _CONNECTIONS or plain.endswith(_INSIDE)


def _tail(member: str) -> str:
    return member.replace("\\", "/").rpartition("/")[2]
