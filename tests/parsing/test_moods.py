"""An intention, a thought and a negation are no contact; every other line counts, whatever its language."""

from __future__ import annotations

import pytest

from mdnetwork.parsing import ReadingSettings, read_note

DAILY = "Daily/2026-08-14.md"


def rejected(text: str, path: str = DAILY) -> dict[str, str | None]:
    """Why each person whom a note mentions is no contact; None for those who are, in any of its lines."""
    found: dict[str, str | None] = {}
    for mention in read_note(path, text.encode(), ReadingSettings()).mentions:
        for name in (ref.target for ref in mention.people):
            found[name] = mention.rejected and found.get(name, mention.rejected)
    return found


def of_log(entry: str) -> str | None:
    """Why an entry of a person's own log is no contact."""
    log = f"---\ntype: person\n---\n## Log\n- 2026-08-01 {entry}\n"
    (mention,) = read_note("People/Ann.md", log.encode(), ReadingSettings()).mentions
    return mention.rejected


@pytest.mark.parametrize(
    "text",
    [
        "Must write to [[Ann]]",
        "- need to call [[Ann]] back",
        "- da richiamare: [[Ann]]",
        "TODO: auguri a [[Ann]]",
        "tomorrow lunch with [[Ann]]",
        "lunch with [[Ann]] tomorrow",
        "call [[Ann]] next week",
        "call [[Ann]] by friday",
        "domani pranzo con [[Ann]]",
        "pranzo con [[Ann]] la settimana prossima",
        "we should have lunch with [[Ann]]",
        "let's call [[Ann]] and [[Ann Two]]",
        "need to write to [[Ann]], [[Ann Two]] and [[Ann Three]]",
        "- [[Ann]]: need to call her back",
        "- [[Ann]] da richiamare",
        "- [[Ann]] — must write",
        "- [[Ann]] needs a call",
        "- [[Ann]] must be called",
        "- [[Ann]] è da richiamare",
        "- need to call [[Ann]] and then write to [[Ann Two]]",
        "- devo chiamare [[Ann]] e scrivere a [[Ann Two]]",
        "- wish I could see [[Ann]]",
        "- maybe dinner with [[Ann]]",
        "- forse cena con [[Ann]]",
        "- idea: dinner with [[Ann]]",
        "- to call: [[Ann]]",
        "- To write to [[Ann]]",
        "- going to see [[Ann]]",
        "- will call [[Ann]]",
        "- chiamerò [[Ann]]",
        "- vorrei sentire [[Ann]]",
        "- ricordarsi di scrivere ad [[Ann]]",
        "- avrei dovuto chiamare [[Ann]]",
        "- should've called [[Ann]]",
        "- can't wait to see [[Ann]]",
        "- non vedo l'ora di vedere [[Ann]]",
        "- To do: call [[Ann]], lunch with [[Ann Two]]; ",
        "## Need to call [[Ann]]",
        "## To call\n- [[Ann]]",
        "## Da richiamare\n- [[Ann]]",
        "## Tomorrow\n- lunch with [[Ann]]",
        "## TODO\n- [[Ann]] about the deck",
        "- Must call\n  - [[Ann]]\n  - [[Ann Two]]",
        "- da sentire\n  - [[Ann]]",
        "- [[Ann]]\n  - need to call her",
        "- [[Ann]]\n  - da richiamare",
        "- need to ask [[Ann]] if [[Ann Two]] is coming",
        "- | [[Ann]] | da richiamare |",
        "| [[Ann]] | need to call |",
        "- remind me to thank [[Ann]] for the lunch",
        "- must remember to email [[Ann]] about the coffee",
        "- I wanted to call [[Ann]]",
        "- don't forget to invite [[Ann]]",
        "- **Must** write to [[Ann]]",
        "- *da chiamare*: [[Ann]]",
        "- ❗ need to call [[Ann]]",
        "- need to call [Ann](People/Ann.md)",
        "- *need to* call [[Ann]]",
        "- [[Ann]] need to call back",
        "- need to write to the press, [[Ann]]",
        "- need to call [[Ann]], saw the match later",
        "- devo ancora rispondere ad [[Ann]]",
        "- prima o poi vorrei rivedere [[Ann]]",
        "- sarebbe da sentire [[Ann]]",
        "- lunedì prossimo call con [[Ann]]",
        "- hoping to catch up with [[Ann]] soon",
        "- potrei invitare [[Ann]]",
        "- promemoria: auguri ad [[Ann]]",
    ],
)
def test_an_intention_is_no_contact(text: str) -> None:
    assert set(rejected(text).values()) == {"an intention"}


@pytest.mark.parametrize(
    "text",
    [
        "thinking of [[Ann]] today",
        "- penso ad [[Ann]]",
        "- pensando alla festa di [[Ann]]",
        "- mi è venuta in mente [[Ann]]",
        "- [[Ann]] mi è venuta in mente",
        "- hope [[Ann]] is well",
        "- I miss [[Ann]]",
        "- wonder how [[Ann]] is",
        "- thought about [[Ann]]'s offer",
        "- worried about [[Ann]]",
    ],
)
def test_a_thought_is_no_contact(text: str) -> None:
    assert set(rejected(text).values()) == {"a thought"}


@pytest.mark.parametrize(
    "text",
    [
        "avoid [[Ann]] at the fair",
        "didn't call [[Ann]]",
        "non ho sentito [[Ann]]",
        "- evitare [[Ann]]",
        "- non ho ancora risposto ad [[Ann]]",
        "- haven't heard from [[Ann]] in ages",
        "- [[Ann]] didn't come",
        "- [[Ann]] non è venuta",
        "- forgot to call [[Ann]]",
        "- no reply from [[Ann]]",
        "- call with [[Ann]] cancelled",
        "- pranzo con [[Ann]] rimandato",
        "- couldn't reach [[Ann]]",
        "- [[Ann]] hasn't got back yet",
        "- [[Ann]] non si è fatta viva",
        "- nessuna notizia da [[Ann]]",
        "- never got to call [[Ann]]",
        "- dimenticato di chiamare [[Ann]]",
    ],
)
def test_a_line_that_tells_of_no_contact_is_no_contact(text: str) -> None:
    assert set(rejected(text).values()) == {"no contact"}


@pytest.mark.parametrize(
    "text",
    [
        "- TODO: ring [[Ann]]",
        "- [ ] follow up\n  - [[Ann]]",
    ],
)
def test_a_link_below_an_open_task_is_no_contact(text: str) -> None:
    assert set(rejected(text).values()) == {"open task"}


@pytest.mark.parametrize(
    "text",
    [
        "[[Ann]]",
        "- met [[Ann]]",
        "- must say the lunch with [[Ann]] was great",
        "- called [[Ann]], need to send her the deck",
        "- ho chiamato [[Ann]], devo richiamarla",
        "- devo dire che il pranzo con [[Ann]] è stato bello",
        "- lunch with [[Ann]], she must move soon",
        "- lunch with [[Ann]] about the talk next week",
        "- call with [[Ann]] about tomorrow",
        "- need to call [[Ann]], she called first",
        "- I wanted to call [[Ann]] but she called me",
        "- non ho chiamato [[Ann]] ma le ho scritto",
        "- didn't call [[Ann]] but wrote to her",
        "- had to call [[Ann]]",
        "- ho dovuto chiamare [[Ann]]",
        "- got to meet [[Ann]] finally",
        "- good to see [[Ann]]",
        "- not a bad lunch with [[Ann]]",
        "- not only met [[Ann]] but also her team",
        "- [[Ann]] wants to meet soon",
        "- [[Ann]] should call me back",
        "- [[Ann]] must find a new flat",
        "- coffee with Will and [[Ann]]",
        "- May call with [[Ann]]",
        "- remembered to call [[Ann]]",
        "- emailed [[Ann]] about tomorrow",
        "- Mittag mit [[Ann]]",
        "- ich will [[Ann]] danken",
        "- da [[Ann]] a cena",
        "- cena da [[Ann]]",
        "- caffè da bere con [[Ann]]",
        "- Best wishes to [[Ann]]",
        "- told [[Ann]] that I should rest",
        "- ask [[Ann]] about looms",
        "- call [[Ann]]",
        "- lunch with [[Ann]] and need to book a flight",
        "- called, need to send [[Ann]] the deck",
        "- [[Ann]] said she will come",
        "- [[Ann]] didn't like the proposal",
        "- must-read list from [[Ann]]",
        "- thinking that [[Ann]] was right at lunch",
        "- need to call, #gave [[Ann]] the deck",
        "- [[Ann]] thinks we should move",
        "- gespräch mit [[Ann]] over todo",
        "- déjeuner avec [[Ann]], non ?",
        "- [[Ann]]\n  - need to call her, she rang",
        "- need to call [[Ann]]\n  - called her at noon",
        "## Follow-ups\n- called [[Ann]]",
        "## To call\n- called [[Ann]]",
        "## Next steps\n- met [[Ann]]",
        "## To do list app kickoff\n- [[Ann]] showed it",
        "- invited [[Ann]] for tomorrow",
        "- confirmed dinner with [[Ann]] next week",
        "- visited [[Ann]] before she has to leave",
        "- lunch. [[Ann]] must call the bank",
        "- saw [[Ann]]: need to send photos",
        "- [[Ann]] had to leave early",
        "- [[Ann]] is a must",
        "- pranzo con [[Ann]]: deve trasferirsi",
        "- [[Ann]] ha detto che deve andare",
        "- non male il pranzo con [[Ann]]",
        "- con [[Ann]] al mercato",
        "- [x] need to call [[Ann]]",
        "- [[Ann]] non ha potuto parlare a lungo",
        "- [[Ann]] didn't have time",
        "- with [[Ann]] to see the show",
        "- at the lake with [[Ann]] to write",
        "- almuerzo con [[Ann]]",
        "- [[Ann]]: prima riga di un elenco",
        "- dinner at [[Ann]]'s, should sleep more",
        "- sent [[Ann]] the notes she wanted to see",
        "- brought [[Ann]] to the doctor",
        "- sono passato da [[Ann]] per il libro da restituire",
        "- call with [[Ann]] on what we need to do",
        "- [[Ann]] called me to say I should rest",
        "- pranzo di lavoro con [[Ann]], domani parte",
        "- [[Ann]] must have been tired at dinner",
        "- caught up with [[Ann]] on things to do",
    ],
)
def test_any_other_line_counts(text: str) -> None:
    assert set(rejected(text).values()) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "- met [[Ann]], who should call [[Bo]]",
        "- called [[Ann]] and need to call [[Bo]]",
        "- dinner with [[Ann]] without [[Bo]]",
        "- coffee with [[Ann]], not [[Bo]]",
        "- pranzo con [[Ann]] senza [[Bo]]",
        "- saw [[Ann]] but didn't see [[Bo]]",
        "- [[Ann]] will call [[Bo]]",
        "- [[Ann]] vuole incontrare [[Bo]]",
        "- lunch with [[Ann]], tomorrow coffee with [[Bo]]",
        "- ho visto [[Ann]], domani vedo [[Bo]]",
        "- met [[Ann]]; must thank [[Bo]]",
        "- sentita [[Ann]], da richiamare [[Bo]]",
        "- [[Ann]] said I should call [[Bo]]",
        "- told [[Ann]] she should call [[Bo]]",
        "- [[Ann]] mi ha detto che devo sentire [[Bo]]",
        "- pranzo con [[Ann]] invece di [[Bo]]",
        "- lunch with [[Ann]], not with [[Bo]]",
        "- spoke to [[Ann]] about work and should ring [[Bo]]",
        "- [[Ann]] called; forgot to tell [[Bo]]",
        "- sentito [[Ann]], devo sentire anche [[Bo]]",
        "- ho visto [[Ann]] ma non ho visto [[Bo]]",
        "- call with [[Ann]]: need to loop in [[Bo]]",
        "- **[[Ann]]** rang | must tell [[Bo]]",
    ],
)
def test_each_link_is_read_in_its_own_clause(text: str) -> None:
    found = rejected(text)
    assert found["Ann"] is None
    assert found["Bo"] in {"an intention", "no contact"}


@pytest.mark.parametrize(
    "entry",
    [
        "need to call her back",
        "must write",
        "da richiamare",
        "devo scrivergli",
        "thinking of her today",
        "avoid",
        "avoid her at the fair",
        "didn't call",
        "non l'ho sentita",
        "tomorrow lunch",
        "lunch tomorrow",
        "call next week",
        "should invite them for dinner",
        "TODO: auguri",
        "penso a lei",
        "haven't heard from her",
        "maybe dinner",
        "I must ring him",
        "we should meet",
        "non ho ancora risposto",
        "need to call\n  - about the deck",
        "lunch cancelled",
        "phone call with her postponed",
        "cena rimandata",
    ],
)
def test_an_entry_of_a_log_may_be_no_contact(entry: str) -> None:
    assert of_log(entry) in {"an intention", "a thought", "no contact", "open task"}


@pytest.mark.parametrize(
    "entry",
    [
        "coffee",
        "called, need to send the deck",
        "she must find a new flat",
        "wants a bigger loom",
        "must say lunch was great",
        "ho chiamato, devo richiamarla",
        "thinking about leaving Northwind",
        "avoid mentioning the divorce",
        "coffee, need to book the room",
        "need to move house, she said",
        "→ need to send the deck",
        "#promised to call",
        "must leave her job",
        "didn't answer the phone? no, called twice",
        "emailed about tomorrow",
        "email, meeting next week",
        "lunch, tomorrow she flies",
        "devo dire che è stato bello",
        "no answer",
        "had to call",
        "her talk about what we should do",
        "wonders whether to move",
        "non ha capito",
        "forgot his umbrella",
        "need to call\n  - called at noon",
        "missing her flight, she wrote",
        "call → should send the map",
        "planning a move to Rome",
        "does not like must",
        "Kickoff: what we must do",
        "lunch cancelled, had a call instead",
        "call about the cancelled order",
        "meeting cancelled by email",
        "dinner cancelled\n  - called her",
    ],
)
def test_any_other_entry_of_a_log_counts(entry: str) -> None:
    assert of_log(entry) is None


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("## People\n- need to invite [[Ann]]\n- [[Bo]]\n", DAILY, {"Ann": "an intention", "Bo": None}),
        ("## Attendees\n- da invitare: [[Ann]]\n- [[Bo]]\n", DAILY, {"Ann": "an intention", "Bo": None}),
        ("## Attendees\n- avoid [[Ann]]\n- Bo Roe (met at noon)\n", DAILY, {"Ann": "no contact", "Bo Roe": None}),
        ("---\ntype: meeting\ndate: 2026-03-03\n---\nMust write to [[Ann]]\n", "M.md", {"Ann": "an intention"}),
        ("---\ntipo: riunione\ndata: 2026-03-03\n---\n- devo sentire [[Ann]]\n", "M.md", {"Ann": "an intention"}),
        (
            "| who | what |\n|---|---|\n| [[Ann]] | da richiamare |\n| [[Bo]] | coffee |\n",
            DAILY,
            {"Ann": "an intention", "Bo": None},
        ),
        (
            "- meetings\n  - today\n    - need to ring [[Ann]]\n    - saw [[Bo]]\n",
            DAILY,
            {"Ann": "an intention", "Bo": None},
        ),
    ],
)
def test_meetings_lists_of_people_tables_and_nested_lines(
    text: str, path: str, expected: dict[str, str | None]
) -> None:
    assert rejected(text, path) == expected
