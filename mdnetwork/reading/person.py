"""Reading: a person as their own note tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.model import Line, Person, Problem, Ref, Status
from mdnetwork.names import fold, same
from mdnetwork.reading.fields import Field, Fields, Table
from mdnetwork.reading.settings import DateOrder
from mdnetwork.reading.values import (
    is_never,
    listed,
    parse_cadence,
    parse_partial,
    people_in,
    plain,
    switch,
)
from mdnetwork.words.keys import RELATIONS, URLS
from mdnetwork.words.statuses import STATUSES
