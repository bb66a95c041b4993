"""Words: what notes are called that are of one kind: values of `type`, tags and folders (vault-format, section 4)."""

from __future__ import annotations

from mdnetwork.model import NoteKind

_PERSON = "person people contact contacts persona persone contatto contatti"

_TYPES: dict[NoteKind, str] = {
    "person": (
        f"{_PERSON}, personnote, person note, people note, contact note, crm contact, crm person, human, individual, nota persona"
    ),
    "me": "me, io, myself",
    "meeting": "meeting, meetings, meeting note, meeting notes, call note, 1 1, riunione, riunioni, incontro, incontri",
    "event": "event, events, conference, evento, eventi, conferenza, convegno, fiera",
    "goal": "goal, goals, obiettivo, obiettivi",
    "daily": "daily, daily note, journal, diario, nota giornaliera",
    "company": (
        "company, companies, organisation, organisations, organization, organizations, org, business, firm, client company, "
        "azienda, aziende, societa, ditta, organizzazione, organizzazioni"
    ),
    "other": (
        "place, places, location, city, country, luogo, luoghi, interaction, interactions, interazione, interazioni, project, "
        "projects, progetto, progetti, book, books, libro, libri, movie, movies, film, show, shows, album, albums, song, game, "
        "games, podcast, podcasts, video, recipe, recipes, ricetta, ricette, article, articles, articolo, paper, source, "
        "reference, area, resource, topic, task, tasks, attivita, product, trip, trips, viaggio, moc, map of content, "
        "index, indice, dashboard, home, template, modello, weekly, weekly note, monthly, quarterly, yearly, group, team, "
        "gruppo, crm company, quote, idea, course, corso, tool, definition, term"
    ),
}
TYPES: dict[str, NoteKind] = {}
"""Value of `type` and the like, folded, with `-`, `_`, `/`, `:` as spaces -> kind. Unknown values decide nothing."""
for _kind, _words in _TYPES.items():
    TYPES.update(dict.fromkeys(_words.split(", "), _kind))
TYPES.update(dict.fromkeys(_PERSON.split(), "person"))

TAGS: dict[str, NoteKind] = {
    **dict.fromkeys(_PERSON.split(), "person"),
    **dict.fromkeys(("meeting", "meetings", "riunione", "riunioni"), "meeting"),
    **dict.fromkeys(("event", "evento"), "event"),
    **dict.fromkeys(("goal", "obiettivo"), "goal"),
    **dict.fromkeys(("company", "organisation", "organization", "azienda"), "company"),
    **dict.fromkeys(("moc", "template"), "other"),
}
"""Parts of a tag -> kind: `type/person` and `people/friend` are people."""

_FOLDERS: dict[NoteKind, str] = {
    "person": (
        f"{_PERSON} persons crm rubrica members presenters speakers authors author team staff friends colleagues amici "
        "colleghi relatori autori"
    ),
    "meeting": "meetings riunioni incontri appuntamenti",
    "event": "events eventi conferences convegni",
    "goal": "goals obiettivi",
    "daily": "daily dailies journal journals diary diario giornaliere",
    "company": "companies organisations organizations orgs aziende organizzazioni societa",
    "other": (
        "projects progetti places luoghi locations archive archives archivio templates template modelli books libri "
        "attachments allegati assets media resources weekly monthly interactions interazioni logs"
    ),
}
FOLDERS: dict[str, NoteKind] = {word: kind for kind, words in _FOLDERS.items() for word in words.split()}
FOLDERS.update({"daily notes": "daily", "meeting notes": "meeting", "note giornaliere": "daily"})
"""A folder's name as `names.bare` folds it -> kind of the notes below it, until another telling folder."""

TEMPLATE_FOLDERS = frozenset({"templates", "template", "modelli", "modello"})
"""Folders of templates by name, folded by `names.bare`; Obsidian's own settings name others."""

OCCASIONS = frozenset(
    [
        "call",
        "calls",
        "conversation",
        "conversations",
        "interaction",
        "interactions",
        "touchpoint",
        "touchpoints",
        "sync",
        "standup",
        "interview",
        "interviews",
        "chiamata",
        "chiamate",
        "telefonata",
        "telefonate",
        "conversazione",
        "conversazioni",
        "colloquio",
        "colloqui",
        "interazione",
        "interazioni",
    ]
) | {"1 1", "one on one", "phone call", "video call"}
"""What else a note is called, as TYPES are compared, that tells of a talk: in it `people` are those who were there."""
MAPS = frozenset({"moc", "index", "indice"})
"""Words in the name of a note that is a map of others: what it links is listed, not met."""
PEOPLE_SECTIONS = frozenset({"people", "persone"})
"""Headings below which people are listed: those who came in a meeting, in other notes those it is about."""
