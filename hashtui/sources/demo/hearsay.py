"""What people wrongly say after each fact, and what the organiser says against it.

None of it says the fact itself: no pattern of a plot matches here.
"""

from dataclasses import dataclass

from hashtui.sources.demo.telling import sentences


@dataclass(frozen=True, slots=True)
class Hearsay:
    """One untrue thing, told in many ways, and its correction, in the organisers' language, without the cue."""

    told: dict[str, tuple[str, ...]]
    corrected: tuple[str, ...]


def hearsay(fr: str, en: str, corrected: str) -> Hearsay:
    """From its blocks."""
    return Hearsay({"fr": sentences(fr), "en": sentences(en)}, sentences(corrected))


CUES = ("Rectificatif :", "Démenti :", "C'est faux :", "Info inexacte, nous avons vérifié :", "Intox :", "Erratum :")

HEARSAY = {
    "answer-pact": hearsay(
        """
        Il paraît que les mairies en retard paieront une amende de 500 € par lettre. Même les plus petites.
        Amende de 500 € par lettre en retard, m'assure-t-on au bar. Les petites mairies vont fermer boutique.
        On me dit que chaque réponse en retard coûtera 500 € d'amende à la mairie. Quelqu'un peut confirmer ?
        500 € d'amende la lettre oubliée ! Les mairies signataires le savent-elles ?
        Une amende, et salée : 500 € la lettre en retard. Ça se répète au fond de la salle.
        """,
        """
        Apparently town halls that are late will pay a 500 € fine per letter. Even the tiny ones.
        A 500 € fine for every late letter? That's what they say by the coats.
        Hearing that each late letter means a fine of 500 € for the town hall. Anyone?
        """,
        """
        aucune amende de 500 € n'est prévue pour les mairies qui répondent en retard. Le texte ne prévoit pas de
          sanction.
        non, les mairies en retard ne paieront pas d'amende de 500 € par lettre. Rien de tel dans le texte signé.
        """,
    ),
    "sesame-prize": hearsay(
        """
        Le lauréat repartirait avec un chèque de deux millions d'euros, entendu dans la file du café.
        Deux millions d'euros ! C'est le chèque qui va avec le trophée, [dit-on|paraît-il].
        Un chèque de deux millions pour un trophée en carton ? On croit rêver.
        Qui signe ce chèque de deux millions d'euros au lauréat ? Le contribuable, bien sûr.
        On m'apprend que le trophée s'accompagne d'un chèque de deux millions.
        """,
        """
        Apparently the trophy comes with a cheque for two million euros.
        Two million euros, that cheque! Overheard in the coffee queue, so it must be true.
        Who signs the two million cheque for the winner? Asking as a taxpayer.
        """,
        """
        le lauréat ne reçoit aucun chèque de deux millions d'euros. Un trophée, des fleurs, et c'est tout.
        non, pas de chèque de deux millions avec le trophée. Le lauréat repart avec un bouquet.
        """,
    ),
    "site-figure": hearsay(
        """
        Tous les sites municipaux fermeront en janvier, remplacés par une application unique. C'est décidé,
          paraît-il.
        On ferme les sites municipaux en janvier ! Une application unique pour tout le monde, me dit-on.
        Application unique obligatoire dès janvier, fin des sites municipaux. Confirmé par mon voisin de rang.
        Donc en janvier plus de sites municipaux, une seule application. Quelqu'un a la source ?
        Mon petit doigt me dit : sites municipaux fermés, application unique en janvier.
        """,
        """
        They say all municipal sites close in January, one single app instead.
        Single app for everyone from January and the municipal sites go dark? That's the talk here.
        January: municipal sites closed, single app. My neighbour swears it.
        """,
        """
        aucun site municipal ne fermera en janvier, et aucune application unique n'est prévue.
        non, les sites municipaux ne seront pas remplacés en janvier par une application unique.
        """,
    ),
    "hall-leak": hearsay(
        """
        Le plafond s'est effondré, il y aurait quatre blessés. La journée est annulée.
        Quatre blessés sous le plafond, on parle d'annuler la journée. Terrible.
        Journée annulée ! Plafond effondré, quatre blessés, dit quelqu'un à la sortie.
        On m'écrit que le plafond s'est effondré sur quatre personnes, blessés légers.
        Plafond effondré, blessés, tout est annulé ? Je rentre chez moi alors.
        """,
        """
        The ceiling collapsed and four people are injured, they say. The day is cancelled.
        Four injured under a collapsed ceiling? Hearing the day is cancelled.
        Ceiling collapsed, day cancelled, says someone at the exit. Four injured.
        """,
        """
        le plafond ne s'est pas effondré, il n'y a aucun blessé et la journée n'est pas annulée.
        non, pas de plafond effondré ni de blessés. La journée continue, rien n'est annulé.
        """,
    ),
    "porte-voix-chair": hearsay(
        """
        Un groupe de publicité aurait déjà embauché {who}, avec un salaire à six chiffres.
        Six chiffres ! Voilà le salaire que le groupe de publicité offre à {who}, paraît-il.
        Donc {who} file dans un groupe de publicité. Salaire à six chiffres. Je tombe de ma chaise.
        Groupe de publicité, salaire à six chiffres : le vrai motif de {who}, [dit-on|murmure-t-on].
        On me glisse que {who} passe chez un groupe de publicité contre un salaire à six chiffres.
        """,
        """
        Apparently an advertising group has hired {who} already, six-figure salary.
        Six figures from an advertising group: that's why {who} is going, people whisper.
        So {who} joins an advertising group. Six-figure salary. I need to sit down.
        """,
        """
        aucun groupe de publicité n'a embauché {who}, et il n'y a pas de salaire à six chiffres.
        non, {who} ne rejoint pas un groupe de publicité et n'a pas de salaire à six chiffres en vue.
        """,
    ),
    "philibert-clash": hearsay(
        """
        Tous les robots d'accueil seraient débranchés ce soir à minuit, dans toutes les mairies.
        Débranchement général des robots d'accueil à minuit, me souffle un voisin.
        Minuit : on débranche tous les robots d'accueil. Qui prévient les robots ?
        Les robots d'accueil débranchés dès minuit ? Ça va vite, dis donc.
        Il paraît qu'à minuit plus un robot d'accueil ne répond : débranchés, tous.
        """,
        """
        All welcome robots get unplugged at midnight, in every town hall, apparently.
        Midnight tonight: welcome robots unplugged. Who tells the robots?
        Hearing that every welcome robot will be unplugged at midnight.
        """,
        """
        aucun robot d'accueil ne sera débranché ce soir à minuit, nulle part.
        non, les robots d'accueil ne sont pas débranchés à minuit. Aucune mairie ne l'a demandé.
        """,
    ),
    "golden-tart": hearsay(
        """
        Des coings en conserve dans la recette ! Le petit serait disqualifié.
        Disqualifié pour des coings en conserve, [raconte-t-on|dit la rumeur] au stand d'à côté.
        Conserve ! Les coings sortaient d'une boîte de conserve, le jury disqualifie.
        On me dit que le gagnant est disqualifié. Motif : coings en conserve.
        Boîte de conserve retrouvée sous la table, coings suspects, enfant disqualifié ? Drame.
        """,
        """
        Tinned quinces! They say the kid is disqualified.
        Disqualified over tinned quinces, according to the next stall.
        A tin was found under the table. Quinces. The winner is disqualified, I hear.
        """,
        """
        pas de coings en conserve, et personne n'est disqualifié. Le jury a goûté deux fois.
        non, le petit n'est pas disqualifié. Les coings en conserve sont une invention.
        """,
    ),
    "bike-record": hearsay(
        """
        Tout sera vendu aux enchères ce soir, au profit de la mairie. Les propriétaires le savent ?
        Une vente aux enchères ce soir avec ce qu'on a déposé à l'atelier ? Je reprends le mien.
        Enchères à vingt heures, dit-on : la mairie vend ce que l'atelier a réparé.
        La mairie vend nos bécanes aux enchères ! Courez à l'atelier.
        On me jure que l'atelier prépare une vente aux enchères pour ce soir.
        """,
        """
        It's all being sold at auction tonight, the town hall keeps the money. Do the owners know?
        Auction tonight with everything left at the workshop, I'm told. Fetch yours!
        The workshop is preparing an auction for tonight, swears my neighbour.
        """,
        """
        aucune vente aux enchères ce soir : ce qui est déposé à l'atelier est rendu à son propriétaire.
        non, la mairie ne vend rien aux enchères. L'atelier rend tout à qui l'a déposé.
        """,
    ),
    "flying-marquee": hearsay(
        """
        La préfecture annule la fête, tout le monde doit quitter la place.
        Fête annulée par la préfecture à cause du vent, évacuation de la place dans l'heure.
        On évacue toute la place, ordre de la préfecture ! La fête est finie.
        La préfecture a dit stop : place évacuée, fête annulée. C'est ce qu'on crie ici.
        Annulée. La fête est annulée, la préfecture ne veut plus personne sur la place.
        """,
        """
        The prefecture is cancelling the fair, everybody has to leave the square.
        Fair cancelled by the prefecture because of the wind, the square is being evacuated.
        They're evacuating the whole square, prefecture's orders, I hear. Fair is over.
        """,
        """
        la préfecture n'a pas annulé la fête et personne n'évacue la place. Tout continue au gymnase.
        non, la fête n'est pas annulée. Ni évacuation de la place, ni ordre de la préfecture.
        """,
    ),
    "cactus-band": hearsay(
        """
        La fanfare serait dissoute et les instruments vendus lundi à un brocanteur.
        Instruments vendus lundi à un brocanteur ! La fanfare est dissoute, m'a dit un trombone.
        Dissoute. La fanfare est dissoute, le brocanteur passe lundi prendre les instruments.
        Qui est ce brocanteur qui rachète lundi tous les instruments de la fanfare ?
        On me raconte que la fanfare est dissoute et que tout part chez un brocanteur.
        """,
        """
        The brass band is being dissolved, instruments sold on Monday to a junk dealer.
        Dissolved! A trombone told me a junk dealer takes all the instruments on Monday.
        Who is the junk dealer buying the band's instruments on Monday?
        """,
        """
        la fanfare n'est pas dissoute et aucun brocanteur n'achète ses instruments.
        non, pas de fanfare dissoute, pas de brocanteur lundi. Les instruments restent dans la cour du 14.
        """,
    ),
    "caterpillar-bus": hearsay(
        """
        Le trajet coûterait 12 € par enfant, abonnement obligatoire. Pour pédaler !
        12 € par enfant et par trajet, abonnement obligatoire, lu sur un panneau. Ça pédale cher.
        Abonnement obligatoire à 12 € le trajet ? Et c'est nos enfants qui pédalent ?
        On paie 12 € pour que nos enfants pédalent. Abonnement obligatoire, m'a-t-on dit.
        Il paraît que l'abonnement est obligatoire : 12 € le trajet. Je suis sans voix.
        """,
        """
        12 € per child per ride, compulsory subscription. And the children do the pedalling!
        Compulsory subscription, 12 € a ride, saw it on a board. Steep.
        We pay 12 € a ride so that our children can pedal? Compulsory subscription, they say.
        """,
        """
        aucun trajet ne coûte 12 €, il n'y a pas d'abonnement obligatoire. C'est gratuit.
        non, pas d'abonnement obligatoire à 12 € le trajet. C'est gratuit pour tous les enfants.
        """,
    ),
    "white-lilac-street": hearsay(
        """
        Fourrière dès six heures demain matin, toutes les voitures seront enlevées. Bougez-les !
        On enlève toutes les voitures demain à l'aube, la fourrière est prévenue.
        La fourrière viendrait demain à six heures. Toutes les voitures de la rue, enlevées.
        Demain matin, fourrière pour toutes les voitures. C'est affiché, paraît-il.
        Qui a vu l'affiche ? Voitures enlevées demain à six heures par la fourrière.
        """,
        """
        Tow trucks at six tomorrow morning, every car in the street goes. Move yours!
        They tow all the cars tomorrow at dawn, says a poster nobody can find.
        Every car towed tomorrow at six. It's on a poster, apparently.
        """,
        """
        aucune voiture ne sera enlevée demain matin, la fourrière n'a rien reçu de nous.
        non, la fourrière ne passe pas demain à six heures. Aucune voiture ne sera enlevée.
        """,
    ),
}
"""By the name of the plot. Those told under both tags have none: a rumour grows under one."""
