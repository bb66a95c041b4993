"""The half of a Network that asks the whole of it: who knows, who reaches, who should meet, what goals want."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from mdnetwork.model import Gathering

if TYPE_CHECKING:  # a plain question needs none of it
    from datetime import date

    from mdnetwork.config import Config
    from mdnetwork.index import Index
    from mdnetwork.insight.bridges import Bridge
    from mdnetwork.insight.edges import Graph
    from mdnetwork.insight.goals import Goal, Progress
    from mdnetwork.insight.reaching import Route
    from mdnetwork.insight.suggestion import Suggestion
    from mdnetwork.insight.survey import Survey
    from mdnetwork.people import Directory
    from mdnetwork.vault import Vault


class Inquirer(ABC):
    """Questions to `mdnetwork.insight`, with what they need from the vault and its index."""

    vault: Vault
    config: Config
    index: Index

    @abstractmethod
    def directory(self, today: date | None = None) -> Directory:
        """Everybody, with names and links resolved."""

    @abstractmethod
    def survey(self, today: date) -> Survey:
        """Everybody who may be named."""

    def graph(self, today: date) -> Graph:
        """Who knows whom, as the notes tell it."""
        from mdnetwork.insight.edges import Graph

        return Graph(self.survey(today))

    def who(self, topic: str, today: date, *, for_whom: str = "") -> tuple[Suggestion, ...]:
        """Who knows about a topic; whom a note (its path) would interest; who could help `for_whom`.

        Raises UnknownName and AmbiguousName for `for_whom`.
        """
        from mdnetwork.insight.who import Spoken, who_knows, whom_it_interests

        survey, directory = self.survey(today), self.directory(today)
        path = directory.note(topic, "") if topic else None
        if path and not for_whom and path not in directory.paths:
            text = self.vault.read(path).decode("utf-8", "replace")
            return whom_it_interests(survey, path, text)
        asking = directory.find(for_whom) if for_whom else None
        but = "" if asking is None or isinstance(asking, Gathering) else asking.person.id
        words = topic or "; ".join(survey.cases[but].person.needs if but in survey.cases else ())
        found = (
            Spoken(person, hit.path, hit.line, hit.text)
            for word in words.replace(";", " ").split()
            for hit in self.index.search(_stem(word))
            for person in directory.people_at(hit)
        )
        return who_knows(survey, words, found, but)

    def reach(self, whom: str, today: date) -> tuple[Route, ...]:
        """The ways to a person, else to anybody of an organisation. Raises UnknownName and AmbiguousName."""
        from mdnetwork.errors import UnknownName
        from mdnetwork.insight import reaching

        graph = self.graph(today)
        try:
            found = self.directory(today).find(whom)
        except UnknownName:
            targets = reaching.at(graph, whom)
            if not targets:
                raise
            return reaching.reach(graph, targets)
        people = found.people if isinstance(found, Gathering) else (found.person,)
        return reaching.reach(graph, [person.id for person in people])

    def introductions(self, today: date, whom: str = "") -> tuple[Suggestion, ...]:
        """Pairs who would gain by knowing each other. Raises UnknownName and AmbiguousName."""
        from mdnetwork.insight.introducing import introductions

        found = self.directory(today).find(whom) if whom else None
        identity = None if found is None or isinstance(found, Gathering) else found.person.id
        return introductions(self.graph(today), identity)

    def bridges(self, today: date) -> tuple[Bridge, ...]:
        """Who connects parts of the network that nobody else connects."""
        from mdnetwork.insight.bridges import bridges

        return bridges(self.graph(today))

    def goals(self, today: date) -> tuple[Progress, ...]:
        """Every goal note: who serves it, what is missing, the next step."""
        from mdnetwork.insight.goals import progress

        directory = self.directory(today)
        goals = [self._goal(facts.note.path, directory) for facts in self.index.facts() if facts.note.kind == "goal"]
        return progress(self.survey(today), goals)

    def _goal(self, path: str, directory: Directory) -> Goal:
        from posixpath import dirname

        from mdnetwork.editing.opened import Opened
        from mdnetwork.insight.goals import Goal, Topic
        from mdnetwork.reading.links import links_in

        note = Opened(self.vault.read(path), path, self.config.reading)
        wanted = [field for field in note.front.fields if field.key.casefold() in {"topics", "needs", "temi", "cerca"}]
        topics = [Topic(text, line) for field in wanted for text, line in field.texts()]
        linked: dict[str, int] = {}
        for line in note.lines:
            for link in () if line.inert else links_in(line.text):
                found = directory.paths.get(directory.note(link.target, dirname(path)) or "")
                if found:
                    linked.setdefault(found.person.id, line.number)
        steps = tuple(Topic(task.text, task.line) for task in note.facts.tasks if task.state == "open")
        return Goal(path, note.facts.note.title or path, tuple(topics), tuple(linked.items()), steps)


def _stem(word: str) -> str:
    """The beginning that the forms of a word share: what a search, which finds beginnings, is asked for."""
    from mdnetwork.insight.alike import senses

    return next(iter(senses(word)), "")
