"""Every kind of dependency in the store, with the change of the code that switches it off, and who notices.

Whoever adds a dependency adds a row here and a scenario to `tests/store/test_directed.py`. A row that nothing notices
is a scenario that is missing, or a dependency that nobody needs.
"""

from __future__ import annotations
import __future__

import inspect
from dataclasses import replace
from importlib import import_module
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

from mdnetwork.followups.context import Clock, FollowUpContext
from mdnetwork.people.links import Links
from mdnetwork.store.conclude import Concluding
from mdnetwork.store.conclusions import Concluder
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.people import Loader, ReadPeople
from mdnetwork.store.refresh import Refreshing
from mdnetwork.store.resolve import Resolving

_UNRECORDED = "FollowUpContext(self.directory, self.settings, self._today, self.texts)"
"""Another context, whose record nobody reads."""


class Mutation(NamedTuple):
    """A function of a module, or a method or property of a class: a text in its source, and what it becomes.

    `scenario` is the one that notices.
    """

    home: type | str
    name: str
    text: str
    instead: str
    scenario: str


def _form(form: str, scenario: str) -> Mutation:
    return Mutation(Resolving, "_concerned", "in _LINKED", f"in _LINKED - {{{form!r}}}", scenario)


def _settings(left_out: str, scenario: str) -> Mutation:
    return Mutation(Rules, "mark", "self.settings", f"replace(self.settings, {left_out})", scenario)


MUTATIONS = {
    # names: which notes are resolved again
    "link: notes by name": _form("note", "a name that is taken by a note of nobody"),
    "alias: names as written": _form("exact", "a name that nobody had"),
    "alias: names in another order": _form("loose", "a name in another order"),
    "alias: addresses of e-mail": _form("mail", "an address of e-mail"),
    "alias: the first two words": _form("first two", "a name without a link"),
    "uid: names": _form("identity", "a name that is a written identity"),
    "the user's own note: names": _form("me", "a name of the user"),
    "link: names before the change": Mutation(
        Resolving, "_concerned", "was.keys ^ state.keys", "state.keys - was.keys", "a name that its person gives up"
    ),
    "link: names that were looked up before": Mutation(
        Links, "people", "self.asked |= found.keys", "pass", "a link that two notes use"
    ),
    "group: the notes that name it": Mutation(
        Links, "people", "self.asked |= found.keys", "pass", "a member names their group"
    ),
    "the day of death": Mutation(Resolving, "_state", "(gone, died)", "(gone, None)", "a day of death"),
    "what somebody knew about": Mutation(
        Resolving,
        "_name_people",
        "DELETE FROM expert WHERE person = ?",
        "DELETE FROM expert WHERE 0 = ?",
        "other things that people know about",
    ),
    "what somebody knows about now": Mutation(
        Resolving,
        "_name_people",
        "stemmed = excluded.stemmed",
        "stemmed = 1",
        "other things that people know about",
    ),
    "whether somebody is gone": Mutation(
        Resolving, "_state", "(gone, died)", "(None, died)", "a person who is gone, without a link"
    ),
    "the user's own note: several": Mutation(
        Resolving, "run", "self._note_me(changed)", "pass", "a second note about the user"
    ),
    "the user's own note: no more": Mutation(
        Resolving,
        "_note_me",
        "changed.written.keys() - {note for note, _ in rows}",
        "()",
        "a note that is no more about the user",
    ),
    # copies
    "copy: paths": Mutation(Resolving, "_find_owners", "self._copying_keys()", "[]", "a copy comes"),
    "copy: paths before the change": Mutation(
        Resolving,
        "_copying_keys",
        "(*was.keys, *self._names(note))",
        "self._names(note)",
        "the original of a copy goes",
    ),
    "copy: chains": Mutation(
        Resolving, "_possible_copies", "todo.extend(", "list(", "the original of a copy is a copy"
    ),
    "copy: another note's owner": Mutation(
        Resolving, "_own", "self._before[note] = self._state(note)", "pass", "a note is found to be a copy"
    ),
    "copy: its lines": Mutation(Resolving, "_concerned", "again.add(note)", "pass", "a note is found to be a copy"),
    "copy: links to it": Mutation(
        Resolving,
        "_concerned",
        "(was.owner, was.matters) == (state.owner, state.matters)",
        "was.matters == state.matters",
        "the original of a copy is a copy",
    ),
    "copy: no more a person": Mutation(
        Resolving, "_name_people", 'self._put_problems(note, "copy", [])', "pass", "a copy is nobody's any more"
    ),
    # folders of people
    "folder of a person: who comes": Mutation(
        Resolving,
        "_write_names",
        "self._has_other_people |= self._certainty(note) != sure",
        "pass",
        "a note in the folder of a person who comes",
    ),
    "folder of a person: who goes": Mutation(
        Resolving,
        "_write_names",
        "self._has_other_people |= self._certainty(note) is not None",
        "pass",
        "a note in the folder of a person who goes",
    ),
    "folder of a person: another note's state": Mutation(
        Resolving,
        "_look_at_folders",
        "self._before[note] = self._state(note)",
        "pass",
        "a note in a folder that gets another person",
    ),
    "translation": Mutation(
        Resolving, "_find_owners_among", "copied | translations(people)", "copied", "a translation"
    ),
    # identities
    "uid": Mutation(Resolving, "_name_people", "raws.add(raw)", "pass", "a uid that two notes have"),
    "homonym": Mutation(
        Resolving, "_tell_apart", "self._touch([note], WHO)", "pass", "the other of an introduction has a homonym"
    ),
    "homonym: before the change": Mutation(
        Resolving,
        "_name_people",
        "raws |= {was.raw} if was.raw is not None else set()",
        "pass",
        "the other of an introduction has no homonym any more",
    ),
    "homonym: no more a person": Mutation(
        Resolving,
        "_name_people",
        'self._put_problems(note, "identity", [])',
        "pass",
        "a homonym that is nobody any more",
    ),
    # what changed about whom
    "a person's own note": Mutation(
        Resolving, "_name_people", "changed.written[note] != self._person_text(note)", "False", "a field"
    ),
    "a new person": Mutation(
        Resolving, "_name_people", "was.raw is None or", "", "a copy without lines is a person again"
    ),
    "note kind": Mutation(
        Resolving, "_name_people", "self._touch([note], WHO | HISTORY)", "pass", "a note that is no person's any more"
    ),
    "a name to sort by": Mutation(
        Resolving, "_name_people", "sort = excluded.sort", "sort = sort", "a name to sort by"
    ),
    "privacy": Mutation(
        Resolving, "_name_people", "private = excluded.private", "private = private", "a private person"
    ),
    "line: in a note that goes": Mutation(
        Resolving, "_write_names", "self._touch(self._about(note), HISTORY)", "pass", "a note that goes"
    ),
    "line: its text": Mutation(Resolving, "_replace", "was[person] != new.about[person]", "False", "a line in the log"),
    "line: it names somebody": Mutation(
        Resolving, "_replace", "person not in was or", "person in was and", "a line of a note that names somebody"
    ),
    "line: it names nobody any more": Mutation(
        Resolving,
        "_replace",
        'AND person = ?", (note, person))',
        'AND person = ?", (note, person)); continue',
        "a line of a note that names nobody any more",
    ),
    "shared meeting": Mutation(
        Resolving, "_replace", "told != (new.tasks, new.meeting)", "told[0] != new.tasks", "the title of a meeting"
    ),
    "unwritten meeting": Mutation(
        Resolving, "_replace", "(new.unwritten, note)", "(1, note)", "a meeting of today gets a text"
    ),
    "task": Mutation(
        Resolving, "_replace", "told != (new.tasks, new.meeting)", "told[1] != new.meeting", "the text of a task"
    ),
    "task, meeting: who is touched": Mutation(
        Resolving, "_replace", "self._touch({*was, *new.about}, HISTORY)", "pass", "a meeting of today gets a text"
    ),
    "introduced_by: whoever introduced somebody": Mutation(
        Resolving,
        "_replace",
        "self._touch([each for each in (by, new.introduced_by) if each is not None], HISTORY)",
        "pass",
        "somebody introduced by a person who is named in the note already",
    ),
    # what follow-ups depend on in other people
    "whom follow-ups depend on": Mutation(
        Concluding, "_stale", "WHERE stale.aspect & subject.aspect", "WHERE 0", "the first person of a task dies"
    ),
    "introduction: what happened to the other": Mutation(
        Concluder, "_subjects", "_ASPECTS[aspect]", "WHO", "the other of an introduction writes"
    ),
    "introduction: who the other is": Mutation(
        Concluder,
        "_subjects",
        "_ASPECTS[aspect]",
        "HISTORY",
        "the other of an introduction is called otherwise",
    ),
    "introduction: in the log of a third": Mutation(
        FollowUpContext,
        "_introducing",
        "self.living(line.people)",
        "pass",
        "an introduction in the log of somebody who died",
    ),
    "introduced_by: the day when they were met": Mutation(
        FollowUpContext,
        "introduced_by",
        "self.history(introduced.person.id)",
        f"{_UNRECORDED}.history(introduced.person.id)",
        "the day when an introduced person was met",
    ),
    "task that names others: whose it is": Mutation(
        FollowUpContext,
        "_holder",
        "self.living((each,))",
        f"{_UNRECORDED}.living((each,))",
        "the first person of a task dies",
    ),
    "promise, task that names others: who is named": Mutation(
        "mdnetwork.followups.promises",
        "with_keys",
        "map(context.person, ",
        "map(context.directory.person, ",
        "somebody on the line of a promise has a written identity",
    ),
    "attendee's status": Mutation(
        "mdnetwork.followups.rules",
        "_led",
        "context.living(",
        f"{_UNRECORDED}.living(".replace("self", "context"),
        "the first attendee has a status",
    ),
    # settings, language, days
    "settings: cadences of circles": _settings("circles=()", "cadences of circles"),
    "settings: cadences of tags": _settings("tags=()", "cadences of tags"),
    "settings: cadences of folders": _settings("folders=()", "cadences of folders"),
    "settings: the cadence of everybody": _settings("default=None", "the cadence of everybody"),
    "settings: fresh start": _settings("fresh_from=None", "a fresh start"),
    "settings: crowd": Mutation(
        "mdnetwork.store.store", "fingerprint", "settings, crowd, ", "settings, ", "the limit of a crowd"
    ),
    "settings: reading": Mutation(
        "mdnetwork.store.store", "fingerprint", "settings, crowd, ", "crowd, ", "the folders of people"
    ),
    "language": Mutation(Rules, "mark", "self.texts.language", "''", "the language"),
    "day: it is asked for": Mutation(
        Rules, "hold", "self.today.isoformat()", "marks(connection)[0]", "a line that lay ahead"
    ),
    "day: evidence": Mutation(
        Concluder,
        "_of_person",
        "max(since, clock.holds_from).isoformat(), min(until, clock.holds_until)",
        "clock.holds_from.isoformat(), clock.holds_until",
        "a line that lay ahead",
    ),
    "day: the clock of the rules": Mutation(
        Concluder,
        "_of_person",
        "max(since, clock.holds_from).isoformat(), min(until, clock.holds_until)",
        "since.isoformat(), until",
        "a birthday that is over",
    ),
    "day: backwards": Mutation(
        Concluding, "_expired", ":day < holds_from", ":day IS NULL", "a birthday that is ahead again"
    ),
    "day: forwards": Mutation(Concluding, "_expired", ":day > holds_until", ":day IS NULL", "a birthday that is over"),
    "day: a meeting that is unwritten": Mutation(
        Loader,
        "_history",
        "holds(each, self.today, unwritten=note.unwritten)",
        "holds(each, self.today, unwritten=False)",
        "a meeting of today",
    ),
    "day: an introduction in the log of a third": Mutation(
        FollowUpContext,
        "_introducing",
        "self.clock.is_before(line.date)",
        "pass",
        "an introduction in the future, in the log of a third",
    ),
    "reply: the days after a question": Mutation(
        "mdnetwork.followups.replies",
        "_question",
        "context.clock.is_after(add_days(line.date, PAST))",
        "add_days(line.date, PAST) < context._today",
        "a question of long ago",
    ),
    "goal: its follow-ups": Mutation(Resolving, "_keep_own", "if is_own or was_own", "if False", "a step of a goal"),
    "goal: no more": Mutation(
        Resolving, "_keep_own", "was_own and not is_own", "False", "a note that is no goal any more"
    ),
    "goal: settings": Mutation(Concluding, "run", " UNION ALL SELECT note FROM own", "", "a step in another language"),
    "goal: another day": Mutation(
        Concluding,
        "_expired",
        "expired.format('own')",
        "expired.format('person')",
        "a step with a date without a year, on another day",
    ),
    "publish: a line that lay ahead": Mutation(
        "mdnetwork.followups.publishing",
        "_published",
        "not context.clock.is_before(each.date)",
        "each.date <= context._today",
        "a publication that lay ahead",
    ),
    "day: yearly": Mutation(Clock, "next", "self.is_after(found)", "pass", "a birthday that is over"),
    # what is the user's own
    "mine: what notes are about": Mutation(
        Resolving, "_put_subject", "self._touch([NOBODY], MINE)", "pass", "a note on an interest"
    ),
    "mine: notes that go": Mutation(
        Resolving, "_write_names", "self._put_subject(note, None)", "pass", "a note on an interest goes"
    ),
    "mine: the user's own log": Mutation(
        Resolving, "_subject", "str(said)", "None", "the log of the user on an interest"
    ),
    "mine: those who ask": Mutation(FollowUpContext, "_mine", "self.subjects.add", "set().add", "a goal to help with"),
    "the tie of the week": Mutation(
        Concluding, "_choose", "hidden != bool(superseded)", "False", "another tie of the week"
    ),
    "day: the week": Mutation(
        Clock, "monday", "self.is_after(add_days(found, _SUNDAY))", "pass", "a week that is over"
    ),
    # what a process keeps
    "read: what the note says": Mutation(
        ReadPeople, "person", "known[0] == text", "True", "a name that its person gives up"
    ),
    "read: the identity": Mutation(
        ReadPeople, "person", "known[1] == stored", "True", "a homonym that is nobody any more"
    ),
    # other processes
    "another process": Mutation(
        Refreshing,
        "keep_in_step",
        "version != self._version",
        "self._version < 0",
        "a note that another process saw go",
    ),
}


def switched_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch this dependency off. Raises AssertionError if its text is no more in the code, or several times."""
    place, function, text, instead, _ = MUTATIONS[name]
    home = import_module(place) if isinstance(place, str) else place
    found: Any = inspect.getattr_static(home, function)
    plain: Any = found.fget if isinstance(found, property) else found
    source = dedent(inspect.getsource(plain))
    assert source.count(text) == 1, f"{text} in\n{source}"
    flags = __future__.annotations.compiler_flag
    code = compile(source.replace(text, instead), plain.__code__.co_filename, "exec", flags)
    made: dict[str, Any] = {}
    exec(code, {**plain.__globals__, "FollowUpContext": FollowUpContext, "replace": replace}, made)  # noqa: S102
    monkeypatch.setattr(home, function, made[function])
