"""Where things happen, with the preposition, by tag and language."""

from hashtui.sources.demo.world import CAPCOMNET, PARIS20

PLACES = {
    CAPCOMNET: {
        "fr": (
            "en salle B",
            "dans le grand hall",
            "à l'amphi du haut",
            "dans l'atrium",
            "au premier étage",
            "près du vestiaire",
            "à la cafétéria",
            "en salle des Arches",
            "devant l'accueil",
            "côté terrasse",
        ),
        "en": (
            "in room B",
            "in the main hall",
            "in the upper hall",
            "in the atrium",
            "on the first floor",
            "by the cloakroom",
            "in the canteen",
            "at the welcome desk",
            "on the terrace",
        ),
    },
    PARIS20: {
        "fr": (
            "place Gambetta",
            "devant la mairie",
            "sous les platanes",
            "au square Édouard-Vaillant",
            "rue Belgrand",
            "près du kiosque",
            "au gymnase des Pyrénées",
            "devant la laverie",
            "rue de Bagnolet",
            "côté manège",
        ),
        "en": (
            "on place Gambetta",
            "outside the town hall",
            "under the plane trees",
            "in the square",
            "by the kiosk",
            "near the gym",
            "on rue Belgrand",
            "by the launderette",
            "next to the carousel",
        ),
    },
}
