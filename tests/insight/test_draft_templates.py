"""A vault's own templates: they come before ours, may not reach out of the sandbox, and fail in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from mdnetwork.drafts import rendering
from mdnetwork.drafts.rendering import LONGEST
from mdnetwork.errors import DraftError
from support.drafts import ME, draft_to
from support.insight_vault import ago, person

NOTES = {"Me": ME, "Ada": person(f"{ago(3)} coffee; talked about the new wing", met=str(ago(3)))}


def own(text: str, more: Mapping[str, str] | None = None, language: str = "en") -> str:
    return draft_to(NOTES, "coffee", language, templates={f"{language}/coffee": text, **(more or {})}).text


def refused(text: str) -> str:
    with pytest.raises(DraftError) as error:
        own(text)
    return str(error.value)


def test_a_template_of_the_vault_comes_before_ours() -> None:
    found = draft_to(NOTES, "coffee", templates={"en/coffee": "Tea, {{ first_name }}? {{ topic }} {{ last.on }}"})
    assert found.text == "Tea, Ada? the new wing on 20 November"
    assert found.template == "Drafts/en/coffee.md"
    assert draft_to(NOTES, "share", templates={"en/coffee": "Tea"}).template == "mdnetwork/drafts/en/share.txt"


@pytest.mark.parametrize("kept", [1, 500])
def test_a_template_that_changed_is_read_anew(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    """However many compiled templates are kept: by name and path alone, the old text would come again."""
    monkeypatch.setattr(rendering, "_KEPT", kept)
    texts = ("Tea, {{ first_name }}?", "Soup, {{ first_name }}?", "Tea, {{ first_name }}?")
    assert [own(text) for text in texts] == ["Tea, Ada?", "Soup, Ada?", "Tea, Ada?"]


def test_a_language_without_a_template_of_its_own_takes_ours() -> None:
    assert draft_to(NOTES, "coffee", "it", templates={"en/coffee": "Tea"}).text.startswith("Gentile Ada,")


def test_a_language_of_the_vault_alone() -> None:
    assert own("Bonjour {{ first_name }}, {{ last.iso }}", language="fr") == "Bonjour Ada, 2026-11-20"


def test_parts_can_be_taken_over_and_ours_included() -> None:
    assert own('{% include "greeting" %} Tea?\n{% include "closing" %}', {"en/closing": "Yours, {{ me }}"}) == (
        "Dear Ada, Tea?\nYours, Nora Field"
    )


def test_windows_line_ends_and_empty_lines_are_tidied() -> None:
    assert own("\x1b[31mred") == "[31mred"
    assert own("\r\n\r\nA  b \r\n\r\n\r\n\r\nc\r\n") == "A b\n\nc"


def test_gaps_of_a_template_are_told() -> None:
    found = draft_to(NOTES, "coffee", templates={"en/coffee": '{{ gap("where") }} {{ "" if gap("unsaid") }}'})
    assert found.text == "[where]"
    assert found.warnings == ("Fill in [where].",)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ gap.__globals__ }}",
        "{{ gap.__closure__[0].cell_contents }}",
        "{{ ''['__class__'] }}",
        "{{ (''|attr('__class__')).mro() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format('') }}",
        "{{ '{0.__class__}'|format('') }}",
        "{{ all_shared.append('x') }}",
        "{{ met.clear() }}",
        "{{ 'a' * 1000 }}",
        "{{ 2 ** 99 }}",
        "{{ 'a'.ljust(1000) }}",
        "{{ 'a'|center(1000) }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ namespace() }}",
        "{% import 'os' as os %}",
        "{% include '../../../etc/passwd' %}",
        "{% include 'en/coffee' %}",
        "{% extends 'nothing' %}",
        "{% include 'coffee' %}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
        "{{ topic.wing.door }}",
        "{% if %}",
        "{% for a in",
        "{{ met(1) }}",
    ],
)
def test_what_a_template_may_not_do_is_one_sentence_with_its_place(text: str) -> None:
    sentence = refused(f"Hello\n{text}")
    assert sentence.startswith("The template Drafts/en/coffee.md:2 cannot be used: ")
    assert sentence.endswith(". Fix that line, or move the file away to use the built-in template.")
    assert "\n" not in sentence


def test_a_mistake_in_a_part_is_told_where_it_is() -> None:
    with pytest.raises(
        DraftError, match=r"^The template Drafts/en/closing\.md:3 cannot be used: 'nobody' is undefined"
    ):
        own('{% include "closing" %}', {"en/closing": "\n\n{{ nobody }}"})
    with pytest.raises(DraftError, match=r"^The template Drafts/en/closing\.md:1 cannot be used: "):
        own('{% include "closing" %}', {"en/closing": "{% wrong %}"})


def test_a_text_without_end_is_refused() -> None:
    sentence = refused("{% for a in 'aaaaaaaaaa' %}" * 5 + "x" + "{% endfor %}" * 5)
    assert sentence == "Drafts/en/coffee.md makes a text of 100000 characters: shorten the template."
    assert LONGEST < 100_000


def test_a_template_sees_plain_values_only() -> None:
    assert own("{{ met.on }}{{ all_shared }}{{ known_for }}{{ tone }}") == "on 20 November[]3lei"


def test_without_jinja2_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(DraftError, match=r"^Drafts need Jinja2: pip install 'mdnetwork\[drafts\]'\.$"):
        draft_to(NOTES, "coffee")
