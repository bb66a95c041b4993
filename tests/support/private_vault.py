"""A vault with somebody private, comments, struck text and secrets in every place where a note may have them."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 23)
QUIET, GONE, COMMENT, STRUCK, SECRET = "Zqxquiet", "Zqxgone", "zqxhidden", "zqxstruck", "zqxsecret"
"""Words that occur nowhere else: in the names of somebody private and of somebody who wants no contact, and in text
that no reader of a note sees or sends.
"""
PIA = f"Pia {QUIET}"
"""A private person."""
SHOWN = ("Ada Lune", "Cy Weir", "Dan Oak", "A. L.", "Torino")
"""Words of people who may be named."""

NOTES = {
    "mdnetwork.toml": """[feed]
per_day = 99
vault_name = "v"
[feeds.full]
details = "full"
per_day = 99
vault_name = "v"
[feeds.digest]
style = "digest"
details = "full"
per_day = 99
vault_name = "v"
[feeds.tasks]
todo = true
alarm = 9
details = "full"
per_day = 99
vault_name = "v"
""",
    "Me.md": f"""---
type: me
name: Rosa Me
pitch: I map gardens with {PIA}
expertise: [gardens, maps, {PIA} as a partner]
needs: [a printer]
---
# Me
%% {COMMENT} %%
## Log
- 2026-10-02 talk on gardens
""",
    "Groups/Weavers.md": f"""---
type: group
members: ["[[Ada Lune]]", "[[{PIA}]]", "[[Gil {GONE}]]", Wim {QUIET}]
topics: [gardens, gardens of {PIA}]
role: I sit beside {PIA}
---
<!-- {COMMENT} -->
## Log
- 2026-11-10 evening at {PIA}'s house
- 2026-10-10 evening, {PIA} was there
""",
    "People/Ada Lune.md": f"""---
type: person
aliases: [Ada L]
org: {PIA} Ltd
role: aide to {PIA}
sector: weaving
email: ada@example.org
phone: "+39 011 5550100"
place: Torino
circle: core
cadence: 4w
birthday: 1990-11-25
met: 2025-03-02
met_at: dinner at {PIA}'s
introduced_by: "[[{PIA}]]"
needs: [a mill, a word with {PIA}]
expertise: [looms of {PIA}, looms]
interests: [gardens, gardens of {PIA}]
friends: ["[[{PIA}]]"]
door_code: {SECRET}
language: en
---
# Ada Lune

<!-- {COMMENT} -->
Knows about weaving. The code is {SECRET}.
Wedding:: 2015-11-28

## Log
- 2026-11-20 coffee → [[{PIA}]] #promised her jar 📅 2026-11-24
- 2026-11-19 lunch with
  [[{PIA}]], who owes {QUIET}
- 2026-11-18 tea; what does {PIA} think of it?
- 2026-11-17 #news {PIA} is to marry
- 2026-11-16 #intro to [[{PIA}]] about {QUIET}
- 2026-11-15 email → #promised the deck to {PIA.replace(" ", "-")} 📅 2026-11-24 %%{COMMENT}%%
- 2026-09-01 coffee ~~{STRUCK}~~ → the loom #promised the deck 📅 2026-11-25
- 2026-08-21 call ← #got her notes on looms <!-- {COMMENT} -->
- 2026-08-20 call #gave a map of [[Gil {GONE}]]
- 2026-08-19 call #news she won the prize ~~{STRUCK}~~
- ~~2026-08-18 call {STRUCK}~~
- 2026-08-02 lunch, talked about the new wing
  of her mill; what became of it?
- 2026-07-01 email → #thanked her for the plans

```
- 2026-11-21 call {SECRET}
```

## Tasks
- [ ] ring about the fair 📅 2026-11-22
- [ ] ask {PIA} about the fair 📅 2026-11-22
- [-] cancelled {STRUCK} 📅 2026-11-22

## Related
- colleague [[Bo Reed]]
- friend of [[{PIA}]]
""",
    "People/Bo Reed.md": f"""---
type: person
org: Eastwind
cadence: monthly
circle: wide
met: 2025-03-02
needs: [looms, kilns of {PIA}]
expertise: [a mill, clay of {PIA}]
introduced_by: "[[Ada Lune]]"
---
Company:: Eastwind Mills

## Log
- 2026-10-20 video call ← they #promised the list by 2026-11-20
- 2026-10-19 #intro to [[Ada Lune]] about looms
- 2026-03-19 coffee #gave him {PIA}'s book
""",
    "People/Cy Weir.md": f"""---
type: person
circle: core
cadence: weekly
needs: [paper, kilns of {PIA}]
---
## Log
- 2026-08-01 call
""",
    "People/Dan Oak.md": f"""---
type: person
circle: wide
expertise: [paper, kilns of {PIA}]
---
## Log
- 2026-07-01 call
""",
    "People/Eve Far.md": f"""---
type: person
org: Farland
---
## Related
- friend of [[Ada Lune]]
- friend of [[{PIA}]]
""",
    "People/Hal Low.md": f"---\ntype: person\n---\n## Related\n- friend of [[{PIA}]]\n",
    f"People/Uma {QUIET}.md": """---
type: person
private: true
circle: core
cadence: weekly
---
## Log
- 2026-06-01 call
""",
    f"People/{PIA}.md": f"""---
type: person
private: true
org: {QUIET} Works
role: {QUIET} smith
circle: core
cadence: weekly
birthday: 1991-11-24
met: 2025-03-02
needs: [{QUIET} clay]
expertise: [looms, {QUIET} kilns]
email: {QUIET}@example.org
phone: "+39 011 5550101"
---
# {PIA}
## Log
- 2026-05-01 coffee → {QUIET} #promised the {QUIET} jar 📅 2026-11-20
- 2026-04-20 call with [[Ada Lune]] about {QUIET}
- [ ] send {QUIET} jars to [[Ada Lune]] 📅 2026-11-22
""",
    f"People/Gil {GONE}.md": """---
type: person
status: no-contact
circle: core
cadence: weekly
expertise: [paper, looms]
needs: [a mill]
---
## Log
- 2026-10-01 call
- friend of [[Eve Far]]
""",
    "Daily/2026-11-06.md": f"""# Friday
- coffee with [[Ada Lune]] → the garden #promised the map 📅 2026-11-24
- coffee with [[{PIA}]] and [[Ada Lune]] #promised both the {QUIET} 📅 2026-11-24
- lunch with [[Ada Lune]]
  - [[{PIA}]] came too
    - of {QUIET} she said #promised the {QUIET}
- [ ] send [[{PIA}]] and [[Ada Lune]] the jar 📅 2026-11-22
- [ ] send [[Bo Reed]] the plans 📅 2026-11-22 %% {COMMENT} %%
""",
    "Meetings/2026-11-24 Review.md": f"""---
type: meeting
date: 2026-11-24
attendees: ["[[Ada Lune]]", "[[Bo Reed]]", "[[{PIA}]]"]
---
# Review
Plans for the year.
""",
    f"Meetings/2026-11-24 Tea with {PIA}.md": f'---\ntype: meeting\nattendees: ["[[{PIA}]]", "[[Ada Lune]]"]\n---\n',
    f"Meetings/2026-11-12 Lunch with {PIA}.md": f"""---
type: meeting
attendees: ["[[{PIA}]]", "[[Ada Lune]]", "[[Bo Reed]]"]
---
- [[Ada Lune]] #gave looms
""",
    f"Events/2026-09-12 Fair of {PIA}.md": f'---\ntype: event\nattendees: ["[[{PIA}]]", "[[Bo Reed]]"]\n---\n',
    "Goals/Garden.md": f"---\ntype: goal\ntopics: [looms, maps, {PIA}]\nsectors: [weaving, {PIA}]\n---\n# Garden\n",
    f"Goals/A job for {PIA}.md": f"---\ntype: goal\ntopics: [looms]\n---\n# A job for {PIA}\n",
}
