"""What a draft is for, to whom there is none, in which language and tone, and what to think of before sending it."""

from __future__ import annotations

import pytest

from mdnetwork.drafts.drafting import Draft
from mdnetwork.drafts.second_person import Tone
from mdnetwork.errors import DraftError
from mdnetwork.kinds import DraftKind
from support.drafts import ME, draft_to
from support.insight_vault import MONTHLY, ago, person

BEA = person(f"{ago(40)} call", expertise="[weaving]")


def body(found: Draft) -> str:
    """The text without greeting and signature."""
    return found.text.split("\n\n", 1)[1].rpartition("\n\n")[0]


def remembered(found: Draft) -> list[str]:
    return [each.text for each in found.remember]


@pytest.mark.parametrize(
    ("note", "kind", "begins"),
    [
        (person(f"{ago(9)} call #promised the list 📅 {ago(2)}"), "kept", "Here is the list I promised."),
        (person(f"{ago(40)} email → #waiting for his template"), "ask", "We spoke on 14 October about your template."),
        (person(f"{ago(1)} coffee", met=str(ago(1))), "first", "It was good to meet you"),
        (person(f"{ago(9)} email ← he sent the map #got"), "thank", "Thank you for the map."),
        (person(f"{ago(9)} email ← two chapters #got"), "thank", "Thank you for the two chapters. They helped"),
        (person(f"{ago(9)} email ← he sent a list of sources #got"), "thank", "Thank you for the list of sources. It"),
        (person(f"{ago(9)} email ← chapter three #got"), "thank", "Thank you for chapter three."),
        (person(f"{ago(2)} #news her book is out"), "congratulate", "I hear your book is out."),
        (
            person(f"{ago(90)} call", circle="core"),
            "reconnect",
            "It has been a while since we spoke in August. How are you?",
        ),
        (person(f"{ago(90)} call", birthday="1990-11-24"), "congratulate", "Happy birthday"),
        (person(f"{ago(90)} call", wedding_anniversary="2010-11-24"), "congratulate", "I am thinking of you on 24 Nov"),
        (person(f"{ago(9)} call"), "first", "It was good to meet you"),
        (person(f"{ago(90)} call"), "reconnect", "It has been a while since we spoke in August. How are you?"),
        (person(f"{ago(90)} call", f"{ago(80)} call"), "reconnect", "It has been a while since we spoke in September."),
    ],
)
def test_without_a_kind_the_most_urgent_follow_up_says_it(note: str, kind: DraftKind, begins: str) -> None:
    found = draft_to({"Ada": note}, None, settings=MONTHLY)
    assert found.kind == kind
    assert body(found).startswith(begins)


def test_where_nothing_is_due_it_is_said() -> None:
    assert draft_to({"Ada": person()}, None).kind == "connect"
    assert "Nothing is due: --kind says what to write." in draft_to({"Ada": person(f"{ago(90)} call")}, None).warnings
    assert "Nothing is due: --kind says what to write." not in draft_to({"Ada": person()}, "coffee").warnings


def test_a_meeting_to_prepare_and_a_task_ask_for_no_message() -> None:
    notes = {
        "Ada": person(f"{ago(90)} call", f"{ago(5)} call") + "\n- [ ] write it 📅 2026-11-23\n",
        "Meetings/M": "---\ntype: meeting\ndate: 2026-11-24\nattendees: ['[[Ada]]']\n---\n# M\n",
    }
    assert draft_to(notes, None).kind == "reconnect"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"died": "2020-01-01"}, "Ada has died: there is no draft to write."),
        ({"status": "no-contact"}, "Ada wants no contact: there is no draft to write."),
        ({"private": "true"}, "Ada is private and stays out of drafts: take `private` out of their note first."),
    ],
)
def test_to_whom_there_is_no_draft(fields: dict[str, str], sentence: str) -> None:
    notes = {"Ada": person(f"{ago(9)} call", **fields), "Bea": BEA}
    with pytest.raises(DraftError) as refused:
        draft_to(notes, "coffee")
    assert str(refused.value) == sentence
    with pytest.raises(DraftError) as refused:
        draft_to(notes, "introduce", name="Bea", to="Ada")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("secret", ["died: 2020-01-01", "status: no-contact", "private: true"])
@pytest.mark.parametrize(
    "kind", ["first", "connect", "reconnect", "coffee", "ask", "thank", "kept", "feedback", "congratulate"]
)
def test_who_may_not_be_named_is_in_no_draft_nor_memory(secret: str, kind: DraftKind) -> None:
    notes = {
        "Cy": f"---\ntype: person\n{secret}\naliases: [Cyrus Quiet]\n---\n",
        "Ada": person(
            f"{ago(3)} #news the firm of Cyrus Quiet is hers",
            f"{ago(4)} coffee with [[Cy]]; talked about the sale",
            f"{ago(5)} call about Cyrus Quiet; #got the letter of Cyrus Quiet",
            f"{ago(6)} email → the book of Cyrus Quiet #gave",
            f"{ago(7)} call #promised the papers of Cyrus Quiet",
            f"{ago(8)} email #waiting for the vote of Cyrus Quiet",
            introduced_by='"[[Cy]]"',
            met_at='"party of Cyrus Quiet"',
            interests="[Cyrus Quiet]",
            needs="[a friend for Cyrus Quiet]",
            expertise="[the works of Cyrus Quiet]",
        ),
        "Me": ME.replace("letterpress", "Cyrus Quiet"),
    }
    found = draft_to(notes, kind, topic="works" if kind == "ask" else "")
    everything = "\n".join((found.text, *remembered(found), *found.warnings))
    assert "Cy" not in everything
    assert "the sale" not in everything
    waiting = draft_to({**notes, "Ada": person(f"{ago(40)} email #waiting for the vote of Cyrus Quiet")}, None)
    assert waiting.kind == "ask"
    assert "vote" not in "\n".join((waiting.text, *remembered(waiting)))


def test_thanks_for_an_introduction_a_reference_and_for_nothing_known() -> None:
    brought = person(f"{ago(9)} call", introduced_by='"[[Ada]]"', met=str(ago(9)))
    found = draft_to({"Ada": person(f"{ago(90)} call"), "Bea": brought}, None)
    assert (found.kind, body(found)[:39]) == ("thank", "Thank you for introducing me to Bea. It")
    private = brought.replace("type: person", "type: person\nprivate: true")
    unnamed = draft_to({"Ada": person(f"{ago(90)} call"), "Bea": private}, "thank")
    assert body(unnamed).startswith("Thank you for [what you are grateful for].")
    line = draft_to({"Ada": person(f"{ago(9)} email ← she introduced me to [[Bea]] #intro"), "Bea": BEA}, "thank")
    assert body(line).startswith("Thank you for introducing me to Bea.")
    alone = draft_to({"Ada": person(f"{ago(9)} email ← an introduction #intro")}, "thank")
    assert body(alone).startswith("Thank you for introducing me to [whom].")
    reference = draft_to({"Ada": person(f"{ago(9)} email ← she recommended me #reference")}, "thank")
    assert body(reference).startswith("Thank you for recommending me. It helped me with [what it was good for].")


def test_the_latest_gift_and_the_one_of_the_follow_up_come_first() -> None:
    two = {"Ada": person(f"{ago(9)} email ← she sent the map #got", f"{ago(3)} email ← she sent the key #got")}
    assert body(draft_to(two, "thank")).startswith("Thank you for the map.")  # it is due first
    kept = {"Ada": person(f"{ago(90)} ← the map #got", f"{ago(80)} ← the key #got", f"{ago(70)} call")}
    assert body(draft_to(kept, "thank")).startswith("Thank you for the key.")
    undated = {"Ada": person(), "Ideas/Maps": "- from [[Ada]] #got the map\n"}
    assert "the map" in body(draft_to(undated, "thank"))


def test_promises_kept_open_and_none() -> None:
    def kept(*log: str) -> Draft:
        return draft_to({"Ada": person(*log)}, "kept")

    lately = kept(f"{ago(20)} call #promised the list", f"{ago(2)} email #kept", f"{ago(1)} call #promised the key")
    # the open one is due: a message is for that one
    assert body(lately).startswith("Here is the key I promised.")
    assert lately.warnings[0].startswith("The promise is still open in your notes")
    done = kept(f"{ago(20)} call #promised the list", f"{ago(2)} email #kept")
    assert body(done) == "What I promised you is done: the list. Is it what you needed?"
    assert done.warnings == ("Fill in [your name].",)
    long_ago = kept(f"{ago(200)} call #promised the list", f"{ago(190)} email #kept")
    assert body(long_ago).startswith("What I promised you is done: the list.")
    nothing = kept()
    assert nothing.warnings[0] == "No note mentions a promise to Ada."
    assert "[what I promised]" in nothing.text


def test_news_and_birthdays() -> None:
    found = draft_to({"Ada": person(f"{ago(2)} #news his book is out", f"{ago(1)} call")}, "congratulate")
    assert "your book is out" in found.text
    other = {"Ada": person(f"{ago(90)} call"), "Bea": person(f"{ago(2)} #news we work with [[Ada]]")}
    assert "[what there is to congratulate on]" in draft_to(other, "congratulate").text
    near = draft_to({"Ada": person(f"{ago(90)} call", birthday="1990-11-18")}, "congratulate")
    assert body(near) == "Happy birthday, a little late! I hope you had a lovely day."
    far = draft_to({"Ada": person(f"{ago(90)} call", birthday="1990-06-18")}, "congratulate")
    assert "[what there is to congratulate on]" in far.text
    unknown = draft_to({"Ada": person(birthday="1990-11")}, "congratulate")
    assert "[what there is to congratulate on]" in unknown.text


def test_what_one_writes_for_comes_first_in_what_to_remember() -> None:
    found = draft_to({"Ada": person(f"{ago(90)} call", wedding_anniversary="2010-11-24")}, None)
    assert body(found) == "I am thinking of you on 24 November, your wedding anniversary. [a wish] How are you?"
    assert remembered(found)[0] == "Wedding anniversary on 24 November, every year."
    secret = person(f"{ago(40)} email #waiting for the vote of Cyrus")
    quiet = draft_to({"Ada": secret, "Cyrus": "---\ntype: person\nprivate: true\n---\n"}, None)
    assert quiet.kind == "ask"
    assert not [each for each in remembered(quiet) if "vote" in each]


def test_how_one_met_is_what_the_note_says_and_not_the_oldest_line() -> None:
    assert "[how we met]" in draft_to({"Ada": person(f"{ago(200)} coffee", f"{ago(90)} call")}, "reconnect").text
    said = draft_to({"Ada": person(f"{ago(200)} coffee", f"{ago(90)} call", met=str(ago(200)))}, "reconnect").text
    assert "I remember meeting you on 7 May." in said


def test_feedback_on_an_introduction_a_gift_or_what_is_said() -> None:
    made = {"Ada": person(), "Bea": BEA, "Daily/2026-11-01": "- introduced #intro [[Ada]] [[Bea]]"}
    found = draft_to(made, None)
    assert found.kind == "feedback"
    assert body(found).startswith("Some time ago I put you in touch with Bea. How did it go?")
    assert (
        "What do you think of my talk: what was useful to you"
        in draft_to({"Ada": person()}, "feedback", topic="my talk").text
    )
    assert "[what you want to hear about]" in draft_to({"Ada": person()}, "feedback").text


@pytest.mark.parametrize(
    ("note", "topic", "warnings"),
    [
        (
            person(f"{ago(3)} coffee", expertise="[weaving]"),
            "weaving a flag",
            (
                "Before you ask: known for 3 days, 1 day of contact, 0 things given.",
                "It is early to ask: give or share something first.",
            ),
        ),
        (
            person(f"{ago(300)} coffee", f"{ago(200)} call", f"{ago(100)} call", expertise="[weaving]"),
            "",
            (
                "Before you ask: known for 300 days, 3 days of contact, 0 things given.",
                "Your notes record nothing that you have given: perhaps offer something first.",
                "The ask is generic: say what it is about with --topic.",
                "Fill in [what exactly you ask for].",
            ),
        ),
        (
            person(f"{ago(300)} → the map #gave", f"{ago(200)} call", f"{ago(9)} #promised the key", role="weaver"),
            "weaving",
            (
                "Before you ask: known for 300 days, 3 days of contact, 1 thing given.",
                "You still owe them what you promised: keep that first.",
            ),
        ),
        (
            person(f"{ago(300)} coffee", f"{ago(200)} call → the map #gave", f"{ago(100)} call"),
            "weaving",
            (
                "Before you ask: known for 300 days, 3 days of contact, 1 thing given.",
                "The ask is generic: no note says why Ada is the one to ask about this.",
            ),
        ),
        (
            person(),
            "weaving",
            (
                "Before you ask: you do not know Ada yet.",
                "It is early to ask: give or share something first.",
                "The ask is generic: no note says why Ada is the one to ask about this.",
            ),
        ),
    ],
)
def test_before_an_ask_it_is_said_how_long_known_and_what_was_given(
    note: str, topic: str, warnings: tuple[str, ...]
) -> None:
    assert draft_to({"Ada": note, "Me": ME}, "ask", topic=topic).warnings == warnings


def test_who_was_put_off_and_who_did_not_answer() -> None:
    paused = draft_to({"Me": ME, "Ada": person(status="paused", snooze_until="2026-12-01")}, "share", topic="a book")
    assert paused.warnings == (
        "Their note says “paused”: is it time to write?",
        "You snoozed Ada until 1 December.",
        "It is generic: no note says why “a book” is for Ada.",
    )
    woken = draft_to({"Me": ME, "Ada": person(snooze_until="2026-11-01")}, "share", topic="a book")
    assert woken.warnings == ("It is generic: no note says why “a book” is for Ada.",)
    silent = {"Me": ME, "Ada": person(*(f"{ago(9 * n)} email → news" for n in (1, 2, 3)))}
    assert draft_to(silent, "coffee").warnings == (
        "Your last 3 messages and calls have had no answer yet: give it some time, or bring something of use.",
        "It is generic: it has nothing that you talked about or share. Add something by hand.",
    )
    assert draft_to(silent, "share", topic="weaving").warnings[-1].startswith("It is generic")


@pytest.mark.parametrize(
    ("fields", "topic", "because"),
    [
        ({"expertise": "[weaving]"}, "weavers", ", because you know about weaving."),
        ({"role": "weaver"}, "weaving", ", because of your work as weaver."),
        ({"interests": "[weaving]"}, "weaving", ", because you care about weaving."),
        ({"needs": "[a weaver]"}, "weaving", ", because you are looking for a weaver."),
        ({"sector": "textiles"}, "textiles", ", because you work in textiles."),
        ({"org": "Weavers & Co"}, "weavers", ", because of your work at Weavers & Co."),
        ({}, "weaving", " and thought of you."),
    ],
)
def test_why_this_person(fields: dict[str, str], topic: str, because: str) -> None:
    assert because in draft_to({"Ada": person(**fields)}, "share", topic=topic).text


def test_an_introduction_says_why_and_asks_both() -> None:
    ada = person(f"{ago(9)} call", needs="[a weaver]", interests="[rain]")
    found = draft_to({"Ada": ada, "Bea": BEA}, "introduce", to="Bea")
    assert body(found).startswith(
        "May I introduce you to Bea? You are looking for a weaver, and Bea may be able to help."
    )
    assert found.warnings[0].startswith(
        "Ask both first: write to Bea too (`mdnet draft Bea --kind introduce --to Ada`)"
    )
    both = draft_to({"Ada": ada, "Bea": person(interests="[rain]")}, "introduce", to="Bea")
    assert "You both care about rain." in both.text
    neither = draft_to({"Ada": person(), "Bea": BEA}, "introduce", to="Bea")
    assert "[why the two should meet]" in neither.text
    nobody = draft_to({"Ada": person()}, "introduce")
    assert nobody.warnings[0] == "Your notes do not say who Ada should meet: say it with --to."
    with pytest.raises(DraftError, match="takes two people"):
        draft_to({"Ada": person()}, "introduce", to="Ada")


def test_two_who_know_each_other_are_told() -> None:
    notes = {"Ada": person(), "Bea": BEA, "Daily/2026-11-01": "- lunch with [[Ada]] and [[Bea]]"}
    found = draft_to(notes, "introduce", to="Bea")
    assert found.warnings[0] == "Ada and Bea may know each other already: see Daily/2026-11-01.md:1."


def test_who_introduced_us_is_said_where_one_knows() -> None:
    ada = person(f"{ago(150)} call", introduced_by='"[[Bea]]"')
    found = draft_to({"Ada": ada, "Bea": BEA}, "reconnect")
    assert "I remember that Bea introduced us." in found.text
    met = ada.replace("---\n## Log", f"met: {ago(200)}\nmet_at: Paper Salon\n---\n## Log")
    assert (
        "meeting you on 7 May at the Paper Salon, through Bea." in draft_to({"Ada": met, "Bea": BEA}, "reconnect").text
    )


@pytest.mark.parametrize(
    ("fields", "asked", "tone"),
    [
        ({}, None, "lei"),
        ({"circle": "core"}, None, "tu"),
        ({"network": "personal"}, None, "tu"),
        ({"circle": "core", "tone": "lei"}, None, "lei"),
        ({"tone": "informal"}, None, "tu"),
        ({"tone": "lei"}, "tu", "tu"),
        ({"tone": "shouting"}, None, "lei"),
    ],
)
def test_the_tone(fields: dict[str, str], asked: Tone | None, tone: Tone) -> None:
    assert draft_to({"Ada": person(f"{ago(9)} call", **fields)}, "coffee", tone=asked).tone == tone


def test_who_is_well_known_is_told_tu() -> None:
    assert draft_to({"Ada": person(*(f"{ago(9 * n)} call" for n in range(1, 6)))}, "coffee").tone == "tu"


def test_the_language() -> None:
    def language(written: str, asked: str = "") -> Draft:
        return draft_to({"Ada": person(language=written)}, "coffee", asked)

    assert language("it").language == "it"
    assert language("it", "en").language == "en"
    assert language("Italiano").text.startswith("Gentile")
    assert language("en", "it-IT").language == "it"
    french = language("fr")
    assert french.language == "en"
    assert french.warnings[0] == "There is no template in “fr”, so the draft is in “en”."
    with pytest.raises(DraftError, match="There is no template for “coffee” in “fr”"):
        language("it", "fr")


def test_what_to_remember_stands_above_with_its_places() -> None:
    ada = person(
        f"{ago(3)} coffee with [[Bea]]; she is tired of it all",
        f"{ago(30)} call #promised the list",
        f"{ago(40)} email → the map #gave",
        f"{ago(41)} → asked for time #asked",
        f"{ago(42)} ← asked for a book #asked",
        met=str(ago(60)),
        interests="[letterpress]",
        needs="[help with grants]",
    )
    ada += "\n## They owe me\n- [ ] the vote\n"
    found = draft_to({"Ada": ada, "Bea": person(f"{ago(3)} call", expertise="[grants]"), "Me": ME}, "coffee")
    assert remembered(found)[:5] == [
        "Known since 24 September: 5 days of contact.",
        "Last contact, 20 November: coffee with Bea; she is tired of it all",
        "You promised, by 31 October: the list",
        "They owe you: the vote",
        "You gave, 14 October: the map",
    ]
    assert {
        "You share: letterpress",
        "You both know Bea",
        "They are looking for help with grants: you offer grant writing",
        "They are looking for help with grants: Bea knows about grants",
        "To ask: Have you found what you were looking for: help with grants?",
    } <= {*remembered(found)}
    assert all(each.evidence for each in found.remember if not each.text.endswith("these days?"))
    assert "tired" not in found.text


def test_words_of_notes_in_a_draft_are_told_with_their_place() -> None:
    found = draft_to({"Ada": person(f"{ago(3)} call about the new wing")}, "coffee")
    assert found.remember[-1].text == "In the draft: “the new wing”"
    assert [(each.path, each.line) for each in found.remember[-1].evidence] == [("People/Ada.md", 5)]


def test_what_is_old_or_to_come_is_not_taken_up() -> None:
    old = draft_to({"Ada": person(f"{ago(400)} call about the new wing", f"{ago(3)} call")}, "coffee")
    assert "new wing" not in old.text
    first = draft_to(
        {"Ada": person("2026-11-22 call about the sale", f"{ago(9)} coffee about rain", met=str(ago(9)))}, "first"
    )
    assert "I keep thinking about rain" in first.text
    unmet = draft_to({"Ada": person(met="2027-01-01")}, "reconnect")
    assert "Known since" not in "".join(remembered(unmet))


def test_undated_exchanges_and_promises_are_remembered_without_a_day() -> None:
    notes = {"Ada": person() + "\n## I owe\n- [ ] the list\n", "Ideas/Maps": "- for [[Ada]] #gave the map\n"}
    assert {"You gave: the map", "You promised: the list"} <= {*remembered(draft_to(notes, "coffee"))}


def test_a_request_for_a_reference_names_the_work() -> None:
    english = person(
        f"{ago(9)} email → delivered the map of the site #kept", f"{ago(5)} call ← #feedback it is excellent"
    )
    italian = person(f"{ago(9)} mail → consegnata la mappa #mantenuto", f"{ago(5)} mail ← #feedback ottimo lavoro")
    assert "to work on the map of the site for you." in draft_to({"Ada": english}, "reference").text
    assert "lavorare per te (la mappa)." in draft_to({"Ada": italian}, "reference", "it", "tu").text
    assert draft_to({"Ada": english}, "reference").warnings == ("Fill in [your name].",)
    none = draft_to({"Ada": person(f"{ago(9)} call")}, "reference")
    assert "No note shows work that Ada was happy with: is it time to ask?" in none.warnings


def test_a_sleeping_tie_is_reminded_of_what_the_user_found() -> None:
    article = f"---\ncreated: {ago(5)}\ntopics: [looms]\n---\n"
    notes = {"Ada": person(f"{ago(300)} coffee", interests="looms"), "Notes/Old looms": article}
    found = draft_to(notes, "reconnect")
    assert "I came across something about looms the other day, and thought of you." in found.text
    assert "looms" not in draft_to({**notes, "Ada": person(f"{ago(300)} coffee")}, "reconnect").text


def test_a_thing_in_another_language_is_a_gap_without_an_english_article() -> None:
    notes = {"Ada": person(f"{ago(9)} call, #promised il libro sul restauro")}
    assert "Here is [il libro sul restauro] I promised." in draft_to(notes, "kept").text


def test_a_gift_is_not_something_they_told_you() -> None:
    notes = {"Ada": person(f"{ago(2)} email ← #got she sent the contact of a printer")}
    assert "what you told me" not in draft_to(notes, "connect").text
    talked = {"Ada": person(f"{ago(2)} coffee, she maps forgotten gardens")}
    assert "what you told me: you map forgotten gardens" in draft_to(talked, "connect").text
