"""A vault of somebody who means harm: file names, folders, keys, values and settings that would steer a terminal."""

from __future__ import annotations

import json
from pathlib import Path

TITLE = "\x1b]0;PWN\x07"
"""Sets the title of a terminal's window."""
NAMES = {
    "a title": f"Zed{TITLE}",
    "an eight-bit control": "Yan \x9b31m",
    "turned round": "Xia \u202egpj\u2066",
    "a newline": "Wim\nBEGIN",
    "a return": "Vic\rtor",
    "separators": "Uma\u2028b\u2029",
    "bytes that are no UTF-8": "Tom \udcff\udc9b31m",
    "deleted": "Sue \x7f\x08\x00"[:-1],
    "a colour": "Ron \x1b[31mred\x1b[0m",
    "an option": "-rf --help",
    "a command": "Pia $(touch HIT); `touch HIT` & touch HIT",
}
"""What is odd in the file name of a person, and the name."""
TEXTS = (
    f"x{TITLE}",
    "\x9b2Jx",
    "x\u202ey\u2069",
    "two\nlines",
    "\x1b[31mred",
    "\udcff\udc9bx",
    "a\x85\u2028b",
    "x{y}%s'\"\\",
)
"""Free texts to type: topics, tags, values."""
SETTINGS = (
    'people_folders = ["Contacts"]\n'
    '[circles]\n"ci\\u001b]0;PWN\\u0007rcle" = "4w"\n'
    '[feeds."fe\\u001b]0;PWN\\u0007ed"]\ntags = ["x"]\n'
)
FOLDER = "People/Fol\x1b[2Jder \x9b"


def person_path(name: str) -> str:
    """Where the note of this person lies. Some lie in a folder with an odd name."""
    return f"{FOLDER if name.startswith(('Yan', 'Vic')) else 'People'}/{name}.md"


def person_note(name: str, friend: str) -> bytes:
    """A person's note in which every part is hostile."""
    steer = json.dumps(f"v{TITLE}\x9b31m\u202e\nz")
    texts = ("org", "role", "place", "email", "phone", "met_at", "cadence", f"ke{TITLE}y")
    lists = ("tags", "expertise", "needs")
    alias = "Al " + name.encode("utf-8", "replace").decode()
    head = [
        "type: person",
        f"aliases: [{json.dumps(alias)}]",
        f"circle: {json.dumps(f'ci{TITLE}rcle')}",
        "met: 2026-01-02",
        'birthday: "2000-02-\\e[31m"',
        *(f"{json.dumps(key)}: {steer}" for key in texts),
        *(f"{key}: [{steer}]" for key in lists),
    ]
    body = [
        "## Log",
        f"- 2026-11-01 call: talked{TITLE} \x9b31m\u202eabout; #promised the \x1b[31mpaper 📅 2026-11-10",
        f"- 2026-10-01 coffee with [[{friend}]] and \x07 bells",
        "",
        "## Ta\x1b[2Jsks",
        f"- [ ] one {TITLE} \x9b 📅 2026-11-20",
        "- [ ] two \u202e\x7f 📅 2026-11-21",
        "- [ ] three 📅 2026-\x1b[31m",
        "",
    ]
    return "\n".join(["---", *head, "---", *body]).encode("utf-8", "replace")


def make(root: Path) -> None:
    """Write the vault. Raises OSError where the file system takes no such names."""
    names = [*NAMES.values()]
    for name, friend in zip(names, [*names[1:], names[0]], strict=True):
        _put(root, person_path(name), person_note(name, friend))
    guests = json.dumps([f"[[{name}]]" for name in names if name.isascii()])
    meeting = f"---\ntype: meeting\ndate: 2026-11-23\nattendees: {guests}\n---\n"
    daily = f"- call with [[{names[0]}]] about \x1b[2J\n- [ ] ask [[Yan \x9b31m]] \x07\n"
    goal = f"---\ntype: goal\nname: {json.dumps('G' + TITLE)}\n---\n- [ ] x\x1b[31m\n"
    _put(root, f"Meetings/2026-11-23 Meet{TITLE}.md", meeting.encode())
    _put(root, "Daily/2026-11-20.md", daily.encode())
    _put(root, "Goals.md", goal.encode())
    _put(root, "People/Me.md", b"---\ntype: person\nme: true\n---\n")
    _put(root, "mdnetwork.toml", SETTINGS.encode())


def _put(root: Path, path: str, data: bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def imports(folder: Path) -> dict[str, Path]:
    """Files to import, hostile too: a table, vCards, a calendar."""
    odd = f"Imp{TITLE}"
    table = [
        f'Name,"Col{TITLE}\x9b",Email,Company',
        f'"{odd}","\x1b[31m",a@example.org,"\u202eorg"',
        '"Second \x9b31m",x,b@example.org,y',
    ]
    card = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{odd}",
        f"N:{TITLE};Imp;;;",
        "EMAIL:c@example.org",
        "ORG:\x9b31m\u202e",
        "NOTE:\x1b[2J",
        "END:VCARD",
    ]
    calendar = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20261101T100000Z",
        "DTSTART:20261110T100000Z",
        f"SUMMARY:Sum{TITLE}\x9b31m",
        f'ATTENDEE;CN="{odd}":mailto:d@example.org',
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    made = {}
    for suffix, lines in {"csv": table, "vcf": card, "ics": calendar}.items():
        made[suffix] = folder / f"im{TITLE}port.{suffix}"
        made[suffix].write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    return made
