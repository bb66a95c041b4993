"""Words: the keys that people write in front matter and inline fields, and what each means (vault-format, section 2)."""

from __future__ import annotations

from functools import lru_cache

from mdnetwork.names import fold

KEYS: dict[str, str] = {
    "name": "name, full_name, display_name, nome e cognome, nominativo",
    "first_name": "first_name, given_name, nome",
    "last_name": "last_name, family_name, surname, cognome",
    "title": "title, titolo",
    "aliases": "aliases, alias, nickname, nicknames, soprannome, soprannomi",
    "last_contact": (
        "last_contact, last_contacted, last_interaction, last_chat, LastChatted, last_touchpoint, last_contact_date, "
        "ultimo_contatto"
    ),
    "next_contact": (
        "next_contact, next_follow_up, next_followup, next_contact_due, next_contact_date, follow_up, followup, "
        "follow-up-due, followUpDate, reminder, prossimo_contatto, ricontattare"
    ),
    "snooze_until": "snooze_until, snoozed, snoozed_until",
    "cadence": (
        "cadence, cadence_days, contact_frequency, contact_frequency_days, contact_interval_days, contact_interval, "
        "custom_frequency_days, contact_cadence, keep_in_touch, frequency, cadenza, frequenza"
    ),
    "circle": "circle, cerchia",
    "tier": "tier, relationship_tier, relationship_strength, contact_style",
    "status": "status, state, stato",
    "paused": "paused, in_pausa",
    "archived": "archived, archiviato, archiviata",
    "died": "died, deceased, date_of_death, deceduto, deceduta",
    "org": "company, org, organization, organisation, firm, azienda, società, ditta",
    "sector": "sector, industry, settore, comparto",
    "role": "role, position, job_title, person_title, ruolo",
    "email": "email, emails, e-mail, e-mails, mail, email_address, posta elettronica",
    "phone": "phone, phones, phone_number, mobile, tel, telephone, telefono, cellulare",
    "linkedin": "linkedin",
    "github": "github",
    "twitter": "twitter, x_handle",
    "mastodon": "mastodon",
    "bluesky": "bluesky",
    "telegram": "telegram",
    "website": "website, homepage, sito, sito web",
    "url": "url, urls",
    "place": "location, city, based-in, place, città, luogo",
    "birthday": "birthday, birth-date, born, date of birth, compleanno, data_di_nascita",
    "met": "met, met_date, date_met, first_contact, first_seen, start-date, conosciuto_il, conosciuta_il",
    "met_at": "met_at, how-we-met, context, conosciuto_a, conosciuta_a",
    "introduced_by": "introduced_by, presentato_da, presentata_da, tramite",
    "via": "via",
    "uid": "uid",
    "id": "id",
    "identifier": "identifier",
    "slug": "slug",
    "expertise": "expertise, skills, offers, can_help_with, offre, offro, competenze",
    "needs": "needs, looking_for, asks, cerca, cerco, bisogni",
    "interests": "interests, interessi",
    "topics": "topics, topic, argomenti, temi",
    "motive": "motive, motives, motivation, motivo, motivi, motivazione",
    "pitch": "pitch, presentazione, mi_presento",
    "network": "network, rete",
    "language": "language, lingua",
    "tone": "tone, tono",
    "private": "private, privato, privata, riservato, riservata",
    "attendees": "attendees, participants, attending, organizer, organiser, partecipanti, presenti",
    "people": "people, person, persone, persona",
    "date": "date, start, startDateTime, scheduled, meeting-date, data",
    "time": "time, start_time, ora, orario, ora_inizio, inizio",
    "created": "created, created_at, date_created, creato, creato_il",
    "interactions": "interactions, interazioni",
    "type": (
        "type, types, categories, category, fileClass, note_type, record_type, contact_type, kind, tipo, categoria, categorie"
    ),
    "tags": "tags, tag, etichette",
    "direction": "direction, direzione",
    "channel": "channel, medium, canale",
    "waiting_since": "waiting-since, in_attesa_dal",
    "reports_to": "reports_to, manager, riporta_a",
    "related": "related, related_people, relazioni, correlati",
    "partner": "partner, compagno, compagna",
    "spouse": "spouse, wife, husband, coniuge, moglie, marito",
    "parent": "parent, parents, mother, father, madre, padre, genitori",
    "child": "child, children, figlio, figlia, figli",
    "sibling": "sibling, siblings, brother, sister, fratello, sorella",
    "friend": "friend, friends, amico, amica, amici",
    "colleague": "colleague, colleagues, coworkers, collega, colleghi",
}
"""Canonical meaning -> keys as they are seen; compared folded."""

VCARD: dict[str, str] = {
    "FN": "fn",
    "N.GN": "given",
    "N.FN": "family",
    "NICKNAME": "aliases",
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "ORG": "org",
    "TITLE": "role",
    "ROLE": "role",
    "EMAIL": "email",
    "TEL": "phone",
    "URL": "url",
    "UID": "uid",
    "KIND": "type",
    "CATEGORIES": "tags",
}
"""Keys that count only in capitals, as vCard writes them; EMAIL[HOME] and TEL[CELL] mean what EMAIL and TEL do."""

URLS = ("linkedin", "github", "twitter", "mastodon", "bluesky", "telegram", "website", "url")
"""Meanings that are addresses on the web, in the order in which they are shown."""
REACH = frozenset({"email", "phone", *URLS})
"""Meanings that also count inside a map under any key: `contact: {email: …}`."""
RELATIONS = ("reports_to", "related", "partner", "spouse", "parent", "child", "sibling", "friend", "colleague")
"""Meanings that are a relation to the people whom their value links."""


def folded(key: str) -> str:
    """The form in which keys are compared: without case, accents, `-`, `_` and spaces."""
    return fold(key).replace("-", "").replace("_", "").replace(" ", "")


_MEANINGS = {folded(key): meaning for meaning, keys in KEYS.items() for key in keys.split(",")}


@lru_cache(4096)
def meaning_of(key: str) -> str | None:
    """What a key means: "last_contact" for `Last Contact`, `lastContacted` and `prm-last-contact`; None for others."""
    if key.isupper():
        meaning = _vcard(key)
        if meaning:
            return meaning
    plain = folded(key)
    meaning = _MEANINGS.get(plain)
    if meaning is not None:
        return meaning
    if plain.startswith("anniversar") or plain.endswith("anniversary") or plain == "onomastico":
        return "anniversary"
    for prefix in ("prm", "person"):
        rest = key[len(prefix) + 1 :]
        if rest and fold(key).startswith((f"{prefix}-", f"{prefix}_", f"{prefix} ")):
            return meaning_of(rest)
    return None


def _vcard(key: str) -> str | None:
    if key.startswith("ADR") and key.endswith("LOCALITY"):
        return "place"
    name, bracket, _ = key.partition("[")
    return VCARD.get(name if bracket else key)
