"""What notes that mean harm are made of: signs that open and never close, over and over, below every beginning."""

from __future__ import annotations

UNITS = (
    *(
        "[",
        "[[",
        "]]",
        "(",
        ")",
        ":",
        "#",
        "@",
        "-",
        "1",
        "*",
        "`",
        "|",
        ">",
        "<",
        "\t",
        " ",
        "a",
        "a ",
        "[[a|",
        "- [ ] ",
    ),
    *(
        "2026-01-",
        "2026-01-01 ",
        "((((",
        "# h\n",
        "```\n",
        "~~~\n",
        "---\n",
        "> ",
        "- ",
        "\n",
        "a\n",
        "- a\n",
        "  - a\n",
    ),
    *("[x](", "](", "![[", "$$", "%%", "<!--", "-->", "==", "**a", "_a", "~~", "http://", "a@", "a@b.c ", "📅 "),
    *(
        "📅 2026-01-01 ",
        "#gave ",
        "#a/",
        "^a",
        "::",
        "a:: ",
        "[a:: ",
        "(a:: b)",
        "1. ",
        "| a ",
        "|-",
        "\r",
        "\r\n",
        "\0",
    ),
    *(
        "\u202e",
        "e\u0301",
        "👩‍👩‍👧",
        "é",
        "a.",
        "a,",
        "a, ",
        "and ",
        "Ana and ",
        "Ana, ",
        "with ",
        "{",
        "}",
        "{{",
        "<%",
    ),
    *('"', "'", "\\", "a-", "--", "→", "←", "&a ", "*a ", "!!", "? ", "%", "=", "+1 555 ", "12:30 ", "Mon "),
    *("- 2026-01-01\n", "- 2026-01-01 call\n", "## 2026-01-01\n", "[[a]] ", "[[Ada Marlow]] ", "@ada ", "<b>", "&amp;"),
    *(
        "- [ ] a [[b]] 📅 2026-01-01\n",
        "[a](b.md) ",
        "| 2026-01-01 | a |\n",
        "[[../../etc/passwd]] ",
        "obsidian://x ",
        "0",
    ),
    *(
        "END:VEVENT\r\n",
        "\\n",
        "\x85",
        "\u2028",
        "\x1b[31m",
        "a" * 99 + "\n",
        "- &a [*a]\n",
        "<<: *a\n",
        "a: b\n",
        "é: \n",
    ),
)
HEADS = (
    *("", "---\n", "---\ntype: person\na: ", "---\ntype: person\na: [", "---\ntype: person\na: {"),
    *("---\ntype: person\na: |\n  ", "---\ntype: person\n", "---\ntype: person\naliases: ", "---\ntype: person\n---\n"),
    *("---\ntype: person\n---\n## Log\n", "---\ntype: person\n---\n## Log\n- 2026-01-01 "),
    *("---\ntype: person\n---\n- [ ] ", "---\ntype: meeting\nattendees: ", "---\nname: "),
)
ORDINARY = (
    "---\ntype: person\ncircle: core\ncadence: 4w\nbirthday: 1990-02-03\n---\n# Ada\n\n"
    + "Some text about things and [[Bo]] that were said.\n" * 8
    + "## Log\n"
    + "".join(f"- 2025-{month:02}-{day:02} call → about the move\n" for month in range(1, 13) for day in range(1, 3))
).encode()


def typed(unit: str, times: int) -> str:
    """A line of which every word may begin a name."""
    return f"coffee with {unit * times}".replace("\n", " ")


def note(head: str, units: tuple[str, ...], size: int) -> bytes:
    """A note of about `size` bytes: the head, and the units over and over."""
    once = "".join(units).encode("utf-8", "replace") or b" "
    return head.encode() + once * (size // len(once))
