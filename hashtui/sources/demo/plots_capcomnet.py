"""What can happen at #capcomnet."""

from hashtui.sources.demo.plot import Kind, Mood, plot

PLOTS = (
    plot(
        "answer-pact",
        Kind.ANNOUNCEMENT,
        Mood.GLAD,
        number=(5, 14),
        gist=(
            "{who} annonce le Pacte Réponse : une réponse aux habitants en {amount} jours, dans {towns} communes.",
            "{who} announces the Answer Pact: a reply to residents within {amount} days in {towns} towns.",
        ),
        pattern=(r"Pacte Réponse", r"Answer Pact"),
        fr=(
            """
            {who} annonce le Pacte Réponse : {amount} jours [maximum|au plus] pour répondre à un habitant,
              [signé par|dans] {towns} communes.
            {towns} communes signent [ce matin|sur scène|à l'instant] le Pacte Réponse : une réponse en
              {amount} jours, ou une explication.
            Le Pacte Réponse est [lancé|officiel]. Engagement : {amount} jours. Signataires : {towns} villes.
              {who} a l'air de dormir enfin.
            Annonce de {who} : avec le « Pacte Réponse », votre mairie a {amount} jours pour vous répondre.
            {amount} jours pour répondre à toute lettre, tout courriel, tout commentaire. C'est le Pacte
              Réponse et {who} vient de l'annoncer.
            Retenez le nom : Pacte Réponse. {towns} mairies promettent par écrit de répondre en {amount}
              jours.
            Pacte Réponse, donc. {who} met {towns} communes et {amount} jours sur la table.
            On l'attendait depuis [deux ans|l'an dernier] : {who} dévoile le Pacte Réponse, délai {amount}
              jours, {towns} premières communes.
            Moins de {amount} jours pour obtenir une réponse de sa mairie ? {towns} communes disent oui avec
              le Pacte Réponse.
            """,
            """
            Les petites communes auront [une aide|un appui] pour tenir le délai.
            Et si c'est non, il faudra dire pourquoi.
            Les compteurs seront publics, [brrr|gloups|on respire].
            Le modèle de lettre tient en douze lignes, je l'ai vu.
            Reste à embaucher celles et ceux qui répondront.
            La mienne en est. J'ai vérifié deux fois.
            """,
        ),
        en=(
            """
            {who} announces the Answer Pact: residents get a reply within {amount} days, {towns} towns on
              board.
            {towns} towns just signed the Answer Pact. {amount} days to reply, or explain why not.
            So the Answer Pact is real: {amount} days, {towns} councils, one very relieved {who}.
            New from {who}: under the Answer Pact every letter, mail and comment gets an answer in {amount}
              days.
            The Answer Pact. Remember the name. {towns} town halls promise [in writing|on stage] to answer
              within {amount} days.
            {amount} days. That's how long a town hall has to reply under the Answer Pact {who} has just
              unveiled.
            Would your council answer you in {amount} days? {towns} of them now will: it's called the Answer
              Pact.
            Answer Pact announced on stage by {who}, {towns} signatures, clock starts at {amount} days.
            """,
            """
            The counters will be public. Gulp.
            Small towns get help to keep the deadline.
            A 'no' counts, as long as it comes with a reason.
            Now somebody has to hire the people who answer.
            I want one of these for my landlord.
            """,
        ),
    ),
    plot(
        "sesame-prize",
        Kind.PRIZE,
        Mood.GLAD,
        number=(40, 95),
        gist=(
            "Le prix de la relation citoyenne va à {who} pour le wagon Sésame, un guichet de mairie dans un train.",
            "The civic relations prize goes to {who} for the Sésame carriage, a town hall desk inside a train.",
        ),
        pattern=(r"Sésame", r"Sésame"),
        fr=(
            """
            Le prix de la relation citoyenne [va|est décerné] à {who} pour le wagon Sésame : un guichet de
              mairie dans un train.
            Le wagon Sésame remporte le prix ! {who} monte sur scène, la salle est debout.
            {who} décroche le prix de la relation citoyenne avec Sésame, un guichet qui roule et dessert
              {amount} gares.
            Et le prix revient à… Sésame, le guichet dans un wagon, porté par {who}. [Quelle
              histoire.|Mérité.|]
            {amount} gares, un wagon, un guichet : Sésame est couronné et {who} [cherche ses mots|remercie sa
              grand-mère].
            Prix de la relation citoyenne : c'est Sésame, c'est {who}, et c'est [très mérité|une excellente
              nouvelle].
            On récompense rarement un train. Aujourd'hui si : prix au wagon Sésame de {who}.
            {who}, en recevant le prix : « Sésame, c'est {amount} gares où quelqu'un vous dit bonjour. »
            La mairie qui vient par le rail, c'est Sésame, et le jury vient de donner son prix à {who}.
            """,
            """
            On parle d'un train, et tout le monde pense à sa grand-mère.
            Standing ovation, et pas une ovation de politesse.
            Le conducteur est dans la salle, on l'applaudit aussi.
            Ma voisine de rangée pleure, moi aussi, c'est la clim.
            Le trophée pèse un âne mort, apparemment.
            Un guichet, une banquette, un sourire : rien de plus.
            """,
        ),
        en=(
            """
            The civic relations prize goes to {who} for the Sésame carriage, a town hall desk inside a train.
            Sésame wins! A help desk on rails, {amount} stations, and {who} looking for words on stage.
            And the winner is Sésame, {who}'s travelling town hall. [Room on its feet.|Well deserved.|]
            {amount} stations, one carriage, one friendly desk: Sésame takes the prize and {who} thanks
              grandma.
            They gave the prize to a train. Sésame, by {who}. I approve.
            {who} collects the award for Sésame: '{amount} stops where somebody says hello.'
            Prize for Sésame, the railway carriage with a counter in it. Bravo {who}.
            A town hall that comes to you by rail: Sésame just won and {who} is [crying|hugging the driver].
            """,
            """
            Standing ovation, and not the polite kind.
            The driver is in the room and got a cheer of his own.
            The trophy looks heavy.
            Everyone is talking about a train and thinking of their gran.
            """,
        ),
    ),
    plot(
        "site-figure",
        Kind.FIGURE,
        Mood.STIRRED,
        number=(61, 79),
        gist=(
            "Baromètre Tilleul : {amount} % des habitants n'ont jamais ouvert le site de leur mairie.",
            "Tilleul survey: {amount}% of residents have never opened their town hall's website.",
        ),
        pattern=(r"{amount} %", r"{amount} ?%"),
        fr=(
            """
            {amount} % des habitants n'ont jamais ouvert le site de leur mairie, selon le baromètre Tilleul.
              [Silence dans la salle.|Voilà.|]
            Le chiffre du jour : {amount} %. La part des gens qui ne sont jamais allés sur le site de leur
              commune.
            {who} affiche {amount} % en très gros. Ce sont ceux qui n'ont jamais visité notre site. Jamais.
            Baromètre Tilleul : nos sites municipaux, {amount} % des habitants ne les ont pas vus une seule
              fois.
            « {amount} % », dit {who}, et tout le monde regarde ses chaussures. Jamais venus sur le site de la
              ville.
            On refait les sites tous les quatre ans pour… {amount} % d'habitants qui n'y mettent pas un
              orteil.
            {amount} % n'ont jamais cliqué sur le site de leur mairie. Les autres cherchent les horaires de la
              piscine.
            Le baromètre présenté par {who} est rude : {amount} % de la population ignore le site de sa
              commune.
            Sept ans de refontes et {amount} % des gens qui n'ont jamais ouvert la page d'accueil.
            """,
            """
            Mais 9 sur 10 lisent [l'affiche du hall|le panneau de l'école].
            La question suivante : combien chez nous ?
            Je connais un prestataire qui transpire.
            {who} ajoute : « ce n'est pas un reproche, c'est une adresse. »
            La méthode est en ligne, {sample} personnes interrogées.
            """,
        ),
        en=(
            """
            {amount}% of residents have never once opened their town hall's website, says the Tilleul survey.
              Ouch.
            Figure of the day: {amount}%. People who have never been to their council's site. Never.
            {who} shows a slide with {amount}% on it and the room goes quiet: never visited our websites.
            '{amount}%', says {who}. Everybody looks at their shoes. Nobody reads our home pages.
            Seven years of redesigns and {amount}% of people have never seen the result.
            According to the Tilleul survey {amount}% never go near the town's website. The rest want pool
              times.
            So {amount}% have never used the municipal site, and I just spent a year on its menu.
            We keep rebuilding websites that {amount}% of our neighbours have never opened, {who} points out.
            """,
            """
            Nine in ten read the poster in the stairwell, though.
            Method online, {sample} people asked.
            I know a contractor who is sweating.
            Next question: what's our own number?
            """,
        ),
    ),
    plot(
        "hall-leak",
        Kind.INCIDENT,
        Mood.SORRY,
        number=(15, 40),
        gist=(
            "Fuite d'eau dans l'amphi Ronsard : la salle est vidée, reprise dans {amount} minutes au gymnase.",
            "Water leak in the Ronsard hall: everybody out, sessions resume in {amount} minutes in the gym.",
        ),
        pattern=(r"Ronsard", r"Ronsard"),
        fr=(
            """
            Fuite d'eau [au plafond de|dans] l'amphi Ronsard : on sort tous, reprise dans {amount} minutes au
              gymnase.
            L'amphi Ronsard prend l'eau, littéralement. Évacuation dans le calme, [parapluies ouverts|tout le
              monde va bien].
            Il pleut dans Ronsard. Dans l'amphi, pas sur le poète. On déménage au gymnase.
            Amphi Ronsard évacué, un tuyau a lâché au-dessus [du rang F|de la régie]. Suite au gymnase dans
              {amount} min.
            Pour celles et ceux qui arrivent : n'allez pas à Ronsard, inondé, allez au gymnase.
            Un filet d'eau, puis une douche, puis Ronsard vide en trois minutes. Personne de blessé.
            La conférence sur les crises n'est plus à Ronsard, parce que Ronsard est en crise (fuite d'eau).
            {amount} minutes de pause forcée : l'amphi Ronsard goutte, les techniciens courent.
            Ronsard fermé pour cause de cascade. Suivez les gilets jaunes jusqu'au gymnase.
            """,
            """
            Les micros sont saufs.
            Bravo à l'équipe technique, trempée et souriante.
            Quelqu'un a sauvé les viennoiseries, l'humanité n'est pas perdue.
            Fauteuils roulants : passez par la cour, la rampe est ouverte.
            Mon carnet a bu la tasse.
            """,
        ),
        en=(
            """
            Water coming through the ceiling of the Ronsard hall. Everyone out, back in {amount} minutes in
              the gym.
            Ronsard is leaking! Calm evacuation, umbrellas indoors, nobody hurt.
            If you're on your way to Ronsard: don't, it's wet. Gym instead, in about {amount} min.
            A pipe burst over the Ronsard hall. We're all in the corridor comparing socks.
            It's raining in the Ronsard hall, the hall, not the poet. Moving to the gym.
            The crisis session has left Ronsard because Ronsard is having a crisis (water).
            {amount} minute break nobody planned: the roof of Ronsard has opinions.
            Ronsard closed, waterfall inside. Follow the yellow vests to the gym.
            """,
            """
            Somebody rescued the pastries. Humanity holds.
            Hats off to the crew, soaked and smiling.
            Wheelchair users: the ramp in the courtyard is open.
            My notebook did not make it.
            """,
        ),
    ),
    plot(
        "porte-voix-chair",
        Kind.RESIGNATION,
        Mood.SORRY,
        number=(6, 14),
        gist=(
            "{who} quitte la présidence du réseau Porte-Voix après {amount} ans.",
            "{who} steps down as chair of the Porte-Voix network after {amount} years.",
        ),
        pattern=(r"Porte-Voix", r"Porte-Voix"),
        fr=(
            """
            {who} quitte la présidence du réseau Porte-Voix [après {amount} ans|, au bout de {amount} ans].
            Fin d'une époque : {who} laisse Porte-Voix, {amount} ans après [les trois chaises du début|la
              première réunion].
            « Il faut savoir rendre le micro. » {who} annonce son départ de la tête de Porte-Voix.
            Départ surprise : après {amount} années à présider Porte-Voix, {who} passe la main.
            Porte-Voix cherche une nouvelle présidence, {who} s'en va [dès janvier|au printemps]. La salle
              encaisse.
            Je ne l'avais pas vu venir : {who} démissionne de Porte-Voix.
            {amount} ans de Porte-Voix, et {who} s'arrête là, d'une voix tranquille.
            {who} dit au revoir à Porte-Voix. On a tous fait semblant de chercher un stylo.
            Présidence de Porte-Voix : {who} rend sa place, « sans fâcherie, avec fatigue ».
            """,
            """
            La suite sera élue par les membres, tous les membres.
            Merci pour les lettres ouvertes et pour les blagues.
            Sans {last}, je ne ferais pas ce métier.
            Qui pour reprendre ? Les regards se tournent, les regards se baissent.
            Applaudissements longs, un peu mouillés.
            """,
        ),
        en=(
            """
            {who} is stepping down as chair of Porte-Voix after {amount} years.
            End of an era: {who} leaves Porte-Voix, {amount} years after the first meeting with three chairs.
            'You have to know when to hand back the mic.' {who} resigns from Porte-Voix.
            Did not see that coming. {who} is leaving the chair of the Porte-Voix network.
            Porte-Voix needs a new chair: {who} goes in the spring, 'not angry, just tired'.
            {amount} years at Porte-Voix and {who} calls it a day, very quietly.
            After {amount} years {who} says goodbye to Porte-Voix. Everybody pretended to look for a pen.
            {who} out, Porte-Voix to elect someone new. The room is taking it in.
            """,
            """
            Members will vote, all of them.
            Thanks for the open letters and the jokes.
            Long applause, slightly damp.
            Who's next? Everyone looked at everyone.
            """,
        ),
    ),
    plot(
        "garance-launch",
        Kind.LAUNCH,
        Mood.GLAD,
        number=(30, 60),
        gist=(
            "{who} lance Garance, un serveur libre partagé par {amount} mairies pour parler aux habitants.",
            "{who} launches Garance, a free server shared by {amount} town halls to talk with residents.",
        ),
        pattern=(r"Garance", r"Garance"),
        fr=(
            """
            {who} lance Garance, [un|le] serveur libre partagé par {amount} mairies. Démo [en direct|sans
              filet].
            Garance est en ligne ! Un serveur, {amount} mairies, zéro publicité. Merci {who}.
            Voici donc Garance : les {amount} premières mairies y ont leur compte, et les habitants peuvent
              répondre.
            {amount} mairies sur un même serveur libre, il s'appelle Garance, {who} vient d'appuyer sur le
              bouton.
            {who} montre Garance : on s'inscrit en [une minute|deux clics], on suit sa mairie, on lui répond.
            La démo de Garance a marché du premier coup. {who} a [touché du bois|embrassé le clavier].
            Lancement de Garance par {who} : le code est ouvert, les données restent en mairie.
            Depuis cinq minutes, Garance existe. {amount} communes, un seul bouton « répondre ».
            Ce que change Garance, selon {who} : la mairie n'est plus locataire de sa parole.
            """,
            """
            Premier message publié : les horaires de la piscine, évidemment.
            Les associations [du 20e|de quartier] ont leur place aussi.
            Mon compte est créé, mon collègue boude, il voulait le même nom.
            Hébergé par une coopérative, factures publiques.
            Le code tient dans un seul dépôt et la doc est en français.
            """,
        ),
        en=(
            """
            {who} launches Garance, a free server shared by {amount} town halls. Live demo, no safety net.
            Garance is up! One server, {amount} councils, no ads. Thank you {who}.
            Meet Garance: the first {amount} town halls have accounts there and residents can talk back.
            {who} just pressed the button and Garance is live for {amount} town halls.
            The Garance demo worked first time. {who} kissed the keyboard.
            Garance in one line, by {who}: the town no longer rents its own voice.
            {amount} towns on one open server, and it's called Garance. Code is public.
            Garance has existed for five minutes and {who} already has a feature request.
            """,
            """
            First post ever: swimming pool opening hours, of course.
            Run by a co-op, bills are public.
            Neighbourhood groups get a place as well.
            Signed up. It took less time than the coffee queue.
            """,
        ),
        on_both=True,
    ),
    plot(
        "philibert-clash",
        Kind.CLASH,
        Mood.STIRRED,
        number=(1, 3),
        gist=(
            "Accrochage entre {who} et un éditeur à propos de Philibert, le robot qui répond aux habitants.",
            "Sharp words between {who} and a vendor about Philibert, the robot that answers residents.",
        ),
        pattern=(r"Philibert", r"Philibert"),
        fr=(
            """
            Accrochage en plénière : {who} contre l'éditeur de Philibert, le robot qui répond aux habitants.
            « Votre Philibert dit bonjour et puis c'est tout. » {who} ne lâche rien.
            Ça chauffe autour de Philibert, le robot d'accueil. {who} demande qui signe les réponses.
            {who} lit à voix haute une réponse de Philibert à une dame en deuil. La salle se fige, l'éditeur
              aussi.
            Philibert divise : la moitié applaudit {who}, l'autre moitié [applaudit l'éditeur|regarde le
              plafond].
            L'éditeur de Philibert quitte la table ronde. {who} reste, son verre d'eau aussi.
            Un robot peut-il dire non à un habitant ? Passe d'armes entre {who} et le père de Philibert.
            Je crois que Philibert vient de perdre {amount}0 clients en direct. Échange glacial avec {who}.
            {who} à propos de Philibert : « il ne se trompe pas, il s'en fiche, c'est pire ».
            """,
            """
            L'animatrice a coupé les deux micros.
            Personne ne boit plus son café.
            À la fin ils se sont serré la main, de loin.
            L'éditeur promet de publier les réponses. On note la date.
            Au moins, celui-là était un vrai débat.
            """,
        ),
        en=(
            """
            Sharp words on stage: {who} against the vendor of Philibert, the robot that answers residents.
            'Your Philibert says hello and that's all it says.' {who} is not letting go.
            It's getting hot around Philibert, the welcome bot. {who} wants to know who signs the replies.
            {who} read out Philibert's reply to a grieving woman. You could hear the projector.
            The man who sells Philibert just left the panel. {who} stayed.
            Can a robot say no to a citizen? {who} and the maker of Philibert disagree, loudly.
            {who} on Philibert: 'it is never wrong, it just doesn't care, which is worse'.
            Half the room claps for {who}, half for Philibert, and the chair reaches for the mute button.
            """,
            """
            Both mics were cut.
            They shook hands in the end, at arm's length.
            Nobody is touching their coffee.
            The vendor promised to publish every reply. Date noted.
            """,
        ),
    ),
)
