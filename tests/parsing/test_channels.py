"""The channel is what the beginning of a line names, and a word that only begins a longer name is none."""

from __future__ import annotations

import pytest

from mdnetwork.vocabulary.channels import channel_in


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("caffè con Ada", "coffee"),
        ("virtual coffee with Ada", "video"),
        ("virtual tour of the docks", None),
        ("google maps, then lunch", "lunch"),
        ("call con Ada", "video"),
        ("call with Ada", "call"),
        ("a long talk about the plans for next year, lunch", None),
    ],
)
def test_the_channel_of_a_line(text: str, channel: str | None) -> None:
    assert channel_in(text) == channel
