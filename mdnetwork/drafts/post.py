"""Drafts: writes the draft of a text to publish, from an idea of the notes. It is for everybody, and names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mdnetwork.dates import add_days
from mdnetwork.drafts.drafting import LATELY, Draft, Override, Values, capitalised, language_of, template
from mdnetwork.drafts.notices import Remembered
from mdnetwork.drafts.rendering import Source, rendered
from mdnetwork.followups.articles import indefinite
from mdnetwork.followups.things import has_article, matter, thing
from mdnetwork.insight.publishing import publications
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Person, Profile
from mdnetwork.names import fold, same
from mdnetwork.people.links import names_of, stem
from mdnetwork.text import one_line
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.tongue import tongue

OTHERS = 2
"""The maximum of further ideas to remember."""
_WORD = lazy_pattern(r"[^\W\d_]+")
_CAPITALISED = lazy_pattern(r"\b[^\W\d_a-zà-ÿ][^\W\d_]+")
_OWNERS = words_of("quotes", "owners")
_ASKING = words_of("topics", "asking")


@dataclass(frozen=True, slots=True)
class PostRequest:
    """A request for a text to publish. Without a topic, the best idea decides. "" means: choose."""

    language: str = ""
    topic: str = ""


def post(
    profile: Profile,
    asked: PostRequest,
    ideas: Sequence[Suggestion],
    survey: Survey,
    *,
    override: Override,
    default: str,
) -> Draft:
    """The draft of a text to publish. `ideas` are the best first; `default` is the vault's language.

    Raises DraftError for a language without a template, and for an unusable template.
    """
    texts, gaps = survey.texts, dict[str, None]()
    language = language_of(asked.language, None, "publish", override) or default
    nameless = [each for each in ideas if not _names_somebody(each.about, survey)]
    idea = nameless[0] if nameless and not asked.topic else None

    def find(name: str) -> Source | None:
        return template(name, language, override)

    def gap(words: str) -> str:
        gaps[f"[{words}]"] = None
        return f"[{words}]"

    given = _values(asked.topic, idea, survey, language)
    text = rendered("publish", {**given, "gap": gap}, find)
    source = find("publish")
    about = given["about"]
    warnings = (
        *(
            []
            if idea or asked.topic
            else [texts.say("There is no idea for it in your notes yet: say what to write about with --topic.")]
        ),
        *(texts.say("Fill in {gap}.", gap=each) for each in gaps if each in text),
        *([_foreign(about, survey)] if about.startswith("[") and about in text else []),
    )
    name = profile.name or stem(profile.path)
    author = Person(same(name), name, profile.path)
    memories = tuple(_remembered(idea, nameless, survey))
    return Draft(author, "publish", language, None, text, memories, warnings, source.path if source else "")


def _values(topic: str, idea: Suggestion | None, survey: Survey, language: str) -> Values:
    """The values for the template, listed in docs/networking.md. Words in another language become a gap."""
    said = topic or (idea.about if idea else "")
    if idea and idea.kind == "gave":
        said = _in_general(said, language)
    if idea and idea.kind == "asked" and not (said.endswith("?") or fold(said).split(" ")[0] in _ASKING):
        said = ""  # it does not follow "I was asked"
    line, profile = one_line(said), survey.directory.profile
    is_foreign = tongue(line) not in {"", language}
    days = [each.date for each in idea.evidence if each.date] if idea else []
    return {
        "kind": "publish",
        "language": language,
        "occasion": "topic" if topic else idea.kind if idea else "",
        "about": f"[{line}]" if is_foreign else line,
        "is_question": line.endswith("?") and not is_foreign,
        "capitalised": capitalised,
        "times": len(days),
        "is_recent": any(day >= add_days(survey.today, -LATELY) for day in days),
        "me": one_line(profile.name if profile else ""),
    }


def _in_general(given: str, language: str) -> str:
    """What was given, for readers: "a glossary" of "sent her the glossary"; "" if it is not certain."""
    found = thing(given)
    if not _OWNERS.isdisjoint(map(fold, _WORD.findall(found))):
        return ""
    if tongue(found) not in {"", language}:
        return found
    if language == "it":
        return found if has_article(found) and matter(found) == found else ""
    article, _, rest = found.partition(" ")
    is_thing = fold(article) in {"the", "a", "an"} and matter(f"the {rest}") == f"the {rest}"
    return indefinite(rest) if is_thing else ""


def _names_somebody(about: str, survey: Survey) -> bool:
    """Whether there are no words, or one with a capital letter may be part of somebody's name."""
    parts = {part for each in survey.directory.everybody for name in names_of(each) for part in fold(name).split()}
    return not about or not parts.isdisjoint(map(fold, _CAPITALISED.findall(about)))


def _remembered(idea: Suggestion | None, ideas: Sequence[Suggestion], survey: Survey) -> Iterator[Remembered]:
    """Where the idea comes from and who it interests, other ideas, and what was published last."""
    say = survey.texts.say
    if idea:
        yield Remembered(idea.reason, idea.evidence)
        for each in ideas[1 : OTHERS + 1]:
            yield Remembered(say("Another idea: {reason}", reason=each.reason), each.evidence)
    for last in publications(survey)[-1:]:
        day = survey.context.phrases.day(last.date)
        yield Remembered(say("You last published on {date}: {what}", date=day, what=last.text), (last.evidence,))


def _foreign(about: str, survey: Survey) -> str:
    return survey.texts.say(
        "“{words}” is in another language than the draft: put it into your own words.", words=about[1:-1]
    )
