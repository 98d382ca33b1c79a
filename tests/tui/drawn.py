"""The posts that the screens were drawn with: a prize at a congress and a fair in a district, on a Saturday."""

from dataclasses import replace
from datetime import timedelta

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Counts, Media, MediaKind, Poll, PollOption, Post
from tests.posts import NOON, author, post

ANNA = author("anna", "Anna Morel", "piaille.fr")
ANA = author("anap", "Ana P.", "mastodon.social")
BIB = author("bibduras", "Bibliothèque Duras", "piaille.fr")
CAPCOM = author("capcom", "Cap’Com", "mastodon.social")
JO = author("jo", "Jo Hartley", "hachyderm.io")
KARIM = author("karim", "Karim Benali", "mamot.fr")
LEA = replace(author("lea", "Léa Fontaine"), handle=clean_line("@lea.example"))
LUC = author("lucd", "Luc D.", "mastodon.social")
MAIRIE = author("mairie20", "Mairie du 20e", "mastodon.social")
MEL = author("mel", "mel", "indieweb.example")
PASSANTE = author("passante", "passante", "piaille.fr")
SAMIRA = author("samira", "Samira O.", "mamot.fr")
TOMAS = author("tomas", "Tomáš K.", "social.example")
TREBEURDEN = author("trebeurden", "", "mastodon.bzh")
AGENDA = author("agenda", "agenda-bot", "bots.example")


def said(
    clock: str,
    by: Author,
    words: str,
    *,
    tag: str = "capcomnet",
    counts: tuple[int, int, int] = (0, 0, 0),
    alts: tuple[str, ...] = (),
    warning: str = "",
    boosted_by: Author | None = None,
    edited: bool = False,
) -> Post:
    """What somebody said that Saturday at that time, under one of the two tags."""
    hour, minute = map(int, clock.split(":"))
    number = hour * 60 + minute
    one = post(number, words, tags=(tag,), minutes=number - 720)
    return replace(
        one,
        key=clean_line(f"{by.key}/{number}"),
        author=by,
        counts=Counts(*counts),
        media=tuple(Media(MediaKind.IMAGE, None, clean_text(alt) if alt else None) for alt in alts),
        content_warning=clean_text(warning) if warning else None,
        boosted_by=boosted_by,
        edited_at=one.created_at + timedelta(minutes=1) if edited else None,
    )


PRIZE = said(
    "14:26",
    ANNA,
    "Le prix de la relation citoyenne va à Gaëlle Blanc pour le wagon Sésame : un guichet de mairie dans un train.",
    counts=(6, 31, 48),
    alts=("la lauréate sur le quai",),
)
STANDING = said(
    "14:24",
    LEA,
    "Standing ovation pour Gaëlle Blanc. On parle d’un train, et tout le monde pense à sa grand-mère.",
    counts=(0, 5, 12),
)
CONGRESS = (
    said(
        "14:27",
        TOMAS,
        "Question for the panel: who answers when the comment is in a language nobody in the team reads?",
        counts=(4, 0, 0),
    ),
    PRIZE,
    STANDING,
    said(
        "14:21",
        CAPCOM,
        "Rectificatif : la démo du serveur Garance est à 15 h 10, pas 14 h 50. Merci à celles qui l’ont vu.",
        counts=(0, 14, 0),
        edited=True,
    ),
    said(
        "14:19",
        JO,
        "Three town halls, one lesson: answer in public, close with a photo. Citizens forgive slowness, never silence.",
        counts=(0, 9, 22),
    ),
    said("14:17", TREBEURDEN, "On en parle.", warning="santé mentale"),
    replace(
        said("14:12", KARIM, "Vos réponses aux habitants partent…"),
        poll=Poll(
            (
                PollOption(clean_line("le jour même"), 144),
                PollOption(clean_line("dans la semaine"), 51),
                PollOption(clean_line("on n’a pas le temps"), 17),
            ),
            212,
            multiple=False,
            expires_at=NOON + timedelta(minutes=170),
        ),
    ),
)
FAIR = (
    said(
        "14:31",
        MAIRIE,
        "Place Gambetta : le stand des compostiers ferme à 15 h à cause du vent."
        " Les ateliers passent au gymnase des Pyrénées.",
        tag="paris20",
        counts=(0, 11, 0),
    ),
    said(
        "14:30",
        PASSANTE,
        "Le vent a emporté le barnum, pas l’ambiance.",
        tag="paris20",
        alts=("",),
    ),
    said(
        "14:29",
        SAMIRA,
        "Quelqu’un sait si le gymnase est accessible en fauteuil ?",
        tag="paris20",
        counts=(1, 0, 0),
    ),
    said(
        "14:26",
        LUC,
        "Le tandem de la bibliothèque a fait 40 tours de la place. Personne n’est tombé.",
        tag="paris20",
        boosted_by=MAIRIE,
    ),
    said(
        "14:22",
        BIB,
        "Lecture à voix haute à 16 h, en français et en langue des signes. Entrée libre, rue de Bagnolet.",
        tag="paris20",
        counts=(0, 6, 0),
    ),
)
GREG = author("greg", "Greg", "hachyderm.io")
VILLE = author("com", "Service com", "ville.example")
EARLIER = (
    said("14:04", author("nadia", "Nadia", "mamot.fr"), "43 M€ et une page illisible sur mobile.", counts=(2, 0, 0)),
    said("13:55", VILLE, "On recommence demain."),
)
"""What was there before one left, at 14:05; the second is deleted by its author."""
LATE = said("14:01", MEL, "Accordion by the canteen, two chess games.", tag="paris20", counts=(0, 0, 18))
"""It comes seventeen minutes late."""
ROBOT = said("13:49", AGENDA, "Agenda du 20e : samedi, 14 rendez-vous", tag="paris20")
ASKED = said("12:40", GREG, "Is there a way to follow the captions from the train?", counts=(1, 0, 0))
