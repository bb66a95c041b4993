"""Serving: name and password for a server, from the environment or the keyring; never from the vault or an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.sync.addresses import is_host

if TYPE_CHECKING:
    import keyring
    from keyring import errors as keyring_errors
else:
    keyring = lazy("keyring")
    keyring_errors = lazy("keyring.errors")

USER, PASSWORD = "MDNET_DAV_USER", "MDNET_DAV_PASSWORD"
SERVICE = "mdnetwork"
"""What the keyring files passwords under, with `USER@HOST` as the user's name."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, which no `repr` shows."""

    user: str
    password: str = field(repr=False)


def without_user(url: str) -> tuple[str, str]:
    """The address without its user, and the user. Raises MdnetworkError where it is none, or has a password."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_host(parts.hostname):
        raise MdnetworkError("That is no address of a server; it looks like https://cloud.example.org/dav/.")
    if parts.password is not None:
        raise MdnetworkError(
            f"Others can read a password in an address: give it in {PASSWORD}, or keep it in the keyring."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme, host + port, parts.path, parts.query, "")), parts.username or ""


def credentials(url: str, user: str, environment: Mapping[str, str]) -> Credentials:
    """Whom to publish as: `user`, else the environment's; the password is the environment's, else the keyring's.

    Raises MdnetworkError with a sentence that says what to set.
    """
    name = user or environment.get(USER, "")
    if not name:
        raise MdnetworkError(f"Say as whom to publish: set {USER}, or write https://NAME@… in the address.")
    key = f"{name}@{urlsplit(url).hostname}"
    password = environment.get(PASSWORD) or _from_keyring(key)
    if not password:
        raise MdnetworkError(f"There is no password for {key}: set {PASSWORD}, or run `keyring set {SERVICE} {key}`.")
    return Credentials(name, password)


def _from_keyring(key: str) -> str | None:
    try:
        from_keyring = keyring.get_password
    except ImportError:
        return None
    try:
        return from_keyring(SERVICE, key)
    except keyring_errors.KeyringError:
        return None
