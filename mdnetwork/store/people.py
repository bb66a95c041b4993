"""Store: people on one day. Each history is loaded when it is asked for, or all at once when everybody is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from mdnetwork.model import Evidence, History, Meeting, Person, PersonTask, Problem, Profile, Ref
from mdnetwork.names import fold
from mdnetwork.people.directory import Finder, People, Place
from mdnetwork.people.gathering import in_order, in_order_of_date, own_log
from mdnetwork.people.links import Links, loosely, names_of
from mdnetwork.people.testimony import on_day
from mdnetwork.store.facts import (
    numbers_in_lines,
    numbers_in_tasks,
    read_facts,
    read_lines,
    read_meeting,
    read_person,
    read_tasks,
)
from mdnetwork.store.resolve import StoredRegister

if TYPE_CHECKING:
    from mdnetwork.store.store import Store

_Answer = TypeVar("_Answer")
_PERSON = "SELECT path, person.note, id, person FROM person JOIN fact USING (note) JOIN note ON note.id = person.note"


class StoredPeople(People):
    """Everybody, as `gather` returns them, loaded from the store as far as needed."""
