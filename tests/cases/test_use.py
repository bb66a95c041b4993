"""Cases U1 to U8, U10 and U11, and the wording: what a person types and reads."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import click
import pytest
from babel.dates import format_date
from babel.messages.pofile import read_po

from mdnetwork.cli.program import mdnet
from mdnetwork.i18n import LOCALE, texts
from mdnetwork.text import shell_word
from support.case_vault import CaseVault, case_vault, person
from support.paths import ROOT, environment
from support.sentences import of_the_program
from support.terminal import on_terminal
from support.transcripts import documents

PACKAGE = LOCALE.parent
TODAY = date(2026, 11, 23)
ITALIAN = 'language = "it"\n'


def italian_vault(root: Path, notes: dict[str, str], *people: str) -> CaseVault:
    """A vault whose answers are in Italian."""
    return case_vault(root, {"mdnetwork.toml": ITALIAN, **notes}, *people)


@pytest.mark.parametrize(
    ("language", "log", "reason"),
    [
        ("en", "- 2026-11-18 call → #promised the fee letter", "On 18 November you promised: the fee letter."),
        ("en", "- 2025-11-18 call → #promised the fee letter", "On 18 November 2025 you promised: the fee letter."),
        ("it", "- 2026-10-03 telefonata → #promesso il libro", "Il 3 ottobre hai promesso: il libro."),
        ("it", "- 2026-10-08 telefonata → #promesso il libro", "L'8 ottobre hai promesso: il libro."),
        ("it", "- 2026-11-01 telefonata → #promesso il libro", "Il 1º novembre hai promesso: il libro."),
        ("it", "- 2026-10-20 e-mail #in-attesa della conferma 📅 2026-11-01", "Aspetti dal 20 ottobre: conferma."),
        ("it", "- 2026-10-11 e-mail #in-attesa del preventivo 📅 2026-11-01", "Aspetti dall'11 ottobre: preventivo."),
    ],
)
def test_a_reason_names_its_day_as_people_write_it(tmp_path: Path, language: str, log: str, reason: str) -> None:
    notes = {"mdnetwork.toml": f'language = "{language}"\n', "People/Ada.md": person(f"# Ada\n## Log\n{log}\n")}
    vault = case_vault(tmp_path, notes)
    assert reason in [row["reason"] for row in vault.json("due", "--within", "2 years")]


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("it", "it")])
@pytest.mark.parametrize("day", [date(2026, month, 2 + 2 * month) for month in range(1, 13)])
def test_a_day_is_written_in_the_long_form_of_its_language(language: str, locale: str, day: date) -> None:
    assert str(texts(language).day(day)) == format_date(day, "long", locale=locale)
    assert str(texts(language).day(day, year=False)) == format_date(day, "d MMMM", locale=locale)


@pytest.mark.parametrize(
    ("language", "log", "title"),
    [
        ("en", "- 2026-11-18 call → #promised the list of speakers", "Send Ada Vale the list of speakers"),
        ("en", "- 2026-11-18 call → #promised fee letter by friday", "Send Ada Vale the fee letter"),
        ("en", "- 2026-11-18 call → #promised to introduce her to Bo", "Introduce Ada Vale to Bo"),
        ("en", "- 2026-11-18 call → #promised a call next week", "Ada Vale: a call next week"),
        ("en", "- 2026-11-18 call → #promised il libro", "Ada Vale: il libro"),
        ("en", "- 2026-11-18 call → #promised her the list", "Send Ada Vale the list"),
        ("en", "- [ ] the contract 📅 2026-11-24", "Ada Vale: the contract"),
        (
            "it",
            "- 2026-11-18 telefonata → #promesso l'elenco dei relatori",
            "Mandare l'elenco dei relatori ad Ada Vale",
        ),
        ("it", "- 2026-11-18 telefonata → #promesso di presentarle Bo", "Presentarle Bo (Ada Vale)"),
        ("it", "- 2026-11-18 telefonata → #promesso un pranzo", "Ada Vale: un pranzo"),
        ("it", "- [ ] prenotare la sala 📅 2026-11-24", "Prenotare la sala (Ada Vale)"),
        ("en", "- [ ] send Ada Vale the list of speakers 📅 2026-11-24", "Send Ada Vale the list of speakers"),
        ("en", "- [ ] book the room 📅 2026-11-24", "Book the room (Ada Vale)"),
        ("en", "- 2026-11-01 email → #waiting for two names 📅 2026-11-24", "Chase Ada Vale: two names"),
        ("it", "- 2026-11-01 e-mail → #in-attesa di due nomi 📅 2026-11-24", "Sollecitare Ada Vale: due nomi"),
        ("it", "- 2026-11-01 e-mail → #in-attesa della conferma 📅 2026-11-24", "Sollecitare Ada Vale: conferma"),
    ],
)
def test_the_title_of_an_event_is_the_thing_itself(tmp_path: Path, language: str, log: str, title: str) -> None:
    notes = {
        "mdnetwork.toml": f'language = "{language}"\n',
        "People/Ada Vale.md": person(f"# Ada Vale\n## Log\n{log}\n"),
    }
    feed = case_vault(tmp_path, notes).run("feed", "--privacy", "full").stdout
    assert f"SUMMARY:{title}\r\n" in feed


@pytest.mark.parametrize("privacy", ["initials", "busy"])
def test_a_title_without_names_has_no_words_of_the_note_either(tmp_path: Path, privacy: str) -> None:
    notes = {"People/Ada Vale.md": person("# Ada Vale\n## Log\n- 2026-11-18 call → #promised the list of speakers\n")}
    assert "speakers" not in case_vault(tmp_path, notes).run("feed", "--privacy", privacy).stdout


_CODE = re.compile(r"`(mdnet\b[^`\n]*)`")
_TYPED = re.compile(r"^\s*\$?\s*(mdnet(?: [^\n]*)?)$", re.MULTILINE)
_NOT_ONE_COMMAND = re.compile(r"\s(?:\||>|<|;|&&)\s?.*$|\s#\s.*$")


class _Filled(ast.NodeTransformer):
    """A module whose formatted strings are constants, with "Ada" for every value."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.Constant:
        parts = (str(part.value) if isinstance(part, ast.Constant) else "Ada" for part in node.values)
        return ast.Constant("".join(parts))


def shown_commands() -> list[tuple[str, str]]:
    """Every command of mdnet in the code's strings, the Italian messages, README and docs, with its source."""
    strings: list[tuple[str, str]] = []
    for path in PACKAGE.rglob("*.py"):
        if path.name == "links.py" and path.parent.name == "page":
            continue  # it finds commands in sentences
        filled = _Filled().visit(ast.parse(path.read_text(encoding="utf-8")))
        constants = [node.value for node in ast.walk(filled) if isinstance(node, ast.Constant)]
        strings += [(path.name, text) for text in constants if isinstance(text, str)]
    with (LOCALE / "it" / "LC_MESSAGES" / "mdnetwork.po").open("rb") as file:
        for message in read_po(file, locale="it"):
            strings += [("it", text) for text in forms_of(message.string)]
    found = [(source, command) for source, text in strings for command in (*_CODE.findall(text), *_TYPED.findall(text))]
    for path in documents():
        text = path.read_text(encoding="utf-8")
        blocks = re.findall(r"^```(?:console|sh|bash)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        typed = [command for block in blocks for command in re.findall(r"^\$? ?(mdnet .*)$", block, re.MULTILINE)]
        found += [(path.name, command) for command in (*_CODE.findall(text), *typed)]
    found.remove(("program.py", "mdnet Ada"))  # its version
    return sorted({(source, _NOT_ONE_COMMAND.sub("", command)) for source, command in found})


def forms_of(string: object) -> tuple[str, ...]:
    """The singular and plural of a translation."""
    return (string,) if isinstance(string, str) else tuple(map(str, string)) if isinstance(string, tuple | list) else ()


def parsed(words: list[str]) -> None:
    """Parse the words as click does. Raises UsageError."""
    context = mdnet.make_context("mdnet", words.copy())
    rest = [*context._protected_args, *context.args]
    if rest:
        name, command, arguments = mdnet.resolve_command(context, rest)
        assert command is not None
        command.make_context(name, arguments, parent=context)


def test_every_command_that_is_shown_is_one() -> None:
    commands = shown_commands()
    assert len(commands) > 100
    wrong = []
    for source, command in commands:
        filled = re.sub(r"\{[^}]*\}", "Ada", command.replace("{kind}", "first")).replace("COMMAND", "due")
        try:
            assert not re.search("[“”‘’«»]", filled)
            parsed(shlex.split(filled)[1:])
        except (click.exceptions.Exit, click.MissingParameter):  # --help; a command that is only named
            continue
        except (AssertionError, ValueError, click.ClickException) as error:
            wrong.append((source, command, str(error)))
    assert wrong == []


@pytest.mark.parametrize(
    "name",
    ["Ada", "Ada Vale", "Meetings/2026-11-25 Lunch Harriet.md", 'A "B" C', "O'Neil $x `y`", "50% (new), a&b; c!"],
)
def test_a_command_with_a_name_works_when_it_is_pasted(name: str) -> None:
    assert shlex.split(f"mdnet show {shell_word(name)}") == ["mdnet", "show", name]
    assert (
        subprocess.run(["sh", "-c", f"printf %s {shell_word(name)}"], capture_output=True, check=True).stdout.decode()
        == name
    )


LUNCH = "---\ntype: meeting\nattendees: ['[[Ada Vale]]']\n---\n# Lunch\n"


def test_a_meeting_is_read_by_the_command_that_is_shown(tmp_path: Path) -> None:
    path = 'Meetings/2026-11-25 Lunch "Harriet".md'
    vault = case_vault(tmp_path, {"mdnetwork.toml": "", path: LUNCH}, "Ada Vale")
    shown = re.search(r"`(mdnet show [^`]*)`", vault.run(today="2026-11-24").stdout)
    assert shown
    assert vault.run(*shlex.split(shown[1])[1:]).status == 0


@pytest.mark.parametrize(
    ("words", "says_yes"),
    [(("init",), True), (("forget", "Ada Vale"), True), (("log", "call with Ed"), True), (("undo",), None)],
)
def test_yes_is_named_only_where_it_is_an_option(
    tmp_path: Path, words: tuple[str, ...], *, says_yes: bool | None
) -> None:
    notes = {
        "People/Ada Vale.md": person("# Ada Vale\n## Log\n- 2025-01-01 call\n", "cadence: 1w"),
        "People/Ed.md": person("# Ed\n", "status: no-contact"),
    }
    result = case_vault(tmp_path, notes).run(*words)
    if says_yes is not None:
        assert ("--yes" in result.stderr) is says_yes


TOM = person("# Tom Fielding\n\n## Log\n- 2026-11-01 call → #promised the deck\n")


@pytest.mark.parametrize(
    ("words", "receipt"),
    [
        (("log", "call", "with", "Tom"), "2026-11-23: Tom Fielding, call."),
        (("log", "yesterday lunch with Fielding about maps"), "2026-11-22: Tom Fielding, lunch."),
        (("done", "Tom", "the", "deck"), "Tom Fielding"),
        (("set", "Tom", "role=CTO"), "Tom Fielding"),
        (("snooze", "Tom", "2w"), "Tom Fielding is snoozed until 7 December."),
        (("snooze", "tom", "3 months"), "Tom Fielding is snoozed until 23 February 2027."),
    ],
)
def test_a_name_that_fits_one_person_is_that_person(tmp_path: Path, words: tuple[str, ...], receipt: str) -> None:
    vault = case_vault(tmp_path, {"People/Tom Fielding.md": TOM}, "Ada Vale")
    before = vault.text("People/Tom Fielding.md")
    shown, status = on_terminal(vault, *words)
    assert status == 0, shown
    assert receipt in shown
    assert vault.text("People/Tom Fielding.md") != before


@pytest.mark.parametrize(
    "words", [("snooze", "Tom", "2w"), ("log", "call with Tom"), ("done", "Tom"), ("set", "Tom", "role=CTO")]
)
def test_a_name_that_fits_two_people_is_nobody(tmp_path: Path, words: tuple[str, ...]) -> None:
    vault = case_vault(tmp_path, {"People/Tom Fielding.md": TOM, "People/Tom Reed.md": TOM.replace("Fielding", "Reed")})
    assert vault.run(*words).status == 1
    assert vault.text("People/Tom Fielding.md") == TOM


@pytest.mark.parametrize("words", [("snooze", "To", "2w"), ("log", "call with Tomm"), ("set", "Tam", "role=CTO")])
def test_what_is_no_word_of_a_name_is_asked_about(tmp_path: Path, words: tuple[str, ...]) -> None:
    vault = case_vault(tmp_path, {"People/Tom Fielding.md": TOM})
    assert vault.run(*words).status == 1
    assert vault.text("People/Tom Fielding.md") == TOM


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tea with Ada Vale", "2026-11-23: Ada Vale, tea."),
        ("Tea and cake with Ada Vale", "2026-11-23: Ada Vale, Tea."),
        ("coffee with Ada Vale", "2026-11-23: Ada Vale, coffee."),
        ("ieri aperitivo con Ada Vale", "2026-11-22: Ada Vale, aperitivo."),
        ("talked with Ada Vale", "2026-11-23: Ada Vale."),
    ],
)
def test_what_was_typed_is_told_back(tmp_path: Path, line: str, told: str) -> None:
    assert case_vault(tmp_path, {}, "Ada Vale").run("log", line).stdout.splitlines()[0] == told


@pytest.mark.parametrize(
    ("typed", "word", "completed"),
    [
        ("mdnet log coffee with Pri", "Pri", "Priya Shah"),
        ("mdnet log yesterday lunch with Priya Sh", "Sh", "Shah"),
        ("mdnet log call with Ada Vale and Pri", "Pri", "Priya Shah"),
        ("mdnet log Pri", "Pri", "Priya Shah"),
        ("mdnet log coffee with Priya Shah #prom", "#prom", "#promised"),
    ],
)
def test_a_shell_completes_a_name_anywhere_in_a_line(tmp_path: Path, typed: str, word: str, completed: str) -> None:
    vault = case_vault(tmp_path, {}, "Priya Shah", "Ada Vale")
    vault.run("index")
    words = typed.split()
    answer = subprocess.run(
        [sys.executable, "-m", "mdnetwork"],
        capture_output=True,
        check=False,
        cwd=vault.root,
        env=environment(
            _MDNET_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1), PYTHONPATH=str(ROOT)
        ),
    )
    assert completed in [line.partition(",")[2] for line in answer.stdout.decode().splitlines()], answer.stderr
    assert words[-1] == word


def johns(*keys: str) -> dict[str, str]:
    names = ("John Abbot", "John Zeller")
    return {f"People/{name}.md": person(f"# {name}\n", "aliases: [John]", *keys) for name in names}


@pytest.mark.parametrize(
    ("notes", "pairs"),
    [
        (johns(), 0),
        (johns("org: Acme"), 0),
        ({"People/John.md": person("# John\n"), **dict([next(iter(johns().items()))])}, 1),
        (
            {
                "People/J. Abbot.md": person("# J. Abbot\n", "aliases: [John Abbot]"),
                "People/John Abbot.md": person("# John Abbot\n"),
            },
            1,
        ),
        ({f"{at}/John Abbot.md": person("# John Abbot\n") for at in ("People", "People/Work")}, 1),
    ],
)
def test_a_first_name_as_an_alias_makes_no_pair(tmp_path: Path, notes: dict[str, str], pairs: int) -> None:
    assert len(case_vault(tmp_path, notes).json("dedupe")) == pairs


def test_a_fresh_start_says_what_it_silences(tmp_path: Path) -> None:
    notes = {
        "People/Ada.md": person("# Ada\n## Log\n- 2025-01-01 call\n", "cadence: 1w"),
        "People/Ed.md": person("# Ed\n## Log\n- 2026-11-01 call → #promised the deck\n"),
    }
    asked = case_vault(tmp_path, notes).run("init").stderr
    assert "1 overdue follow-up goes" in asked
    assert "Promises, waits and tasks stay." in asked


EXAMPLE = ROOT / "examples" / "vault"
TABLES = (
    "who lighting design",
    "introduce",
    "goals",
    "draft Dario Quill",
    "reach Brightwater Trust",
    "due --within 2w",
    "why Edda Thorn",
    "people",
    "search museum",
    "dedupe",
    "check",
    "show Ada Marlow",
    "review",
)


def words_shown(text: str) -> Counter[str]:
    """The words of an answer without those of paths, which may be cut. A gap may be as wide as a column."""
    return Counter(word for word in text.split() if not re.search(r"\.md|…|/|:\d", word))


@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("command", TABLES)
def test_a_terminal_shortens_only_paths(tmp_path: Path, command: str, columns: int) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "vault")
    vault = CaseVault(tmp_path / "vault")
    whole = vault.run("-q", *command.split())
    shown, status = on_terminal(vault, "-q", *command.split(), columns=columns)
    assert status == whole.status
    missing = words_shown(whole.stdout) - words_shown(shown)
    assert {word for word in missing if not any(word in line for line in path_words(whole.stdout))} == set()


def path_words(text: str) -> list[str]:
    """What looks like a path in the answer, with the spaces of its name."""
    return re.findall(r"[\w-]+/[^/]*?\.md(?::\d+)?", text)


GIL = person("# Gil\n\n## Log\n- 2026-01-20 call\n", "needs: [very old letterpress machines and their restoration]")
VERA = person(
    "# Vera\n\n## Log\n- 2026-02-20 call\n", "expertise: [very old letterpress machines and their restoration]"
)


@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("folder", ["People", "Contacts and people of the long-standing letterpress association"])
@pytest.mark.parametrize("words", [("introduce",), ("who", "letterpress"), ("introduce", "Gil")])
def test_a_reason_is_whole_on_a_terminal(tmp_path: Path, words: tuple[str, ...], folder: str, columns: int) -> None:
    vault = case_vault(tmp_path, {f"{folder}/Gil Hartman.md": GIL, f"{folder}/Vera Cardin.md": VERA})
    (first, *_) = vault.json(*words)
    shown, _ = on_terminal(vault, "-q", *words, columns=columns)
    assert max(map(len, shown.splitlines())) <= columns
    assert Counter(first["reason"].split()) - Counter(shown.replace("+", " ").split()) == Counter()


@pytest.mark.parametrize(
    ("log", "asked"),
    [
        ("- 2026-09-08", ""),
        ("- 2026-09-08 2026-09-08", ""),
        ("- 2026-11-02 email → did you see the paper?", ""),
        ("- 2026-11-02 e-mail → hai visto il saggio?", ""),
        ("- 2026-11-02 call: did you see the paper?", ""),
        ("- 2026-11-02 message → sent the agenda for Monday", ""),
        ("- 2026-11-02 coffee, will she take the job in Lisbon?", "will she take the job in Lisbon?"),
        ("- 2026-11-02 coffee, she may take the job in Lisbon", "Last time: she may take the job in Lisbon."),
        ("- 2026-11-02 email ← her move to Lisbon is settled", "Last time: her move to Lisbon is settled."),
    ],
)
def test_a_question_is_made_of_what_was_said_by_or_about_them(tmp_path: Path, log: str, asked: str) -> None:
    vault = case_vault(tmp_path, {"People/Ada.md": person(f"# Ada\n\n## Log\n{log}\n")})
    (question, *_) = vault.json("show", "Ada")["people"][0]["questions"]
    assert question["text"].startswith(asked or "What are you working on these days?")


@pytest.mark.parametrize(
    ("log", "ways"),
    [
        (
            "- 2026-09-01 email → a\n- 2026-09-08 email → b\n- 2026-09-15 message → c\n- 2026-02-01 lunch",
            "only from you",
        ),
        ("- 2026-09-08", None),
        ("- 2026-09-08\n- 2026-10-08", None),
        ("- 2026-09-08\n- 2026-10-08 email → the list", "only from you"),
        ("- 2026-09-08 lunch", "both ways"),
        ("- 2026-09-01 email → a\n- 2026-09-08 email ← b", "both ways"),
    ],
)
def test_a_tie_goes_both_ways_only_if_both_spoke(tmp_path: Path, log: str, ways: str | None) -> None:
    shown = case_vault(tmp_path, {"People/Ada.md": person(f"# Ada\n\n## Log\n{log}\n")}).run("show", "Ada").stdout
    (tie,) = [line for line in shown.splitlines() if line.strip().startswith("tie")]
    assert [way for way in ("both ways", "only from you", "only from them") if way in tie] == ([ways] if ways else [])


@pytest.mark.parametrize(
    ("topics", "lack"),
    [
        ("[publishing, editor, publishing]", "Nobody yet for: publishing, editor."),
        ("[Publishing, editor, publishing]", "Nobody yet for: Publishing, editor."),
        ("[rain]\nsector: rain", "Nobody yet for: rain."),
    ],
)
def test_a_goal_names_a_topic_once(tmp_path: Path, topics: str, lack: str) -> None:
    goal = f"---\ntype: goal\ntopics: {topics}\n---\n# A book\n"
    assert lack in case_vault(tmp_path, {"Goals/A book.md": goal}, "Ada").run("goals").stdout


NEEDY = "# Bo\n\n## Log\n- 2026-10-02 call, {words}\n"


@pytest.mark.parametrize(
    ("words", "expertise"),
    [
        ("He needs somebody who knows IFRS 17", "IFRS 17"),
        ("she is looking for a graphic designer", "graphic design"),
        ("they need a translator for Japanese", "translator for Japanese"),
        ("cerca un grafico", "grafico"),
        ("ha bisogno di un avvocato del lavoro", "avvocato del lavoro"),
    ],
)
def test_a_need_in_a_log_meets_what_others_know_and_i_offer(tmp_path: Path, words: str, expertise: str) -> None:
    notes = {
        "People/Bo.md": person(NEEDY.format(words=words)),
        "People/Ada.md": person("# Ada\n\n## Log\n- 2026-09-01 lunch\n", f"expertise: [{expertise}]"),
    }
    vault = case_vault(tmp_path, notes)
    assert [sorted(row["people"]) for row in vault.json("introduce")] == [["Ada", "Bo"]]
    mine = case_vault(tmp_path / "mine", {**notes, "Me.md": f"---\ntype: me\noffers: [{expertise}]\n---\n# Me\n"})
    (bo,) = mine.json("show", "Bo")["people"]
    assert expertise in str(bo)


@pytest.mark.parametrize(
    "words", ["I need to call him back", "he needs to rest", "no longer needs a designer", "cerca di dormire"]
)
def test_what_is_no_need_meets_nothing(tmp_path: Path, words: str) -> None:
    notes = {
        "People/Bo.md": person(NEEDY.format(words=words)),
        "People/Ada.md": person("# Ada\n\n## Log\n- 2026-09-01 lunch\n", "expertise: [designer, rest, calls, dormire]"),
    }
    assert case_vault(tmp_path, notes).json("introduce") == []


@pytest.mark.parametrize(
    ("topic", "role", "found"),
    [
        ("change management", "Managing Partner", False),
        ("change management", "Change manager", True),
        ("risk analysis", "Analysis", True),
        ("quality control", "Controller of budgets", False),
        ("management", "Managing Partner", True),
    ],
)
def test_who_is_not_found_by_half_a_topic(tmp_path: Path, topic: str, role: str, *, found: bool) -> None:
    vault = case_vault(tmp_path, {"People/Bo.md": person("# Bo\n", f"role: {role}")})
    assert bool(vault.json("who", topic)) is found


NOBODY_HERE = "Nessuno si chiama «Zed». `mdnet people` elenca tutti."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "Zed"), NOBODY_HERE),
        (
            ("due", "--within", "soon"),
            "Valore non valido per '--within': «soon» non è una durata; scrivi 10d, 2w o 3 mesi.",
        ),
        (("duee",), "Non c'è un comando «duee»; forse intendevi due?"),
        (("due", "--colour"), "Non c'è un'opzione '--colour'."),
        (("why",), "Manca"),
        (("due", "--within"), "L'opzione '--within' vuole un valore."),
        (("init",), "c'è già. Modificalo;"),
        (("draft",), "Di' a chi: `mdnet draft NOME`."),
        (("import", "nowhere.vcf"), "Non c'è un file nowhere.vcf."),
        (("feed", "--name", "work"), "Nessun calendario si chiama «work»."),
        (("forget", "Ada"), "[s/N]"),
        (("-h",), "Mostra questo testo ed esci."),
        (("due", "-h"), "Mostra questo testo ed esci."),
    ],
)
def test_errors_and_questions_are_in_italian(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    result = italian_vault(tmp_path, {}, "Ada").run(*words)
    assert said in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("note", "code", "said"),
    [
        ("---\ntype: person\nbirthday: 1990-02-31\n---\n", "BAD-DATE", "non è un giorno che esiste"),
        ("---\ntype: person\n---\n## Log\n- 2026-02-31 call\n", "BAD-DATE", "non è una data"),
        ("---\ntype: person\nuid: a\nuid: b\n---\n", "DUPLICATE-KEY", "vale questa: cancellane una."),
        ("---\ntype: person\n", "OPEN-FRONT-MATTER", "non ha fine"),
        ("\n---\ntype: person\n---\n", "LEADING-BLANK", "comincia alla prima riga"),
        ("---\ntype: person\n---\n%% open\n", "OPEN-COMMENT", "Il commento che comincia qui non ha fine"),
    ],
)
def test_check_is_in_italian_and_its_codes_stay(tmp_path: Path, note: str, code: str, said: str) -> None:
    shown = italian_vault(tmp_path, {"People/Ada.md": note}).run("check").stdout
    assert code in shown
    assert said in shown


def test_every_sentence_of_the_program_is_translated() -> None:
    with (LOCALE / "it" / "LC_MESSAGES" / "sentences.po").open("rb") as file:
        translated = {message.id: message.string for message in read_po(file, locale="it") if message.id}
    assert of_the_program() - {sentence for sentence, text in translated.items() if text} == set()
    for sentence, text in translated.items():
        assert Counter(re.findall(r"\{\d\}", str(sentence))) == Counter(re.findall(r"\{\d\}", str(text))), sentence


def test_init_speaks_the_language_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")
    vault = case_vault(tmp_path, {"People/Ada.md": person("# Ada\n## Log\n- 2025-01-01 call\n", "cadence: 1w")})
    assert "Ripartire da oggi?" in vault.run("init").stderr
    assert vault.run("init", answer="s\n").status == 0
    settings = vault.text("mdnetwork.toml")
    assert 'language = "it"\n' in settings.splitlines(keepends=True)
    assert "# Il nome del calendario." in settings
    assert "fresh_from = 2026-11-23" in settings
    assert vault.run("show", "Zed").stderr.startswith("Nessuno si chiama")


TIPO = "---\ntipo: persona\nazienda: Acme\n---\n# {name}\n\n## Diario\n- 2026-10-01 telefonata\n"
KIND = "---\nkind: contact\ncompany: Acme\n---\n# {name}\n\n## Conversations\n- 2026-10-01 call\n"


@pytest.mark.parametrize(
    ("note", "settings", "written"),
    [
        (TIPO, ITALIAN, ("tipo: persona", "azienda: Beta", "## Diario")),
        (TIPO, "", ("tipo: persona", "azienda: Beta", "## Diario")),
        (
            person("# {name}\n\n## Meetings\n- 2026-10-01 call\n", "company: Acme"),
            "",
            ("type: person", "company: Beta"),
        ),
        (person("# {name}\n\n## Contacts log\n", "org: Acme"), "", ("type: person", "org: Beta", "## Log")),
    ],
)
def test_a_new_note_has_the_keys_and_headings_of_the_vault(
    tmp_path: Path, note: str, settings: str, written: tuple[str, ...]
) -> None:
    notes = {f"People/{name}.md": note.format(name=name) for name in ("Ada", "Bo", "Cy")}
    vault = case_vault(tmp_path, {"mdnetwork.toml": settings, **notes})
    assert vault.run("add", "Dee Vale", "--org", "Beta").status == 0
    made = vault.text("People/Dee Vale.md").splitlines()
    assert [line for line in written if line not in made] == []
    assert "Dee Vale" in vault.people()


@pytest.mark.parametrize(
    ("log", "thanks"),
    [
        ("coffee in town, he gave me the name of a printer #got", "Thank you for the name of a printer."),
        ("lunch at the Anchor; she lent me the proofs #got", "Thank you for the proofs."),
        ("call → he sent the floor plans #got", "Thank you for the floor plans."),
        ("coffee in town: he told me who prints well #got", "Thank you for [what you are grateful for]."),
    ],
)
def test_thanks_are_for_what_was_given(tmp_path: Path, log: str, thanks: str) -> None:
    vault = case_vault(tmp_path, {"People/Ada.md": person(f"# Ada\n\n## Log\n- 2026-11-20 {log}\n")})
    assert thanks in vault.json("draft", "Ada", "--kind", "thank")["draft"]


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Alice and Bob Marlow", "Dear Alice and Bob,"),
        ("Alice Vale & Bob Marlow", "Dear Alice & Bob,"),
        ("Anna Rossi e Marco Neri", "Dear Anna and Marco,"),
        ("Sandra Marlow", "Dear Sandra,"),
    ],
)
def test_a_couple_is_greeted_as_two(tmp_path: Path, name: str, greeting: str) -> None:
    assert case_vault(tmp_path, {}, name).json("draft", name, "--kind", "coffee")["draft"].startswith(greeting)


COUPLE = person(
    "# Anna Rossi e Marco Neri\n\n## Registro\n- 2026-11-10 caffè, cerca una casa → #promesso il libro\n"
    "- 2026-11-12 telefonata: hanno prestato il furgone #ricevuto\n",
    "cadenza: 1w",
    "needs: [una casa]",
    "interessi: [telai]",
)
ONE_PERSON = re.compile(
    r"\b(?:ti|te|tuo|tua|tuoi|tue|hai|stai|sei|le|la ringrazio|suo|sua|suoi|sue|pensi|pensa|potresti|potrebbe|cerchi"
    r"|cerca|\w+(?:arti|erti|irti|arla|erla|irla))\b",
    re.IGNORECASE,
)
"""What is said to one person, formally or not."""


def test_a_couple_is_joined_by_the_word_of_the_draft(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/John Price and Mary Price.md": person("# John Price and Mary Price\n")})
    formal, english = ("--language", "it", "--tone", "lei"), ("--language", "en", "--tone", "tu")
    greetings = {formal: "Gentili John Price e Mary Price,", (*formal[:2], "--tone", "tu"): "Ciao John e Mary,"}
    for options, greeting in {**greetings, english: "Hi John and Mary,"}.items():
        draft = vault.json("draft", "John Price and Mary Price", "--kind", "coffee", *options)["draft"]
        assert draft.startswith(greeting)


@pytest.mark.parametrize("tone", ["tu", "lei"])
def test_a_couple_is_addressed_as_two_in_italian(tmp_path: Path, tone: str) -> None:
    vault = italian_vault(tmp_path, {"People/Anna Rossi e Marco Neri.md": COUPLE}, "Bo")
    kinds = ("reconnect", "thank", "coffee", "share", "ask", "first", "connect", "congratulate", "feedback", "kept")
    for kind in (*kinds, "introduce"):
        other = ("--to", "Bo") if kind == "introduce" else ()
        text = vault.run("draft", "Anna Rossi e Marco Neri", "--kind", kind, "--tone", tone, *other, "--text").stdout
        assert text.startswith("Gentili Anna Rossi e Marco Neri," if tone == "lei" else "Ciao Anna e Marco,")
        assert ONE_PERSON.findall(re.sub(r"\[[^]]*\]|le parti", "", text)) == [], text
    questions = vault.json("show", "Anna Rossi e Marco Neri")["people"][0]["questions"]
    assert "Avete trovato quello che cercavate: una casa?" in [question["text"] for question in questions]


def test_the_tone_of_an_english_draft_has_an_english_name(tmp_path: Path) -> None:
    shown = case_vault(tmp_path, {}, "Ada").run("draft", "Ada", "--kind", "coffee")
    assert "coffee · en · formal" in shown.stdout
    informal = case_vault(tmp_path / "b", {}, "Ada").run("draft", "Ada", "--kind", "coffee", "--tone", "tu")
    assert "coffee · en · informal" in informal.stdout


@pytest.mark.parametrize(
    ("motive", "known"),
    [("fame", False), ("learning", True), ("[career, glory]", False), ("apprendimento", True), ("money", False)],
)
def test_a_motive_that_is_not_known_is_named(tmp_path: Path, motive: str, *, known: bool) -> None:
    goal = f"---\ntype: goal\nmotive: {motive}\ntopics: [rain]\n---\n# A book\n"
    shown = case_vault(tmp_path, {"Goals/A book.md": goal}, "Ada").run("goals").stdout
    assert ("is not a known motive" in shown) is not known
