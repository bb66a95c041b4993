"""Two notes of one person put together: fields filled, lists joined, entries in the log's style, nothing lost."""

from __future__ import annotations

import pytest

from mdnetwork.editing.merge import merge
from mdnetwork.errors import EditRefused

KEPT, OTHER = "People/Ada Marlow.md", "People/Ada M.md"


def merged(kept: str, other: str) -> str:
    return merge(kept.encode(), other.encode(), kept_path=KEPT, other_path=OTHER).decode()


ALIAS = "aliases: [Ada M]\n"


@pytest.mark.parametrize(
    ("kept", "other", "after"),
    [
        ("", "", f"---\n{ALIAS}---\n"),
        ("---\norg: a\n---\n", "---\nrole: b\norg: a\n---\n", f"---\norg: a\nrole: b\n{ALIAS}---\n"),
        ("---\norg: a\n---\n", "---\norg: b\n---\n",
         f"---\norg: a\n{ALIAS}---\n\n## Merged from Ada M\n- org: b\n"),
        ("---\ntags: [x]\n---\n", "---\ntags: [z, x]\nphone:\n---\n", f"---\ntags: [x, z]\n{ALIAS}---\n"),
        ("---\nemail: a@b\n---\n", "---\nemail: c@d\n---\n", f"---\nemail: [a@b, c@d]\n{ALIAS}---\n"),
        ("---\nlast-contact: 2026-01-01\n---\n", "---\nlast_contact: 2026-02-02\n---\n",
         f"---\nlast-contact: 2026-02-02\n{ALIAS}---\n\n## Merged from Ada M\n- last-contact: 2026-01-01\n"),
        ("---\nlast-contact: 2026-03-01\n---\n", "---\nlast_contact: 2026-02-02\n---\n",
         f"---\nlast-contact: 2026-03-01\n{ALIAS}---\n\n## Merged from Ada M\n- last_contact: 2026-02-02\n"),
        ("---\na: b\n---\n", "---\ncontact:\n  email: a@b\n  phone: 1\n---\n",
         f"---\na: b\ncontact:\n  email: a@b\n  phone: 1\n{ALIAS}---\n"),
        ("x\n", "---\ncontact:\n  email: a@b\n---\n", f"---\ncontact:\n  email: a@b\n{ALIAS}---\nx\n"),
        ("---\ncontact:\n  phone: 1\n---\n", "---\ncontact:\n  email: a@b\n---\n",
         f"---\ncontact:\n  phone: 1\nemail: a@b\n{ALIAS}---\n"),
        ("---\ncontact:\n  x: 1\n---\n", "---\ncontact:\n  y: 2\n---\n",
         f"---\ncontact:\n  x: 1\n{ALIAS}---\n\n## Merged from Ada M\n- y: 2\n"),
        ("## Log\n- **2026-01-03**: a\n- **2026-01-01**: b\n",
         "# Ada M\n\n## Log\n- 2026-01-02 c\n  - d\n- 2026-01-04 e\n",
         (f"---\n{ALIAS}---\n## Log\n- **2026-01-04**: e\n"
         "- **2026-01-03**: a\n- **2026-01-02**: c\n  - d\n- **2026-01-01**: b\n")),
        ("## Log\n- 2026-01-01 a\n", "## Log\n- 2026-01-02 10:30 b\n- 2026-01-03 c\n",
         (f"---\n{ALIAS}---\n## Log\n- 2026-01-03 c\n- 2026-01-01 a\n\n"
         "## Merged from Ada M\n## Log\n- 2026-01-02 10:30 b\n")),
        ("", "---\nx: &a a@b\ncontact:\n  email: *a\n---\n",
         f"---\nx: a@b\nemail: a@b\n{ALIAS}---\n"),
        ("---\nx: y # as usual\n---\n",
         "---\nx: y # as usual\n# why: she said\nrole: 'b # no' # so\n---\n",
         f'---\nx: y # as usual\nrole: "b # no"\n{ALIAS}---\n\n## Merged from Ada M\n- why: she said\n- so\n'),
        ("# Ada\n", "Curator.\n\n## Tasks\n- [ ] x\n",
         f"---\n{ALIAS}---\n# Ada\n\n## Merged from Ada M\nCurator.\n\n## Tasks\n- [ ] x\n"),
        ("---\norg: a\n---\n", "Org:: b\nRole:: c\n",
         f"---\norg: a\n{ALIAS}---\n\n## Merged from Ada M\nOrg: b\nRole:: c\n"),
        ("---\norg: a\n---\n", "**Company:** b\n", f"---\norg: a\n{ALIAS}---\n\n## Merged from Ada M\n- Company: b\n"),
        ("---\norg: a\n---\n", "Org:: a\n", f"---\norg: a\n{ALIAS}---\n\n## Merged from Ada M\nOrg:: a\n"),
        ("## Log\n- 2026-01-01 a\n", "## Log\n### 2026-01-02\n- b\n",
         f"---\n{ALIAS}---\n## Log\n- 2026-01-01 a\n\n## Merged from Ada M\n## Log\n### 2026-01-02\n- b\n"),
    ],
)  # fmt: skip
def test_two_notes_become_one(kept: str, other: str, after: str) -> None:
    assert merged(kept, other) == after


def test_what_would_be_lost_is_refused() -> None:
    with pytest.raises(EditRefused, match="losing something"):
        merged("%% open\n", "## Log\n- 2026-01-01 a\n")


@pytest.mark.parametrize("other", [b"---\nrole: caf\xe9\n---\n", b"a\0b"])
def test_bytes_that_are_no_text_are_not_merged(other: bytes) -> None:
    with pytest.raises(EditRefused, match="save it as UTF-8"):
        merge(b"", other, other_path=OTHER)


def test_a_json_note_keeps_its_fields_and_gets_the_others_as_text() -> None:
    after = merged('---\n{"tags": ["a"]}\n---\n', "---\nrole: b\ntags: [c, a]\n---\n")
    assert after == ('---\n{"tags": ["a"]}\n---\n\n## Merged from Ada M\n- role: b\n- tags: c\n- aliases: Ada M\n')
