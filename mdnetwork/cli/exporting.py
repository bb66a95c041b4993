"""`mdnet export`: people in formats that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import Json
from mdnetwork.cli.people import people_options, whom_it_fits
from mdnetwork.cli.run import Run
from mdnetwork.exchange.exporting import SUFFIXES, Format, kind_of
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
    """People as vCards, CSV, JSON, JSON Lines or a Markdown table: everybody, or those whom the options choose.

    `mdnet import` of the same file gives the same people; docs/exchange.md tells what a format cannot carry.
    """
    network = run.network
    found = [known.history for known in whom_it_fits(run, **wanted)]
    histories = network.for_others(found, run.today, private=private)
    held_back = len(found) - len(histories)
    chosen = form or ("json" if isinstance(run.form, Json) else SUFFIXES.get(output.suffix.lower() if output else ""))
    data = network.export(histories, chosen or "vcard", raw=raw)
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        wrote = network.vault.write_if_changed(output, data, kind=FileKind(*kind_of(chosen or "vcard")))
        run.say(_told(network, output, len(histories), wrote))
    if held_back:
        run.say(network.texts.count("{n} private person left out.", "{n} private people left out.", held_back))


def _told(network: Network, output: Path, people: int, wrote: bool) -> str:
    if not wrote:
        return network.texts.say("{path} is current.", path=output)
    return network.texts.count("{path} written: {n} person.", "{path} written: {n} people.", people, path=output)
