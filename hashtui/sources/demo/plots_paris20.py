"""What can happen at #paris20."""

from hashtui.sources.demo.plot import Kind, Mood, plot

PLOTS = (
    plot(
        "lucioles-library",
        Kind.ANNOUNCEMENT,
        Mood.GLAD,
        number=(31, 58),
        gist=(
            "{who} annonce {amount} M€ pour la bibliothèque des Lucioles, ouverte jusqu'à minuit.",
            "{who} announces {amount} million euros for the Lucioles library, open until midnight.",
        ),
        pattern=(r"Lucioles", r"Lucioles"),
        fr=(
            """
            {who} annonce {amount} M€ pour la bibliothèque des Lucioles, ouverte jusqu'à minuit. [La place
              applaudit.|]
            La bibliothèque des Lucioles, c'est [oui|voté|sûr] : {amount} millions, et des livres jusqu'à
              minuit.
            Lucioles ! {amount} M€ ! Minuit ! (annonce de {who}, je reprends mon souffle)
            {amount} millions d'euros pour une bibliothèque du soir, les Lucioles, rue de Bagnolet. Merci
              {who}.
            On pourra donc lire jusqu'à minuit aux Lucioles. {who} vient de donner le chiffre : {amount} M€.
            Promesse tenue : les Lucioles ouvriront, budget {amount} M€, sans une ligne de plan tracée sans
              les habitants.
            {who} au micro de la place : « Les Lucioles, {amount} millions, et pas un jour sans enfants dans
              la salle. »
            Le projet Lucioles sort du tiroir : {amount} M€, une bibliothèque ouverte la nuit.
            Dix ans qu'on demande une bibliothèque ici. Ce sera les Lucioles, et ce sera {amount} M€.
            """,
            """
            Ma fille demande si on peut dormir dedans.
            Premier coup de pioche au printemps, [si le printemps vient|promis].
            Et une salle pour les ados, avec des prises.
            Les plans sont au stand {stand}, on peut écrire dessus.
            {amount} M€, ça fait combien de livres ? La libraire calcule.
            """,
        ),
        en=(
            """
            {who} announces {amount} million euros for the Lucioles library, open until midnight.
            The Lucioles library is happening! {amount} million, books until midnight.
            A library for the night owls: Lucioles, {amount} M€, announced on the square by {who}.
            Ten years of asking and it's yes. Lucioles, {amount} million, says {who}.
            {who} at the mic: 'Lucioles, {amount} million, and not one drawing made without you.'
            So we'll be able to read until midnight at Lucioles. {amount} M€ confirmed.
            {amount} million for a night library called Lucioles. The square is cheering.
            Lucioles out of the drawer at last, thanks to {who} and {amount} million euros.
            """,
            """
            My daughter is asking whether one may sleep in it.
            There will be a room for teenagers, with sockets.
            Plans at stall {stand}, you can scribble on them.
            First spade in the spring, if there is a spring.
            """,
        ),
        on_both=True,
    ),
    plot(
        "golden-tart",
        Kind.PRIZE,
        Mood.GLAD,
        number=(7, 11),
        gist=(
            "Ismaël, {amount} ans, gagne la Tarte d'or avec une tarte aux coings.",
            "Ismaël, aged {amount}, wins the Golden Tart with a quince tart.",
        ),
        pattern=(r"Tarte d’or", r"Golden Tart"),
        fr=(
            """
            Ismaël, {amount} ans, gagne la Tarte d'or avec une tarte aux coings. [Il a refusé de donner la
              recette.|]
            La Tarte d'or est pour les coings d'Ismaël, {amount} ans, debout sur une caisse.
            On a une Tarte d'or ! {amount} ans, un tablier trop grand, des coings.
            Résultat du concours : Tarte d'or à Ismaël ({amount} ans). Deuxième, sa maîtresse.
            {amount} ans et déjà une Tarte d'or. Ismaël remercie « le cognassier de la cour ».
            Le jury de la Tarte d'or a délibéré [quatre minutes|la bouche pleine] : les coings d'Ismaël.
            Tarte d'or à un enfant de {amount} ans, les pâtissiers du quartier font bonne figure.
            Ismaël lève la Tarte d'or au-dessus de sa tête et la lâche presque. Frisson sur la place.
            Coings, cannelle, {amount} ans : voilà la recette de la Tarte d'or de cette année.
            """,
            """
            Il en reste une part, je ne dirai pas où.
            Sa grand-mère jure qu'elle n'a pas aidé.
            Le pâtissier de la rue des Pyrénées a demandé un autographe.
            La tarte poireaux-banane n'a pas été classée.
            J'en ai goûté, c'est injuste pour les autres.
            """,
        ),
        en=(
            """
            Ismaël, aged {amount}, wins the Golden Tart with quinces. He won't share the recipe.
            The Golden Tart goes to a {amount}-year-old standing on a crate. Quinces!
            We have a Golden Tart: Ismaël, {amount}, apron down to his shoes.
            Golden Tart results: first Ismaël ({amount}), second his teacher. Awkward Monday ahead.
            {amount} years old and holder of the Golden Tart. He thanked the quince tree.
            The Golden Tart jury took four minutes, mouths full: Ismaël's quinces.
            Ismaël nearly dropped the Golden Tart in front of everyone. The whole square gasped.
            A child of {amount} has the Golden Tart and the bakers are being very good about it.
            """,
            """
            One slice left and I'm not telling where.
            His gran swears she didn't help.
            The leek and banana tart was not placed.
            I tried it. Unfair on everybody else.
            """,
        ),
    ),
    plot(
        "bike-record",
        Kind.FIGURE,
        Mood.GLAD,
        number=(211, 389),
        gist=(
            "{amount} vélos réparés depuis ce matin : record battu sur la place.",
            "{amount} bikes mended since this morning: a new record on the square.",
        ),
        pattern=(r"{amount} (vélos|bicyclettes|bécanes)", r"{amount} (bikes|bicycles)"),
        fr=(
            """
            {amount} vélos réparés depuis ce matin, record [battu|pulvérisé] !
            Compteur de l'atelier : {amount} vélos. Le vieux record [pleure|n'est plus].
            On vient d'annoncer {amount} vélos remis en route. {who} a de la graisse jusqu'aux coudes.
            {amount} bicyclettes reparties sur leurs roues, dit le tableau noir du stand.
            Record de la fête : {amount} vélos réparés, et il reste une file.
            Le {amount}e ? Non : {amount} vélos déjà faits, le suivant est un tandem.
            {who} pose sa clé et lève les bras : {amount} vélos, record du quartier.
            {amount} bécanes sauvées de la benne aujourd'hui. On applaudit les bénévoles.
            Je croyais à une erreur au tableau, mais non : {amount} vélos réparés.
            """,
            """
            Le mien est le numéro 17, il freine, c'est nouveau.
            Plus une seule rustine à l'horizon, apportez les vôtres.
            L'an dernier, c'était moins de 200.
            La cloche sonne à chaque départ, les voisins adorent. Les voisins tolèrent.
            """,
        ),
        en=(
            """
            {amount} bikes mended since this morning, record smashed!
            The blackboard says {amount} bikes. The old record has left the building.
            Just announced: {amount} bikes back on the road. {who} is grease to the elbows.
            {amount} bicycles saved from the skip today. Hats off to the volunteers.
            A record for the fair: {amount} bikes fixed and there's still a queue.
            {who} put the spanner down and raised both arms: {amount} bikes.
            I thought the board was wrong, but no, {amount} bikes repaired.
            That makes {amount} bikes, and the next one is a tandem.
            """,
            """
            Mine was number 17 and now it brakes. Novelty.
            Bring your own patches, they have run out.
            They ring a bell for every one. Neighbours are coping.
            """,
        ),
    ),
    plot(
        "flying-marquee",
        Kind.INCIDENT,
        Mood.SORRY,
        number=(12, 25),
        gist=(
            "Une rafale emporte le barnum des compostiers ; personne de blessé, repli au gymnase des Pyrénées.",
            "A gust carries off the composters' marquee; nobody hurt, everything moves to the Pyrénées gym.",
        ),
        pattern=(r"barnum", r"marquee"),
        fr=(
            """
            Une rafale et hop, le barnum des compostiers s'envole. Personne de blessé, [repli|tout le monde]
              au gymnase des Pyrénées.
            Le barnum est dans l'arbre. Dans l'arbre. Tout le monde va bien.
            Coup de vent place Gambetta : un barnum envolé, les stands se replient au gymnase.
            Attention en arrivant, le barnum des compostiers a traversé la place tout seul.
            {amount} bénévoles tenaient le barnum, le vent a gagné. Aucun blessé.
            Les pompiers descendent le barnum du platane. Les enfants commentent.
            Le vent a emporté le barnum, pas l'ambiance. Ateliers au gymnase des Pyrénées.
            On démonte l'autre barnum par prudence. Rendez-vous au gymnase, c'est à {amount} minutes.
            Info sécurité : barnum arraché côté mairie, passez par la rue Belgrand.
            """,
            """
            Le compost, lui, n'a pas bougé.
            Un lombric manque à l'appel.
            On cherche des bras pour porter les tables.
            Le fleuriste prête son camion, merci à lui.
            Les nappes sont parties vers Montreuil.
            """,
        ),
        en=(
            """
            One gust and the composters' marquee took off. Nobody hurt, everything moves to the Pyrénées gym.
            The marquee is in the tree. IN the tree. Everyone is fine.
            Wind 1, marquee 0 on place Gambetta. Stalls are moving to the gym.
            {amount} volunteers held on to the marquee and the wind still won.
            Firefighters are getting the marquee out of the plane tree, with commentary from the children.
            Careful if you're coming: a marquee just crossed the square by itself.
            They're taking the second marquee down to be safe. Gym, {amount} minutes' walk.
            Marquee gone, mood intact. Follow the wheelbarrows to the gym.
            """,
            """
            The compost has not moved an inch.
            One worm unaccounted for.
            They need arms to carry tables.
            The tablecloths were last seen heading for Montreuil.
            """,
        ),
    ),
    plot(
        "cactus-band",
        Kind.RESIGNATION,
        Mood.SORRY,
        number=(18, 33),
        gist=(
            "{who} pose la baguette de la fanfare du Cactus après {amount} ans.",
            "{who} puts down the baton of the Cactus brass band after {amount} years.",
        ),
        pattern=(r"Cactus", r"Cactus"),
        fr=(
            """
            {who} pose la baguette de la fanfare du Cactus après {amount} ans. [Le tuba a fait un couac.|]
            Dernier concert à la tête du Cactus pour {who}. {amount} ans de fanfare, ça use les souliers.
            « Je rends la baguette, je garde le triangle. » {who} quitte la direction du Cactus.
            La fanfare du Cactus perd son chef : {who} arrête, annoncé entre deux morceaux.
            {amount} ans de Cactus et un mouchoir : {who} s'en va, la place se tait.
            Qui dirigera le Cactus ? {who} vient de démissionner au micro, sans prévenir les trombones.
            Le Cactus joue faux d'émotion, {who} vient d'annoncer son départ.
            C'était donc la dernière de {who} avec le Cactus. Mon mouchoir non plus n'était pas prêt.
            {who} laisse le Cactus aux jeunes, « ils jouent plus vite et mieux habillés ».
            """,
            """
            Trois rappels, et le bébé du troisième a dormi quand même.
            Les répétitions restent le mardi, cour du 14.
            Quelqu'un a un mouchoir ? Pour un ami, trombone.
            {amount} ans, et jamais un accord à l'heure.
            """,
        ),
        en=(
            """
            {who} puts down the baton of the Cactus brass band after {amount} years.
            Last concert for {who} as head of Cactus. {amount} years of brass wears out your shoes.
            'I'm giving back the baton and keeping the triangle.' {who} leaves Cactus.
            Cactus needs a conductor: {who} resigned between two tunes, trombones not informed.
            {amount} years with Cactus and one handkerchief. {who} is off, the square has gone quiet.
            Cactus is out of tune with emotion, {who} has just said goodbye.
            That was it then, {who}'s last one with Cactus. I wasn't ready.
            {who} leaves Cactus to the young ones: 'faster, and better dressed'.
            """,
            """
            Three encores and the baby on the third floor slept through.
            Rehearsals stay on Tuesdays, courtyard of number 14.
            Does anyone have a tissue? Asking for a trombone.
            """,
        ),
    ),
    plot(
        "caterpillar-bus",
        Kind.LAUNCH,
        Mood.GLAD,
        number=(10, 16),
        gist=(
            "La Chenille, un bus à pédales de {amount} places pour aller à l'école, a fait son premier trajet.",
            "The Chenille, a pedal bus with {amount} seats for the way to school, has made its first trip.",
        ),
        pattern=(r"Chenille", r"Chenille"),
        fr=(
            """
            La Chenille est partie ! Un bus à pédales, {amount} enfants, première montée de la rue de
              Ménilmontant.
            Premier trajet de la Chenille, le bus à pédales de {amount} places. {who} au guidon.
            {amount} places, {amount} paires de mollets : la Chenille ira chercher les enfants dès lundi.
            Ça monte ! La Chenille, bus scolaire à pédales, a passé le faux plat sans descendre personne.
            Inauguration de la Chenille : le ruban s'est pris dans la chaîne, puis tout a roulé.
            Un bus scolaire sans moteur, ça s'appelle la Chenille et ça vient de faire le tour de la place.
            {who} inaugure la Chenille. Mon fils veut changer d'école pour la prendre.
            La Chenille roule, {amount} places, cinq arrêts, zéro gasoil, beaucoup de klaxon.
            Dès lundi, {amount} enfants iront à l'école en pédalant dans la Chenille.
            """,
            """
            Le klaxon fait pouet, évidemment.
            Deuxième groupe à la demie, il y a déjà la queue.
            Assistance électrique seulement pour la rue des Pyrénées, faut pas exagérer.
            Les places du fond sont pour les bavards.
            """,
        ),
        en=(
            """
            The Chenille is off! A pedal bus, {amount} children, first climb up the rue de Ménilmontant.
            First trip for the Chenille, a school bus with {amount} seats and {amount} sets of pedals. {who}
              steering.
            A school bus with no engine: it's called the Chenille and it just did a lap of the square.
            The ribbon got caught in the chain, then the Chenille rolled. Beautiful.
            From Monday {amount} children will pedal to school in the Chenille.
            {who} opened the Chenille, my son wants to change schools to ride it.
            Up the hill and nobody got off: bravo to the Chenille, the {amount}-seat pedal bus.
            Chenille: {amount} seats, five stops, no diesel, plenty of horn.
            """,
            """
            The horn goes 'pouet', as it should.
            Second group leaves at half past and there's a queue.
            Back row is for the talkers, apparently.
            """,
        ),
    ),
    plot(
        "white-lilac-street",
        Kind.CLASH,
        Mood.STIRRED,
        number=(3, 9),
        gist=(
            "Débat houleux sur la rue des Lilas-Blancs sans voitures ; {who} quitte la table.",
            "Stormy debate about a car-free rue des Lilas-Blancs; {who} leaves the table.",
        ),
        pattern=(r"Lilas-Blancs", r"Lilas-Blancs"),
        fr=(
            """
            Ça tangue au débat sur la rue des Lilas-Blancs sans voitures : {who} quitte la table.
            Lilas-Blancs : les riverains pour, les riverains contre, et {who} debout au milieu.
            « Et ma camionnette, je la plie ? » Grosse tension sur les Lilas-Blancs.
            {who} claque son cahier, le débat sur les Lilas-Blancs continue sans.
            Le débat Lilas-Blancs vire à la dispute. On parle tous en même temps, surtout moi.
            Rue des Lilas-Blancs piétonne ? {amount} personnes au micro, {amount} avis, et {who} qui s'en va.
            Le plombier contre l'école, l'école contre le plombier : la rue des Lilas-Blancs divise.
            {who} sur les Lilas-Blancs : « on ne ferme pas une rue, on l'ouvre ». Sifflets, bravos, sifflets.
            Sur les Lilas-Blancs on ne se met d'accord que sur une chose : le micro marche mal.
            """,
            """
            Une petite fille a demandé la parole et le calme est revenu.
            Le plombier a raison sur un point : les livraisons.
            Revote en janvier, dit la mairie.
            Le stand de thé à la menthe fait office de casque bleu.
            """,
        ),
        en=(
            """
            Stormy debate about a car-free rue des Lilas-Blancs: {who} has left the table.
            Lilas-Blancs: neighbours for, neighbours against, {who} standing in the middle.
            'And what about my van?' Tempers rising over the rue des Lilas-Blancs.
            {who} slammed a notebook shut. The Lilas-Blancs debate goes on without.
            On Lilas-Blancs we agree on one thing only: the mic is bad.
            Close Lilas-Blancs to cars? {amount} people at the mic, {amount} opinions.
            {who} about Lilas-Blancs: 'you don't close a street, you open it'. Boos, cheers, boos.
            Plumber versus school over the rue des Lilas-Blancs. Nobody is winning.
            """,
            """
            A little girl asked to speak and everyone went quiet.
            New vote in January, they say.
            The mint tea stall is doing peacekeeping.
            """,
        ),
    ),
)
