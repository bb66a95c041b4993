"""What `mdnet` is to answer on the vault of the practices, written before any of it was there.

The answers follow from the notes in `vault/` and from the practices of networking, and not from the program. The
reason of each row is the comment above it. Texts are compared without regard to case, line breaks and runs of spaces.
"""

from __future__ import annotations

from typing import NamedTuple

PRIVATE = "Lorenzo Masi"
"""He stays in `due` and in the morning, where only the user looks, and is nowhere else."""
DEAD = "Ennio Basile"
CUT_OFF = "Rita Zanelli"
SILENT = (DEAD, CUT_OFF)
NEVER = (PRIVATE, *SILENT)
SIGNS = ("2026-", "2025-", "2024-", "→", "←", "#", "📅", "[[", "[]", "[ ]")
"""What is in no message to a person: a day as computers write it, a sign, a link, an empty gap."""
ONE_TO_ONE = 'prefers = "one-to-one"\n'
ITALIAN = 'language = "it"\n'

ME = ("show", "Irene Galvasi")
DRAFT = ("draft", "Irene Galvasi")
COFFEE = ("show", "Meetings/2026-11-23 Coffee with Davide.md")
LUNCH = ("show", "Meetings/2026-11-25 Lunch with Tommaso.md")
TABLE = ("show", "Meetings/2026-12-10 Tavolo tombini.md")
DAY_OF_THE_STREAM = ("show", "Events/2026-12-03 Giornata del torrente.md")
CLIENTS = "Three flood-risk clients"
CIRCOLO = "Circolo dei Torrenti"
MORNING = ("--minutes", "240")
"""Long enough for everything that is due."""


class Row(NamedTuple):
    """A command and what its answer has and has not."""

    point: str
    """The point of the practices: 1 goals, 2 publishing… 10 drafts; `never` for those who never appear."""
    name: str
    words: tuple[str, ...]
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    """Exactly one of these texts is in the answer."""
    told: tuple[str, ...] = ()
    """What is on stderr: why there is no answer."""
    settings: str = ""
    """Lines above those of the vault's own settings."""

    @property
    def id(self) -> str:
        return f"{self.point}-{self.name}"


GOALS = (
    # A step has the day of today: the morning is where a plan becomes a deed.
    Row("1", "a-step-of-today-is-in-the-morning", MORNING, ("List the culverts that flooded in 2024", "goal")),
    # The article was to be sent on 20 November.
    Row("1", "a-late-step-is-due", ("due",), ("Send the weir article to the field journal", "3 days late")),
    # Steps of the days to come, training among them; a ticked one is over.
    Row(
        "1",
        "steps-to-come",
        ("due", "--within", "2w", "--kind", "goal"),
        ("Write a one-page offer for drainage boards", "Sign up for the winter course on technical writing"),
        ("Bring the rate sheet up to date", "Misurare le quote"),
    ),
    # The evening for the quarter is still to prepare, and the goal's deadline was 15 November.
    Row("1", "a-deadline-that-is-over", ("due",), ("Una mano al comitato del torrente", "8 days late")),
    # The deadline of 18 December is within four weeks; people with other reasons are not of this kind.
    Row("1", "a-deadline-ahead", ("due", "--within", "4w", "--kind", "goal"), (CLIENTS,), ("Jonas Veld",)),
    # The calendar holds what is to do, as the step says it.
    Row("1", "a-step-is-in-the-calendar", ("feed", "-o", "-"), ("SUMMARY:List the culverts that flooded in 2024",)),
    # Each target is named with who is there: a personal tie at the institute, two at Nordlys.
    Row(
        "1",
        "targets-and-ways-in",
        ("goals",),
        (
            *("Consorzio Bonifica Valtorre", "Nordlys Water", "Delta Futures Institute"),
            *("Davide Renzi", "Sofie Lindqvist", "Tommaso Ferrini"),
        ),
    ),
    # Nobody alive and well-disposed is in agriculture; that is the gap to close.
    Row("1", "a-target-without-anybody", ("goals",), ("Nobody yet for", "agriculture"), NEVER),
    # What comes next is the user's own open step, and not only a person to begin with.
    Row("1", "the-next-step", ("goals",), ("List the culverts that flooded in 2024",)),
    # A sector is reached through who works in it: one sleeping tie.
    Row("1", "a-way-into-a-sector", ("reach", "insurance"), ("Ulla Berg",), NEVER),
    # The dead man and the two others were all close to agriculture. The answer is a gap, said as one.
    Row("1", "a-sector-without-anybody", ("reach", "agriculture"), ("agriculture",), NEVER),
    # The way to the institute is Tommaso, and the next step is the lunch with him in two days.
    Row(
        "1",
        "a-way-into-an-organisation",
        ("reach", "Delta Futures Institute"),
        ("Tommaso Ferrini", "Lunch with Tommaso"),
    ),
    # The page of a goal: what for, until when, what is left, through whom.
    Row(
        "1",
        "the-page-of-a-goal",
        ("show", CLIENTS),
        (
            *("career", "18 December", "Find out who signs small studies at the consortium"),
            *("Consorzio Bonifica Valtorre", "Davide Renzi", "agriculture"),
        ),
        NEVER,
    ),
    # The course of October is linked by the goal: training is looked back on, and the next one is planned.
    Row(
        "1",
        "training-of-a-goal",
        ("show", "Write in English for engineers"),
        ("learning", "Flood modelling course", "Sign up for the winter course on technical writing"),
    ),
    # And so it is in the look back: whom the course brought.
    Row("1", "training-in-the-look-back", ("review",), ("Flood modelling course", "1 person met")),
    # A goal to help is served by offering; nobody is to be pitched at.
    Row(
        "1",
        "a-goal-to-help-begins-with-an-offer",
        ("show", "Una mano al comitato del torrente"),
        ("helping", "Lucia Bonetti", "offer", "Preparare la serata per il quartiere"),
        ("pitch",),
    ),
    # Fame is none of the six motives; the six are named.
    Row("1", "a-motive-that-is-none", ("goals",), ("fame", "belonging", "learning", "norm")),
)

PUBLISHING = (
    # The last post is of 5 October, the cadence is monthly: since 5 November something is to be published.
    Row("2", "late-in-due", ("due",), ("publish", "5 October")),
    # Eighteen days late is nothing that a morning may leave out.
    Row("2", "in-the-morning", MORNING, ("publish",)),
    # The event says when something was last published.
    Row("2", "in-the-calendar", ("feed", "-o", "-"), ("publish", "5 October")),
    # The day comes from the post of October, which is the last thing published.
    Row("2", "by-when", ("review",), ("you meant to publish by 5 November",)),
    # Nino asked it in May, Greta in August: what several people ask is worth a post.
    Row("2", "an-idea-from-questions", ME, ("return period", "Greta Haldane", "Nino Bassi")),
    # The note on culverts would interest Davide and Paolo: a post that several people would read.
    Row("2", "an-idea-from-a-note", ME, ("Why culverts clog", "Davide Renzi", "Paolo Trevis"), NEVER),
    # What came back: the mention in the bulletin and the invitation of the newsletter, in this period.
    Row("2", "what-echo", ("review",), ("mentioned in the bulletin", "invited to write for the Valtorre newsletter")),
    # What goes out and what comes in, by channel, of the period.
    Row("2", "inbound-and-outbound", ("review",), ("inbound", "outbound", "linkedin")),
    # Two people asked about return periods: the text begins with the question, answers it and asks the readers back.
    Row(
        "2",
        "a-draft-of-it",
        (*DRAFT, "--kind", "publish"),
        (
            *("Draft “How do you choose a return period?” I have been asked this more than once.", "[your answer"),
            *("How would you answer?", "Greta Haldane and Nino Bassi asked you the same"),
        ),
        NEVER,
    ),
    # The text itself is for everybody: nobody is named in it, and who asked stands above it alone.
    Row("2", "a-draft-of-it-names-nobody", (*DRAFT, "--text"), ("return period",), ("Greta", "Nino", *SIGNS)),
    # In Italian, where the question stands in English: it is a gap, since nothing is translated.
    Row(
        "2",
        "a-draft-of-it-in-italian",
        (*DRAFT, "--language", "it", "--text"),
        ("Più di una volta mi hanno chiesto [how do you choose a return period?]", "E voi, che cosa rispondereste?"),
        ("Greta", "Nino"),
    ),
    # The user chose a note of their own: its title is the headline.
    Row(
        "2",
        "a-draft-of-a-note",
        (*DRAFT, "--topic", "Notes/Why culverts clog.md", "--text"),
        ("Why culverts clog [your main point", "[an example from your own work, without names]"),
        ("Davide", "Paolo", *SIGNS),
    ),
    # A text for everybody is no message to one person, and the user is nobody to thank.
    Row("2", "no-draft-of-it-to-a-person", ("draft", "Greta Haldane", "--kind", "publish"), told=("for everybody",)),
    Row("2", "no-message-to-myself", (*DRAFT, "--kind", "thank"), told=("your own note",)),
    # Something to give: whom the note would interest. The dead man liked mills too.
    Row("2", "whom-a-note-interests", ("who", "Notes/Why culverts clog.md"), ("Davide Renzi", "Paolo Trevis"), NEVER),
)

REPLIES = (
    # Asked on 20 November, due in two days; the gauge question of Greta was answered the next day.
    Row(
        "3",
        "a-question-is-due-in-two-days",
        ("due", "--kind", "reply"),
        ("Sofie Lindqvist", "rating curve for the mill weir"),
        ("Greta Haldane", "Nino Bassi", *NEVER),
    ),
    # Put to the user in a daily note on 21 November: due today.
    Row("3", "a-question-of-a-daily-note", ("due", "--kind", "reply"), ("Aurora Pini", "today")),
    # Paolo gave a day of his own: not yet due, and in four days.
    Row("3", "not-before-its-own-day", ("due", "--kind", "reply"), ("Sofie Lindqvist",), ("Paolo Trevis",)),
    # He is in the answer as soon as it looks as far as his day.
    Row("3", "on-its-own-day", ("due", "--within", "1w", "--kind", "reply"), ("Paolo Trevis", "in 4 days")),
    # Somebody waits since Friday: the morning says for what.
    Row("3", "in-the-morning", MORNING, ("Sofie Lindqvist", "reply")),
    # The event says what she asked.
    Row("3", "in-the-calendar", ("feed", "-o", "-"), ("Sofie Lindqvist", "rating curve")),
    # The three who wait, by name and with what they asked; nobody who has an answer.
    Row(
        "3",
        "who-waits-for-my-answer",
        ("review",),
        ("Sofie Lindqvist", "rating curve", "Aurora Pini", "three floods", "rilievo dei tombini"),
        ("windy ridge", "survey data", "keep my gauges running"),
    ),
    # The most urgent message to Sofie is the answer.
    Row("3", "the-draft-is-the-answer", ("draft", "Sofie Lindqvist"), ("reply", "rating curve")),
    # A draft that answers speaks of what was asked, in words for her: "your rating curve".
    Row(
        "3",
        "a-draft-that-answers",
        ("draft", "Sofie Lindqvist", "--kind", "reply", "--text"),
        ("Sofie", "your rating curve"),
        SIGNS,
    ),
)

GROUPS = (
    # Members that may be named, the user's part, the last time.
    Row(
        "4",
        "the-page-of-a-group",
        ("show", CIRCOLO),
        ("Davide Renzi", "Chiara Fontanelli", "Greta Haldane", "I keep the reading list", "staff gauges"),
        NEVER,
    ),
    # Lucia's own note says that she walks with them; a private member is in the same way in none.
    Row(
        "4",
        "a-member-whose-own-note-says-so",
        ("show", "Ciaspole del giovedì"),
        ("Marta Olivari", "Nino Bassi", "Lucia Bonetti"),
        NEVER,
    ),
    # The next evening is 9 December.
    Row("4", "the-next-time", ("due", "--within", "3w"), (CIRCOLO,)),
    # The group's topic is nobody's expertise: the group itself is the answer.
    Row("4", "who-asks-groups-too", ("who", "stream restoration"), (CIRCOLO,), NEVER),
    # A group is reached through its members.
    Row("4", "a-way-into-a-group", ("reach", CIRCOLO), ("Davide Renzi", "Greta Haldane"), NEVER),
    # Being in one group is knowing each other.
    Row("4", "members-know-each-other", ("reach", "Chiara Fontanelli"), ("Davide Renzi → Chiara Fontanelli",), NEVER),
    # Davide and Chiara both like old mills, and meet every month: nothing to introduce.
    Row("4", "members-need-no-introduction", ("introduce",), ("Jonas Veld", "Paolo Trevis"), ("old mills", *NEVER)),
    # Both groups with the last time, the one that sleeps in summer too.
    Row("4", "in-the-look-back", ("review",), (CIRCOLO, "Ciaspole del giovedì")),
    # The map has the group's name.
    Row("4", "on-the-map", ("map", "-o", "-"), (CIRCOLO,), NEVER),
)

MEETINGS = (
    # Nothing is written in the note: the aim is a gap to fill, the offer comes from what Davide cares about.
    Row("5", "aim-offer-and-ask-of-today", COFFEE, ("aim", "offer", "culvert survey", "ask", "Davide Renzi")),
    # The aim that is written is shown as it is, and so is what was last spoken of.
    Row(
        "5",
        "an-aim-that-is-written",
        LUNCH,
        ("aim", "Find out whether the institute hires outside modellers", "a flood game for councils"),
    ),
    # The kick-off is four days ago and empty; a line to type says how it went.
    Row("5", "how-did-it-go", (), ("How did it go?", "Kickoff at Pontesecco", "mdnet log")),
    # The call of 17 November and the meeting of October have text: there is nothing to ask.
    Row("5", "no-question-about-what-is-written", (), (), ("Call with Sofie", "Riunione modello Valtorre")),
    # One line takes what was promised, by when, and the next time.
    Row(
        "5",
        "one-line-afterwards",
        (
            "log",
            "--dry-run",
            "19 nov meeting with Paolo Trevis, walked the culverts #promised the fee by friday, next 2 december",
        ),
        ("walked the culverts", "#promised", "2026-11-27", "2026-12-02"),
    ),
    # The review tells coffees and calls with one person from tables with four.
    Row("5", "one-to-one-and-groups", ("review",), ("one-to-one", "group")),
    # Praise of finished work is no open matter: nobody is asked what became of it.
    Row(
        "5",
        "questions-have-sense",
        ("show", "Bruno Calzi"),
        ("somebody who explains floods to guests",),
        ("took it at once. What became of it?",),
    ),
    # Three people at one table: an aim for the table, and each of them on the page.
    Row("5", "the-page-of-a-group-meeting", TABLE, ("aim", "Davide Renzi", "Paolo Trevis", "Marta Olivari"), NEVER),
    # Who prefers one-to-one is advised to take one person aside before or after the event.
    Row("5", "one-to-one-at-an-event", DAY_OF_THE_STREAM, ("one-to-one",), NEVER, settings=ONE_TO_ONE),
    # What the user prefers is what the two numbers are held against.
    Row("5", "one-to-one-in-the-look-back", ("review",), ("one-to-one", "prefer"), settings=ONE_TO_ONE),
)

LIGHT = (
    # Three touches on LinkedIn are seen in the timeline, as what they are.
    Row("6", "in-the-timeline", ("show", "Chiara Fontanelli"), ("congratulated her on the new lab", "light")),
    # The last talk is the coffee of March, whatever was liked since.
    Row("6", "the-last-talk-stays", ("show", "Chiara Fontanelli"), ("8 months ago", "fan aquifer")),
    # Half a year was meant; touches of October and November do not satisfy it.
    Row("6", "a-cadence-is-not-satisfied", ("due",), ("Chiara Fontanelli", "12 March")),
    # The evidence says how a touch was counted.
    Row("6", "why-says-how-it-counts", ("why", "Chiara Fontanelli"), ("dry springs", "light")),
    # Nobody is asked what became of a comment.
    Row(
        "6",
        "no-question-about-a-comment",
        ("show", "Chiara Fontanelli"),
        ("Chiara Fontanelli",),
        ("Last time: commented", "Last time: congratulated", "Last time: shared"),
    ),
    # The look back has a number of their own for them, beside in person and online.
    Row("6", "in-the-look-back", ("review",), ("light",)),
    # A message after eight months goes back to the coffee, and not to the comment.
    Row(
        "6",
        "a-draft-recalls-the-talk",
        ("draft", "Chiara Fontanelli", "--kind", "reconnect", "--text"),
        ("March",),
        SIGNS,
    ),
)

REPUTATION = (
    # What was written about the user's work stands on the page of who wrote it.
    Row("7", "received", ("show", "Paolo Trevis"), ("ha scritto due righe sul mio lavoro", "they recommended")),
    # And what the user wrote, on Greta's.
    Row("7", "given", ("show", "Greta Haldane"), ("doctoral school", "you recommended")),
    # Both in the look back of a year, with names.
    Row(
        "7",
        "both-ways-in-the-look-back",
        ("review", "--period", "1 year"),
        ("reference", "Paolo Trevis", "doctoral school"),
    ),
    # Bruno is delighted with a map that was delivered: the moment to ask for two lines.
    Row("7", "to-ask-for-after-work-well-done", ("review",), ("Bruno Calzi", "reference")),
    # And so does his page.
    Row("7", "to-ask-for-on-the-page", ("show", "Bruno Calzi"), ("ask", "reference", "flood map of the campsite")),
    # The request names the work.
    Row(
        "7",
        "a-draft-that-asks-for-one",
        ("draft", "Bruno Calzi", "--kind", "reference", "--text"),
        ("flood map",),
        SIGNS,
    ),
    # Three asks to Nino since the dinner in May, and no gift and no talk between them.
    Row("7", "asks-without-a-gift", ("review",), ("Nino Bassi", "ask")),
    # It is for the user alone: no calendar has it.
    Row("7", "asks-are-in-no-calendar", ("feed", "-o", "-"), ("BEGIN:VCALENDAR",), ("Nino Bassi",)),
    # Before the next ask the earlier ones are recalled.
    Row(
        "7",
        "before-the-next-ask",
        ("draft", "Nino Bassi", "--kind", "ask", "--topic", "the dam's flows"),
        ("hourly flows of the second plant", "people at the dam office"),
    ),
)

SLEEPING = (
    # Two sleeping ties have a reason in the notes; one a week is enough. Silvio has none.
    Row(
        "8", "one-a-week", ("due", "--kind", "dormant"), (), ("Silvio Marengo", *NEVER), ("Petra Wolfson", "Ulla Berg")
    ),
    # The morning names the same one, and not both.
    Row("8", "one-in-the-morning", MORNING, (), ("Silvio Marengo", *SILENT), ("Petra Wolfson", "Ulla Berg")),
    # The article on paleofloods is five days old, and paleofloods are what Petra lives for.
    Row("8", "for-a-shared-interest", ("why", "Petra Wolfson"), ("Paleofloods in cave sediments",)),
    # The goal looks for insurance, and Ulla is in it.
    Row("8", "for-a-goal", ("why", "Ulla Berg"), (CLIENTS, "insurance")),
    # The review wakes nobody for no reason.
    Row("8", "nobody-without-a-reason", ("review",), ("Worth doing",), ("Silvio Marengo", *NEVER)),
    # A kind first word after two years: the year is not dated like a file, the interest is there.
    Row(
        "8",
        "a-kind-first-word",
        ("draft", "Petra Wolfson", "--kind", "reconnect", "--text"),
        ("Petra", "paleofloods"),
        SIGNS,
    ),
    # The page has something to give her: the article.
    Row("8", "something-to-give", ("show", "Petra Wolfson"), ("Paleofloods in cave sediments",)),
)

PROFILE = (
    # One sentence, two, and all of them, in the note's own words.
    Row(
        "9",
        "three-lengths",
        ME,
        (
            "I help small towns live with their rivers.",
            "sit with the council until everyone understands it.",
            "none of them has had to call me twice for the same stream.",
        ),
    ),
    # Offers and needs, with who could meet a need.
    Row(
        "9",
        "offers-and-needs",
        ME,
        ("flood maps", "rating curves", "a proofreader for English reports", "Greta Haldane", "waterproof field books"),
    ),
    # The parts that exist, and those that are missing.
    Row("9", "parts-of-the-profile", ME, ("Headline", "Experience", "missing", "Photo", "Featured work")),
    # When the profile was last looked over.
    Row("9", "last-looked-over", ME, ("14 February",)),
    # The first name is what one types.
    Row("9", "by-the-first-name", ("show", "Irene"), ("I help small towns live with their rivers.",)),
    # Where the user stands on the ladder, from counted evidence.
    Row("9", "the-ladder", ME, ("invited to write for the Valtorre newsletter", "engineers' evening")),
)

DRAFTS = (
    # Italian and formal: the estimate he asked for, in words for him.
    Row(
        "10",
        "an-answer-in-italian",
        ("draft", "Paolo Trevis", "--kind", "reply", "--text"),
        ("Gentile", "preventivo per il rilievo dei tombini"),
        (*SIGNS, "chiesto il preventivo per il rilievo dei tombini entro"),
    ),
    # What was promised to a neighbour, in Italian, informal.
    Row(
        "10",
        "a-promise-in-italian",
        ("draft", "Lucia Bonetti", "--text"),
        ("Ciao Lucia", "la carta delle quote"),
        SIGNS,
    ),
    # Where they met, and a point of the conversation.
    Row(
        "10",
        "the-first-word",
        ("draft", "Jonas Veld", "--text"),
        ("field instruments fair", "you map weirs from the air", "rivers"),
        SIGNS,
    ),
    # English words of a note are no Italian: the work becomes a gap to fill.
    Row(
        "10",
        "a-request-in-italian",
        ("draft", "Bruno Calzi", "--kind", "reference", "--language", "it", "--text"),
        ("Bruno",),
        ("flood map of the campsite by", "delivered", "delighted", *SIGNS),
    ),
    # Something to share with a sleeping tie.
    Row(
        "10",
        "an-article-to-share",
        ("draft", "Petra Wolfson", "--kind", "share", "--topic", "Notes/Paleofloods in cave sediments.md", "--text"),
        ("Paleofloods in cave sediments",),
        SIGNS,
    ),
    # A sign may be the verb of its line: "#promised him the maps". The reason is a sentence all the same.
    Row("10", "a-reason-is-a-sentence", ("due",), ("caving maps",), ("promised: him",)),
    # So may it be in the timeline: "#asked for the flows" is no "for the flows".
    Row("10", "an-ask-keeps-its-words", ("show", "Nino Bassi"), ("the hourly flows",), ("email → for the",)),
    # One thing has one word in one answer: `rete: personale` is a personal tie.
    Row("10", "one-language-in-one-answer", ("review",), ("personal 2",), ("personale",)),
    # In Italian the reasons are Italian, with the day as people write it; what was asked stays as it was written.
    Row(
        "10",
        "a-question-in-italian",
        ("due", "--kind", "reply"),
        ("Sofie Lindqvist", "20 novembre"),
        ("2026-", "asked", "on 20"),
        settings=ITALIAN,
    ),
    # The six motives have Italian names.
    Row("10", "motives-in-italian", ("goals",), ("aiutare", "carriera"), ("(career)", "helping"), settings=ITALIAN),
    # Titles and reasons of the calendar are for people: no sign, no link.
    Row(
        "10", "the-calendar-is-for-people", ("feed", "-o", "-"), ("Jonas Veld",), ("[[", "📅", "#promised", "#promesso")
    ),
)

GUARDS = (
    # The dead man has a birthday in two days, an open promise and an open question; the cut-off one a late promise.
    Row("never", "in-the-morning", MORNING, ("Jonas Veld",), SILENT),
    # No follow-up of any kind, for a year ahead.
    Row("never", "in-due", ("due", "--within", "1 year"), ("Lucia Bonetti",), SILENT),
    # The private one is reminded of where only the user looks.
    Row("never", "the-private-one-is-in-due", ("due",), (PRIVATE, "caving maps")),
    # All three had promises and questions of this year.
    Row("never", "in-the-look-back", ("review", "--period", "1 year"), ("Lucia Bonetti",), NEVER),
    # All three care about what others need.
    Row("never", "in-introductions", ("introduce",), ("Jonas Veld",), NEVER),
    # All three know about drone surveys; Jonas does too.
    Row("never", "among-who-knows", ("who", "drone surveys"), ("Jonas Veld",), NEVER),
    # All three care about paleofloods; Petra does too.
    Row("never", "among-who-cares", ("who", "Notes/Paleofloods in cave sediments.md"), ("Petra Wolfson",), NEVER),
    # Ulla and the private one work there.
    Row("never", "on-a-way", ("reach", "Levante Assicura"), ("Ulla Berg",), NEVER),
    # The cut-off and the private one know about insurance and agriculture, which the goal looks for.
    Row("never", "in-goals", ("goals",), ("Davide Renzi",), NEVER),
    # Two of the circle close and one of core, each with ties to others by their group.
    Row("never", "on-the-map", ("map", "-o", "-"), ("Jonas Veld",), NEVER),
    # A calendar leaves the machine: the private one has no name there.
    Row("never", "in-the-calendar", ("feed", "-o", "-"), ("Jonas Veld",), NEVER),
    # The page proposes people to seek out, and none of these three.
    Row("never", "on-the-page-of-an-event", DAY_OF_THE_STREAM, ("Jonas Veld",), NEVER),
    # The dead and the cut-off asked things too; they are no ideas for a post.
    Row("never", "on-my-own-page", ME, ("Irene Galvasi",), NEVER),
    # The group holds all three.
    Row("never", "among-groups", ("who", "river gauges"), ("Greta Haldane",), NEVER),
    # Davide is a member of the same group as all three, and worked with the dead man.
    Row("never", "on-the-page-of-a-member", ("show", "Davide Renzi"), ("Technical director",), NEVER),
    # The cut-off one plays the same scenario games.
    Row("never", "on-the-page-of-a-meeting", LUNCH, ("Tommaso Ferrini",), NEVER),
    # They belong to a group and would make good bridges; they are none.
    Row("never", "between-two-circles", ("people", "--bridges", "--weak", "--drifting"), (), NEVER),
    # Paolo looks for a drone survey, and all three could fly one.
    Row(
        "never",
        "in-a-draft-that-introduces",
        ("draft", "Paolo Trevis", "--kind", "introduce"),
        ("Jonas Veld",),
        NEVER,
    ),
    # What a program reads is no other than what a person reads.
    Row("never", "in-the-look-back-as-json", ("--json", "review", "--period", "1 year"), ("Lucia Bonetti",), NEVER),
    # The same pairs, as data.
    Row("never", "in-introductions-as-json", ("--json", "introduce"), ("Jonas Veld",), NEVER),
    # The same goals, as data: no evidence quotes a line of theirs.
    Row("never", "in-goals-as-json", ("--json", "goals"), ("Davide Renzi",), NEVER),
    # The same map, as data: no dot, and no line to one.
    Row("never", "on-the-map-as-json", ("map", "--format", "json", "-o", "-"), ("Jonas Veld",), NEVER),
    # No message is drafted to them.
    Row("never", "in-a-draft-to-the-dead", ("draft", DEAD, "--kind", "reconnect"), told=("Ennio Basile has died",)),
    # And the answer says why.
    Row(
        "never",
        "in-a-draft-to-the-cut-off",
        ("draft", CUT_OFF, "--kind", "thank"),
        told=("Rita Zanelli wants no contact",),
    ),
    # Not even the promise to the private one, which is due.
    Row("never", "in-a-draft-to-the-private", ("draft", PRIVATE, "--kind", "kept"), told=("Lorenzo Masi is private",)),
)

ROWS = (
    *GOALS,
    *PUBLISHING,
    *REPLIES,
    *GROUPS,
    *MEETINGS,
    *LIGHT,
    *REPUTATION,
    *SLEEPING,
    *PROFILE,
    *DRAFTS,
    *GUARDS,
)
