"""Insight: turns words about a person into words to that person: "her series" becomes "your series".

Notes are written in the third person. Text that cannot be turned with certainty is left out.
"""

from __future__ import annotations

import re
from typing import Literal

from mdnetwork.names import fold

Tone = Literal["tu", "lei"]
LONGEST = 90
"""The maximum length, in characters, of a quote in a sentence of a message."""
_EDGES = " \t.,;:→←—–-|·*_"
_STOP = re.compile(r"[;.,!?#()→←—|\n·]|->|<-|\s[-–]\s")
_PARTS = re.compile(r"[;→←—|\n·]|->|<-|\.\s|,\s")

_ABOUT = re.compile(r"\b(?:about|regarding|discussed)\s+(?!\d)(.+)", re.IGNORECASE | re.DOTALL)
_ABOUT_IT = re.compile(
    r"\b(?:parlat[oa]|parlare|chiacchierato|chiacchierata|discusso|telefonata|chiamata|mail)\s+"
    r"(dell'|della|dello|delle|degli|del|dei|di|sull'|sulla|sullo|sulle|sugli|sul|sui|su)\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(r"[^.;,!]*\?")
"""A question was asked, not discussed: "how about Tuesday?"."""
_ARTICLES = {"": "", "l": "il ", "lla": "la ", "llo": "lo ", "lle": "le ", "gli": "gli ", "i": "i ", "ll'": "l'"}
_THING = re.compile(
    r"(?:(?:she|he|they|i)\s++)?(?:(?:has|have)\s++)?"
    r"(?:sent|gave|given|lent|brought|shared|showed|forwarded|recommended(?! me| us)|offered|"
    r"send|give|lend|bring|share|for)\s++"
    r"(?:(?:me|us|to me)\s++|(?:her|him|them)\s++(?=(?:the|a|an|some|my|our)\b))?(.+)",
    re.IGNORECASE,
)
_THING_IT = re.compile(
    r"(?:(?:lei|lui)\s++)?(?:(?:mi|ci|le|gli)\s++)?(?:(?:ha|ho|hanno)\s++)?"
    r"(?:mandat|dat|inviat|spedit|prestat|girat|portat|passat|condivis|consigliat|offert)[oaie]\s++(.+)",
    re.IGNORECASE,
)
_TO_DO_IT = re.compile(
    r"(?:mandar|dar|inviar|spedir|prestar|girar|portar|passar|condivider|consigliar|offrir)(?:e|le|gli|ti|vi)\s++(.+)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(she|he|they)\s++((?:also|now|still|just|often|always|never|sometimes|\w+ly)\s++)?([\w']++)(.*)", re.IGNORECASE
)
_SECOND_VERB = re.compile(r"\b(?:and|but|or|who)\s+\w+s\b", re.IGNORECASE)
_IRREGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "doesn't": "don't",
    "hasn't": "haven't",
}
_ES = ("sses", "shes", "ches", "xes", "zzes", "oes", "cuses")
_OBJECT = re.compile(r"\b(?:she|he|him|they|them|herself|himself|hers)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"(^|\b(?:of|about|on|in|at|with|for|from|to|and|that|how|into)\s+)(?:her|his|their)\b(?=\s\w)", re.IGNORECASE
)
_BARE_HER = re.compile(r"\b(?:her|his|their)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:i (?!\w+i\b)|(?:we|mi|ci|to|me|how|that|ha|ho|recommended) )", re.IGNORECASE)
"""Beginnings of text that is not a thing. "i contatti" is one."""
_YOURS = {"suo": "tuo", "sua": "tua", "suoi": "tuoi", "sue": "tue"}
_YOURS_WORD = re.compile(r"\b(suoi|suo|sua|sue)\b", re.IGNORECASE)
_OBJECT_IT = re.compile(r"\b(?:lui|lei|loro)\b", re.IGNORECASE)
_BEGINS_IT = {
    "ha": "hai",
    "è": "sei",
    "sta": "stai",
    "sarà": "sarai",
    "aveva": "avevi",
    "era": "eri",
    "fa": "fai",
    "lavora": "lavori",
    "vive": "vivi",
    "insegna": "insegni",
    "cerca": "cerchi",
    "scrive": "scrivi",
    "va": "vai",
    "studia": "studi",
    "dirige": "dirigi",
    "vuole": "vuoi",
    "può": "puoi",
    "deve": "devi",
}
_IS_IT = frozenset({"è", "era", "sarà", "sta"})
_SELF_IT = re.compile(r"\bsi\b|\be (?:ha|è|va|fa|sta|lavora|vive|cerca)\b", re.IGNORECASE)
"""A third-person verb besides the first word: turning only one of them would be wrong."""
_TONGUES = {
    "en": frozenset(
        {
            *("the", "an", "of", "and", "to", "with", "for", "her", "his", "their", "about", "from", "she", "he", "my"),
            *("your", "our", "how", "is", "are", "has", "new", "you", "am", "we"),
        }
    ),
    "it": frozenset(
        {
            *("il", "lo", "la", "gli", "le", "di", "del", "della", "dei", "delle", "degli", "al", "alla", "con", "per"),
            *("che", "un", "una", "sul", "sulla", "mi", "ha", "è", "e", "suo", "sua", "mio", "mia", "dell", "dal"),
            *("dalla", "nel", "nella", "nuovo", "nuova", "sono", "suoi", "sue", "tuo", "tua", "tuoi", "tue", "hai"),
        }
    ),
}
_DEADLINE = re.compile(
    r"(?<!\s)\s++(?:entro\b|(?:by|before) (?=\d|mon|tue|wed|thu|fri|sat|sun|tomorrow|next|the end|end\b)).*",
    re.IGNORECASE,
)
"""A deadline, which is not part of the promised thing."""
_OF_IT = re.compile(r"de(ll'|lla|llo|lle|gli|l|i)(?:(?<=')|\s+)", re.IGNORECASE)
_NAMED_IT = frozenset(
    {
        *(
            "il",
            "lo",
            "la",
            "i",
            "gli",
            "le",
            "un",
            "uno",
            "una",
            "due",
            "tre",
            "quattro",
            "cinque",
            "questo",
            "questa",
        ),
        *("suo", "sua", "suoi", "sue", "tuo", "tua", "tuoi", "tue", "tutto", "tutta", "tutti", "tutte"),
        *("qualche", "questo", "questa", "questi", "queste"),
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_INFINITIVE = re.compile(r"\w{3,}(?:are|ere|ire)\b")


def topic(text: str) -> str:
    """The topic of a talk: "the new wing" of "coffee → talked about the new wing"; "" if there is none.

    An Italian topic includes its article: "il bando" of "parlato del bando".
    """
    found = _ABOUT_IT.search(text)
    if found:
        preposition = fold(found[1])
        article = _ARTICLES.get(re.sub(r"^(?:de|su)|^di$", "", preposition), "")
        return _short(f"{article}{found[2]}")
    found = _ABOUT.search(text)
    return _short(found[1]) if found and not _ASKED.match(found[1]) else ""


def clause_about(text: str) -> str:
    """A clause about the person: "he maps forgotten gardens"; "" if there is none."""
    parts = (part.strip(_EDGES) for part in _PARTS.split(text))
    return next((part for part in parts if len(part) <= LONGEST and _CLAUSE.fullmatch(part)), "")


def has_article(text: str) -> bool:
    """Whether an Italian noun phrase can follow a preposition unchanged: "il libro", "tre mappe", "l'elenco"."""
    first = fold(text).replace("’", "'").partition(" ")[0]
    return first in _NAMED_IT or first.startswith(("l'", "un'", "quell'")) or first.isdigit()


def thing(text: str) -> str:
    """The thing given: "the floor plans" of "she sent the floor plans", or the text itself if it is a thing.

    "" if the text is a sentence about something else.
    """
    rest = _DEADLINE.sub("", text).strip(_EDGES)
    of = _OF_IT.match(rest)
    if of:
        rest = f"{_ARTICLES[of[1].lower()]}{rest[of.end() :]}"
    for form in (_THING, _THING_IT, _TO_DO_IT):
        found = form.fullmatch(rest)
        if found:
            return _short(found[1])
    return "" if _CLAUSE.fullmatch(rest) or _SENTENCE.match(rest) else _short(rest)


def to_them(words: str, language: str, tone: Tone) -> str:
    """The text addressed to the person it is about; "" if that is not certain."""
    clause = words.strip(_EDGES)
    turned = (
        _italian(clause, tone)
        if tongue(clause) == "it" or (language == "it" and not tongue(clause))
        else _english(clause)
    )
    return turned if len(turned) <= LONGEST else ""


def tongue(text: str) -> str:
    """The language of a short text by its function words: "en", "it", or "" if undecided."""
    words = [word.lower() for word in _WORD.findall(text)]
    english, italian = (sum(word in _TONGUES[each] for word in words) for each in ("en", "it"))
    if english == italian:
        return "it" if not english and _INFINITIVE.match(text.lower()) else ""
    return "en" if english > italian else "it"


def _english(text: str) -> str:
    clause = _CLAUSE.fullmatch(text)
    if clause:
        if _SECOND_VERB.search(clause[4]):
            return ""
        verb = clause[3] if clause[1].lower() == "they" else _second(clause[3])
        text = f"you {clause[2] or ''}{verb}{clause[4]}"
    text = _POSSESSIVE.sub(r"\1your", text)
    return "" if _OBJECT.search(text) or _BARE_HER.search(text) else text


def _second(verb: str) -> str:
    """The form of a verb for "you", from the form for "he"."""
    low = verb.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("ies") and len(low) > len("dies"):
        return f"{low[:-3]}y"
    if low.endswith(_ES):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us")) else low


def _italian(text: str, tone: Tone) -> str:
    text = re.sub(r"^(?:lei|lui)\s+", "", text, flags=re.IGNORECASE)
    if _OBJECT_IT.search(text):
        return ""
    if tone == "lei":
        return text
    first, _, rest = text.partition(" ")
    other_subject = first.lower() in _IS_IT and _YOURS_WORD.search(rest)  # the daughter in "è nata sua figlia"
    if _SELF_IT.search(text) or other_subject:
        return ""
    text = f"{_BEGINS_IT.get(first.lower(), first)} {rest}".strip()
    return _YOURS_WORD.sub(lambda found: _YOURS[found[1].lower()], text)


def _short(text: str) -> str:
    stop = _STOP.search(text)
    start = (text[: stop.start()].rstrip() if stop else text).strip(_EDGES)
    return start if len(start) <= LONGEST else ""
