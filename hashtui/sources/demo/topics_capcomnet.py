"""What is talked about at #capcomnet, a meeting of people who speak for towns and public bodies."""

from hashtui.sources.demo.topic import topic

TOPICS = (
    topic(
        "Écrire pour être lu",
        "Writing to be read",
        """
        le langage clair = plain language
        les phrases courtes = short sentences
        les lettres aux habitants = letters to residents
        la relecture par les usagers = testing with readers
        le jargon = jargon
        """,
        """
        une phrase qu'on relit deux fois est une phrase ratée
        nous avons remplacé « nonobstant » par « malgré » et les appels ont baissé [de moitié|d'un tiers]
        le meilleur relecteur, c'est [la dame de l'accueil|votre grand-mère|le gardien du gymnase]
        si la lettre commence par un numéro d'article, elle finit dans un tiroir
        on écrit pour quelqu'un qui a [cinq minutes|un enfant dans les bras|oublié ses lunettes]
        le FALC n'est pas une version pauvre du texte, c'est la version qui marche
        supprimer un mot, c'est faire un cadeau à {n}0 000 personnes
        si le titre promet et que le texte esquive, on vous en voudra
        lisez votre courrier à voix haute dans le couloir, vous verrez qui s'arrête
        on met la réponse en haut, la politesse en bas, et le règlement à part
        """,
        """
        if you have to read it twice, it isn't finished
        we cut the letter from four pages to one and [calls fell by a third|nobody missed the other three]
        the best editor in the building is [on the front desk|the caretaker|the person who answers the phone]
        nobody ever complained that a letter was too easy to understand
        every abbreviation is a small locked door
        put the answer first, the manners last and the bylaw somewhere else
        read your letter aloud in the corridor and see who slows down
        cutting one word is a gift to {n}0,000 people
        """,
        "FALC",
    ),
    topic(
        "Le budget participatif, dix ans après",
        "Participatory budgets, ten years on",
        """
        le budget participatif = participatory budgeting
        le vote des habitants = residents' votes
        les projets lauréats = winning projects
        les réunions publiques = public meetings
        le tirage au sort = sortition
        """,
        """
        un projet voté et jamais construit, c'est dix ans de confiance perdus
        la moitié des idées vient de gens qui n'avaient jamais mis les pieds en mairie
        on a déplacé la réunion [à la sortie de l'école|au marché|dans la laverie] et la salle s'est remplie
        dites aussi pourquoi c'est non, et dites-le vite
        le vote en ligne ne remplace pas l'urne posée à la boulangerie
        les bancs gagnent toujours, et c'est peut-être un message
        le suivi des travaux, c'est là que tout se joue
        la première année on vote, la deuxième on surveille, la troisième on y croit
        une boîte à idées sans réponse est une boîte à rancune
        laissez les enfants défendre leur projet, le jury se tient mieux
        """,
        """
        a project that wins and is never built costs ten years of trust
        move the meeting to the [school gate|laundrette|market] and the chairs fill up
        benches win every single year, so maybe listen to the benches
        publish the noes with the reasons, not only the winners
        half of the ideas come from people who had never set foot in the town hall
        an ideas box that never answers is a grudge box
        let the children present and the jury behaves
        people check the building site more often than the website
        """,
        "budgetparticipatif",
    ),
    topic(
        "Répondre en public",
        "Answering in public",
        """
        les réseaux sociaux = social media
        les délais de réponse = response times
        la modération = moderation
        les chartes de réponse = reply policies
        les commentaires = comments
        """,
        """
        répondre « on ne sait pas encore » vaut mieux que ne pas répondre
        la première réponse calme tout le fil, ou l'enflamme
        un habitant en colère, c'est un habitant qui attend encore quelque chose de vous
        on a signé nos réponses d'un prénom et le ton a changé [en une semaine|du jour au lendemain]
        effacer un commentaire gênant, c'est en fabriquer douze
        le samedi soir, personne ne modère, et le samedi soir le sait
        fermer une demande avec une photo du trottoir réparé, il n'y a pas mieux
        une réponse copiée-collée se voit de la lune
        le troisième message de colère est souvent une question
        on ne gagne jamais contre un habitant, on gagne avec lui
        """,
        """
        say 'we don't know yet' and say it within the hour
        an angry resident is still a resident who expects something from you
        sign replies with a first name and watch the tone change
        close the request with a photo of the mended pavement
        people forgive slowness, they don't forgive silence
        a pasted answer can be seen from the moon
        the third angry message is usually a question
        nobody wins against a resident, one wins with them
        """,
        "relationusagers",
    ),
    topic(
        "Accessible, pour de vrai",
        "Accessible, for real",
        """
        les textes alternatifs = alt text
        les sous-titres = captions
        les contrastes = colour contrast
        les lecteurs d'écran = screen readers
        la langue des signes = sign language
        """,
        """
        une affiche en image sans texte, c'est une porte fermée à clé
        le sous-titrage sert surtout à ceux qui regardent dans [le bus|le métro|une salle d'attente]
        testez votre site avec le clavier, débranchez la souris, pleurez, corrigez
        « cliquez ici » n'est pas une destination
        on a demandé à trois personnes aveugles de prendre un rendez-vous : quarante minutes
        le gris clair sur fond blanc n'est élégant que pour celui qui l'a choisi
        l'accessibilité se budgète au début ou se paie à la fin
        un bon texte alternatif dit ce que la photo fait là
        nos vidéos sans sous-titres parlaient toutes seules
        la page la plus accessible du site était l'ancienne, on l'a remise
        """,
        """
        a poster with no text version is a locked door
        unplug the mouse, try your own site, cry, fix it
        captions are mostly read by people [on the bus|in waiting rooms|next to a sleeping baby]
        'click here' is not a destination
        budget for access at the start or pay for it at the end
        good alt text says what the picture is doing there
        our most accessible page was the old one, so we brought it back
        light grey on white is only elegant to whoever picked it
        """,
        "accessibilité",
    ),
    topic(
        "Quand l'eau monte : dire en temps de crise",
        "When the water rises: speaking in a crisis",
        """
        les inondations = floods
        les alertes = alerts
        les rumeurs = rumours
        la cellule de crise = crisis rooms
        le rôle de porte-parole = being a spokesperson
        """,
        """
        à trois heures du matin, le seul canal qui marchait était [la radio locale|le mégaphone du camion|le
          voisin d'en face]
        on prépare les messages quand il fait beau
        la rumeur court parce que la place est libre
        donner l'heure du prochain message, même si on n'aura rien à dire
        ce que les gens demandent d'abord : où je dors, où je laisse le chien
        notre plan tenait en {n}0 pages ; celui qui a servi tenait sur une carte postale
        après la crue, remercier prend une semaine et vaut dix ans
        le message le plus partagé de la nuit tenait en onze mots
        prévoir qui dort, sinon personne ne relit
        quand le maire ne sait pas, il le dit, et c'est là qu'on l'écoute
        """,
        """
        write the flood messages while the sun is out
        rumours run because the lane is empty
        always give the time of the next update, even with nothing to say
        people ask two things first: where do I sleep, and can I bring the dog
        our plan had {n}0 pages, the one we used fitted on a postcard
        the most shared message of that night had eleven words
        plan who sleeps, or nobody proofreads
        the mayor said 'I don't know' and that's when they started listening
        """,
        "crise",
    ),
    topic(
        "Une photo, des gens",
        "A picture, with people in it",
        """
        le droit à l'image = image rights
        les banques d'images = stock photos
        le consentement = consent
        les portraits = portraits
        les archives municipales = town archives
        """,
        """
        nos habitants ne ressemblent pas aux familles des banques d'images, et tant mieux
        on a demandé l'accord après coup : trois refus, deux amitiés
        une photo floue de la vraie rue bat une photo nette de nulle part
        photographier les mains qui travaillent, c'est déjà raconter le service
        l'enfant au ballon de 2011 a maintenant vingt ans et il a écrit à la mairie
        un portrait par semaine pendant un an et les gens se saluent [au marché|dans l'ascenseur]
        si tout le monde sourit, personne n'y croit
        on légende avec les prénoms, pas avec les fonctions
        la plus belle photo de l'année a été prise par l'agent des espaces verts
        """,
        """
        our residents don't look like stock photos, thank goodness
        ask before, not after, and show them the picture
        a blurred picture of the real street beats a sharp one of nowhere
        photograph the hands and you've told the story of the service
        the boy with the football from 2011 is twenty now, and he wrote in
        if everybody smiles nobody believes it
        caption with first names, not job titles
        our best picture of the year was taken by a gardener on his break
        """,
    ),
    topic(
        "Nos outils sont à nous",
        "Tools of our own",
        """
        les logiciels libres = free software
        l'hébergement = hosting
        la réversibilité = having a way out
        la mutualisation = sharing between towns
        la souveraineté = sovereignty
        """,
        """
        louer ses mots à une plateforme, c'est les rendre à la fin du bail
        la question n'est pas le prix d'entrée mais le prix de sortie
        {n} communes partagent [le même agenda|le même site|la même équipe] et personne n'a pleuré
        un outil que deux agents savent réparer vaut mieux qu'un outil que personne n'ose toucher
        nous avons rapatrié nos photos en un week-end et trois pizzas
        publier sur un réseau fédéré, c'est garder la clé de la porte
        un mot de passe partagé sur un post-it, ce n'est pas de la mutualisation
        le fournisseur a fermé un vendredi, nous avons rouvert le lundi
        tester la sortie avant d'avoir besoin de sortir
        """,
        """
        ask what it costs to leave before you ask what it costs to join
        a tool that two of us can mend beats a tool nobody dares touch
        {n} towns share one calendar and nobody cried
        rented words go back at the end of the lease
        we moved our pictures home in a weekend and three pizzas
        rehearse the fire exit before the fire
        the vendor closed on a Friday, we were back on the Monday
        a password on a sticky note isn't shared governance
        """,
        "logicielslibres",
    ),
    topic(
        "Le journal municipal n'est pas mort",
        "The town magazine is not dead",
        """
        le journal municipal = town magazines
        les boîtes aux lettres = letterboxes
        la une = front pages
        le courrier des lecteurs = readers' letters
        les imprimeurs = printers
        """,
        """
        le journal qu'on trouve aux toilettes est un journal lu
        la photo du maire à chaque page, c'est la façon la plus chère de ne rien dire
        les horaires de la déchetterie restent notre article le plus lu, respect
        on a donné la une à [la cantinière|une classe de CM1|l'équipe de nuit], tirage épuisé
        imprimer moins, mais imprimer ce que les gens gardent
        le courrier des lecteurs est le seul endroit où l'on apprend quelque chose
        le facteur est notre premier lecteur et notre meilleur critique
        mettez la carte au milieu, les gens la punaisent
        un numéro en gros caractères, et {n}00 abonnements retrouvés
        """,
        """
        a magazine kept by the loo is a magazine that gets read
        the mayor on every page is the most expensive way to say nothing
        the tip's opening hours are our best-read story, every month
        we gave the front page to [the school cook|a class of nine-year-olds|the night shift] and ran out of
          copies
        print less, but print what people keep
        our first reader is the postman and he has notes
        put the map in the middle pages, people pin it up
        one large-print issue and {n}00 readers came back
        """,
    ),
    topic(
        "Ouvrir les données, dessiner la ville",
        "Open data, drawn towns",
        """
        les données ouvertes = open data
        les cartes = maps
        les jeux de données = data sets
        les tableaux de bord = dashboards
        les licences = licences
        """,
        """
        une carte fausse et corrigée vaut mieux qu'une carte juste et secrète
        les toilettes publiques : la donnée la plus demandée, la moins ouverte
        ouvrir un fichier, c'est accepter que quelqu'un le lise
        les habitants ont trouvé {n} fontaines que nous avions oubliées
        le plus dur n'est pas de publier, c'est de publier encore l'année d'après
        un tableau de bord que personne ne regarde est une plante en plastique
        la donnée propre n'existe pas, la donnée relue oui
        une colonne mal nommée coûte plus cher qu'un serveur
        demandez aux facteurs, ils ont la carte dans les jambes
        """,
        """
        a wrong map that gets mended beats a right map in a drawer
        public toilets: the most wanted data set, the least open
        residents found {n} drinking fountains we had forgotten
        publishing once is easy, publishing again next year is the job
        a dashboard nobody looks at is a plastic plant
        there's no clean data, only data someone has read
        one badly named column costs more than a server
        ask the postmen, they carry the map in their legs
        """,
        "opendata",
    ),
    topic(
        "Parler à ceux qui ne lisent pas",
        "Talking to those who don't read us",
        """
        les jeunes = young people
        le bouche-à-oreille = word of mouth
        les messageries = messaging apps
        les langues = languages
        le porte-à-porte = door-knocking
        """,
        """
        les jeunes ne sont pas loin, c'est nous qui parlons tout bas
        une affiche dans le hall, écrite par [la gardienne|un voisin], bat toutes nos campagnes
        on a traduit en {n} langues, puis on a demandé si c'était les bonnes
        le message vocal de trente secondes a fait le tour de la cité en une heure
        un animateur connu du quartier vaut mille abonnés
        arrêtez de dire « public éloigné » : éloigné de quoi ?
        à la sortie du foot, on a eu plus de réponses qu'en un an d'enquêtes
        le mot juste en soninké, c'est la boulangère qui l'a trouvé
        parler moins fort, plus près
        """,
        """
        young people aren't far away, we're just mumbling
        a note in the stairwell, signed by a neighbour, beats every campaign we paid for
        we translated into {n} languages and only then asked which ones were needed
        a thirty-second voice message went round the estate in an hour
        stop saying 'hard to reach': we are the ones who are hard to reach
        we got more answers after one football match than in a year of surveys
        the baker found the right word in Soninke
        speak softer, stand closer
        """,
        "jeunesse",
    ),
)
