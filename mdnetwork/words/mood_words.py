"""Words: how people write that they mean to get in touch, think of somebody, or were not in touch.

English and Italian, folded as `names.fold` does. Italian prepositions stand without their article: "a" for "alla".
"""

from __future__ import annotations

from typing import Literal, NamedTuple

INTENTION = "an intention"
THOUGHT = "a thought"
NO_CONTACT = "no contact"
"""The reasons for which a line is no contact."""
Place = Literal["anywhere", "start", "beside", "alone", "verb"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Mark(NamedTuple):
    """A word or words that tell of no contact, and where they must stand to do so.

    "start": at the beginning of a clause; "beside": directly before the person; "alone": a clause of its own before a
    colon, or a heading; "verb": before a verb of contact.
    """

    reason: str
    place: Place = "anywhere"


_MARKS: dict[Mark, str] = {
    Mark(INTENTION): (
        "must, should, should've, shall, need to, needs to, have to, has to, have got to, i've got to, we've got to, ought to, "
        "gotta, want to, wants to, wanted to, wanna, would like to, i'd like to, we'd like to, would love to, i'd love to, "
        "hope to, hopes to, hoping to, plan to, plans to, planning to, planned to, intend to, intends to, supposed to, meant to, "
        "meaning to, mean to, about to, let's, remember to, remind me to, don't forget to, do not forget to, can't wait to, "
        "cannot wait to, looking forward to, look forward to, todo, to do, to-do, i'll, we'll, yet to, still to, gonna, "
        "would have, could have, would've, could've, wish i, wish we, "
        "devo, dobbiamo, dovrei, dovremmo, dovevo, dovevamo, avrei dovuto, avremmo dovuto, deve, dovrebbe, devono, bisogna, "
        "bisognerebbe, bisognera, occorre, voglio, vogliamo, vorrei, vorremmo, vuole, vorrebbe, volevo, volevamo, "
        "mi piacerebbe, ci piacerebbe, penso di, pensavo di, pensiamo di, pensando di, pensato di, intenzione di, conto di, "
        "spero di, speriamo di, sperando di, ricordarsi di, ricordarmi di, ricordati di, ricordami di, ricordare di, "
        "non dimenticare di, non dimenticare, non vedo l'ora di, sto per, stiamo per, provare a, promemoria, da fare"
    ),
    Mark(
        INTENTION, "start"
    ): "maybe, perhaps, someday, try to, time to, reminder, forse, magari, ricordare, ricordarsi",
    Mark(INTENTION, "verb"): "going to, will, might, could, potrei, potremmo, potrebbe",
    Mark(INTENTION, "alone"): (
        "idea, ideas, plan, plans, remember, next, next steps, next step, action items, action item, note to self, later, "
        "idee, piano, piani, prossimi passi, prossimo passo, poi, cose da fare"
    ),
    Mark(THOUGHT): (
        "thinking of, thinking about, think of, think about, thought of, thought about, thoughts of, thoughts about, "
        "thoughts on, wondering, wonder, dreamt of, dreamed of, dreamt about, dreamed about, dream about, dream of, "
        "reminded me of, reminds me of, worried about, worry about, worrying about, praying for, idea for, ideas for, "
        "on my mind, "
        "penso a, pensando a, pensato a, pensavo a, pensare a, pensiamo a, ripenso a, ripensando a, ripensato a, in mente, "
        "venuto in mente, venuta in mente, mi ricorda, sognato, mi chiedo, mi domando, chissa, preoccupato per, preoccupata per, idea per, idee per"
    ),
    Mark(THOUGHT, "beside"): (
        "i miss, we miss, missing, hope, hoping, remember, remembering, remembered, mi manca, mi mancano, ricordato di, "
        "ricordata di, spero che"
    ),
    Mark(NO_CONTACT): (
        "avoid, avoids, avoided, avoiding, keep away from, stay away from, steer clear of, ignore, ignoring, forgot to, "
        "forgot, forgotten to, failed to, unable to, no reply from, no answer from, no response from, no word from, no news "
        "from, no sign of, nothing from, "
        "evitare, evito, evita, evitato, evitando, evitiamo, eviterei, a larga da, dimenticato di, "
        "dimenticata di, dimenticato, nessuna risposta da, nessuna risposta di, nessuna notizia da, niente da, nulla da"
    ),
    Mark(NO_CONTACT, "beside"): (
        "not, without, except, instead of, non, senza, tranne, eccetto, invece di, invece che, a posto di"
    ),
}
MARKS: dict[tuple[str, ...], tuple[Mark, ...]] = {}
"""Each phrase with what it tells."""
for _mark, _phrases in _MARKS.items():
    for _phrase in _phrases.split(", "):
        MARKS[*_phrase.split()] = (*MARKS.get((*_phrase.split(),), ()), _mark)
LONGEST = max(map(len, MARKS))
"""How many words the longest phrase has."""

NEGATIONS = _words(
    "not never don't didn't doesn't haven't hasn't hadn't couldn't can't cannot won't wouldn't isn't wasn't non mai"
)
"""Before a verb of contact: it did not happen."""
BETWEEN = _words(
    "ho ha hai abbiamo hanno avevo sono e era siamo mi ti ci vi si lo la li le gli ne l'ho l'abbiamo l'ha me piu "
    "ancora mai potuto riuscito riuscita riusciti a voluto tempo modo di stato stata fatto fatta been be yet even "
    "really actually get got able to manage managed had have has time chance the an it ever again quite still "
    "want wanted back up is"
)
"""What may stand between a negation, or "will", and that verb."""
FILLERS = _words(
    "i we io noi also just still really definitely soon today please oh hey ok and then now again back first "
    "anche ancora oggi proprio subito presto assolutamente a the un una il la lo with con to da di for per mr mrs "
    "ms dr both everybody all mi is"
)
"""What says nothing of contact: subject, adverbs, small words."""

BASE = _words(
    "call ring phone text write email mail message ping dm meet see visit contact reach follow ask tell send "
    "invite talk speak chat catch thank get have go take bring give introduce reply answer respond check book "
    "schedule arrange organise organize buy congratulate wish remind show share discuss prepare pay return chase "
    "nudge poke drop do make connect reconnect apologise apologize forward let grab join help work pick put come "
    "hear lunch dine celebrate say be respond seeing meeting calling writing talking hearing speaking catching "
    "visiting chiamare richiamare telefonare sentire risentire scrivere riscrivere rispondere mandare inviare "
    "contattare ricontattare incontrare vedere rivedere parlare riparlare ringraziare invitare salutare chiedere "
    "dire presentare proporre ricordare portare dare restituire pagare fare organizzare fissare prenotare "
    "comprare andare passare trovare cercare cenare pranzare prendere sollecitare avvisare aggiornare consegnare "
    "preparare girare spedire riprendere recuperare"
)
"""Verbs of getting in touch, as they follow "must"; in Italian without a pronoun at the end."""
BARE = BASE - _words("call ring phone text email mail message dm visit contact chat lunch meeting reply answer")
"""Those that are no nouns too."""
HAPPENED = _words(
    "called calls phoned rang emailed mailed messaged texted wrote written writes replied answered met saw seen "
    "visited spoke spoken talked chatted heard had ate drank came went dropped joined attended told said says "
    "tells asked asks thanked sent sends received got gave gives given introduced helped invited welcomed hosted "
    "congratulated discussed agreed confirmed caught bumped ran presented walked worked played lunched dined "
    "celebrated signed showed shared offered promised apologised apologized hugged skyped zoomed booked arranged "
    "scheduled organised organized responded returned brought took picked chiamato chiamata chiamati chiamate "
    "richiamato telefonato sentito sentita sentiti sentite risentito scritto mandato inviato risposto incontrato "
    "incontrata incontrati incontrate visto vista visti viste rivisto rivista parlato chiacchierato conosciuto "
    "conosciuta salutato abbracciato invitato ospitato cenato pranzato ricevuto dato detto chiesto ringraziato "
    "passato passata venuto venuta venuti andato andata andati discusso accompagnato aiutato presentato fissato "
    "prenotato organizzato concordato confermato dice disse chiamai vidi incontrai parlando portato"
)
"""Words that tell of contact in the past or the present."""
STAYED_AWAY = _words(
    "reply replied answer answered call called come came show showed shown write written attend respond responded "
    "turn appear back risponde risposto rispondeva chiama chiamato chiamata venuto venuta viene scrive scritto "
    "presentato presentata vivo viva"
)
"""Behind the person and a negation: "[[Ann]] didn't come"."""
OFF = _words(
    "cancelled canceled postponed rescheduled annullato annullata rimandato rimandata saltato saltata spostato spostata"
)
"""Behind the person: the lunch with them was none."""
PASSIVE = frozenset(
    {"must be", "should be", "needs to be", "need to be", "has to be", "have to be", "to be", "va", "vanno"}
)
"""Behind the person and before a participle: "[[Ann]] must be called"."""
OWED_TO = frozenset({"needs a", "needs an", "need a", "deserves a", "serve una", "serve un"})
"""Behind the person and before a channel: "[[Ann]] needs a call"."""
AFTERWARDS = frozenset({"need to", "have to"})
"""Behind the person and before a verb: "[[Ann]] need to call back"."""
SPEECH = frozenset({"say", "admit", "confess", "dire", "ammettere", "confessare"})
"""After "must": no intention ("must say the lunch was great"), unless it says to whom or what."""
SPOKEN_TO = frozenset({"hi", "hello", "goodbye", "bye", "thanks", "thank", "sorry", "something", "to", "a"})
"""After those: "must say hello to [[Ann]]", "devo dire a [[Anna]]"."""

ENDS = frozenset({".", ";", "!", "?", "\n"})
"""Signs at which a sentence ends."""
STOPS = frozenset({",", ":", "|", "(", ")", "…", "—", "–", "-", "→", "←", "↔"})
"""Signs at which a clause ends."""
LISTING = frozenset({"and", "&", "+", "/", "or", "e", "ed", "o", "oppure", "then", "poi"})
"""Words between clauses, or between two people."""
INDIRECT = frozenset({"if", "whether", "that", "che", "se"})
"""Words before a clause that hangs on the one before it: "need to ask [[Bo]] if [[Ann]] is coming"."""
APART = _words(
    "but so who whom which whose because since while when after before although though cui perche quando mentre "
    "dopo prima ma pero quindi"
)
"""Words before a clause of its own."""
SUBJECTS = frozenset({"i", "we", "he", "she", "they", "you"})
REPORTED = _words("said says told tells thinks thought wrote writes asked suggested suggests reminded")
"""Such a subject behind such a verb begins a clause: "[[Bo]] said I should call [[Ann]]"."""
THEM = _words("her him them she he they who whom lei lui loro")
"""Those a clause without a name may tell of."""
ITALIAN_THEM = frozenset(
    {"mi ha", "mi hanno", "ci ha", "le ho", "gli ho", "lo ho", "la ho", "ci siamo", "li ho", "le abbiamo"}
)
"""The same, as two words; as one, l'ho and l'ha."""
ELIDED_THEM = frozenset({"l'ho", "l'ha", "l'abbiamo", "m'ha"})
JOINTS = frozenset({"with", "con", "from", "to", "at", "a", "da"})
"""Small words between "not" and the person: "lunch with [[Bo]], not with [[Ann]]"."""
ABOUT = _words("about on for re of regarding su per di")
"""Before a day that is only talked about: "call about tomorrow"."""
LISTS = _words("people persone person persona contacts contatti who chi list lista this week questa settimana")
"""What a heading such as "People to call this week" may say besides."""
ARTICLED = {
    **dict.fromkeys(("al", "allo", "ai", "agli", "all'", "ad"), "a"),
    **dict.fromkeys(("dal", "dallo", "dalla", "dai", "dagli", "dalle", "dall'"), "da"),
    **dict.fromkeys(("del", "dello", "della", "dei", "degli", "delle", "dell'", "d'"), "di"),
    "alla": "a",
    "e'": "is",
    "alle": "a",
}
"""Italian prepositions with an article, each without it; and "e'" for "è"."""
