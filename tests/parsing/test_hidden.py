"""Comments and struck words are neither text nor fields nor evidence, wherever they stand; markup is no text."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.insight.topics import body_of
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.inline import plain_text, shown, shown_text
from mdnetwork.parsing.outline import outline


def facts(body: str, path: str = "People/Ada Lune.md", front: str = "type: person") -> Facts:
    return read_note(path, f"---\n{front}\n---\n{body}".encode(), ReadingSettings())


def log(*lines: str) -> Facts:
    return facts("## Log\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2026-11-01 coffee %%she is leaving%%", "coffee"),
        ("2026-10-21 call ← #got her notes %% do not tell Bo %% on looms", "call ← #got her notes on looms"),
        ("2026-11-01 coffee <!-- #promised the deck -->", "coffee"),
        ("2026-11-01 cof%%x%%fee <!--y-->and %%z%% tea", "coffee and tea"),
        ("2026-11-01 tea %%x%%%%y%% %%z%% caldo", "tea caldo"),
        ("%% x %% 2026-11-01 caffè <!--> con lei", "caffè con lei"),
        ("2026-11-01 `%%` stays%%goes%%, `` ` <!-- `` too", "`%%` stays, `` ` <!-- `` too"),
        ("2026-11-01 tea %%one\n  two\n  three%% with milk", "tea with milk"),
        ("2026-11-01 tè <!-- uno\n- 2026-10-01 call\n--> con latte", "tè con latte"),
        ("2026-11-01 tea\n  %%\n  2026-10-01 call\n  %%\n  - with milk", "tea\nwith milk"),
        ("2026-11-01 tea %% open\n- 2026-10-01 call", "tea"),
        ("2026-11-01 tea <!-- aperto\n\n# Other\n- 2026-10-01 call", "tea"),
        ("2026-11-01 ~~lunch~~ tea", "tea"),
        ("2026-11-01 ~~pranzo %%x~~ y%% tè~~ caffè", "caffè"),
        ("2026-11-01 tea, <del>lunch</del> and ~~a `~~` walk~~ `~~x~~`", "tea, and `~~x~~`"),
        ("2026-11-01 tea ~~with\n  milk~~ and bread", "tea and bread"),
        ("2026-11-01 a ~~ b ~~ c <s>d tea", "a ~~ b ~~ c <s>d tea"),
        ("2026-11-01 tea with the [deck](https://x.example/a_(b)) ^b1", "tea with the deck"),
        ("2026-11-01 ==tea== **and** <b>milk</b>[^1] *or* _not_ snake_case 2*3*4", "tea and milk or not snake_case 2*3*4"),
    ],
)  # fmt: skip
def test_an_entrys_text_is_what_people_see(line: str, text: str) -> None:
    found = log(f"- {line}")
    assert [(each.date, each.text, each.tags, each.due) for each in found.mentions if each.rejected is None] == [
        (date(2026, 10, 21) if "10-21" in line else date(2026, 11, 1), text, ("got",) if "#got" in text else (), None)
    ]
    assert all(each.text == "" for each in found.mentions if each.rejected == "comment")


def test_no_field_is_in_a_comment() -> None:
    front = "type: person\nrole: Dean %%of x%%\norg: '%%No%% Acme'\nneeds:\n- a mill <!-- x -->\n- b%%\nk: {email: 'a@x.example %%y%%'}\n%%\nplace: Lund\n%%"
    body = "Company:: Acme %%no%% Mills\n%%Role:: x%%\n<!-- birthday:: 1990-01-01 -->\n| Email | b@x.example %%c@x.example%% |\n%% met via [[Bo]] #type/x\n%%\n"
    person = facts(body, front=front).person
    assert person is not None
    assert (person.role, person.org, person.place, person.birthday) == ("Dean", "Acme Mills", None, None)
    assert (person.needs, person.emails, person.introduced_by) == (
        ("a mill", "b"),
        ("a@x.example", "b@x.example"),
        None,
    )
    assert person.relations == ()
    front = "type: person\ninterests: [<!-- [x, y] #z -->gardens, `%%` signs]\nrole: %%x%% Dean\nneeds: [a %%b,\n  c%% mill]\norg: A %%b"
    person = facts("", front=front).person
    assert person is not None
    assert (person.interests, person.role, person.needs) == (("gardens", "`%%` signs"), "Dean", ("a mill",))
    assert person.org == "A"


def test_headings_callouts_and_tables_have_no_comments() -> None:
    found = facts(
        "## Log %%x%%\n\n| Date | Notes |\n|--|--|\n| 2026-10-01 %%|%% | tea <!-- | --> |\n\n### 2026-09 %%y%%\n- 2026-09-01 call\n"
    )
    assert [(each.text, each.rejected) for each in found.mentions] == [("tea", None), ("call", None)]


@pytest.mark.parametrize(
    ("line", "people", "text"),
    [
        ("- coffee with [[Bo]] %%and [[Cy]]%%", ["Bo"], "coffee with Bo"),
        ("- caffè con [[Bo]]<!-- e\n  [[Cy]] --> al bar", ["Bo"], "caffè con Bo al bar"),
        ("- lunch\n  - with [[Bo]] %%[[Cy]]%%\n    - %%[[Dy]]%% on looms", ["Bo"], "with Bo\non looms"),
        ("> [!note]\n> %%[[Cy]]%%\n\nmet [[Bo]]", ["Bo"], "met Bo"),
        ("- ```mermaid\n  %% [[Cy]]\n  ```\n- met [[Bo]]", ["Bo"], "met Bo"),
        ("> ```\n> %%\nmet [[Bo]]", ["Bo"], "met Bo"),
        ("- ~~met [[Cy]]~~ met [[Bo]]", ["Bo"], "met Bo"),
    ],
)
def test_daily_notes_tell_of_nobody_in_a_comment(line: str, people: list[str], text: str) -> None:
    found = facts(line, "Daily/2026-11-06.md", "x: y").mentions
    counted = [each for each in found if each.rejected is None]
    assert [([ref.target for ref in each.people], each.text) for each in counted] == [(people, text)]
    assert [each.text for each in found if each.rejected == "comment" and each.text] == []


def test_tasks_and_names_without_a_link_are_in_no_comment() -> None:
    body = "- [ ] ring [[Ada]] 📅 2026-11-25 %%id: 7 📅 2026-11-20 [[Cy]]%%\n%% - [ ] no %%\n- [ ] ~~not this~~ 📅 2026-11-25\n- coffee with Bo Reed %%and Cy Lund%%\n"
    found = facts(body, "Daily/2026-11-06.md", "x: y")
    assert [(each.text, each.due, [ref.target for ref in each.people]) for each in found.tasks] == [
        ("ring Ada", date(2026, 11, 25), ["Ada"])
    ]
    assert found.named == ((7, "Bo Reed"),)


@pytest.mark.parametrize(
    ("line", "rejected"),
    [
        ("2026-11-05 ~~call~~ did not happen", "struck out"),
        ("2026-11-05 ~~chiamata~~ saltata", "struck out"),
        ("2026-11-05 <strike>lunch</strike>", "struck out"),
        ("2026-11-05 ~~call~~ lunch", None),
        ("2026-11-05 ~~call~~\n  - lunch", None),
        ("2026-11-05 ~~call~~ #gave the plans", None),
        ("2026-11-05 tea %%x%%", None),
    ],
)
def test_what_is_struck_out_was_no_contact(line: str, rejected: str | None) -> None:
    assert [each.rejected for each in log(f"- {line}").mentions] == [rejected]


def test_a_link_in_struck_words_is_no_contact() -> None:
    found = facts("- ~~coffee~~ with [[Bo]]\n", "Daily/2026-11-06.md", "x: y")
    assert [each.rejected for each in found.mentions] == ["struck out"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a %% b", 4),
        ("%%a%% <!-- b\nc", 4),
        ("%%a\n%% b %%c\nd", 5),
        ("%%a\nb%%\n", None),
        ("`%%`", None),
        ("```\n%%\n```", None),
    ],
)
def test_a_comment_without_an_end_is_told(body: str, line: int | None) -> None:
    found = [each.line for each in facts(body).problems if each.code == "OPEN-COMMENT"]
    assert found == ([] if line is None else [line])


def test_our_own_markers_are_found_and_what_is_between_them_hides_its_comments() -> None:
    lines = outline("<!-- mdnet:begin x -->\na %%b%%\n<!-- mdnet:end -->\nc")
    assert [(line.kind, line.text) for line in lines] == [
        ("generated", "<!-- mdnet:begin x -->"), ("generated", "a"), ("generated", "<!-- mdnet:end -->"), ("text", "c")
    ]  # fmt: skip


def test_the_rest() -> None:
    assert body_of(b"---\na: b\n---\nlooms %%x%%\n<!-- y -->\n") == "looms\n\n"
    assert shown_text("a %%b%%") == "a"
    assert shown("x%%", "%%").text == ""
    assert shown("`a").text == "`a"
    assert (
        plain_text("![p](a.png)[[Ada|A]] [x][1] [[#In|in]] <ada@x.example> <Ada> <- b<br>c")
        == "A x in ada@x.example <Ada> <- b c"
    )


def test_code_ends_where_as_many_backquotes_stand() -> None:
    assert shown("`a `` %%b%% ``` c` d %%e%%").text == "`a `` %%b%% ``` c` d "


def test_code_in_a_bullet_ends_with_it() -> None:
    lines = outline("- ~~~\n  [[A]]\n\n  x\nmet [[B]]\n~~~\n%%")
    assert [line.kind for line in lines] == ["code", "code", "code", "code", "text", "code", "code"]
    assert [line.kind for line in outline("%%a%%```\n[[A]]\n```\nb")] == ["code", "code", "code", "text"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tea %%no%% with ~~Bo~~ [[Ada]]", "tea with Ada"),
        ("caffè <!-- no --> ==qui== ^b1", "caffè qui"),
        ("- a ~~b\n- c~~ `%%` d", "- a ~~b\n- c~~ `%%` d"),
        ("<b>tè</b>[^1] [qui](https://x.example) <del>no</del> %%e così via", "tè qui"),
    ],
)
def test_one_function_makes_words_for_people(text: str, words: str) -> None:
    assert plain_text(text) == words
