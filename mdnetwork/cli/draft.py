"""`mdnet draft`: a message to read, change and send by hand, below what to remember."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import click

from mdnetwork.cli.insight import places
from mdnetwork.cli.options import Command, CommandWithNames, apart, name_option, names
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.records import Record, place_records
from mdnetwork.cli.run import Run
from mdnetwork.drafts.drafting import Draft
from mdnetwork.drafts.second_person import Tone
from mdnetwork.kinds import DraftKind


@dataclass(frozen=True)
class Drafted:
    """A draft, below what to remember and to check."""

    draft: Draft

    def data(self) -> Record:
        """The answer as JSON (schemas/draft.json)."""
        draft = self.draft
        return {
            "person": draft.person.name,
            "id": draft.person.id,
            "path": draft.person.path,
            "kind": draft.kind,
            "language": draft.language,
            "tone": draft.tone,
            "template": draft.template,
            "remember": [{"text": each.text, "evidence": place_records(each.evidence)} for each in draft.remember],
            "warnings": list(draft.warnings),
            "draft": draft.text,
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """What is only for the user is indented. The draft is not, and is never wrapped, so that it can be copied."""
        draft, say = self.draft, page.texts.say
        about = f"{draft.kind} · {draft.language} · {draft.tone}"
        yield from page.table([(Cell(draft.person.name, "name"), Cell(draft.person.path, "faint"), about)])
        title = say("To remember, not to send")
        yield f"  {page.styled(title, 'name')}"
        rows = [(each.text, Cell(places(each.evidence), "faint")) for each in draft.remember]
        yield from page.table(rows, indent="    ")
        if draft.warnings:
            title = say("Before you send it")
            yield f"  {page.styled(title, 'name')}"
            yield from page.table([(each,) for each in draft.warnings], indent="    ")
        title = say("Draft")
        yield f"  {page.styled(title, 'name')}"
        yield ""
        yield from draft.text.split("\n")


@dataclass(frozen=True)
class Bare:
    """Only the text, for a pipe or the clipboard."""

    draft: Draft

    def data(self) -> Record:
        """The same JSON as `Drafted`."""
        return Drafted(self.draft).data()

    def lines(self, page: TextPage) -> Iterator[str]:  # noqa: ARG002  the signature of Answer
        """The lines of the text."""
        yield from self.draft.text.split("\n")


class Drafting(CommandWithNames, Command):
    """A command whose names may have several words."""


@click.command(cls=Drafting)
@click.argument("name", nargs=-1, shell_complete=names)
@click.option(
    "--kind",
    type=click.Choice(get_args(DraftKind), case_sensitive=False),
    metavar="KIND",
    help=f"What to write; by default what is most urgent. {', '.join(get_args(DraftKind))}.",
)
@click.option("--language", default="", metavar="LANG", help="en or it; by default the person's, else the vault's.")
@click.option(
    "--tone",
    type=click.Choice(get_args(Tone)),
    help="tu or lei; by default the person's, else by how well you know them.",
)
@click.option("--topic", default="", metavar="TOPIC", help="What you ask for or share: a few words, or a note's path.")
@name_option("--to", shell_complete=names, help="With introduce: to whom; several words need no quotes.")
@click.option("--text", "bare", is_flag=True, help="The draft alone, for a pipe.")
@click.pass_obj
def draft(
    run: Run,
    name: tuple[str, ...],
    *,
    kind: DraftKind | None,
    language: str,
    tone: Tone | None,
    topic: str,
    to: str,
    bare: bool,
) -> None:
    """A message to NAME from what your notes truly say: to read, change and send by hand. Nothing is ever sent.

    What you remember stands above it. [brackets] are gaps: what the notes do not tell is not made up.
    """
    if to and kind not in {"introduce", None}:
        raise click.UsageError("--to belongs to --kind introduce.")
    if to:
        to, rest = apart(run.network.directory(run.today), to)
        name = (*name, rest) if rest else name
    if not name:
        raise click.UsageError("Say to whom: `mdnet draft NAME`.")
    written = run.network.draft(
        " ".join(name),
        run.today,
        kind="introduce" if to else kind,
        language=language,
        tone=tone,
        topic=topic,
        to=to,
    )
    if bare:
        for warning in written.warnings:
            run.say(warning)
    run.tell(Bare(written) if bare else Drafted(written), notice=not bare)
