"""`mdnet export` and `mdnet map`: people, and the network, in files that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, get_args

import click

from mdnetwork.cli.options import Command, CommandWithNames, apart, name_option, names
from mdnetwork.cli.page import Json
from mdnetwork.cli.people import people_options, whom_it_fits
from mdnetwork.cli.run import Run
from mdnetwork.exchange.exporting import SUFFIXES, Format, kind_of
from mdnetwork.map import FORMATS, Chart, drawn
from mdnetwork.map import SUFFIXES as MAP_SUFFIXES
from mdnetwork.map import Format as MapFormat
from mdnetwork.map import kind_of as map_kind
from mdnetwork.map.chart import STEPS
from mdnetwork.network import Network
from mdnetwork.vault import FileKind

private_option = click.option(
    "--private", is_flag=True, help="People whose note says `private` too; they stay out unless asked for."
)


@click.command(cls=Command)
@people_options
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    help="vCard 3.0, unless this or the file's suffix says otherwise.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, in one step; - is stdout.",
)
@click.option("--raw", is_flag=True, help="CSV as it is, with cells that a spreadsheet may take for formulas.")
@private_option
@click.pass_obj
def export(run: Run, /, *, form: Format | None, output: Path | None, raw: bool, private: bool, **wanted: Any) -> None:
    """People as vCards, CSV, JSON, JSON Lines or a Markdown table: everybody, or those that the options choose.

    `mdnet import` of the same file gives the same people; docs/exchange.md lists what a format cannot carry.
    """
    network = run.network
    found = [known.history for known in whom_it_fits(run, **wanted)]
    histories = found if private else network.for_others(found, run.today)
    held_back = len(found) - len(histories)
    chosen = form or ("json" if isinstance(run.form, Json) else SUFFIXES.get(output.suffix.lower() if output else ""))
    data = network.export(histories, chosen or "vcard", raw=raw)
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        wrote = network.vault.write_if_changed(output, data, kind=FileKind(*kind_of(chosen or "vcard")))
        run.say(_people_written(network, output, len(histories), wrote))
    if held_back:
        run.say(network.texts.count("{n} private person left out.", "{n} private people left out.", held_back))


def _people_written(network: Network, output: Path, people: int, wrote: bool) -> str:
    if not wrote:
        return network.texts.say("{path} is current.", path=output)
    return network.texts.count("{path} written: {n} person.", "{path} written: {n} people.", people, path=output)


_STDOUT = Path("-")


class Mapping(CommandWithNames, Command):
    """A command whose name may have several words."""


@click.command(cls=Mapping)
@people_options
@name_option("--around", shell_complete=names, help="NAME in the centre, not you; several words need no quotes.")
@click.option(
    "--steps",
    type=click.IntRange(1, 6),
    metavar="N",
    help=f"How far from NAME people may be; {STEPS} by default.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="SVG, unless this or the file's suffix says otherwise."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, in one step; - is stdout.",
)
@private_option
@click.pass_obj
def map_(
    run: Run,
    /,
    *,
    around: str,
    steps: int | None,
    form: MapFormat | None,
    output: Path | None,
    private: bool,
    **wanted: Any,
) -> None:
    """A picture of the network: you in the centre, a ring for each circle, who knows who, and who is due.

    SVG, a page of HTML with a search, or PNG (`pip install 'mdnetwork[map]'`); GraphML and JSON for other tools. Of
    everybody, or of those that the options choose.
    """
    if around:
        around, rest = apart(run.network.directory(run.today), around)
        wanted["query"] = (*wanted["query"], rest) if rest else wanted["query"]
    if steps and not around:
        raise click.UsageError("--steps goes with --around NAME: it counts from that person.")
    network, texts = run.network, run.network.texts
    file = None if output in {None, _STDOUT} else output
    chosen = form or ("json" if isinstance(run.form, Json) else MAP_SUFFIXES.get(file.suffix.lower() if file else ""))
    if chosen is None and file:
        raise click.UsageError(f"No picture is written as {file.suffix or file.name}: take .svg, .html or .png.")
    if chosen == "png" and file is None and sys.stdout.isatty():
        raise click.UsageError("A terminal shows no PNG: name a file with -o map.png.")
    whom = _whom(run, wanted)
    chart = network.chart(run.today, around=around, steps=steps or STEPS, private=private, whom=whom)
    data = drawn(chart, chosen or "svg", texts)
    if file is None:
        sys.stdout.buffer.write(data)
    else:
        wrote = network.vault.write_if_changed(file, data, kind=FileKind(*map_kind(chosen or "svg")))
        run.say(_map_written(run, file, chart, wrote=wrote))
    if whom == set():
        run.say(texts.say("Nobody fits. `mdnet people` without options lists everybody."))
    held_back = 0 if private or around else _private(run, whom)
    if held_back:
        run.say(texts.count("{n} private person left out.", "{n} private people left out.", held_back))
    run.notice()


def _whom(run: Run, wanted: dict[str, tuple[str, ...]]) -> AbstractSet[str] | None:
    """The ids of the people that the words and options select; None if there are none of these."""
    if not any(wanted.values()):
        return None
    return {known.history.person.id for known in whom_it_fits(run, **wanted)}


def _private(run: Run, whom: AbstractSet[str] | None) -> int:
    """How many private people were asked for and are not drawn."""
    people = run.network.people(run.today)
    return sum(each.private for each in people if whom is None or each.id in whom)


def _map_written(run: Run, file: Path, chart: Chart, *, wrote: bool) -> str:
    texts = run.network.texts
    if not wrote:
        return texts.say("{path} is current.", path=file)
    return texts.count("{path} written: {n} person.", "{path} written: {n} people.", chart.people, path=file)
