"""Settings: what a `mdnetwork.toml` means, and what is said of a wrong one."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.config import SCHEMA, Key, language_in, load, template
from mdnetwork.dates import Span
from mdnetwork.errors import SettingsError
from mdnetwork.i18n import texts
from mdnetwork.settings import Config


def config(text: str, **files: str) -> Config:
    return load({"mdnetwork.toml": text, **files}, "Vault")


def test_nothing_set_is_the_defaults() -> None:
    plain = load({}, "Vault")
    assert plain.feed.vault_name == "Vault"
    assert plain.crowd == 8
    assert plain.reading.daily_format == "YYYY-MM-DD"
    assert plain.followups.default is None


@pytest.mark.parametrize("key", [key for key in SCHEMA if key.default != "unset" and key.name != "feed.vault_name"])
def test_the_default_of_the_table_is_the_one_of_the_reader(key: Key) -> None:
    """But for the vault's name, which is the folder's."""
    assert config(f"{key.name} = {key.default}") == load({}, "Vault")


@pytest.mark.parametrize("key", [key for key in SCHEMA if key.example])
def test_an_example_sets_its_own_place_in_the_settings(key: Key) -> None:
    part, attribute = key.place
    with_it, without = (
        getattr(each, part) if part else each for each in (config(f"{key.name} = {key.example}"), config(""))
    )
    assert getattr(with_it, attribute) != getattr(without, attribute)
    assert key.name == "drafts" or replace(with_it, **{attribute: getattr(without, attribute)}) == without


def test_every_part_of_a_file_is_read() -> None:
    full = config(
        """
        language = "it"
        people_folders = ["Gente"]
        ignore = ["Old/"]
        crowd = 12
        default_cadence = "6 mesi"
        fresh_from = 2026-11-23
        keys = { visto = "last_contact" }
        [circles]
        core = "4w..6w"
        [circle_sizes]
        core = 5
        [cadence.tags]
        mentor = 30
        [cadence.folders]
        "People/Work" = "quarterly"
        [feed]
        per_day = 3
        alarm = 9
        [feeds.work]
        tags = ["work"]
        privacy = "initials"
        """
    )
    assert full.language == full.feed.language == "it"
    assert full.reading.people_folders == ("Gente",)
    assert full.reading.keys == (("visto", "last_contact"),)
    assert full.reading.date_order == "dmy"
    assert full.ignore == ("Old/",)
    assert full.crowd == 12
    (core,) = full.followups.circles
    assert (core[0], core[1].due, core[1].late) == ("core", Span(days=28), Span(days=42))
    assert full.circle_sizes == (("core", 5),)
    assert full.followups.tags[0][1].due == Span(days=30)
    assert full.followups.folders[0][0] == "People/Work"
    assert full.followups.default is not None
    assert full.followups.fresh_from == date(2026, 11, 23)
    (work,) = full.feeds
    assert work[0] == work[1].name == "work"
    assert (work[1].per_day, work[1].privacy, work[1].alarm, full.feed.privacy) == (3, "initials", 9, "full")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("langage = 'en'", "mdnetwork.toml has an unknown key, langage; did you mean language?"),
        ("[feed]\nper-day = 3", "mdnetwork.toml has an unknown key, feed.per-day; did you mean feed.per_day?"),
        (
            "[feeds.work]\nprivcy = 'busy'",
            "mdnetwork.toml has an unknown key, feeds.work.privcy; did you mean feeds.work.privacy?",
        ),
        ("zzzz = 1", "mdnetwork.toml has an unknown key, zzzz; `mdnet help settings` lists every key."),
        ("language = 'fr'", 'mdnetwork.toml: language must be one of these: "en", "it", not \'fr\'.'),
        ("crowd = true", "mdnetwork.toml: crowd must be a whole number from 2 to 1000, not True."),
        ("ignore = 'x'", "mdnetwork.toml: ignore must be a list of texts, not 'x'."),
        (
            "circle_sizes = { core = 0 }",
            "mdnetwork.toml: circle_sizes must be a table of whole numbers such as core = 5, not {'core': 0}.",
        ),
        (
            "circle_sizes = 5",
            "mdnetwork.toml: circle_sizes must be a table of whole numbers such as core = 5, not 5.",
        ),
        ("circles = 3", 'mdnetwork.toml: circles must be a table of cadences such as core = "4w..6w", not 3.'),
        (
            "[circles]\ncore = 'soon'",
            "mdnetwork.toml: circles must be a table of cadences such as core = \"4w..6w\", not {'core': 'soon'}.",
        ),
        ("[keys]\nx = 1", 'mdnetwork.toml: keys must be a table of texts such as my_key = "last_contact", not'),
        ("fresh_from = 'now'", "mdnetwork.toml: fresh_from must be a date such as 2026-11-23, not 'now'."),
        ("[feed]\ntodo = 1", "mdnetwork.toml: feed.todo must be true or false, not 1."),
        ("[feed]\nkinds = ['nap']", "mdnetwork.toml: feed.kinds must be a list of these"),
        ("default_cadence = true", "mdnetwork.toml: default_cadence must be a cadence such as"),
        ("feeds = 3", "mdnetwork.toml: feeds must hold tables, such as [feeds.work]."),
        ("[feeds]\nwork = 3", "mdnetwork.toml: feeds must hold tables, such as [feeds.work]."),
        ("language = ", "mdnetwork.toml cannot be read: "),
    ],
)
def test_a_wrong_setting_is_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config(text)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("language = 'it'", "it"),
        ('\ufeff language="it"  # and more\nunknown = 1', "it"),
        ('[feed\nlanguage = "it"', "it"),
        ("language = 'xx'", ""),
        ("# language = 'it'\nlanguages = 'it'", "en"),
    ],
)
def test_the_language_of_messages_about_settings_is_read_from_wrong_ones_too(text: str, language: str) -> None:
    assert language_in({"mdnetwork.toml": text}) == language


@pytest.mark.parametrize("key", SCHEMA, ids=[key.name for key in SCHEMA])
def test_what_a_setting_takes_is_said_in_italian(key: Key) -> None:
    said = texts("it").recognised(f"mdnetwork.toml: {key.name} must be {key.form.words}, not 3.")
    assert said.startswith(f"mdnetwork.toml: {key.name} deve essere ")
    assert texts("it").recognised(key.form.words) != key.form.words


def test_a_date_and_time_is_its_day() -> None:
    assert config("fresh_from = 2026-11-23T08:00:00").followups.fresh_from == date(2026, 11, 23)


def test_obsidian_says_where_daily_notes_are() -> None:
    files = {".obsidian/daily-notes.json": '{"folder": "Journal", "format": "YYYY/MM/DD"}'}
    reading = load(files, "Vault").reading
    assert (reading.daily_folder, reading.daily_format) == ("Journal", "YYYY/MM/DD")


def test_the_template_is_a_valid_file_that_sets_nothing() -> None:
    assert config(template(texts("en"))) == load({}, "Vault")


def test_the_template_starts_fresh_when_asked() -> None:
    assert config(template(texts("en"), fresh_from=date(2026, 11, 23))).followups.fresh_from == date(2026, 11, 23)


@given(st.lists(st.text(min_size=1)))
def test_every_key_of_the_template_can_be_switched_on(circles: list[str]) -> None:
    names = [circle for circle in dict.fromkeys(circles) if circle.isprintable()]
    text = template(texts("en"), names)
    lines = [line.removeprefix("# ") if " = " in line and line.startswith("# ") else line for line in text.splitlines()]
    switched_on = "\n".join(line for line in lines if not line.endswith("unset")).replace("# [", "[")
    read = tomllib.loads(switched_on)
    assert set(read) >= {key.name.partition(".")[0] for key in SCHEMA}
    assert {name for name, _ in config(switched_on).followups.circles} >= set(names)
