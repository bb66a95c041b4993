"""What is measured inside a process: `python -m benchmarks.tasks NAME VAULT CACHE` prints its times as JSON."""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.measuring import Stopwatch
from benchmarks.vaults import TODAY

CHANGES = 5
"""How often one note is changed in a running process."""
EVENTS = 10_000


def walk(vault: Path, _cache: Path, watch: Stopwatch) -> None:
    """Floor: list every folder and stat every file."""
    with watch.timing("walk"):
        for _ in _files(str(vault)):
            pass


def read(vault: Path, _cache: Path, watch: Stopwatch) -> None:
    """Floor: read all bytes of all notes."""
    with watch.timing("read"):
        for path in _files(str(vault)):
            descriptor = os.open(path, os.O_RDONLY)
            while os.read(descriptor, 65_536):
                pass
            os.close(descriptor)


def naive(vault: Path, _cache: Path, watch: Stopwatch) -> None:
    """Peer: the loop that most people write first, for front matter alone."""
    import frontmatter  # noqa: PLC0415  a process that measures something else does without

    with watch.timing("naive"):
        kept = [frontmatter.load(path) for path in _files(str(vault))]
    del kept


def running(vault: Path, cache: Path, watch: Stopwatch) -> None:
    """A running process: a full feed without a memo, then a feed after each change of one note."""
    from mdnetwork import Network  # noqa: PLC0415  as above
    from mdnetwork.calendar import text  # noqa: F401, PLC0415  its import is no part of a feed

    with Network.open(vault, refresh=False, cache_dir=cache) as network:
        with watch.timing("no change"):
            network.refresh()
        with watch.timing("everybody"):
            network.at(TODAY).histories()
        with watch.timing("follow-ups"):
            network.at(TODAY).all_follow_ups()
        network.store.keep_events(repr(network.config.feed), {})
        with watch.timing("full feed"):
            network.at(TODAY).feed()
        for note in changes(vault, CHANGES):
            _one_changed(network, note, watch)


def events(vault: Path, cache: Path, watch: Stopwatch) -> None:
    """The text of 10,000 events, from planned events to bytes: ours, and icalendar's from its component objects."""
    from mdnetwork import Network  # noqa: PLC0415  as above
    from mdnetwork.calendar import event, select, text  # noqa: PLC0415  as above
    from mdnetwork.people.privacy import PrivacyFilter  # noqa: PLC0415  as above

    with Network.open(vault, cache_dir=cache) as network:
        directory, settings, follow_ups = (
            network.at(TODAY).directory,
            network.config.feed,
            network.at(TODAY).open_follow_ups(),
        )
        scheduled = select.schedule(select.choose(follow_ups, settings)[0], settings, TODAY)
        privacy = PrivacyFilter(directory, "feed", detail=settings.privacy)
        builder = event.DetailsBuilder(follow_ups, directory, TODAY, privacy, full=False)
        context = event.RenderContext(settings, privacy, network.texts)
        writer = text.EventWriter(builder, context, {})
        plans = text.plans(scheduled, builder, settings, TODAY)
        planned = list(islice(cycle(map(writer.planned, plans)), EVENTS))
        with watch.timing("event text"):
            ours = [text.event_bytes(plan, context) for plan in planned]
        with watch.timing("event objects"):
            theirs = [_as_object(event.event(plan, context)) for plan in planned]
    if ours != theirs:
        raise RuntimeError("The bytes differ.")


def _as_object(properties: Mapping[str, Any]) -> bytes:
    """The event as a component object of icalendar writes it."""
    import icalendar  # noqa: PLC0415  as above

    made = icalendar.Event()
    for key, value in properties.items():
        made.add(key.partition(";")[0], icalendar.vUri(value) if key == "URL" else value)
    data: bytes = made.to_ical()
    return data


def _one_changed(network: object, note: Path, watch: Stopwatch) -> None:
    from mdnetwork import Network  # noqa: PLC0415  as above

    assert isinstance(network, Network)  # noqa: S101  for the type checker
    with watch.timing("one changed"):
        with watch.timing("one changed: refresh"):
            network.refresh(only=frozenset({note.parent.relative_to(network.root).as_posix()}))
        with watch.timing("one changed: everybody"):
            network.at(TODAY).histories()
        with watch.timing("one changed: follow-ups"):
            network.at(TODAY).all_follow_ups()
        with watch.timing("one changed: feed"):
            network.at(TODAY).feed()


def changes(vault: Path, count: int, seed: int = 0) -> Iterator[Path]:
    """Change this many people's notes, one per step: another birthday, and so another event."""
    chance = random.Random(f"{seed} {os.getpid()}")  # noqa: S311  notes, not secrets
    people = sorted((vault / "People").glob("*/*.md"))
    for _ in range(count):
        note = chance.choice(people)
        text = note.read_text(encoding="utf-8")
        while (
            day := f"birthday: {chance.randint(1950, 2000)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        ) in text:
            pass
        beside = note.with_name(f".{note.name}.tmp")
        beside.write_text(re.sub(r"birthday: \S+", day, text), encoding="utf-8", newline="\n")
        beside.replace(note)
        yield note


def _files(folder: str) -> Iterator[str]:
    """Every note, after a stat of its file; on plain strings."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.endswith(".md"):
                    entry.stat(follow_symlinks=False)
                    yield entry.path


TASKS = {each.__name__: each for each in (walk, read, naive, running, events)}

if __name__ == "__main__":
    stopwatch = Stopwatch()
    TASKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), stopwatch)
    print(stopwatch.told())  # noqa: T201  a program
