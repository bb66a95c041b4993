"""Follow-ups: the thing that a line is about, and what is to be done with it: "the fee letter", "book the room"."""

from __future__ import annotations

import re

from mdnetwork.names import fold
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.languages import codes, pattern, table, words_of
from mdnetwork.vocabulary.sentences import BARE, BASE, infinitive
from mdnetwork.vocabulary.tongue import tongue

LONGEST = 90
"""The maximum length, in characters, of a quote in a sentence of a message."""
EDGES = " \t.,;:→←—–-|·*_"


def _quotes(key: str) -> str:
    return pattern(words_of("quotes", key))


_STOP = re.compile(r"[;.,!?#()→←—|\n·]|->|<-|\s[-–]\s")
_OF = table("articles-of")
_ARTICLES = _OF | table("articles-on")
"""Prepositions joined to an article, each with the article: "il" for "del"."""
_ASKED = re.compile(r"[^.;,!]*\?")
"""A question was asked, not discussed: "how about Tuesday?"."""
CLAUSE = re.compile(
    r"(she|he|they)\s++((?:also|now|still|just|often|always|never|sometimes|\w+ly)\s++)?([\w']++)(.*)", re.IGNORECASE
)
_PARTS = re.compile(r"[;→←—|\n·]|->|<-|[.,:]\s")
DETERMINERS = words_of("nouns", "determiners", "en")
_NOUNS = re.compile(r"[\w'’\"“”«»/&+-]+(?:[ ,]+[\w'’\"“”«»/&+-]+)*")
_VERBS = words_of("nouns", "begins-none", "en")
_AFTER_VERBS = DETERMINERS | words_of("nouns", "after-verbs", "en")
"""Words after an English verb that begins a text: "review her draft", "follow up with Bo"."""
_DEEDS = BARE - words_of("nouns", "verbs-and-nouns", "en") | words_of("nouns", "verbs", "en")
"""Verbs that are certain without the word that follows: "book on looms" is a thing."""
_OBJECTS = words_of("nouns", "objects", "en")
_NO_VERBS = DETERMINERS | _OBJECTS | words_of("nouns", "no-verbs", "en")
_TO_THEM = re.compile(r"^(?:her|him|them) (?=(?:the|an?|my|our|some)\b)", re.IGNORECASE)
_POINTING = words_of("nouns", "pointing", "en")
_INDIRECT = re.compile(r"(?:how|whether|why|where|what) (?!about\b)\w+ \w.*", re.IGNORECASE)
"""An indirect question: "how the kiln is doing"."""
_DEFINITE = words_of("quotes", "definite")
_OWNING = words_of("nouns", "of", "en") | words_of("prepositions", "of") | frozenset(_OF)
_WORDS_OF_MATTER = 9
_FINITE_PAST = words_of("nouns", "past", "en")
"""Frequent English verbs of what is over."""
_AHEAD = words_of("nouns", "ahead", "en")
_FINITE = _FINITE_PAST | words_of("quotes", "auxiliaries") | words_of("quotes", "finite")
"""Words that are in no name of a thing: verbs and their subjects."""
_EMPTY = words_of("quotes", "empty")
"""What a talk may be about, and nobody comes back to: "everything and nothing", "the usual"."""
_STATES = re.compile(rf"(?:(?:she|he|they|lei|lui|loro)\s+)?{_quotes('states')}(?! to\b)\b", re.IGNORECASE)
"""What lasts, or is over at once: "he has a cold", "she works at Acme", "sta bene"."""
_IN_PROGRESS = re.compile(r"\s+(?:\w+ly\s+)?(?:\w+ing|about to)\b", re.IGNORECASE)
_OF_THEIRS = re.compile(r"(?:her|his|their) (?:[\w'-]+ ){1,5}(?:is|are|will) \w", re.IGNORECASE)
"""What something of theirs is or will be: "her move to Lisbon is settled"."""
_ONGOING = re.compile(rf"(?:(?:lei|lui|loro)\s+)?{pattern(words_of('quotes', 'ongoing'))}\s+\w", re.IGNORECASE)
_BEFORE_DEEDS = words_of("quotes", "before-deeds")
_DONE = words_of("quotes", "done")
"""Things that are done, not sent: "an introduction"."""
_SENT = frozenset({None, "email", "message", "letter", "video"})
"""Channels of which one sends a thing."""
_PRONOUN = re.compile(
    r"^(\w+) (?:her|him|them)\b(?= (?:the|a|an|my|our|some|to|about|how|what|when|that|if|\d)\b|$)", re.IGNORECASE
)
"""The person as the object of the first verb."""
HEAD_ENDS = re.compile(r"\s+(?:of|for|about|on|in|from|with|to|by|at)\s+")
_LATER = re.compile(r"\s+(?:next|this|tomorrow|soon|again|together|sometime)\b")
_OF_THE = re.compile(rf"({pattern(_OF)})(?:(?<=')|\s+)", re.IGNORECASE)
_NAMED = words_of("quotes", "named")
_NAMED_JOINED = tuple(words_of("quotes", "joined"))
_WORD = re.compile(r"[^\W\d_]+")


_ABOUT = re.compile(rf"\b{_quotes('about')}\s+(?!\d)(.+)", re.IGNORECASE | re.DOTALL)
_TALKED = re.compile(
    rf"\b{_quotes('talked')}\s+"
    rf"({pattern({*_ARTICLES, *words_of('prepositions', 'of'), *words_of('prepositions', 'on')})})(?:(?<=')|\s)\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
"""About something, after a preposition that may be joined to its article."""


def _giving(code: str) -> re.Pattern[str]:
    """Who gave what, in one language. The group is the thing."""
    subjects, pronouns, auxiliaries, never, given, to_me, for_them, determiners = (
        pattern(words_of("quotes", key, code))
        for key in ["subjects", "pronouns", "auxiliaries", "not-given", "given", "to-me", "to-them", "determiners"]
    )
    return re.compile(
        rf"(?:{subjects}\s++)?(?:{pronouns}\s++)?(?:{auxiliaries}\s++)?(?!{never}\b){given}\s++"
        rf"(?:{to_me}\s++|{for_them}\s++(?={determiners}\b))?(.+)",
        re.IGNORECASE,
    )


_GIVEN = tuple(map(_giving, codes()))
_TO_GIVE = re.compile(rf"{_quotes('to-give')}{_quotes('to-give-ends')}\s++(.+)", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?:i (?!\w+i\b)|(?!i ){_quotes('no-thing')} )", re.IGNORECASE)
"""Beginnings of text that is not a thing. "i contatti" is one."""
_DEADLINE = re.compile(
    rf"(?<!\s)\s++(?:{_quotes('deadline-anywhere')}\b|{_quotes('deadline')} (?=\d|{_quotes('days')})).*", re.IGNORECASE
)
"""A deadline, which is not part of the promised thing."""


def topic(text: str) -> str:
    """The topic of a talk: "the new wing" of "coffee → talked about the new wing"; "" if there is none.

    An Italian topic includes its article: "il bando" of "parlato del bando".
    """
    found = _TALKED.search(text)
    if found:
        return _short(f"{_with_space(_ARTICLES.get(fold(found[1]), ''))}{found[2]}")
    found = _ABOUT.search(text)
    return _short(found[1]) if found and not _ASKED.match(found[1]) else ""


def matter(text: str) -> str:
    """What was spoken of: its topic, or a part that is a definite thing: "her move" of "lunch, her move"; else "".

    A deed ("the board approved it"), a place and an occasion ("the dinner") are none.
    """
    spoken = topic(text)
    if spoken and fold(spoken) not in _POINTING:
        return "" if _is_empty(spoken) else spoken
    parts = (part.strip(EDGES) for whole in _STOP.split(text) for part in whole.split(": "))
    return next((part for part in parts if _is_matter(part) and channel_in(part) is None and len(part) <= LONGEST), "")


def _is_empty(about: str) -> bool:
    """Whether there is nothing to come back to: "the usual", "tutto e di niente"."""
    first, _, rest = fold(about).partition(" ")
    return fold(about) in _EMPTY or (first in _DEFINITE and rest in _EMPTY)


def _is_matter(part: str) -> bool:
    """Whether a part of a line is a definite thing without a verb, or an indirect question."""
    if _INDIRECT.match(part):
        return True
    first, *rest = [fold(word) for word in _WORD.findall(part)] or [""]
    is_definite = first in _DEFINITE or part.lower().startswith(_NAMED_JOINED)
    has_owner = len(rest) > 1 and rest[0] in _OWNING and first not in _NO_VERBS
    is_deed = any(word in _FINITE or (word.endswith("ed") and word != "bed") for word in rest)
    return (is_definite or has_owner) and 0 < len(rest) < _WORDS_OF_MATTER and not is_deed and not _is_empty(part)


def clause_about(text: str) -> str:
    """A clause about the person: "he maps forgotten gardens"; "" if there is none."""
    parts = (part.strip(EDGES) for part in _PARTS.split(text))
    return next((part for part in parts if len(part) <= LONGEST and CLAUSE.fullmatch(part)), "")


def ongoing(text: str) -> str:
    """A clause about what the person does or intends: "he is rebuilding a mill", "cerca un grafico"; else "".

    What is over is none, nor is what lasts: "he sent the flows", "he has a cold".
    """
    parts = (part.strip(EDGES) for part in _PARTS.split(text))
    return next((part for part in parts if len(part) <= LONGEST and _is_ongoing(part)), "")


def _is_ongoing(part: str) -> bool:
    clause = CLAUSE.fullmatch(part)
    if _STATES.match(part):
        return False
    if clause is None:
        return (_ONGOING.match(part) or _OF_THEIRS.match(part)) is not None
    subject, verb = clause[1].lower(), clause[3].lower()
    if verb in {"is", "are"}:
        return _IN_PROGRESS.match(clause[4]) is not None
    if subject == "they":
        return not verb.endswith("ed") and verb not in _FINITE_PAST
    return verb in _AHEAD or (verb.endswith("s") and verb != "was")


def _with_space(article: str) -> str:
    """An article before its noun: "il ", "l'"."""
    return article if article.endswith("'") or not article else f"{article} "


def has_article(text: str) -> bool:
    """Whether an Italian noun phrase can follow a preposition unchanged: "il libro", "tre mappe", "l'elenco"."""
    first = fold(text).partition(" ")[0]
    return first in _NAMED or first.startswith(_NAMED_JOINED) or first.isdigit()


def of_the(text: str) -> str:
    """An Italian noun phrase after "di": "del libro" of "il libro", "di un libro" of "un libro"; "" without article."""
    article, _, noun = text.partition("'") if text.lower().startswith(_NAMED_JOINED) else text.partition(" ")
    article += "'" if text.lower().startswith(_NAMED_JOINED) else ""
    joined = {ours: of for of, ours in _OF.items()}.get(article.lower())
    if joined:
        return f"{_with_space(joined)}{noun}"
    return f"di {text}" if has_article(text) else ""


def noun_phrase(text: str) -> str:
    """The English thing with its article: "the fee letter" of "fee letter"; "" if it may be something else."""
    words = text.split()
    if not words or not _NOUNS.fullmatch(text) or words[0].lower() in _VERBS | _OBJECTS:
        return ""
    return text if words[0].lower() in DETERMINERS or words[0][0].isdigit() else f"the {text}"


def to_send(text: str, language: str) -> str:
    """What is promised, if it is a thing that one sends: "the fee letter" of "fee letter by Friday"; else "".

    A thing of another language than that of the title is none. A call or a lunch is no such thing.
    """
    text = _TO_THEM.sub("", text)
    noun = thing(text)
    if not noun or (tongue(noun) or language) != language or deed(text) or _STOP.search(text.strip(EDGES)):
        return ""
    noun = noun if language != "en" else noun_phrase(noun)
    if not noun or (language != "en" and not has_article(noun)):
        return ""
    words = _WORD.findall(fold(_LATER.split(HEAD_ENDS.split(noun)[0])[0] if language == "en" else noun))
    head = words[-1] if language == "en" else " ".join(words[1:2])
    return noun if head and head not in _DONE and channel_in(head) in _SENT else ""


def deed(text: str) -> str:
    """What is to be done, if the text begins with a verb: "book the room" of "to book the room"; else ""."""
    rest = _DEADLINE.sub("", text).strip(EDGES)
    first, _, others = rest.partition(" ")
    low = fold(first)
    if low in _BEFORE_DEEDS and others and not has_article(others):
        return others
    second = fold(others.partition(" ")[0])
    is_verb = low in _DEEDS or (infinitive(low) or "") in BASE
    return rest if is_verb or (second in _AFTER_VERBS and low.isalpha() and low not in _NO_VERBS) else ""


def to_whom(doing: str, name: str) -> str:
    """The deed with the person's name: "send Ada the deck" of "send her the deck", "book the room (Ada)"."""
    named = _PRONOUN.sub(lambda found: f"{found[1]} {name}", doing, count=1)
    return named if named != doing else f"{doing} ({name})"


def is_plural(noun: str) -> bool:
    """Whether an English noun phrase is about several things: "the photos of the wing"."""
    head = HEAD_ENDS.split(noun)[0].split()
    return bool(head) and ((head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is"))) or " and " in noun)


def thing(text: str) -> str:
    """The thing given: "the floor plans" of "she sent the floor plans", or the text itself if it is a thing.

    "" if the text is a sentence about something else.
    """
    rest = _DEADLINE.sub("", text).strip(EDGES)
    of = _OF_THE.match(rest)
    if of:
        rest = f"{_with_space(_OF[fold(of[1])])}{rest[of.end() :]}"
    first, _, behind = rest.partition(" ")
    done = behind if fold(first) in _BEFORE_DEEDS and behind and not has_article(behind) else rest
    for form in (*_GIVEN, _TO_GIVE):
        found = form.fullmatch(done)
        if found:
            return _short(found[1])
    return "" if CLAUSE.fullmatch(rest) or _SENTENCE.match(rest) else _short(rest)


def _short(text: str) -> str:
    stop = _STOP.search(text)
    start = (text[: stop.start()].rstrip() if stop else text).strip(EDGES)
    return start if len(start) <= LONGEST else ""
