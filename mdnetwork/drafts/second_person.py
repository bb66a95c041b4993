"""Drafts: turns words about a person into words to that person: "her series" becomes "your series".

Notes are written in the third person. Text that cannot be turned with certainty is left out.
"""

from __future__ import annotations

import re
from typing import Literal

from mdnetwork.followups.things import CLAUSE, EDGES, LONGEST, has_article
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import pattern, words_of
from mdnetwork.vocabulary.tongue import tongue

Tone = Literal["tu", "lei"]
_SECOND_VERB = re.compile(r"\b(?:and|but|or|who)\s+\w+s\b", re.IGNORECASE)
_AND_ALSO = re.compile(r",?\s+(?:and|but)\s+\w+s\b.*", re.IGNORECASE | re.DOTALL)
_NEEDS_BOTH = re.compile(r"\b(?:that|which|who|whether|how|what|between|both|either)\b", re.IGNORECASE)
"""Words after which "and" may not begin another clause."""
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
_PARTICIPLES = {
    "became": "become",
    "began": "begun",
    "bought": "bought",
    "got": "got",
    "had": "had",
    "left": "left",
    "made": "made",
    "sold": "sold",
    "took": "taken",
    "was": "been",
    "were": "been",
    "won": "won",
    "wrote": "written",
}
_YOU_DID = re.compile(r"you\s+([\w']+)(.*)", re.IGNORECASE)
_YOURS_DID = re.compile(
    r"your\s+(?:[\w'-]+\s+){1,4}(?:is|are|was|were|has|have|won|got|came|went|\w+ed)\b", re.IGNORECASE
)
_OBJECT = re.compile(r"\b(?:she|he|him|they|them|herself|himself|hers)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"(^|\b(?:of|about|on|in|at|with|for|from|to|and|that|how|into)\s+)(?:her|his|their)\b(?=\s\w)", re.IGNORECASE
)
_BARE_HER = re.compile(r"\b(?:her|his|their)\b", re.IGNORECASE)
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
_BEGIN_IT = {
    "hanno": "avete",
    "stanno": "state",
    "avevano": "avevate",
    "lavorano": "lavorate",
    "vivono": "vivete",
    "cercano": "cercate",
    "vogliono": "volete",
    "possono": "potete",
    "devono": "dovete",
}
"""The verbs of a couple. "sono" is not one: the twins are the subject of "sono nati i gemelli"."""
_IS_IT = frozenset({"è", "era", "sarà", "sta"})
_SELF_IT = re.compile(r"\bsi\b|\be (?:ha|è|va|fa|sta|lavora|vive|cerca)\b", re.IGNORECASE)
"""A third-person verb besides the first word: turning only one of them would be wrong."""

_AND_THEY_IT = re.compile(r"\be (?:sono|vanno|fanno|hanno|stanno|lavorano|vivono|cercano)\b", re.IGNORECASE)


def heard(text: str, language: str, tone: Tone) -> str:
    """News as it follows "I hear" and "ho saputo che": "you've won the prize", "hai vinto il premio".

    "" if it is no clause.
    """
    if language == "it":
        begins = _BEGINS_IT if tone == "lei" else _BEGINS_IT.values()
        return text if text.partition(" ")[0].lower() in begins else ""
    found = _YOU_DID.fullmatch(text)
    if found:
        participle = _PARTICIPLES.get(found[1].lower()) or (found[1] if found[1].lower().endswith("ed") else "")
        return f"you've {participle}{found[2]}" if participle else text
    return text if _YOURS_DID.match(text) else ""


def to_them(words: str, language: str, tone: Tone, *, several: bool = False) -> str:
    """The text addressed to the person it is about, or to a couple if `several`; "" if that is not certain.

    Only English and Italian have a grammar here. Words of another language stay as they are where none of its words for
    a third person is among them. What is in no known language is turned as the draft's language is.
    """
    clause = words.strip(EDGES)
    known = tongue(clause)
    if known not in {"", "en", "it"}:
        turned = _unturned(clause, known)
    else:
        turned = _italian(clause, tone, several=several) if (known or language) == "it" else _english(clause)
    return turned if len(turned) <= LONGEST else ""


def _unturned(clause: str, language: str) -> str:
    third = words_of("quotes", "third-person", language)
    return clause if third and not re.search(rf"\b{pattern(third)}\b", fold(clause)) else ""


def _english(text: str) -> str:
    clause = CLAUSE.fullmatch(text)
    if clause:
        # "and wants to learn" may be another verb or, as in "and parks", another thing: it is left out
        rest = clause[4] if _NEEDS_BOTH.search(clause[4]) else _AND_ALSO.sub("", clause[4]) or clause[4]
        if _SECOND_VERB.search(rest):
            return ""
        verb = clause[3] if clause[1].lower() == "they" else _second(clause[3])
        text = f"you {clause[2] or ''}{verb}{rest}"
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


def _italian(text: str, tone: Tone, *, several: bool) -> str:
    text = re.sub(r"^(?:lei|lui)\s+", "", text, flags=re.IGNORECASE)
    if _OBJECT_IT.search(text):
        return ""
    if several:  # of two people, "cerca" and "suo" are about one
        alone = _YOURS_WORD.search(text) or _SELF_IT.search(text) or text.partition(" ")[0].lower() in _BEGINS_IT
        first, _, rest = text.partition(" ")
        if alone or (first.lower() in _BEGIN_IT and _AND_THEY_IT.search(rest)):
            return ""
        return f"{_BEGIN_IT.get(first.lower(), first)} {rest}".strip()
    if tone == "lei":
        return text
    first, _, rest = text.partition(" ")
    other_subject = first.lower() in _IS_IT and _YOURS_WORD.search(rest)  # the daughter in "è nata sua figlia"
    if _SELF_IT.search(text) or other_subject:
        return ""
    text = f"{_BEGINS_IT.get(first.lower(), first)} {rest}".strip()
    return _YOURS_WORD.sub(lambda found: _YOURS[found[1].lower()], text)


def requested(text: str, language: str, tone: Tone) -> str:
    """What they asked for, after "you asked me": "to look over your curve" of "could you look over our curve?".

    "" unless it is a request that can be turned with certainty. A thing with its article is one: "for the list".
    """
    plain = text.strip(EDGES).rstrip("?").strip()
    if len(plain) > LONGEST or tongue(plain) not in {"", language}:
        return ""
    if language == "en":
        return _requested_en(plain)
    return _requested_it(plain, tone) if language == "it" else ""


_COULD_YOU = re.compile(r"(?:could|can|would|will) you (?:please |kindly )?(?=[a-z])(.+)", re.IGNORECASE)
_FOR_THE = re.compile(r"for (?:the|a|an|some|your|my|our) \w.*", re.IGNORECASE)
_TURNED_EN = {"my": "your", "our": "your", "me": "you", "us": "you", "your": "my"}
_UNSURE_EN = re.compile(r"\b(?:i|we|you|mine|ours|he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
_TURNED_EN_WORD = re.compile(r"\b(?:my|our|me|us|your)\b", re.IGNORECASE)
_IF_I = re.compile(r"se (?:posso|possiamo|potrei|potremmo) .+", re.IGNORECASE)
_POTRESTI = re.compile(r"(?:potresti|puoi|può|potrebbe)\s+([a-zàèéìòù]+(?:are|ere|ire)\b.*)", re.IGNORECASE)
_TURNED_IT = {"mio": "tuo", "mia": "tua", "miei": "tuoi", "mie": "tue"}
_TURNED_IT |= {"nostro": "vostro", "nostra": "vostra", "nostri": "vostri", "nostre": "vostre"}
_TURNED_IT_WORD = re.compile(rf"\b(?:{'|'.join(_TURNED_IT)})\b", re.IGNORECASE)
_UNSURE_IT = re.compile(r"\b(?:mi|me|noi|ti|te|tu|tuo|tua|tuoi|tue|gli|suo|sua|suoi|sue)\b", re.IGNORECASE)


def _requested_en(plain: str) -> str:
    request = _COULD_YOU.fullmatch(plain)
    if request is None:
        return plain if _FOR_THE.fullmatch(plain) and not _UNSURE_EN.search(plain) else ""
    turned = _TURNED_EN_WORD.sub(lambda word: _TURNED_EN[word[0].lower()], request[1])
    return "" if _UNSURE_EN.search(request[1]) else f"to {turned}"


def _requested_it(plain: str, tone: Tone) -> str:
    request = _POTRESTI.fullmatch(plain)
    if request is None:
        asks = has_article(plain) or (_IF_I.fullmatch(plain) and not _UNSURE_IT.search(plain))
        return plain if asks else ""
    turned = _TURNED_IT_WORD.sub(lambda word: _TURNED_IT[word[0].lower()], request[1])
    for informal, formal in (("tuoi", "suoi"), ("tuo", "suo"), ("tua", "sua"), ("tue", "sue")) if tone == "lei" else ():
        turned = re.sub(rf"\b{informal}\b", formal, turned)
    return "" if _UNSURE_IT.search(request[1]) else f"di {turned}"
