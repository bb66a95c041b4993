"""Whether a line says that something happened, or an intention, a thought, or that there was no contact.

A line is read clause by clause. A link is rejected only if such words govern it and its clause has no word of contact
in the past or present. A line without such words counts, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.parsing.attempts import attempts, may_try
from mdnetwork.parsing.inline import links_in
from mdnetwork.text import without_addresses
from mdnetwork.verdicts import ATTEMPT, INTENTION, NEWS, NO_CONTACT, THOUGHT
from mdnetwork.vocabulary import sentences as words
from mdnetwork.vocabulary.channels import has_channel, is_channel
from mdnetwork.vocabulary.day_words import DAYS, NEXT, UNITS, WEEKDAYS
from mdnetwork.vocabulary.sentences import MARK_LENGTHS, MARKS, Mark
from mdnetwork.vocabulary.tags import exchange_tags

_LINK = words.LINK
_THEIRS = f"{_LINK}'s"
_SIGNS = r"(?<!-)<?-++>|<-++|(?<=\s)-++(?=\s)|[.,;:!?()…→←↔—–|&+/]"
_TOKEN = lazy_pattern(rf"{_LINK}(?:'s)?|[^\W_]+(?:['./-][^\W_]+)*'?|{_SIGNS}")
_ARROW = lazy_pattern(r"[→←]|->|<-")
_ACCENTED = lazy_pattern(rf"\b(?:{'|'.join(words.ACCENTED) or '(?!)'})(?!\w)", re.IGNORECASE)
_TOMORROW = {day for day, away in DAYS.items() if away > 0 and " " not in day}
_SPANS = UNITS.keys() | WEEKDAYS.keys()
_BY = words.BY
_NEWS_STARTS = {phrase.split()[0] for phrase in words.TOLD_OF_THEM}
_LONGEST_NEWS = max((phrase.count(" ") + 1 for phrase in words.TOLD_OF_THEM), default=0)
_NEAR = 6
"""How many words after a negation are searched for its verb."""
_LOOK = 12
"""How many words after a person are read as being about them."""
_SHORT = 2
"""The most words of a clause that does not name its person: "called, need to send [[Ann]] the deck"."""
_SAYS_MORE = (
    {phrase[0] for phrase, marks in MARKS.items() for mark in marks if mark.place in {"anywhere", "verb"}}
    | words.HAPPENED
    | words.NEGATIONS
) - words.WEAK
"""Words after a person that start a statement about that person alone."""
_STARTS = frozenset(
    {phrase[0] for phrase in MARKS}
    | words.NEGATIONS
    | words.BEFORE_INFINITIVES
    | words.BEFORE_VERBS
    | words.FUTURE
    | _TOMORROW
    | NEXT
    | _BY
)
_BEGINNINGS = _STARTS | UNITS.keys() | WEEKDAYS.keys()
"""The first words of marks."""
_DIVIDERS = words.ENDS | words.LISTING | words.SUBJECTS | words.STOPS | words.INDIRECT | words.APART | {","}
"""The words and signs that may end a clause, beside arrows and dashes."""
_SMALL = words.BETWEEN | words.FILLERS | words.WAS
_LEADING = words.FILLERS | words.LISTS
"""Words before a mark that still counts as being at the start."""
_FIRST = (
    _STARTS
    | words.OFF
    | {phrase.split()[0] for phrase in words.PASSIVE | words.OWED_TO | words.AFTERWARDS | words.TOLD_OF_THEM}
)
"""A line without any of these words has no mark."""


def moods(text: str, *, head: str | None = None, nested: Sequence[str] = ()) -> list[str | None]:
    """For each link of a line, in order, the reason why it is no contact; None where it may be one.

    `head` is the reason from the lines or headings above, which applies to a line without a reason of its own. `nested`
    are the lines below: if one says that something happened, the line counts.
    """
    links = links_in(text)
    tokens = _tokens(text, [(link.start, link.end) for link in links])
    may_tell = may_try(tokens) or _may_try_below(nested)
    if (head is None and not may_tell and not _may_have_mark(tokens)) or exchange_tags(text):
        return [None] * len(links)
    clauses = [*_clauses(tokens)]
    reasons = _untold(clauses, _judged(clauses, head), nested)
    return _with_attempts(clauses, reasons, nested) if may_tell else reasons


def _untold(clauses: Sequence[_Clause], reasons: Sequence[str | None], nested: Sequence[str]) -> list[str | None]:
    """The reasons, without those that other clauses or the lines below refute."""
    if NEWS in reasons and any(clause.has_contact and not clause.tells_news for clause in clauses):
        reasons = [None if reason == NEWS else reason for reason in reasons]
    if not any(reasons) or _told_after(clauses, reasons) or any(map(has_happened, nested)):
        return [None] * len(reasons)
    return [*reasons]


def _with_attempts(
    clauses: Sequence[_Clause], reasons: Sequence[str | None], nested: Sequence[str]
) -> list[str | None]:
    """The reasons, with that of an attempt for those who were tried and not reached."""
    told = [*clauses, *_below(nested)]
    tried = attempts([clause.words for clause in told])
    found: list[str | None] = []
    given = iter(reasons)
    for at, clause in enumerate(clauses):
        is_label = bool(clause.links) and not clause.says and at + 1 in tried and not told[at + 1].links
        rest = (each for number, each in enumerate(told) if number > at and number not in tried)
        fails = (at in tried or is_label) and not any(each.tells_contact and not each.links for each in rest)
        found += [reason or (ATTEMPT if fails else None) for reason in islice(given, len(clause.links))]
    return found


def _below(nested: Sequence[str]) -> Iterator[_Clause]:
    for text in nested:
        yield from _clauses(_tokens(text, [(link.start, link.end) for link in links_in(text)]))


def _may_try_below(nested: Sequence[str]) -> bool:
    return any(may_try(_tokens(text, ())) for text in nested)


def mood_of_label(text: str, nested: Sequence[str]) -> str | None:
    """The reason why a line that only links someone is no contact, from the lines nested below it."""
    if not nested or links_in(nested[0]):
        return None
    tokens = _tokens(text, [(link.start, link.end) for link in links_in(text)])
    if any(clause.says for clause in _clauses(tokens)):
        return None
    return mood_of_entry(nested[0], nested[1:])


def mood_of_entry(text: str, nested: Sequence[str] = ()) -> str | None:
    """The reason why an entry in a person's own log is no contact with them; None where it may be one."""
    if exchange_tags("\n".join((text, *nested))):
        return None
    tokens = _tokens(text, [(link.start, link.end) for link in links_in(text)])
    may_tell = may_try(tokens) or _may_try_below(nested)
    if not may_tell and not _may_have_mark(tokens):
        return None
    clauses = [*_clauses(tokens)]
    if may_tell and _is_attempt([*clauses, *_below(nested)]):
        return ATTEMPT
    if _ARROW.search(text):
        return None
    if any(clause.has_contact for clause in clauses[1:]) or any(map(tells_of_contact, nested)):
        return None
    return _reason_of_entry(clauses[0]) if clauses else None


def _is_attempt(clauses: Sequence[_Clause]) -> bool:
    """Whether an entry is about an attempt, and about no contact beside it."""
    tried = attempts([clause.words for clause in clauses])
    return bool(tried) and not any(clause.tells_contact for at, clause in enumerate(clauses) if at not in tried)


def _reason_of_entry(first: _Clause) -> str | None:
    """The reason in the first clause of an entry whose other clauses and lines are about no contact."""
    if first.is_only_called_off:
        return NO_CONTACT
    mark = first.mark
    if mark is None or first.has_contact or not all(_leads(word, mark) for word in first.words[: mark.start]):
        return None
    return mark.reason if _is_about_owner(first, mark) else None


@lru_cache(1024)
def mood_of_heading(text: str) -> str | None:
    """The reason that a heading, or a line without links, gives for the text below it: "To call", "Da fare"."""
    clauses = [clause for clause in _clauses(_tokens(text, ())) if clause.words]
    if len(clauses) != 1:
        return None
    (clause,) = clauses
    mark = clause.mark or clause.alone()
    if mark is None or clause.has_contact or any(word not in words.LISTS for word in clause.words[: mark.start]):
        return None
    rest = clause.words[mark.end :]
    said = words.BASE | words.FILLERS | words.LISTS | words.LISTING | _TOMORROW
    return mark.reason if all(word in said or _is_infinitive(word) or is_channel(word) for word in rest) else None


def tells_of_contact(text: str) -> bool:
    """Whether a clause has a word of contact without an intention, thought or negation that governs it."""
    tokens = _tokens(text, [(link.start, link.end) for link in links_in(text)])
    return any(clause.has_contact for clause in _clauses(tokens))


class _MoodFound(NamedTuple):
    """A mark in a clause: the words from `start` to before `end`."""

    reason: str
    start: int
    end: int
    is_day: bool = False


class _Clause:
    """Some words of a line, with the word or sign before them."""

    def __init__(self, opener: str, tokens: Sequence[str], *, follows_end: bool = False) -> None:
        self.opener = opener
        self.words = tuple(tokens)
        self.follows_end = follows_end
        """Whether a sentence ended before it."""
        self.links = [at for at, word in enumerate(tokens) if word[0] == _LINK]
        self.mark = None if _BEGINNINGS.isdisjoint(tokens) else next(self._marks(), None)
        is_day = self.mark is not None and self.mark.is_day
        said = self.words if self.mark is None or is_day else self.words[: self.mark.start]
        self.has_happened = not words.HAPPENED.isdisjoint(said)
        self.has_contact = self.has_happened or (not is_day and has_channel(said))

    @property
    def tells_contact(self) -> bool:
        """Whether it is about contact, also after an attempt."""
        return self.has_contact or not words.REACHED.isdisjoint(self.words)

    @cached_property
    def _news(self) -> frozenset[int]:
        """The ends of the lists of people that news follow; 0 for news about nobody who is linked."""
        if _NEWS_STARTS.isdisjoint(self.words):
            return frozenset()
        return frozenset(end for end in {*self._ends()} or {0} if self._is_news(end))

    @property
    def _is_off(self) -> bool:
        return not words.OFF.isdisjoint(self.words) and has_channel(self.words)

    @property
    def is_only_called_off(self) -> bool:
        """Whether it says no more than that a conversation was called off: "lunch cancelled"."""
        said = [word for word in self.words if word not in _SMALL and word not in words.THEM and word[0] != _LINK]
        off = next((at for at, word in enumerate(said) if word in words.OFF), 0)
        return off > 0 and is_channel(" ".join(said[:off])) and not has_channel(said[off:])

    @cached_property
    def _starts(self) -> int:
        """The index of the first word that is not introductory."""
        return next((at for at, word in enumerate(self.words) if word not in _LEADING), len(self.words))

    @property
    def tells_news(self) -> bool:
        """Whether it is about somebody's life, and about nothing between us."""
        return bool(self._news)

    @property
    def says(self) -> bool:
        """Whether it says more than the people it links."""
        return any(not word.startswith(_LINK) and word not in words.FILLERS for word in self.words)

    def reasons(self) -> list[str | None]:
        """For each link the reason in this clause why it is no contact."""
        if not self.links:
            return []
        return [self._reason(link, end) for link, end in zip(self.links, self._ends(), strict=True)]

    def _ends(self) -> list[int]:
        """For each link the end of the list of people that it belongs to."""
        ends: list[int] = []
        end = len(self.words)
        for at in range(len(self.words) - 1, -1, -1):
            word = self.words[at]
            if word.startswith(_LINK):
                ends.append(end)
            elif word not in words.LISTING and word != ",":
                end = at
        return ends[::-1]

    def _reason(self, link: int, end: int) -> str | None:
        """The reason for one link; `end` is the end of the list of people that it belongs to."""
        beside = self._beside(link)
        if beside is not None:
            return beside
        behind = self.words[end : end + _LOOK]
        if self._is_off and self._called_off(behind):
            return NO_CONTACT
        if " ".join(behind[:2]) in words.OWED_TO and any(map(is_channel, behind[2:3])):
            return INTENTION
        if end in self._news or self.has_contact:
            return NEWS if end in self._news else None
        if self.mark is not None and (self.mark.start < link or self._day_follows(end)):
            return self.mark.reason
        return _said_behind(behind) if behind else None

    def _is_news(self, end: int) -> bool:
        """Whether the words after the people who start this clause are about their life, and nothing is about us."""
        found, start = None, end
        while found is None and start < len(self.words):
            phrases = (" ".join(self.words[start : start + length]) for length in range(_LONGEST_NEWS, 0, -1))
            found = next((phrase for phrase in phrases if phrase in words.TOLD_OF_THEM), None)
            if found is None and self.words[start] not in words.BEFORE_NEWS:
                return False
            start += found is None
        if found is None:
            return False
        others = (*self.words[:end], *self.words[start + found.count(" ") + 1 :])
        people = [word for word in self.words[:end] if not word.startswith(_LINK)]
        return all(word in words.LISTING or word in words.LISTS or word == "," for word in people) and not any(
            word in words.OF_US or word in words.HAPPENED or is_channel(word) for word in others
        )

    def alone(self) -> _MoodFound | None:
        """The mark, if this clause consists of it."""
        found = MARKS.get(tuple(word for word in self.words if word not in words.OWN), ())
        mark = next((each for each in found if each.place == "alone"), None)
        return None if mark is None else _MoodFound(mark.reason, 0, len(self.words))

    def _marks(self) -> Iterator[_MoodFound]:
        for at, word in enumerate(self.words):
            if word not in _BEGINNINGS:
                continue
            found = self._day(at) or self._phrase(at) or self._negation(at, word) or self._plan(at, word)
            if found is not None:
                yield found

    def _phrase(self, at: int) -> _MoodFound | None:
        for length in MARK_LENGTHS.get(self.words[at], ()):
            end = at + length
            for mark in MARKS.get(self.words[at:end], ()) if end <= len(self.words) else ():
                if self._holds(mark, at, end):
                    return _MoodFound(mark.reason, at, end)
        return None

    def _holds(self, mark: Mark, at: int, end: int) -> bool:
        following = self.words[end : end + 2]
        if mark.place == "start":
            is_order = mark.reason != NO_CONTACT or (bool(following) and following[0] not in words.HARMLESS)
            return at <= self._starts and is_order
        if mark.place == "verb":
            return bool(following) and following[0] in words.BASE
        if mark.reason == INTENTION and following[:1] and following[0] in words.SPEECH:
            return following[1:] != () and following[1] in words.SPOKEN_TO
        return mark.place == "anywhere" or (
            mark.place == "beside" and mark.reason != NO_CONTACT and self._links_at(end)
        )

    def _links_at(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].startswith(_LINK)

    def _day(self, at: int) -> _MoodFound | None:
        """A future day, unless it is only a topic."""
        if self.words[at - 1 : at] and self.words[at - 1] in words.ABOUT:
            return None
        word, *more = self.words[at : at + 2]
        following = more[0] if more else ""
        if word in _TOMORROW:
            return _MoodFound(INTENTION, at, at + 1, is_day=True)
        if (word in NEXT and following in _SPANS) or (word in _SPANS and following in words.NEXT_BEHIND):
            return _MoodFound(INTENTION, at, at + 2, is_day=True)
        ahead = following in WEEKDAYS or following in _TOMORROW or following in NEXT
        return _MoodFound(INTENTION, at, at + 2, is_day=True) if word in _BY and ahead else None

    def _negation(self, at: int, word: str) -> _MoodFound | None:
        """A negated verb of contact."""
        if word not in words.NEGATIONS:
            return None
        for end in range(at + 1, min(at + _NEAR, len(self.words))):
            verb = self.words[end]
            if verb in words.BASE or verb in words.HAPPENED or is_channel(verb) or _is_contact_infinitive(verb):
                return _MoodFound(NO_CONTACT, at, end)
            if verb not in words.BETWEEN:
                break
        verb = self.words[at + 1] if at + 1 < len(self.words) else ""
        is_order = at <= self._starts and verb not in words.HARMLESS and words.infinitive(verb) is not None
        return _MoodFound(NO_CONTACT, at, at + 1) if is_order else None

    def _plan(self, at: int, word: str) -> _MoodFound | None:
        """`da richiamare`, `to call` at the start of a clause, and `chiamerò`."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if word in words.BEFORE_INFINITIVES and _is_infinitive(following):
            return _MoodFound(INTENTION, at, at + 1)
        if word in words.BEFORE_VERBS and following in words.BASE and at <= self._starts:
            return _MoodFound(INTENTION, at, at + 1)
        return _MoodFound(INTENTION, at, at) if word in words.FUTURE else None

    def _day_follows(self, end: int) -> bool:
        """Whether a future day follows a list of people, with only small words between."""
        if self.mark is None or not self.mark.is_day or self.mark.start > end + _LOOK:
            return False
        return all(word in words.FILLERS for word in self.words[end : self.mark.start])

    def _beside(self, link: int) -> str | None:
        """The reason from words directly before a link, whatever else the clause says."""
        before = self.words[max(link - _NEAR, 0) : link]
        while before and before[-1] in words.JOINTS:
            before = before[:-1]
        marks = (*MARKS.get(before[-2:], ()), *MARKS.get(before[-1:], ()))
        return NO_CONTACT if Mark(NO_CONTACT, "beside") in marks else None

    def _called_off(self, behind: Sequence[str]) -> bool:
        """Whether the words after a link say that the conversation before it was called off."""
        said = [word for word in behind if word not in _SMALL]
        return said[:1] != [] and said[0] in words.OFF


def _said_behind(behind: Sequence[str]) -> str | None:
    """The reason from the words after a link: "[[Ann]] da richiamare"."""
    behind = behind[behind[:1] == ("is",) :]
    for length in (1, 2):
        phrase, following = " ".join(behind[:length]), behind[length] if len(behind) > length else ""
        if phrase in words.PASSIVE and following in words.HAPPENED:
            return INTENTION
        if phrase in words.AFTERWARDS and following in words.BASE:
            return INTENTION
    if behind and behind[0] in words.BEFORE_INFINITIVES and _is_infinitive(behind[1] if len(behind) > 1 else ""):
        return NO_CONTACT if behind[1] in words.AVOIDING else INTENTION
    return _negated_behind(behind) or _thought_behind(behind)


def _negated_behind(behind: Sequence[str]) -> str | None:
    if behind[:1] and behind[0] in words.NEGATIONS:
        for verb in behind[1:_NEAR]:
            if verb in words.STAYED_AWAY:
                return NO_CONTACT
            if verb not in words.BETWEEN:
                break
    return None


def _thought_behind(behind: Sequence[str]) -> str | None:
    said = [word for word in behind if word not in words.BEFORE_THOUGHTS]
    found = MARKS.get(tuple(said[:3]), ()) or MARKS.get(tuple(said[:2]), ())
    return next((mark.reason for mark in found if mark == Mark(THOUGHT)), None)


def _judged(clauses: Sequence[_Clause], head: str | None) -> list[str | None]:
    """The reason for each link, clause by clause. A clause may inherit the reason of the one before it."""
    found: list[str | None] = []
    above, last = head, None
    for number, clause in enumerate(clauses):
        if clause.follows_end:
            above, last = head, None
        reasons = clause.reasons()
        is_own = clause.has_happened or clause.mark is not None
        taken = None if is_own else above or _taken_over(clause, last)
        if taken is None and clause.links and not clause.says and not clause.has_contact and last is None:
            taken = _said_next(clauses[number + 1] if number + 1 < len(clauses) else None)
        found += [reason or taken for reason in reasons]
        mark = clause.mark or (clause.alone() if _next_opener(clauses, number) == ":" else None)
        if mark is not None and not clause.links and not clause.has_contact and _next_opener(clauses, number) == ":":
            above = mark.reason
        if clause.links:
            last = found[-1]
        elif clause.has_contact and taken is None:
            last = None
        else:
            last = taken or (mark.reason if mark is not None else None)
    return found


def _next_opener(clauses: Sequence[_Clause], number: int) -> str:
    return clauses[number + 1].opener if number + 1 < len(clauses) else ""


def _taken_over(clause: _Clause, last: str | None) -> str | None:
    """The reason that a clause inherits from the one before: in a list of people, by a verb, or by depending on it."""
    if last is None:
        return None
    if clause.opener in words.INDIRECT:
        return last
    joins = clause.opener in words.LISTING or clause.opener in {",", "|"}
    if joins and not clause.says:
        return last
    first = next((word for word in clause.words if word not in words.FILLERS), "")
    verbs = words.BARE if clause.opener == "," else words.BASE
    return last if joins and last == INTENTION and (first in verbs or _is_contact_infinitive(first)) else None


def _said_next(following: _Clause | None) -> str | None:
    """The reason from the clause after a link that has no clause of its own: "[[Ann]]: need to call her back"."""
    if following is None or following.follows_end:
        return None
    if following.tells_news and (not following.links or following.opener in words.LISTING or following.opener == ","):
        return NEWS
    if following.links or following.has_contact:
        return None
    mark = following.mark
    if mark is None or not all(word in words.FILLERS for word in following.words[: mark.start]):
        return None
    return mark.reason if _is_about_owner(following, mark) else None


def _is_about_owner(clause: _Clause, mark: _MoodFound) -> bool:
    """Whether a mark is about contact with a person that the clause does not name, or calls "her"."""
    rest = [word for word in clause.words[mark.end :] if word not in words.FILLERS]
    if mark.is_day:
        return not rest or all(is_channel(word) or word[0].isdigit() for word in rest)
    if not rest or rest[0].startswith(_LINK) or rest[0] in words.THEM:
        return True
    if mark.reason == INTENTION:
        return rest[0] in words.BASE or _is_infinitive(rest[0]) or is_channel(rest[0])
    return mark.reason == NO_CONTACT and clause.words[mark.start] in words.NEGATIONS


def _told_after(clauses: Sequence[_Clause], reasons: Sequence[str | None]) -> bool:
    """Whether a clause without a link says what happened after all: "need to call [[Ann]], but she called first"."""
    told = iter(reasons)
    is_rejected = False
    for clause in clauses:
        is_rejected |= any(tuple(islice(told, len(clause.links))))
        if clause.links or not clause.has_happened:
            continue
        if len([word for word in clause.words if word not in words.FILLERS]) < _SHORT:
            return True
        if is_rejected and _names_them(clause.words):
            return True
    return False


@lru_cache(1024)
def has_happened(text: str) -> bool:
    """Whether a nested line says that something happened."""
    return any(clause.has_happened for clause in _clauses(_tokens(text, ())))


def _leads(word: str, mark: _MoodFound) -> bool:
    """Whether a word may come before a mark that governs the whole entry: "we must call", "lunch tomorrow"."""
    return word in words.FILLERS or (mark.is_day and (word in words.BASE or is_channel(word)))


def _names_them(said: Sequence[str]) -> bool:
    if not (words.THEM | words.THEM_JOINED).isdisjoint(said):
        return True
    return any(f"{word} {after}" in words.THEM_PHRASES for word, after in pairwise(said))


def _is_contact_infinitive(word: str) -> bool:
    """Whether a word is a verb of contact, with or without a pronoun: richiamarla, scrivergli."""
    return words.infinitive(word) in words.BASE


def _is_infinitive(word: str) -> bool:
    return word in words.BASE or words.infinitive(word) is not None


def _may_have_mark(tokens: Sequence[str]) -> bool:
    return not _FIRST.isdisjoint(tokens)


def _tokens(text: str, links: Sequence[tuple[int, int]]) -> list[str]:
    """The words and signs of a text, folded, with each link as one sign."""
    shown = text.replace(_LINK, " ")
    for start, after in reversed(links):
        shown = f"{shown[:start]} {_LINK}{shown[after:]}"
    shown = without_addresses(shown)
    if not shown.isascii():
        shown = _ACCENTED.sub(lambda match: words.ACCENTED[match[0].lower()], shown)
    found, articled = _TOKEN.findall(fold(shown)), words.ARTICLED
    return found if articled.keys().isdisjoint(found) else [articled.get(word, word) for word in found]


def _clauses(tokens: Sequence[str]) -> Iterator[_Clause]:
    """The clauses of a line. Between people a comma or "and" ends a clause only if the next one gets new words."""
    goes_on = _going_on(tokens) if _LINK in tokens or _THEIRS in tokens else None
    opener, own, ended = "", list[str](), False
    for at, word in enumerate(tokens):
        if word not in _DIVIDERS and word[0] not in "<-":  # most words
            own.append(word)
            continue
        ends = word in words.ENDS
        if not ends and not _divides(word, own, goes_on=goes_on is not None and goes_on[at + 1]):
            own.append(word)
            continue
        if own:
            yield _Clause(opener, own, follows_end=ended)
            own, ended = [], False
        opener, ended = word, ended or ends
    if own:
        yield _Clause(opener, own, follows_end=ended)


def _divides(word: str, own: Sequence[str], *, goes_on: bool) -> bool:
    """Whether a word or sign ends a clause with these `own` words. `goes_on`: a list of people continues."""
    if word in words.LISTING or word == ",":
        return not (own and own[-1].startswith(_LINK) and goes_on)
    if word in words.SUBJECTS:
        return not words.REPORTED.isdisjoint(own[-2:])
    return word in words.STOPS or word in words.INDIRECT or word in words.APART or word[:1] in "<-"


def _going_on(tokens: Sequence[str]) -> list[bool]:
    """For each position whether the words there continue a list of people without saying anything new."""
    found = [False] * (len(tokens) + 1)
    says_more = False
    for at in range(len(tokens) - 1, -1, -1):
        word = tokens[at]
        if word.startswith(_LINK):
            found[at] = not says_more
        elif word in words.LISTING:
            found[at] = found[at + 1]
        elif word != ",":
            says_more = word in _SAYS_MORE
    return found
