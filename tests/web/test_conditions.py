"""What requests ask for: entity tags, dates, encodings (RFC 9110)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.web.feeds import http_date, is_unmodified, matching_tag, takes_gzip

CHANGED = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
NOW = datetime(1994, 11, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('"a"', '"a"'),
        ('"b"', '"b"'),
        ('W/"a"', '"a"'),
        ('"x", "b"', '"b"'),
        ('"x","b", "a"', '"a"'),
        ("*", '"a"'),
        (" * ", '"a"'),
        ('"x"', None),
        ("a", None),
        ('"a', None),
        ("", None),
        ('"*"', None),
        ('"b,a"', None),
    ],
)
def test_entity_tags_are_compared_weakly(header: str, expected: str | None) -> None:
    assert matching_tag(header, ('"a"', '"b"')) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", True),
        ("Sunday, 06-Nov-94 08:49:37 GMT", True),
        ("Sun Nov  6 08:49:37 1994", True),
        ("Sun, 06 Nov 1994 08:49:38 GMT", True),
        ("Sun, 06 Nov 1994 08:49:36 GMT", False),
        ("Mon, 07 Nov 1994 00:00:01 GMT", False),  # yet to come
        ("yesterday", False),
        ("", False),
        ("Sun, 06 Nov 99999 08:49:37 GMT", False),
    ],
)
def test_dates_of_change(header: str, expected: bool) -> None:
    assert is_unmodified(header, CHANGED, NOW) is expected


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001  the zone comes below
def test_a_date_that_was_given_comes_back_as_unmodified(moment: datetime) -> None:
    changed = moment.replace(microsecond=0, tzinfo=UTC)
    assert is_unmodified(http_date(changed), changed, changed + timedelta(days=1))
    assert not is_unmodified(http_date(changed - timedelta(seconds=1)), changed, changed + timedelta(days=1))


@given(st.text())
def test_no_header_is_an_error(header: str) -> None:
    matching_tag(header, ('"a"',))
    is_unmodified(header, CHANGED, NOW)
    takes_gzip(header)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("br;q=1.0, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("", False),
        ("gzip;q=much", False),
    ],
)
def test_encodings(header: str, expected: bool) -> None:
    assert takes_gzip(header) is expected
