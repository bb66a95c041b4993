"""Modules that are imported when they are used: nothing is imported before, and what a test replaces is seen."""

from __future__ import annotations

import re
import subprocess
import sys
import types

import pytest

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy, lazy_pattern


def test_a_module_is_imported_when_an_attribute_is_read() -> None:
    script = (
        "import sys; from mdnetwork.lazy import lazy; module = lazy('xml.dom.minidom'); "
        "print('xml.dom' in sys.modules); module.parseString('<a/>'); print('xml.dom' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "True"]


def test_what_is_replaced_in_the_module_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    module = lazy("mdnetwork.names")
    assert module.fold("Ada") == "ada"
    monkeypatch.setattr("mdnetwork.names.fold", str.upper)
    assert module.fold("Ada") == "ADA"
    monkeypatch.setitem(sys.modules, "mdnetwork.names", types.SimpleNamespace(fold=len))
    assert module.fold("Ada") == 3


def test_an_attribute_that_is_not_there_is_the_modules_own_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'mdnetwork\.names' has no attribute 'nothing'"):
        lazy("mdnetwork.names").nothing  # noqa: B018


def test_a_module_that_is_missing_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match="openpyxl"):
        lazy("openpyxl").load_workbook  # noqa: B018
    table = lazy("openpyxl", extra="xlsx", need="Tables need openpyxl", error=MdnetworkError)
    with pytest.raises(MdnetworkError, match=r"^Tables need openpyxl: pip install 'mdnetwork\[xlsx\]'\.$"):
        table.load_workbook  # noqa: B018
    other = lazy("openpyxl", extra="xlsx", need="Tables need openpyxl", instead="write CSV", error=MdnetworkError)
    with pytest.raises(MdnetworkError, match=r"\[xlsx\]', or write CSV\.$"):
        other.load_workbook  # noqa: B018
    assert repr(other) == "lazy('openpyxl')"


def test_a_lazy_pattern_is_the_pattern() -> None:
    pattern = lazy_pattern("a(b)", re.IGNORECASE)
    assert [match[1] for match in pattern.finditer("xAB")] == ["B"]
    assert (pattern.sub("-", "ab"), pattern.pattern, pattern.search("c")) == ("-", "a(b)", None)
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_lazy_pattern_is_compiled_when_it_is_used() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error, match="unterminated subpattern"):
        broken.match("x")
