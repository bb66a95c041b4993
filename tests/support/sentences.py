"""The English sentences of the program that are no messages of its own: errors, problems, and the texts of the help.

A layer that raises an error or finds a problem knows no language. Its sentence is recognised, and said in the vault's
language, where it is shown (`mdnetwork/i18n.py`). `python -m tests.support.sentences` writes those that are new into
each `sentences.po`, and compiles it.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from mdnetwork.cli.program import EPILOG
from mdnetwork.config import SCHEMA
from mdnetwork.i18n import LOCALE

MESSAGES = frozenset({"say", "count", "text_field", "Sentence", "patterned", "compile", "getLogger"})
_SENTENCE = re.compile(r"(?:[A-Z`“{\-]|[a-z-]+\.toml).*[^\s].*(?:\.|\?|:|\}|”|\)|…)", re.DOTALL)


def as_form(words: str) -> str:
    """The form of a setting's value, with {0}, {1}… for its bounds or choices."""
    return numbered(re.sub(r"(?<=these: ).*|(?<=from )\d+|(?<=to )\d+$", "\0", words))


def numbered(text: str) -> str:
    """The text with {0}, {1}… for NUL characters."""
    first, *others = text.split("\0")
    return first + "".join(f"{{{n}}}{other}" for n, other in enumerate(others))


CLICK = frozenset(
    {
        "(Did you mean one of: {0}?)",
        "Argument {0} takes {1} values.",
        "Could not open file {0}: {1}",
        "Did you mean {0}?",
        "Got unexpected extra argument ({0})",
        "Got unexpected extra arguments ({0})",
        "Invalid value for {0}: {1}",
        "Invalid value: {0}",
        "Missing argument {0}.",
        "Missing argument {0}. {1}",
        "Missing command.",
        "Missing option {0}.",
        "Missing option {0}. {1}",
        "Missing parameter: {0}",
        "No such option {0}.",
        "No such option {0}. {1}",
        "Option {0} does not take a value.",
        "Option {0} requires an argument.",
        "Option {0} requires {1} arguments.",
        "Show the version and exit.",
        "Show this message and exit.",
        "{0} does not exist.",
        "{0} does not match the format {1}.",
        "{0} does not match the formats {1}.",
        "{0} is a directory.",
        "{0} is a file.",
        "{0} is not a valid boolean. Recognized values: {1}",
        "{0} is not a valid {1}.",
        "{0} is not in the range {1}.",
        "{0} is not one of {1}.",
        "{0} is not readable.",
        "{0} is not writable.",
        "{0} is not {1}.",
    }
)
"""What click says to people, with its values numbered."""
FRAGMENTS = frozenset(
    {
        *(as_form(key.form.words) for key in SCHEMA),
        "# mdnetwork: settings of this vault. Everything has a default; remove the # to set a key.",
        "# `mdnet help settings` says what each key does.",
        "# Further feeds override the keys of [feed] that they name.",
        "did you mean {0}?",
        "mdnet --help lists them.",
        "it is not a file",
        "it is outside the vault",
        "it is a link",
        "it has more than {0} bytes",
        "it is nested too deep",
        "a line has more than {0} dots",
        "a second document would go unread",
        "a file lies in the way",
        "the disk is full",
        "The file is as it was; make room and try again.",
        "you may not write in {0}",
        "Allow it, or name another file.",
        "there is no folder {0}",
        "Make it, or name another file.",
        "it is a folder",
        "Name a file in it.",
        "Name another file, or mend that and try again.",
        (
            "Others may write in {0}, so nothing in it is used. Look at what it holds, and then take that right away: "
            "chmod go-w '{1}'"
        ),
        " Did you mean {0}?",
        "Name the person, then what to set: mdnet set Ana Lima role=CTO",
        "Say until when: mdnet snooze Ana Lima 2w",
        "--write belongs only to the morning: mdnet --write",
    }
)
"""Parts of sentences, and what is said without a full stop."""
_CODE = re.compile(r"\b(?:SELECT|INSERT|DELETE|UPDATE|IS NULL)\b|\bIN \(|^\x08|^\{ |^NAME [A-Z]+=")
"""SQL, examples of settings and of commands."""
_HELP = frozenset({"help", "epilog", "short_help"})


def of_the_program() -> set[str]:
    """Every sentence of the package, and those of click."""
    modules = LOCALE.parent.rglob("*.py")
    return {text for path in modules for _, text in sentences(path.read_text(encoding="utf-8"))} | {*CLICK, EPILOG}


def update(file: Path) -> None:
    """Add the sentences that a catalogue lacks, without a translation, drop those that are gone, and compile it."""
    with file.open("rb") as read:
        catalogue = read_po(read, locale=file.parents[1].name)
    known = {message.id for message in catalogue if message.id}
    wanted = of_the_program() | FRAGMENTS
    for gone in known - wanted:
        catalogue.delete(gone)
    for new in sorted(wanted - known):
        catalogue.add(new)
    with file.open("wb") as write:
        write_po(write, catalogue, width=0, sort_output=True)
    with file.with_suffix(".mo").open("wb") as write:
        write_mo(write, catalogue)


def named_pages() -> set[str]:
    """The pages that a message, in any language, tells people to read."""
    texts = [file.read_text(encoding="utf-8") for file in LOCALE.rglob("*.po")]
    return {name for text in texts for name in re.findall(r"`mdnet help ([a-z-]+)`", text)}


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every sentence; a value in it is a place to fill, numbered from 0."""
    tree = ast.parse(source)
    yield from _docstrings(tree)
    yield from _within(tree, in_help=False)


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("command(" in ast.unparse(each) for each in node.decorator_list):
            text = ast.get_docstring(node, clean=False)
            if text:
                yield node.lineno, inspect.cleandoc(text)


def _within(node: ast.AST, *, in_help: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in MESSAGES:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
        return
    if isinstance(node, ast.keyword) and node.arg in _HELP:
        in_help = True
    text = as_template(node)
    if text is not None:
        if is_sentence(text) or (in_help and " " in text and not _CODE.search(text)):
            yield getattr(node, "lineno", 0), text
        return
    for child in ast.iter_child_nodes(node):
        yield from _within(child, in_help=in_help)


def as_template(node: ast.AST) -> str | None:
    """A string with {0}, {1}… for its values, whether it is formatted here or later; None for other nodes."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "\0" for part in node.values]
        return numbered("".join(map(str, parts)))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return numbered(re.sub(r"\{[a-z_]+(?:\[\d\])?(?::[^}]*)?\}", "\0", node.value))
    return None


def is_sentence(text: str) -> bool:
    """Whether the text is one that people read: at least three words, and a capital and a full stop, or the like."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"`[^`]*`|\{\d\}", " ", text))
    return (
        len(words) > 2
        and " " in text
        and "\n\n" not in text
        and not _CODE.search(text)
        and _SENTENCE.fullmatch(text) is not None
    )


if __name__ == "__main__":
    for each in LOCALE.glob("*/LC_MESSAGES/sentences.po"):
        update(each)
