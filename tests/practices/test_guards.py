"""The guards of the practices on vaults of any kind: who is in what leaves and in what is suggested.

The vaults hold people of every state, with lines that name each other, and a group, goals, meetings and notes that
name all of them.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.case_vault import CaseVault
from support.vaults import write

FEW = max(settings.default.max_examples // 25, 4) if settings.default else 4
"""A vault takes twenty commands: few in the usual profile, more in the thorough one."""
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example takes seconds: it is not made smaller."""
NAMES = ("Ann Vole", "Bo Wren", "Cy Stoat", "Di Heron", "Ed Otter")
STATES = {
    "private": "private: true",
    "dead": "died: 2026-01-05",
    "cut off": "status: no-contact",
    "private and dead": "private: true\ndied: 2026-01-05",
    "as others": "",
}
LINES = (
    "2026-11-20 email ← could you look over the map? #asked",
    "2026-11-18 coffee, #promised {other} the map 📅 2026-11-21",
    "2026-11-12 call ← {other} is delighted with the map #feedback",
    "2026-11-10 email → #asked for the list of {other}",
    "2026-10-30 email ← {other} sent two chapters #got",
    "2026-10-01 coffee with {other}, talked about the new wing",
    "2026-09-10 email → wrote a #reference",
    "2026-08-02 linkedin → commented on the post of {other}",
    "2026-05-05 lunch with {other}",
    "2024-03-03 dinner, {other} is rebuilding a mill",
    "2026-11-19 #news {other} won a prize",
    "2026-11-02 introduced [[{other}]] #intro",
)
FIELDS = (
    "expertise: [mills, weirs]",
    "interests: [mills]",
    "needs: [weirs]",
    "org: Mill Trust",
    "sector: water",
    "circle: core",
    "birthday: 1980-11-25",
    "cadence: monthly",
)
ALL = ", ".join(f'"[[{name}]]"' for name in NAMES)
OTHERS = {
    "mdnetwork.toml": '[circles]\ncore = "monthly"\n[feed]\nper_day = 99\ndetails = "full"\n',
    "Me.md": """---
type: me
name: Zoe Finch
pitch: I mend mills.
offers: [weirs]
needs: [mills]
interests: [mills]
cadence: monthly
---
## Log
- 2026-09-01 post on mills
""",
    "Groups/Millers.md": f"---\ntype: group\nmembers: [{ALL}]\ntopics: [mills]\nnext_contact: 2026-12-01\n---\n",
    "Goals/Flood book.md": f"""---
type: goal
topics: [mills]
targets: [Mill Trust, water]
motive: learning
deadline: 2026-12-01
---
# Flood book

With {" and ".join(f"[[{name}]]" for name in NAMES)}.

- [ ] Draw the flood 📅 2026-11-24
""",
    "Goals/Quiet plan.md": """---
type: goal
private: true
topics: [mills]
targets: [water, glass]
deadline: 2026-11-27
---
# Quiet plan

- [ ] Ask for a secret loan 📅 2026-11-23
""",
    "Meetings/2026-11-26 Weir day.md": f"---\ntype: event\ndate: 2026-11-26\nattendees: [{ALL}]\n---\n",
    "Events/2026-10-05 Mill fair.md": f"---\ntype: event\ndate: 2026-10-05\nattendees: [{ALL}]\n---\n",
    "Notes/Mills.md": "---\ncreated: 2026-11-18\ntags: [article]\ntopics: [mills]\n---\n# Mills\n",
}
SUGGESTING = (
    ("review", "--period", "1 year"),
    ("--json", "review", "--period", "1 year"),
    ("introduce",),
    ("--json", "introduce"),
    ("goals",),
    ("--json", "goals"),
    ("who", "mills"),
    ("who", "Notes/Mills.md"),
    ("reach", "Mill Trust"),
    ("reach", "water"),
    ("reach", "Millers"),
    ("show", "Flood book"),
    ("show", "Millers"),
    ("show", "Zoe Finch"),
    ("people", "--bridges", "--weak", "--drifting"),
    ("map", "-o", "-"),
)
"""What suggests people: nobody hidden is there."""
FEED = ("feed", "-o", "-")
"""It leaves, so nobody private is in it. A line that it quotes of somebody else's may name who died."""
FOR_THE_USER = ((), ("due", "--within", "1 year"))
"""Where only the user looks, who is private is reminded of. Nothing is about the dead or the cut off.

A promise to somebody else is in its own words, whoever they name.
"""
IN_WORDS = frozenset({"promise", "waiting", "task", "reply", "thank", "congratulate"})
"""The kinds whose reason quotes a line."""
UNSCORED = ("introduce", "goals", "who", "reach", "show")


class Drawn(NamedTuple):
    """A vault, and the state of each of its people."""

    notes: dict[str, str]
    states: dict[str, str]

    def named(self, *words: str) -> list[str]:
        """The people whose state has one of these words."""
        return [name for name, state in self.states.items() if any(word in state for word in words)]


def lines(name: str) -> st.SearchStrategy[list[str]]:
    others = st.sampled_from([other for other in NAMES if other != name])
    line = st.builds(lambda text, other: text.format(other=other), st.sampled_from(LINES), others)
    return st.lists(line, min_size=1, max_size=5, unique=True)


@st.composite
def vaults(draw: st.DrawFn) -> Drawn:
    """The first of the people is always as others are; the states of the others differ from vault to vault."""
    states = {NAMES[0]: "as others"}
    states |= {name: draw(st.sampled_from(list(STATES))) for name in NAMES[1:]}
    notes = dict(OTHERS)
    for name, state in states.items():
        fields = draw(st.lists(st.sampled_from(FIELDS), min_size=2, unique=True))
        head = "\n".join(["type: person", *fields, *filter(None, [STATES[state]])])
        log = "".join(f"- {line}\n" for line in draw(lines(name)))
        notes[f"People/{name}.md"] = f"---\n{head}\n---\n## Log\n{log}"
    return Drawn(notes, states)


@pytest.fixture(scope="module", autouse=True)
def nobodys_own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    root = tmp_path_factory.mktemp("guards")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
            patch.delenv(name)
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
            patch.setenv(name, str(root))
        yield


def written(notes: dict[str, str], root: Path) -> CaseVault:
    write(root, notes)
    return CaseVault(root)


def among(names: list[str], text: str) -> list[str]:
    """Those of the names that are in the text; an answer may wrap or fold its lines."""
    plain = " ".join(re.sub(r"\r\n ", "", text).split())
    return [name for name in names if name in plain]


@settings(max_examples=FEW, phases=PHASES)
@given(vaults())
def test_who_is_hidden_is_in_nothing_that_leaves_or_is_suggested(drawn: Drawn) -> None:
    hidden, gone = drawn.named("private", "dead", "cut off"), drawn.named("dead", "cut off")
    with tempfile.TemporaryDirectory() as root:
        vault = written(drawn.notes, Path(root))
        answers = {words: vault.run(*words).stdout for words in (*SUGGESTING, *FOR_THE_USER, FEED)}
        assert {words: found for words in SUGGESTING if (found := among(hidden, answers[words]))} == {}
        assert [name for words in FOR_THE_USER for name in gone if f"  {name}  " in answers[words]] == []
        due = vault.json("due", "--within", "1 year")
        assert [each for each in due if each["person"] in gone] == []
        assert [each for each in due if each["kind"] not in IN_WORDS and among(gone, each["reason"])] == []
        assert among(drawn.named("private"), answers[FEED]) == []
        assert NAMES[0] in answers["show", "Millers"]
        for words in (*SUGGESTING, FEED):  # a private goal is due, and nowhere else
            assert among(["Quiet plan", "secret loan", "glass"], answers[words]) == []
        assert "secret loan" in answers[FOR_THE_USER[1]]
        for words in SUGGESTING:  # nobody is scored: the words of a tie are no number from 0 to 1
            if words[0] in UNSCORED:
                assert re.findall(r"\b0\.\d+\b|\d ?%", answers[words]) == []
        for name in drawn.named("as others"):
            draft = vault.run("draft", name, "--kind", "reconnect")
            assert among(hidden, draft.stdout) == []
        for name in hidden:
            refused = vault.run("draft", name, "--kind", "thank")
            assert (refused.status, refused.stdout) == (1, "")


@settings(max_examples=FEW, phases=PHASES)
@given(vaults())
def test_suggestions_are_few_and_have_reasons_and_can_be_declined_for_good(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as root:
        vault = written(drawn.notes, Path(root))
        review, due = vault.json("review"), vault.json("due")
        assert len(review["suggestions"]) <= 3
        assert all(each["reason"] and each["evidence"] for each in review["suggestions"])
        assert all(each["reason"] and each["evidence"] for each in due)
        assert all(each["reason"] and each["evidence"] for each in vault.json("introduce"))
        assert len([each for each in due if each["kind"] == "dormant"]) <= 1
        declinable = {"cadence", "dormant"}
        asked = {each["person"] for each in due if each["kind"] in declinable}
        for name in asked:
            path = f"People/{name}.md"
            write(Path(root), {path: drawn.notes[path].replace("---\n", "---\nnext_contact: never\n", 1)})
        again = [(each["person"], each["kind"]) for each in vault.json("due")]
        assert [each for each in again if each[0] in asked and each[1] in declinable] == []


LEFT_ALONE, PAUSED = "next_contact: never\n", "status: paused\n"
PRAISE = "---\n## Log\n- 2026-10-12 gave the flood map #gave\n- 2026-11-12 call ← delighted with the map #feedback\n"
DECLINED_PAIR = (
    'related: "[[Bo Wren]]"\n',
    LEFT_ALONE,
    PAUSED,
    f"{PRAISE}- 2026-11-20 introduced [[Bo Wren]] #intro\n",
)
DECLINED_REFERENCE = (LEFT_ALONE, PAUSED, f"{PRAISE}- 2026-11-20 email → #asked for a #reference\n")


def miller(name: str, said: str = "") -> dict[str, str]:
    """The note of somebody who likes mills and is delighted with a map. `said` is a field, or all below the fields."""
    rest = said if said.startswith(PRAISE) else f"{said}{PRAISE}"
    return {f"People/{name}.md": f"---\ntype: person\ninterests: [mills]\n{rest}"}


@pytest.mark.parametrize("said", ["", *DECLINED_PAIR])
def test_a_pair_is_declined_for_good(said: str, tmp_path: Path) -> None:
    vault = written({**miller("Ann Vole", said), **miller("Bo Wren"), **miller("Cy Stoat")}, tmp_path)
    pairs = {frozenset(each["people"]) for each in vault.json("introduce")}
    assert (frozenset({"Ann Vole", "Bo Wren"}) in pairs) == (said == "")
    assert (frozenset({"Ann Vole", "Cy Stoat"}) in pairs) == (said not in {LEFT_ALONE, PAUSED})
    assert frozenset({"Bo Wren", "Cy Stoat"}) in pairs
    assert bool(vault.json("introduce", "Ann Vole")) == (said != PAUSED)  # she is asked for, and so no suggestion


@pytest.mark.parametrize("said", ["", *DECLINED_REFERENCE])
def test_asking_for_a_reference_is_declined_for_good(said: str, tmp_path: Path) -> None:
    vault = written({**miller("Ann Vole", said), **miller("Bo Wren")}, tmp_path)
    to_ask = sorted(each["person"] for each in vault.json("review")["to_ask"])
    assert to_ask == ["Ann Vole", "Bo Wren"][said != "" :]
