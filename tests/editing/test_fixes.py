"""Safe mends: each ends its problem, touches its own line only, and changes no other fact."""

from __future__ import annotations

import pytest

from mdnetwork.editing.fixes import fixes
from mdnetwork.model import Problem


def mend(data: bytes, code: str, line: int, path: str = "People/Ada.md") -> bytes:
    problem = Problem(path, line, code, "…", fixable=True)
    found = fixes([problem], lambda _path: data)
    return found[0].after if found else data


@pytest.mark.parametrize(
    ("code", "line", "before", "after"),
    [
        ("BOM", 1, b"\xef\xbb\xbf# Ada\r\n", b"# Ada\r\n"),
        ("LEADING-BLANK", 1, b"\n \n---\na: b\n---\n", b"---\na: b\n---\n"),
        ("LEADING-BLANK", 1, b"\xef\xbb\xbf\r\n---\n", b"\xef\xbb\xbf---\n"),
        ("FRONT-MATTER", 2, b"---\ntwitter: @ann\n---\n", b'---\ntwitter: "@ann"\n---\n'),
        ("FRONT-MATTER", 3, b"---\naliases:\n  - @ann  \r\n---\n", b'---\naliases:\n  - "@ann"  \r\n---\n'),
        ("FRONT-MATTER", 2, b"---\npeople: [[A]], [[B]]\n---\n", b'---\npeople: ["[[A]]", "[[B]]"]\n---\n'),
        ("FRONT-MATTER", 2, b'---\ntags: [#a, "b"]\n---\n', b'---\ntags: ["#a", "b"]\n---\n'),
        ("FRONT-MATTER", 2, b"---\norg: [[Acme]]\n---\n", b'---\norg: "[[Acme]]"\n---\n'),
        ("FRONT-MATTER", 2, b'---\nx: @a\\b"c\n---\n', b'---\nx: "@a\\\\b\\"c"\n---\n'),
        ("FRONT-MATTER", 2, b"---\n: : :\n---\n", b"---\n: : :\n---\n"),
        ("FRONT-MATTER", 9, b"---\n", b"---\n"),
    ],
)
def test_a_mend_changes_only_its_line(code: str, line: int, before: bytes, after: bytes) -> None:
    assert mend(before, code, line) == after


@pytest.mark.parametrize(
    ("before", "start", "end"),
    [
        (b"---\nname: Ada\n---\nText\n", b"---\nname: Ada\nuid: ", b"\n---\nText\n"),
        (b"---\r\nname: Ada\r\n---\r\n", b"---\r\nname: Ada\r\nuid: ", b"\r\n---\r\n"),
        (b"# Ada\n\n---\n---\n", b"---\nuid: ", b"\n---\n# Ada\n\n---\n---\n"),
        (b"\xef\xbb\xbf# Ada\n", b"\xef\xbb\xbf---\nuid: ", b"\n---\n# Ada\n"),
        (b"", b"---\nuid: ", b"\n---\n"),
    ],
)
def test_a_homonym_gets_a_uid(before: bytes, start: bytes, end: bytes) -> None:
    after = mend(before, "HOMONYM", 1)
    assert after.startswith(start)
    assert after.endswith(end)
    assert after == mend(before, "HOMONYM", 1)
    assert after != mend(before, "HOMONYM", 1, "People/Other.md")


def test_several_problems_of_a_note_are_one_fix() -> None:
    data = b"\xef\xbb\xbf---\na: @b\nc: @d\n---\n"
    problems = [
        Problem("a.md", 1, "BOM", "", fixable=True),
        Problem("a.md", 2, "FRONT-MATTER", "", fixable=True),
        Problem("a.md", 3, "FRONT-MATTER", "", fixable=True),
        Problem("a.md", 3, "BAD-DATE", ""),
    ]
    (fix,) = fixes(problems, lambda _path: data)
    assert fix.after == b'---\na: "@b"\nc: "@d"\n---\n'
    assert len(fix.problems) == 3
