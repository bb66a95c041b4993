"""Insight: what the user's own note says about them: a pitch at three lengths, and the parts of a professional profile.

A pitch has the note's own sentences, offers and needs, and a gap in brackets where the note says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Literal, get_args

from mdnetwork.dates import Span
from mdnetwork.days.reader import parse_date
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.i18n import Texts
from mdnetwork.i18n import texts as texts_in
from mdnetwork.insight.exchanges import all_exchanges
from mdnetwork.insight.introductions import OFFERED, who_knows
from mdnetwork.insight.period import periods_up_to
from mdnetwork.insight.profile import VisibilityLadder, ladder
from mdnetwork.insight.publishing import Publishing, ideas, publishing
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence, Note, Person, Profile, Task
from mdnetwork.names import bare, fold
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.fields import Fields, plain
from mdnetwork.parsing.marks import date_within
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.phrases import joined
from mdnetwork.vocabulary.languages import pattern, table, words_of
from mdnetwork.vocabulary.tongue import tongue

PitchLength = Literal["sentence", "half a minute", "a minute"]
WORDS: dict[PitchLength, int] = {"sentence": 0, "half a minute": 75, "a minute": 150}
"""The most words of a pitch. A sentence has as many as the note gives it."""
WORDS_A_MINUTE = 150
"""The usual pace of speaking to people (National Center for Voice and Speech: 150 words a minute)."""
YEAR = Span(months=12)
"""How far back the page looks for what was published."""
PartName = Literal[
    "photo",
    "headline",
    "summary",
    "experience",
    "education",
    "skills",
    "featured",
    "recommendations",
    "contact",
    "website",
]
PARTS: tuple[PartName, ...] = get_args(PartName)
_MEANING: dict[PartName, tuple[str, ...]] = {
    "headline": ("role",),
    "skills": ("expertise",),
    "contact": ("email", "phone"),
    "website": ("linkedin", "website", "url"),
}
"""The keys of a person's note that are a part of a profile too."""
_PART_OF = table("profile-parts")
_CHECKLIST = words_of("profile", "checklist")
_PITCH = words_of("profile", "pitch")
_REVIEWED = lazy_pattern(
    rf"\b{pattern(words_of('profile', 'reviewed'))}\b.*\b{pattern(words_of('profile', 'checklist'))}\b"
    rf"|\b{pattern(words_of('profile', 'checklist'))}\b.*\b{pattern(words_of('profile', 'reviewed'))}\b"
)
_LOOKED = lazy_pattern(rf"\b{pattern(words_of('profile', 'reviewed'))}\b")
_BETWEEN = lazy_pattern(r"(?<=[.!?…])\s+(?=[^\w\s]*[^\W\d_a-z])")
"""The space between two sentences, before a capital letter."""
_ENDS = (".", "!", "?", "…")
_NO_TEXT = frozenset({"blank", "heading", "quote", "row"})


class Helper(NamedTuple):
    """Somebody who knows about what the user looks for, with the field that says so."""

    need: str
    person: Person
    evidence: tuple[Evidence, ...]


class Pitch(NamedTuple):
    """A pitch of one length. `gaps` are what the note does not say, in the order in which they are in the text."""

    length: PitchLength
    text: str
    words: int
    gaps: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """How long it takes to say."""
        return round(self.words * 60 / WORDS_A_MINUTE)


class ProfilePart(NamedTuple):
    """A part of a professional profile, such as a photo. Without evidence the note does not mention it."""

    name: PartName
    is_there: bool
    evidence: tuple[Evidence, ...]
    words: str = ""
    """What an open task says that is to be done about it."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The page of the user's own note. `reviewed` is the last day on which they looked at their profile."""

    profile: Profile
    pitches: tuple[Pitch, ...]
    parts: tuple[ProfilePart, ...]
    reviewed: date | None
    evidence: tuple[Evidence, ...]
    """The lines with that day."""
    helpers: tuple[Helper, ...]
    ladder: VisibilityLadder
    deeds: tuple[Evidence, ...]
    """The lines of the year that count for a step, without those that may not be quoted."""
    publishing: Publishing
    ideas: tuple[Suggestion, ...]

    __repr__ = short_repr("profile.path")


def own_page(document: Document, profile: Profile, survey: Survey, notes: Iterable[Note] = ()) -> OwnPage:
    """The page of the note of `profile`. `notes` are those that could be published."""
    note = _OwnNote(document)
    day, evidence = _last_review(note, survey)
    year = periods_up_to(YEAR, survey.today)
    spoken = tongue(" ".join((profile.pitch, *profile.offers, *profile.needs)))
    reached = ladder(survey, year)
    return OwnPage(
        profile,
        tuple(_pitches(note, profile, survey.texts if spoken in {"", survey.texts.language} else texts_in(spoken))),
        tuple(_parts(note, survey)),
        day,
        evidence,
        tuple(_helpers(profile, survey)),
        reached,
        tuple(filter(survey.privacy.may_quote, reached.evidence)),
        publishing(survey, year),
        tuple(ideas(survey, notes)),
    )


def _helpers(profile: Profile, survey: Survey) -> Iterator[Helper]:
    """For each need at most three people who know about it."""
    for need in profile.needs:
        for person, what in islice(who_knows(need, survey), OFFERED):
            line = Evidence(None, person.path, person.line_of("expertise"), what, source="field")
            yield Helper(need, person, (line,))


class _OwnNote:
    """The fields, sections and checklist of the note. The words of a part may be a key, a heading or an item."""

    def __init__(self, document: Document) -> None:
        self.path = document.path
        self.fields = Fields((*document.shown_front.fields, *document.inline), document.settings.keys)
        self.lines = document.lines
        self.tasks = {task.line: task for task in document.tasks}

    def under(self, words: Iterable[str]) -> list[BodyLine]:
        """The lines with text below the headings with these words, at any depth."""
        wanted = frozenset(words)
        return [
            line
            for line in self.lines
            if line.text
            and line.kind not in _NO_TEXT
            and not line.inert
            and not wanted.isdisjoint(map(bare, line.headings))
        ]

    def field(self, part: PartName) -> Evidence | None:
        """The field of a part of the profile, by its words or by the key of a person's note."""
        for meaning in _MEANING.get(part, ()):
            field = self.fields.get(meaning)
            if field:
                return self.line(field.line, plain(field.text()))
        for field in self.fields.written:
            if field.value and _PART_OF.get(bare(field.key.replace("_", " "))) == part:
                return self.line(field.line, plain(field.text()))
        return None

    def items(self, part: PartName) -> Iterator[tuple[BodyLine, Task | None]]:
        """The items of a checklist about a part: its first words are the part's."""
        for line in self.under(_CHECKLIST):
            task = self.tasks.get(line.number)
            if line.kind in {"task", "bullet"} and _part_at_start(task.text if task else line.text) == part:
                yield line, task

    def line(self, number: int, text: str, day: date | None = None) -> Evidence:
        """A line of the note as evidence."""
        return Evidence(day, self.path, number, text, source="field")


def _part_at_start(text: str) -> str | None:
    """The part of a profile that an item begins with: "Photo: the one of last spring"."""
    words = bare(text).split()
    return next((_PART_OF[name] for n in (3, 2, 1) if (name := " ".join(words[:n])) in _PART_OF), None)


def _pitches(note: _OwnNote, profile: Profile, texts: Texts) -> Iterator[Pitch]:
    written = [*(_BETWEEN.split(profile.pitch) if profile.pitch else ()), *_sentences(note.under(_PITCH))]
    opening = list(dict.fromkeys(written))
    further = list(dict.fromkeys(_told(note, ("summary", "experience"))))
    further = [each for each in further if each not in opening]
    first = opening[:1] or [_gap(texts.say("what you do, for whom and why, in one sentence"))]
    yield _pitch("sentence", first)
    closing = list(_closing(profile, texts))
    short = _within("half a minute", first, [*opening[1:], *further], closing)
    yield _pitch("half a minute", short)
    long = _within("a minute", first, [*opening[1:], *further], closing)
    if len(long) == len(short):  # the note has nothing that the shorter one does not say
        example = _gap(texts.say("an example: what you did, for whom, and what came of it"))
        long = [*long[: -len(closing)], example, *closing]
    yield _pitch("a minute", long)


def _told(note: _OwnNote, parts: Sequence[PartName]) -> Iterator[str]:
    """The sentences of these parts of the profile."""
    for part in parts:
        field = note.field(part)
        yield from _whole([field.text] if field else [])
        yield from _sentences(note.under(_words_of_part(part)))


def _words_of_part(part: PartName) -> list[str]:
    return [word for word, name in _PART_OF.items() if name == part]


def _sentences(lines: Iterable[BodyLine]) -> list[str]:
    """The sentences of these lines. The rows of a paragraph are one text."""
    texts: list[str] = []
    last = 0
    for line in lines:
        if line.kind == "text" and line.number == last + 1:
            texts[-1] += f" {plain(line.text)}"
        else:
            texts.append(plain(line.text))
        last = line.number if line.kind == "text" else 0
    return _whole(texts)


def _whole(texts: Iterable[str]) -> list[str]:
    """The whole sentences. Words without a full stop, such as a list of employers, are none."""
    return [each for text in texts for each in _BETWEEN.split(text) if each.endswith(_ENDS)]


def _closing(profile: Profile, texts: Texts) -> Iterator[str]:
    """What the user offers, and what they look for."""
    offers, needs = joined(profile.offers, texts), joined(profile.needs, texts)
    yield texts.say("I can help with {offers}.", offers=offers) if offers else _gap(texts.say("what you offer"))
    yield texts.say("I am looking for {needs}.", needs=needs) if needs else _gap(texts.say("what you look for"))


def _within(length: PitchLength, first: list[str], own: list[str], closing: list[str]) -> list[str]:
    """As many of the user's own sentences, in order, as there is time for, before the closing ones."""
    left = WORDS[length] - sum(len(each.split()) for each in (*first, *closing))
    taken: list[str] = []
    for sentence in own:
        left -= len(sentence.split())
        if left < 0:
            break
        taken.append(sentence)
    return [*first, *taken, *closing]


def _gap(words: str) -> str:
    return f"[{words}]"


def _pitch(length: PitchLength, sentences: list[str]) -> Pitch:
    gaps = tuple(each[1:-1] for each in sentences if each.startswith("["))
    said = sum(len(each.split()) for each in sentences if not each.startswith("["))
    return Pitch(length, " ".join(sentences), said, gaps)


def _parts(note: _OwnNote, survey: Survey) -> Iterator[ProfilePart]:
    """The parts in order. What a checklist says about a part decides; an open task says that it is missing."""
    for name in PARTS:
        items = list(note.items(name))
        still = [(line, task) for line, task in items if task and task.state == "open"]
        if still:
            lines = tuple(note.line(line.number, task.text) for line, task in still)
            yield ProfilePart(name, False, lines, "; ".join(each.text for each in lines))
            continue
        evidence = [note.line(line.number, plain(line.text)) for line, _ in items]
        evidence += [field] if (field := note.field(name)) else []
        evidence += [note.line(line.number, plain(line.text)) for line in note.under(_words_of_part(name))][:1]
        if name == "recommendations":
            evidence += [each.evidence for each in all_exchanges(survey) if each.kind == "was_recommended"]
        yield ProfilePart(name, bool(evidence), tuple(evidence))


def _last_review(note: _OwnNote, survey: Survey) -> tuple[date | None, tuple[Evidence, ...]]:
    """The last day on which the user looked at the profile: by `reviewed`, a ticked item, or the log."""
    found = [(day, line) for day, line in _reviews(note, survey) if day <= survey.today]
    if not found:
        return None, ()
    day = max(day for day, _ in found)
    return day, tuple(line for on, line in found if on == day)


def _reviews(note: _OwnNote, survey: Survey) -> Iterator[tuple[date, Evidence]]:
    field = note.fields.get("reviewed")
    day = parse_date(field.text()) if field else None
    if field and day:
        yield day, note.line(field.line, plain(field.text()), day)
    for line in note.under(_CHECKLIST):
        task = note.tasks.get(line.number)
        written = date_within(line.text) if task is None and _LOOKED.search(fold(line.text)) else None
        seen = parse_date(written) if written else task.done if task else None
        if seen:
            yield seen, note.line(line.number, plain(line.text), seen)
    for entry in survey.directory.own_log:
        if entry.date and _REVIEWED.search(fold(entry.text)):
            yield entry.date, entry
