"""`mdnet export` and `mdnet map`: people, and the network, in files that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, get_args

import click

from mdnetwork.cli.options import Command, apart, complete_names, name_option
from mdnetwork.cli.page import Json
from mdnetwork.cli.people import chosen_people, people_options
from mdnetwork.cli.run import Run
from mdnetwork.exchange.exporting import SUFFIXES, Format, export_kind
from mdnetwork.map import FORMATS, drawn
from mdnetwork.map import SUFFIXES as MAP_SUFFIXES
from mdnetwork.map import Format as MapFormat
from mdnetwork.map import kind_of as map_kind
from mdnetwork.map.chart import STEPS
from mdnetwork.vault import FileKind

private_option = click.option(
    "--private", is_flag=True, help="Also people whose note says `private`; otherwise they are left out."
)


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, in one step; - is stdout.",
)
STDOUT = {None, Path("-")}


@click.command(cls=Command)
@people_options
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    help="vCard 3.0, unless this or the file's suffix says otherwise.",
)
@output_option
@click.option("--raw", is_flag=True, help="CSV as it is, with cells that a spreadsheet may take for formulas.")
@private_option
@click.pass_obj
def export(run: Run, /, *, form: Format | None, output: Path | None, raw: bool, private: bool, **wanted: Any) -> None:
    """Export people as vCards, CSV, JSON or a Markdown table.

    Everybody, or those that the options choose. `mdnet import` of the same file gives the same people; `mdnet help
    exchange` lists what a format cannot carry.
    """
    network = run.network
    chosen_histories = run.answers.histories(chosen_people(run.network, run.today, **wanted))
    histories = network.at(run.today).for_others(chosen_histories, private=private)
    chosen = form or ("json" if isinstance(run.form, Json) else SUFFIXES.get(output.suffix.lower() if output else ""))
    data = run.answers.export(histories, chosen or "vcard", raw=raw)
    _write(run, output, data, FileKind(*export_kind(chosen or "vcard")), len(histories))
    _say_left_out(run, len(chosen_histories) - len(histories))


def _write(run: Run, output: Path | None, data: bytes, kind: FileKind, people: int) -> None:
    """Write the data to stdout, or into a file with this number of people if it changed."""
    texts = run.network.texts
    if output is None or output in STDOUT:
        sys.stdout.buffer.write(data)
    elif run.network.vault.write_if_changed(output, data, kind=kind):
        run.say(texts.count("{path} written: {n} person.", "{path} written: {n} people.", people, path=output))
    else:
        run.say(texts.say("{path} is current.", path=output))


def _say_left_out(run: Run, people: int) -> None:
    if people:
        run.say(run.network.texts.count("{n} private person left out.", "{n} private people left out.", people))


@click.command("map", cls=Command)
@people_options
@name_option(
    "--around", shell_complete=complete_names, help="NAME in the centre, not you; several words need no quotes."
)
@click.option(
    "--steps",
    type=click.IntRange(1, 6),
    metavar="N",
    help=f"How far from NAME people may be; {STEPS} by default.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="SVG, unless this or the file's suffix says otherwise."
)
@output_option
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
    """Draw the network: you in the centre, a ring for each circle.

    It shows who knows who, and who is due. SVG, a page of HTML with a search, or PNG (`pip install
    'mdnetwork[map]'`); GraphML and JSON for other tools. Of everybody, or of those that the options choose.
    """
    if around:
        around, rest = apart(run.answers.directory, around)
        wanted["query"] = (*wanted["query"], rest) if rest else wanted["query"]
    if steps and not around:
        raise click.UsageError("--steps goes with --around NAME: it counts from that person.")
    network, texts = run.network, run.network.texts
    file = None if output in STDOUT else output
    chosen = form or ("json" if isinstance(run.form, Json) else MAP_SUFFIXES.get(file.suffix.lower() if file else ""))
    if chosen is None and file:
        raise click.UsageError(f"A picture cannot be written as {file.suffix or file.name}: use .svg, .html or .png.")
    if chosen == "png" and file is None and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show a PNG: name a file with -o map.png.")
    only = _chosen_ids(run, wanted)
    chart = network.at(run.today).chart(around=around, steps=steps or STEPS, private=private, only=only)
    data = drawn(chart, chosen or "svg", texts)
    _write(run, file, data, FileKind(*map_kind(chosen or "svg")), chart.people)
    if only == set():
        run.say(texts.say("Nobody matches. `mdnet people` without options lists everybody."))
    _say_left_out(run, 0 if private or around else _private(run, only))
    run.notice()


def _chosen_ids(run: Run, wanted: dict[str, tuple[str, ...]]) -> AbstractSet[str] | None:
    """The ids of the people that the words and options select; None if there are none of these."""
    if not any(wanted.values()):
        return None
    return {row.identity for row in chosen_people(run.network, run.today, **wanted)}


def _private(run: Run, only: AbstractSet[str] | None) -> int:
    """How many private people were asked for and are not drawn."""
    people = run.answers.people()
    return sum(each.private for each in people if only is None or each.id in only)
