"""Ground: nouns made quickly. A vault is some hundred thousand of them, and their fields were half of the time."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

_Noun = TypeVar("_Noun")


def quick(noun: type[_Noun]) -> type[_Noun]:
    """The same frozen dataclass with slots, made in a third of the time. It is not to be inherited from.

    A frozen dataclass sets each of its fields by a call, as its class forbids to assign them. Here a new object is of
    a class without that rule for as long as it is being made, and from then on frozen as before.
    """
    plain: Any = noun
    names = [field.name for field in fields(plain)]
    draft = type(noun.__name__, (), {"__slots__": names})
    lines = [
        f"def __init__(self, {', '.join(names)}):",
        "become(self, '__class__', draft)",
        *(f"self.{name} = {name}" for name in names),
        "self.__class__ = noun",
    ]
    made: dict[str, Any] = {"become": object.__setattr__, "draft": draft, "noun": noun}
    exec("\n    ".join(lines), made)  # noqa: S102  names of our own fields: dataclasses does it likewise
    init = made["__init__"]
    init.__defaults__, init.__annotations__ = plain.__init__.__defaults__, plain.__init__.__annotations__
    init.__qualname__, init.__module__ = plain.__init__.__qualname__, noun.__module__
    plain.__init__ = init
    return noun
