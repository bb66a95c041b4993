"""Words: English and Italian words that are no subject of what is said."""

from __future__ import annotations

EMPTY = (
    "the and for with from that this some have has had are was were who about you your our his her their not but all any "
    "can will would what when where which how into over after before more most than then them they its "
    "del dei della delle dello degli dal dalla nel nella sul sulla con per tra fra che chi cosa come non una uno gli "
    "allo agli coi col dai dallo dalle dagli nello nei negli nelle sui sullo sugli sulle "
    "anche sono era hanno aveva questo questa quello quella piu suo sua loro mio mia nostro alla alle dopo prima"
)
"""Words that carry no sense of their own."""
TALK = (
    "ask tell told say said talk speak spoke write wrote meet met see saw call send sent give gave get got take took "
    "make made go went come came know knew think thought "
    "chiesto chiedere detto dire dice parlato parlare scritto scrivere incontrato visto chiamato mandato dato preso "
    "fatto fare andato venuto sapere pensato"
)
"""What every log says of every talk."""
FORMS = (
    "article paper book essay talk video post podcast piece report study guide course list link idea question advice help "
    "tip tips note newsletter event exhibition conference "
    "articolo libro saggio video studio guida corso elenco idea domanda consiglio consigli aiuto nota evento mostra"
)
"""In what something comes: of "a paper on lighting" the subject is lighting."""
NO_CRAFT = (
    "banner border center copper corner counter flower folder letter master matter meter number partner poster quarter "
    "server shower summer tender tower winter"
)
"""Words in -er that are nobody who does something: a poster is no post."""
