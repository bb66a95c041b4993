"""Whatever is typed: what is written from it, read again, says the same of the same people."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from mdnetwork.cli.log import completions
from mdnetwork.editing.typed_line import ParsedEntry, daily_text, entry_text, read_sentence
from mdnetwork.model import Evidence
from mdnetwork.people import People
from support.typed_vault import NOTES, TODAY, directory, vault

VAULT = vault()
_DAYS = [
    "",
    "yesterday",
    "3 days ago",
    "last monday",
    "ieri",
    "l'altro ieri",
    "lunedì scorso",
    "2026-11-03",
    "3 nov",
    "il 5",
]
_HOW = [
    "coffee",
    "had a long call",
    "call",
    "email",
    "telefonata",
    "met",
    "caffè",
    "",
    "talked",
    "pranzo veloce",
    "#gave a book",
]
_JOINTS = [" with ", " con ", " ", " from ", " to ", " da ", " a ", ": "]
_NAMES = [
    "Sam Rivera",
    "Ana",
    "Ana Lima",
    "rivera sam",
    "Giulia",
    "Marco Neri",
    "Anna de Luca",
    "ada marlow",
    "[[Kim #1]]",
    "Kim Park",
]
_NAMES += ["People/Mario Rossi", "Robin Vale", "ana@example.org"]
_AND = [" and ", " e ", ", ", " & "]
_PLACES = ["", " @lisbon", " @New-York"]
_SIGNS = ["", ", ", " → ", " <- ", ": ", " – "]
_TEXTS = [
    "",
    "talked about the move",
    "parlato con calma",
    "the caffè in [[Board]]",
    "about [[Marco Neri]]",
    "she rang",
]
_TEXTS += ["`code` %% --> x", "(2026-12-24)", "[due:: 2026-12-20]", "#thanked her", "and the team", "15:30 all well"]
_TEXTS += ["[x] done", "met at the old pub there"]
_PROMISES = [
    "",
    " #promised the deck by friday",
    " #promesso entro fine mese",
    " #waiting",
    " #got it tomorrow",
    " #promised 📅 2026-12-31",
]

lines = st.builds(
    lambda day, how, joint, people, conjunction, place, sign, text, promise: (
        f"{day} {how}{joint}{conjunction.join(people)}{place}{sign}{text}{promise}"
    ),
    st.sampled_from(_DAYS),
    st.sampled_from(_HOW),
    st.sampled_from(_JOINTS),
    st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4),
    st.sampled_from(_AND),
    st.sampled_from(_PLACES),
    st.sampled_from(_SIGNS),
    st.sampled_from(_TEXTS),
    st.sampled_from(_PROMISES),
)
_ANY = [
    *"aA #@→←<->[]`%|*_:;,.!()0123456789-/\n\t📅",
    "Ana",
    " with ",
    " Sam Rivera ",
    "friday",
    "call",
    " con ",
    "#promised ",
]
anything = st.lists(st.sampled_from(_ANY), max_size=40).map("".join)


def told(capture: ParsedEntry) -> tuple[object, ...]:
    return capture.day, capture.channel, capture.direction, set(capture.tags), capture.due


def evidence_of(found: Evidence) -> tuple[object, ...]:
    return found.date, found.channel, found.direction, set(found.tags), found.due


def counted(written: People, note: str) -> dict[str, list[tuple[object, ...]]]:
    """What counts for each person, by path, of what `note` tells."""
    return {
        history.person.path: [evidence_of(e) for e in history.counted if e.path == note]
        for history in written.histories
    }


def check_daily(capture: ParsedEntry) -> None:
    note = f"Daily/{capture.day}.md"
    found = counted(directory(NOTES | {note: f"# Day\n\n{daily_text(capture)}\n"}), note)
    people = {named.person.path for named in capture.people}
    assert found == {path: [told(capture)] if path in people else [] for path in found}


def check_logs(capture: ParsedEntry) -> None:
    for named in capture.people:
        path = named.person.path
        entry = f"- {capture.day} {entry_text(capture, named.person)}\n"
        found = counted(directory(NOTES | {path: f"{NOTES[path]}\n## Log\n{entry}"}), path)
        assert found == {each: [told(capture)] if each == path else [] for each in found}


@given(lines)
def test_a_daily_note_says_what_was_typed(line: str) -> None:
    check_daily(read_sentence(line, TODAY, VAULT, order="dmy"))


@given(lines)
def test_each_log_says_what_was_typed(line: str) -> None:
    check_logs(read_sentence(line, TODAY, VAULT, order="dmy"))


@given(anything.map(lambda text: text.replace("::", ":")))
@example("-#promised Ana")
def test_any_line_is_read_and_says_the_same_again(line: str) -> None:
    capture = read_sentence(line, TODAY, VAULT)
    assert "\n" not in daily_text(capture)
    if capture.people and date(1900, 1, 1) < capture.day <= TODAY:
        check_daily(capture)
        check_logs(capture)


@given(lines, st.integers(1, 60))
def test_the_day_does_not_hang_on_anything_but_its_words(line: str, days: int) -> None:
    capture = read_sentence(line, TODAY, VAULT, order="dmy")
    later = read_sentence(line, TODAY + timedelta(days), VAULT, order="dmy")
    assert [n.person.path for n in capture.people] == [n.person.path for n in later.people]
    assert capture.text.partition("📅")[0] == later.text.partition("📅")[0]


@given(lines | anything)
def test_a_completion_continues_what_is_typed(line: str) -> None:
    for length in range(len(line) + 1):
        for found in completions(line[:length], VAULT, places=["Lisbon"]):
            assert 0 <= found.start < length
            assert found.text
