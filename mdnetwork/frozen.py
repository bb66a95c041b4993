"""Ground: frozen data classes and named tuples that are cheap to define, and to create. Start-up counts, and a vault is
many of them.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from operator import attrgetter, eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Literal, TypeVar

__all__ = ["NamedTuple", "dataclass", "short_repr"]

_Class = TypeVar("_Class")
_LONGEST = 60
"""The most characters of one value in a short `__repr__`."""


def short_repr(*attributes: str) -> Callable[[object], str]:
    """A `__repr__` with only these attributes, as in `<Person: Ada Marlow, People/Ada.md>`; empty ones are left out.

    In a session or a notebook a list of people is then a line for each, not a page.
    """
    values = [attrgetter(each) for each in attributes]

    def __repr__(self: object) -> str:  # noqa: N807  a method
        shown = [_cut(str(value(self))) for value in values if value(self) not in (None, "", ())]
        return f"<{type(self).__name__}{': ' if shown else ''}{', '.join(shown)}>"

    return __repr__


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _dataclass(
    *, frozen: Literal[True], slots: Literal[True], order: bool = False
) -> Callable[[type[_Class]], type[_Class]]:
    """As `dataclasses.dataclass(frozen=True, slots=True)`, in a quarter of the time. Do not subclass the class.

    `dataclasses` compiles each method of each class. Here only `__init__` is compiled, and only for a class that is
    used, since a command uses half of the classes that it imports. The other methods use a tuple of the fields. The
    `__init__` of a frozen dataclass sets each field with a call, because its class forbids assignment. This one gives
    a new object another class while it assigns the fields, and the frozen class afterwards: a third of the time.

    Factories of defaults, `__post_init__` and keyword-only fields are not supported.
    """
    del frozen, slots  # they say what the class is, to the reader and to type checkers
    return lambda cls: _frozen(cls, order=order)


def _frozen(cls: type[_Class], *, order: bool) -> type[_Class]:
    plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    fields = dataclasses.fields(plain)
    names = tuple([each.name for each in fields])
    space = {name: value for name, value in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    space = _methods(fields, order=order) | space | {"__slots__": names}  # a `__repr__` of the class stays
    made = type(cls.__name__, (), space | {"__init__": _Init(fields)})
    made.__qualname__ = cls.__qualname__
    return made


class _Init:
    """The `__init__` of a class, until it is first looked up: then it is compiled, and takes this place."""

    def __init__(self, fields: tuple[Any, ...]) -> None:
        self._fields = fields

    def __set_name__(self, made: Any, name: str) -> None:
        self._made = made

    def __get__(self, noun: object, kind: Any) -> Any:
        """The method, bound to `noun`: from Python 3.14 on, `inspect` binds it to the class, whose class is `type`."""
        init = self._made.__init__ = _compiled(self._made, self._fields)
        return init.__get__(noun, kind)


def _compiled(made: type, fields: tuple[Any, ...]) -> Any:
    names = [each.name for each in fields]
    draft = type(made.__name__, (), {"__slots__": names})
    lines = [
        f"def __init__(self, {', '.join(names)}):",
        "become(self, '__class__', draft)",
        *(f"self.{name} = {name}" for name in names),
        "self.__class__ = made",
    ]
    known: dict[str, Any] = {"become": object.__setattr__, "draft": draft, "made": made}
    exec("\n    ".join(lines), known)  # noqa: S102  only our own field names, as in dataclasses
    init = known["__init__"]
    init.__defaults__ = tuple([each.default for each in fields if each.default is not dataclasses.MISSING])
    init.__annotations__ = {each.name: each.type for each in fields} | {"return": None}
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    return init


def _values(fields: tuple[Any, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that returns the tuple of these fields' values."""
    names = [each.name for each in fields]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda noun: (get(noun),)


def _methods(fields: tuple[Any, ...], *, order: bool) -> dict[str, Any]:
    every, key = _values(fields), _values(tuple([each for each in fields if each.compare]))
    shown = [each.name for each in fields if each.repr]

    def __hash__(self: Any) -> int:  # noqa: N807  a method
        return hash(key(self))

    def __repr__(self: Any) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in shown])})"

    def __setattr__(self: Any, name: str, value: object) -> None:  # noqa: ARG001, N807
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> None:  # noqa: ARG001, N807
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self: Any) -> tuple[Any, tuple[Any, ...]]:  # noqa: N807
        return type(self), every(self)

    methods = (__hash__, __repr__, __setattr__, __delattr__, __reduce__)
    operations = (eq, lt, le, gt, ge) if order else (eq,)
    return {method.__name__: method for method in methods} | {
        f"__{operation.__name__}__": _comparison(operation, key) for operation in operations
    }


def _comparison(operation: Callable[[Any, Any], bool], key: Callable[[Any], Any]) -> Callable[[Any, Any], bool]:
    def compare(self: Any, other: Any) -> bool:
        return operation(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compare


class _NamedTupleMeta(type):
    """Makes a named tuple of the body of a class, as `typing` does.

    `typing` compiles each annotation, which takes as long as all the rest, for whoever reads them at run time.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, space)
        fields = space["__annotations__"]
        make: Callable[..., type] = namedtuple  # noqa: PYI024  the class of a `NamedTuple` is made here
        defaults = [space[each] for each in fields if each in space]
        made = make(name, fields, defaults=defaults, module=space["__module__"])
        for each, value in space.items():
            if each not in fields and each != "__module__":
                setattr(made, each, value)
        return made


if TYPE_CHECKING:
    from dataclasses import dataclass
    from typing import NamedTuple
else:
    dataclass = _dataclass

    class NamedTuple(metaclass=_NamedTupleMeta):
        """As `typing.NamedTuple`, in half of the time. Annotations stay texts."""
