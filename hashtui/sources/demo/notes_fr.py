"""Planted facts as people jot them down in French: a name that says it all, and scraps in any order."""

from hashtui.sources.demo.plot import notes

NOTES = {
    "answer-pact": notes(
        """
        Pacte Réponse
        le Pacte Réponse est signé
        signature du Pacte Réponse
        retenez Pacte Réponse
        """,
        """
        {amount} jours pour répondre
        {towns} mairies engagées
        une lettre écrite à chaque habitant
        {who} à la manœuvre
        promesse faite devant tout le monde
        fini les courriers sans suite
        avec explication en cas de refus
        délai affiché à l'entrée des mairies
        compteur public dès janvier
        """,
    ),
    "sesame-prize": notes(
        """
        prix pour Sésame
        Sésame couronné
        le trophée va au wagon Sésame
        victoire de Sésame
        """,
        """
        {who} en larmes au pupitre
        un guichet dans un train
        {amount} gares desservies
        jury unanime
        première fois qu'on récompense du matériel roulant
        la relation citoyenne sur des rails
        bouquet, bises, photo floue
        le conducteur monte aussi sur scène
        """,
    ),
    "site-figure": notes(
        """
        {amount} % d'habitants jamais venus
        {amount} % de gens qui ignorent notre page d'accueil
        jamais ouvert par {amount} % des administrés
        {amount} %, je répète, {amount} %
        """,
        """
        sites municipaux déserts
        enquête Tilleul
        {sample} sondés
        {who} ne prend pas de gants
        des refontes pour rien
        personne ne cherche le mot du maire
        rires jaunes au premier rang
        le panneau du hall fait mieux
        """,
    ),
    "hall-leak": notes(
        """
        amphi Ronsard évacué
        de l'eau dans Ronsard
        Ronsard sous la pluie
        on quitte Ronsard
        """,
        """
        un tuyau a cédé
        tout le monde dehors
        gymnase dans {amount} minutes
        aucun bobo
        seaux, serpillières, fous rires
        moquette trempée jusqu'au rang G
        ateliers décalés
        la régie coupe le courant
        suivez les flèches en carton
        """,
    ),
    "porte-voix-chair": notes(
        """
        Porte-Voix sans présidence
        {who} quitte Porte-Voix
        démission à Porte-Voix
        Porte-Voix, page tournée
        """,
        """
        {amount} ans de mandat
        annonce au détour d'une question
        ni colère ni regret
        élection au printemps
        {last} range ses dossiers
        la relève n'est pas connue
        toute la salle debout
        une phrase, puis le silence
        """,
    ),
    "garance-launch": notes(
        """
        Garance est ouvert
        ouverture de Garance
        serveur Garance
        bienvenue sur Garance
        """,
        """
        {amount} mairies dedans
        logiciel libre
        sans publicité aucune
        {who} aux commandes
        démonstration réussie
        hébergement coopératif
        chaque habitant peut répliquer
        comptes distribués à la sortie
        bouton rouge, compte à rebours
        """,
    ),
    "philibert-clash": notes(
        """
        le robot Philibert sur la sellette
        dispute autour de Philibert
        Philibert, procès en direct
        clash Philibert
        """,
        """
        {who} très en forme
        l'éditeur quitte l'estrade
        lecture d'une réponse absurde
        qui signe, demande le public
        échange glacial
        ton qui monte d'un cran
        médiation demandée à l'animatrice
        la machine, elle, reste polie
        """,
    ),
    "lucioles-library": notes(
        """
        bibliothèque des Lucioles
        les Lucioles, c'est parti
        feu vert aux Lucioles
        Lucioles votées
        """,
        """
        {amount} M€
        ouverte jusqu'à minuit
        {who} l'a juré au micro
        lire le soir, enfin
        chantier dès le printemps
        rue de Bagnolet
        salle pour les ados
        dix ans de pétitions récompensés
        les enfants ont signé le plan
        """,
    ),
    "golden-tart": notes(
        """
        Tarte d'or attribuée
        la Tarte d'or à Ismaël
        et la Tarte d'or va aux coings
        Tarte d'or, verdict
        """,
        """
        {amount} ans seulement
        coings de la cour
        jury la bouche pleine
        recette secrète
        sa maîtresse deuxième
        tablier jusqu'aux chevilles
        médaille en carton doré
        les pros bons perdants
        """,
    ),
    "bike-record": notes(
        """
        {amount} vélos
        {amount} vélos au compteur
        {amount} bicyclettes sauvées
        déjà {amount} vélos
        """,
        """
        record tombé
        atelier débordé
        {who} noir de cambouis
        cloche, bravos, file qui s'allonge
        tableau noir rempli
        bénévoles épuisés et fiers
        plus une rustine
        merci aux clés de quinze
        """,
    ),
    "flying-marquee": notes(
        """
        barnum envolé
        le barnum des compostiers a décollé
        un barnum dans le platane
        barnum perdu
        """,
        """
        rafale terrible
        zéro blessé
        repli au gymnase des Pyrénées
        pompiers sur l'échelle
        {amount} bénévoles pour le retenir, en vain
        stands repliés en vitesse
        évitez la rue Belgrand
        tables à porter
        """,
    ),
    "cactus-band": notes(
        """
        le Cactus perd son chef
        adieux au Cactus
        fanfare du Cactus, dernière
        {who} quitte le Cactus
        """,
        """
        {amount} ans de cuivres
        baguette posée sur la grosse caisse
        trombones sous le choc
        annonce entre deux valses
        succession ouverte
        rappels en pagaille
        {last} garde le triangle
        mouchoirs dans le public
        """,
    ),
    "caterpillar-bus": notes(
        """
        la Chenille roule
        premier tour de Chenille
        Chenille inaugurée
        tout le monde dans la Chenille
        """,
        """
        {amount} sièges
        que des pédales
        {who} au guidon
        l'école dès lundi
        montée de Ménilmontant avalée
        klaxon strident
        ruban coincé dans la chaîne
        file d'enfants jusqu'au kiosque
        """,
    ),
    "white-lilac-street": notes(
        """
        rue des Lilas-Blancs, ça chauffe
        débat Lilas-Blancs
        Lilas-Blancs piétonne ou pas
        orage sur les Lilas-Blancs
        """,
        """
        {who} claque la porte
        riverains contre riverains
        camionnettes, poussettes, cris
        {amount} prises de parole
        micro capricieux
        revote annoncé
        sifflets et bravos mêlés
        chacun sa carte du quartier
        """,
    ),
}
