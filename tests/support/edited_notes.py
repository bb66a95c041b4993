"""Notes to be edited, for Hypothesis: as somebody keeps them, and as nobody would, in every encoding and line end."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

PIECES = (
    "---\n",
    "type: person\n",
    "people: [[A]], [[B]]\n",
    "tags: [#x]\n",
    "tags: [a, b] # c\n",
    "created: {{date}}\n",
    "aliases:\n  - @ann\n  - Bo\n",
    "## Log\n",
    "- 2026-08-12 Call with [[A]]\n",
    "\t- nested #got\n",
    "* **2026-01-02**: tea\n",
    "| Date | Notes |\n|---|---|\n",
    "| 2026-01-01 | x |\n",
    "### 2026-06-12 — Email\n",
    "- **Direction:** Outbound\n",
    "## Tasks\n",
    "- [ ] send 📅 2026-08-20\n",
    "- [x] done ✅ 2026-08-20\n",
    "```\n",
    "%% note\n",
    "<!-- x -->\n",
    "\n",
    "   \n",
    "Company:: Foo\n",
    "- [email:: a@b.c] z\n",
    "**Role:** Boss  \n",
    "org: 'It''s' # why\n",
    "phone: 0123\n",
    "last-contact: 2026-01-01\n",
    "> quote\n",
    "# Ada\n",
    "next_contact:\n",
    "contact:\n  email: x@y.z\n",
    "bio: |\n  two\n  lines\n",
    "\ufeff",
    "5 marzo 2026: ciao\n",
    "<% tp.x() %>\n",
    "1. 2026-01-03 a\n",
    "- Roadmap (2026-07-10)\n",
    "+++\n",
    'role = "x"\n',
    "\xa0- 2026-02-03 caffè\n",
    "> [!note] Log\n",
    "> - 2026-03-03 tea\n",
    "> > [!todo]\n> > - [ ] send\n",
    "> [!quote]\n",
    "Log\n===\n",
    "---\n",
    "~~struck\nout~~\n",
)
FRONT = (
    "",
    "---\ntype: person\n---\n",
    "---\norg: 'A'  # c\ntags:\n- x\n---\n",
    "+++\nrole = 'x'\n+++\n",
    "\n---\na: b\n---\n",
)


KEYS = (
    "type: person\n",
    "org: 'A'  # c\n",
    'Company: "B: c"\n',
    "role:\n",
    "last-contact: 2026-01-01\n",
    "# comment\n",
    "\n",
    'tags: [a, "b"] # c\n',
    "tags:\n- x\n  # c\n- y\n",
    "aliases:\n    - 'Bo'\n",
    "aliases: A, B\n",
    "email: [\n  a@b,\n]\n",
    "contact: {email: a@b, city: X}\n",
    "location: |\n  two\n  lines\n",
    "introduced_by: [[Bo]]\n",
    "x: &a 1\ny: *a\n",
    'people:\n  - "[[Bo|B]]"\n',
    "met: 2026-01-02 # [[Bo]]\n",
    'bio: "it\'s\n  [[Bo]]"\n',
)
LOGS = (
    "- {0} call with [[Bo]]\n",
    "- **{0}**: tea\n  - nested #got\n",
    "* [[{0}]]\n\t* lunch\n",
    "1. {0} x\n",
    "- [x] {0} a\n",
    "### {0} — Email\n- **Direction:** Out\n\n",
    "### {0}\n\nWords.\n",
    "| {0} | call | x |\n",
    "{0}: tea\n\n",
    "- Plans ({0})\n",
    "> {0} quoted\n",
    "- **{0} Coffee**\n",
    "### 2026-06\n- {0} tea\n",
    "### {0} Fair\n- {0} x\n- y\n",
    "- {0} x\nlazy [[Bo]]\n",
    "> [!log]\n> - {0} tea\n>   - hot\n",
    "> [!log]- Log\n> ### {0}\n> tea with [[Bo]]\n\n",
)
SECTIONS = (
    "# Ada\n",
    "## Log\n",
    "## Tasks\n- [ ] send 📅 2026-08-20\n- [x] b ✅ 2026-01-01\n",
    "## Notes\nCompany:: Foo\n\n",
    "\n",
    "> [!info]\n> Role:: Boss\n",
    "| Email | a@b |\n",
    "```\n[[Bo]] - [ ] x\n```\n",
    "%% 2026-01-01 [[Bo]] %%\n",
    "Intro [[Bo#x|b]].\n",
    "## I owe\n- [ ] a [due:: 2026-01-01] ^b1\n",
    "[b](Bo.md) `[[Bo]]`\n",
    "- [email:: a@b.c] z\n",
    "## Diario\n\n",
    "> [!todo]\n> - [ ] ring\n>   soon 📅 2026-08-20\n",
    "Log\n===\n",
    "Notes\n-----\n~~gone\nall~~\n",
)


# Strategies that are made within an example are checked anew in each: that takes longer than to draw from them.
_KEYS = st.lists(st.sampled_from(KEYS), max_size=5, unique=True)
_DAYS = st.lists(st.dates(date(2026, 1, 1), date(2026, 11, 23)), max_size=4)
_STYLES = {most: st.lists(st.sampled_from(LOGS), min_size=1, max_size=most) for most in (1, 2)}
_HEADS = st.sampled_from(["## Log\n", "## Log\n\n", "# Registro\n", "## Log\n| Date | Type | Notes |\n|---|---|---|\n"])
_SECTIONS = st.lists(st.sampled_from(SECTIONS), max_size=3)
_ONE_OR_TWO, _YES_OR_NO, _TEN = st.integers(1, 2), st.booleans(), st.integers(0, 9)


@st.composite
def _tidy(draw: st.DrawFn) -> str:
    """A note as somebody keeps it: some keys, sections, and a log in one style, with now and then an odd line."""
    keys = draw(_KEYS)
    front = f"---\n{''.join(keys)}---\n" if draw(_YES_OR_NO) else ""
    days = draw(_DAYS)
    styles = draw(_STYLES[draw(_ONE_OR_TWO)])
    log = draw(_HEADS) + "".join(styles[at % len(styles)].format(day) for at, day in enumerate(days))
    above, below = (draw(_SECTIONS) for _ in range(2))
    return front + "".join([*above, log, *below])


_MESSY = st.tuples(st.sampled_from(FRONT), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)).map("".join)
_TEXTS = st.one_of(_MESSY, _tidy(), _tidy())
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\n", "\r"])
_MARKS = st.sampled_from([b"", b"", b"\xef\xbb\xbf"])
_TAILS = {True: st.sampled_from([b""]), False: st.sampled_from([b"", b"", b"caf\xe9"])}


@st.composite
def notes(draw: st.DrawFn, *, readable: bool = False) -> bytes:
    """The bytes of a note; those of a `readable` one are text in UTF-8, as a note must be to be merged into another."""
    text = draw(_TEXTS).replace("\n", draw(_LINE_ENDS))
    if draw(_YES_OR_NO):
        text = text.rstrip("\r\n")
    if not readable and draw(_TEN) == 0:
        return text.encode("utf-16")
    return draw(_MARKS) + text.encode() + draw(_TAILS[readable])
