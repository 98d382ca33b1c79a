"""Hand-made summaries of the Saturday the screens were drawn with, and pages of them as rows."""

from dataclasses import replace
from datetime import UTC, timedelta

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.tag import Tag
from hashtui.reading.standing import NO_STANDING, Given, Level, Standing
from hashtui.reading.summary.peak import Peak
from hashtui.reading.summary.summary import (
    Bin,
    Correction,
    Counts,
    Person,
    Question,
    Resonance,
    SharedLink,
    Summary,
    Thing,
    Told,
    Topic,
    Wave,
    Word,
)
from hashtui.tui.sheet import Sheet
from hashtui.tui.summary_layout import lay_summary
from hashtui.tui.summary_rows import Set
from tests.posts import NOON

CAPCOM, PARIS = Tag.of("capcomnet"), Tag.of("paris20")
NINE = NOON - timedelta(hours=3)
TRUSTED = Standing(Level.TRUSTED, 0.7, Given(0.7))
VOUCHED = Standing(Level.STRONGLY_VOUCHED, 0.65)
SOMEWHAT = Standing(Level.VOUCHED, 0.4)
NOW = NINE + timedelta(hours=7, minutes=42)


def peak(
    tag: Tag, minute: int, score: float, label: str, *, lasts: int = 6, authors: int = 31, trusted: int = 0
) -> Peak:
    """A peak that begins so many minutes after nine."""
    start = NINE + timedelta(minutes=minute)
    keys = tuple(f"{tag.name}/{minute}/{number}" for number in range(3))
    end = start + timedelta(minutes=lasts)
    return Peak(
        tag, start, start + timedelta(minutes=1), end, False, score, authors + 4, authors, trusted, 3.4,
        tuple(label.split(", ")), keys,
    )  # fmt: skip


PEAKS = (
    peak(PARIS, 65, 6.0, "Gaëlle Blanc, wagon Sésame, prix Lyon", trusted=9),
    peak(CAPCOM, 69, 4.0, "43 M€, bibliothèque ouverte, Lambert", authors=18, trusted=4),
    peak(CAPCOM, 180, 2.8, "cantine", lasts=3, authors=9),
    peak(CAPCOM, 332, 8.0, "serveur Garance, démo", lasts=12, authors=40, trusted=12),
    peak(PARIS, 334, 5.1, "serveur Garance, gymnase des Pyrénées", authors=22, trusted=3),
)
TEXTS = (
    "Le prix Lyon est décerné à Gaëlle Blanc pour le wagon Sésame : un guichet de mairie dans un train.",
    "Annonce de Alice Lambert : 43 M€ pour la bibliothèque ouverte, dès le mois de mars, dans onze communes.",
    "The canteen is full, the queue goes round the plane trees.",
    "La démo du serveur Garance commence : 40 agents, trois mairies, aucun papier.",
    "Place Gambetta : le stand des compostiers ferme à 15 h à cause du vent. Les ateliers passent au gymnase.",
)


def told(number: int, *, minute: int | None = None, of: Peak | None = None, level: Standing = NO_STANDING) -> Told:
    """The so-manieth post of the digest."""
    at = NINE + timedelta(minutes=number * 20 if minute is None else minute)
    return Told(
        key=f"told/{number}",
        created_at=at,
        handle=clean_line(f"@user{number}@social.example"),
        name=clean_line(f"User {number}"),
        standing=level,
        text=clean_text(TEXTS[number % len(TEXTS)]),
        why=f"{'quiet stretch' if of is None else 'peak'}, {number + 2} voices",
        peak=of,
        voices=number + 2,
        rank=(number * 7) % 22,
        keys=(f"told/{number}",),
    )


DIGEST = tuple(
    sorted(
        (
            *(told(n, minute=66 + n, of=PEAKS[0], level=TRUSTED if n == 0 else NO_STANDING) for n in range(4)),
            *(replace(told(n, minute=66 + n, of=PEAKS[1], level=VOUCHED), corrected_by="fix") for n in range(4, 5)),
            *(told(n, minute=180 + n, of=PEAKS[2]) for n in range(5, 8)),
            *(told(n, minute=240 + n) for n in range(8, 12)),
            *(told(n, minute=330 + n, of=PEAKS[3], level=SOMEWHAT) for n in range(12, 18)),
            *(told(n, minute=350 + n) for n in range(18, 22)),
        ),
        key=lambda one: one.created_at,
    )
)
SUMMARY = Summary(
    panes=("#capcomnet", "#paris20"),
    tags=(CAPCOM, PARIS),
    since=NINE,
    until=NINE + timedelta(hours=7, minutes=40),
    counts=Counts(3412, 570, 812, 1204, 230, 410, 12),
    rate=tuple(
        Bin(tag, NINE + timedelta(minutes=5 * n), (n * step) % 17 + (30 if n in (13, 66) else 0), 3)
        for tag, step in ((CAPCOM, 5), (PARIS, 7))
        for n in range(92)
    ),
    peaks=PEAKS,
    digest=DIGEST,
    topics=tuple(
        Topic(label, 24 - 3 * n, (f"topic/{n}",))
        for n, label in enumerate(("budget participatif", "Garance", "FALC", "wagon Sésame", "cantine", "gymnase"))
    ),
    words=(Word("garance", 19, 4.2),),
    people=tuple(
        Person(
            clean_line(f"@{user}@mamot.fr"), clean_line(name), 7, 41 - 7 * n, standing, 10 ** (n + 1), 9.0 - 2 * n, ()
        )
        for n, (user, name, standing) in enumerate(
            (
                ("gblanc", "Gaëlle Blanc", VOUCHED),
                ("alambert", "Alice Lambert", SOMEWHAT),
                ("mairie20", "Mairie du 20e", TRUSTED),
                ("jo", "Jo Hartley", NO_STANDING),
            )
        )
    ),
    links=(
        SharedLink(clean_line("https://media.example/blanc-0"), 17, 23, ("link/0",)),
        SharedLink(clean_line("https://media.example/garance"), 10, 11, ("link/1",)),
    ),
    resonance=(
        Resonance((CAPCOM, PARIS), Thing.PERSON, "@gblanc", NINE + timedelta(minutes=70), (7, 5), 5.9, ("r/0",)),
        Resonance(
            (CAPCOM, PARIS), Thing.LINK, "https://media.example/garance", NINE + timedelta(minutes=340), (6, 4), 4.9, ()
        ),
    ),
    corrections=(
        Correction(
            "fix",
            "told/4",
            clean_line("@capcom@mastodon.social"),
            NINE + timedelta(minutes=95),
            clean_text("Erratum : 4,3 M€, et non 43."),
            clean_line("@user4@social.example"),
            clean_text(TEXTS[4]),
        ),
    ),
    waves=(
        Wave(NINE + timedelta(minutes=200), NINE + timedelta(minutes=208), 208, 150, "wave/0", ("wave/0", "wave/1")),
    ),
    chatty=(clean_line("@moulin@bots.example"),),
    questions=(
        Question(
            "q/0",
            clean_line("@samira@mamot.fr"),
            clean_text("Quelqu’un sait si le gymnase est accessible en fauteuil ?"),
            NINE + timedelta(minutes=400),
            3540,
        ),
        Question("q/1", clean_line("@rosa@sciences.example"), clean_text("Are the slides under a free licence?"),
                 NINE + timedelta(minutes=330), 7800),
    ),
    languages={"fr": 2320, "en": 900, "ca": 120, "?": 72},
)  # fmt: skip
CALM = Summary(
    panes=("#capcomnet",),
    tags=(CAPCOM,),
    since=NINE,
    until=NINE + timedelta(hours=1),
    counts=Counts(9, 7, 1, 0, 0, 2, 0),
    rate=tuple(Bin(CAPCOM, NINE + timedelta(minutes=5 * n), n % 2, n % 2) for n in range(12)),
    digest=(told(0, minute=12),),
    notable=False,
    languages={"fr": 9},
)


def sheet(width: int) -> Sheet:
    """Sat on that Saturday, in UTC."""
    return Sheet(width, NOW, UTC)


def rows(page: Set) -> list[str]:
    """The words of the lines."""
    return ["".join(run.text for run in line).rstrip() for line in page.lines]


def laid(summary: Summary = SUMMARY, *, size: tuple[int, int] = (80, 21), chosen: str = "") -> Set:
    """The page for so many columns and lines."""
    return lay_summary(summary, sheet(size[0]), size[1], chosen)
