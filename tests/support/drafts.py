"""Drafts to the people of a small vault of notes, for the tests."""

from __future__ import annotations

from collections.abc import Mapping

from mdnetwork.drafts.drafting import Draft
from mdnetwork.drafts.rendering import Source
from mdnetwork.drafts.request import DraftRequest, Introduction, drafted
from mdnetwork.drafts.second_person import Tone
from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.insight.edges import acquaintances
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import DraftKind
from support.insight_vault import ENGLISH, PLAIN, TODAY, Notes, directory

ME = "---\ntype: me\nname: Nora Field\npitch: I help museums.\ninterests: [letterpress]\noffers: [grant writing]\n---\n"
IO = "---\ntype: me\nname: Nora Field\npitch: Aiuto i musei a farsi sentire.\ninterests: [tipografia]\n---\n"


def draft_to(
    notes: Notes,
    kind: DraftKind | None,
    language: str = "",
    tone: Tone | None = None,
    *,
    name: str = "Ada",
    topic: str = "",
    to: str = "",
    templates: Mapping[str, str] | None = None,
    settings: FollowUpSettings = PLAIN,
) -> Draft:
    """A draft on 23 November 2026, of a vault in English."""
    everybody = directory(notes)
    survey = Survey(everybody, settings, TODAY, ENGLISH)
    person = everybody.paths[f"People/{name}.md"].person
    other = everybody.paths[f"People/{to}.md"].person if to else None
    known = acquaintances(everybody).between(person.id, other.id) if other else ()
    asked = DraftRequest(kind, language, tone, topic, to=Introduction(other, None, known) if other else None)
    theirs = [each for each in follow_ups(everybody, settings, TODAY, ENGLISH) if each.identity == person.id]

    def own(wanted: str) -> Source | None:
        text = (templates or {}).get(wanted)
        return None if text is None else Source(text, f"Drafts/{wanted}.md")

    return drafted(person, asked, survey, theirs, override=own, default="en")
