"""What happens at #paris20, a fair of neighbours on the squares of the twentieth district."""

from hashtui.sources.demo.topic import topic

TOPICS = (
    topic(
        "Atelier vélo : démonter, graisser, repartir",
        "Bike workshop: strip, grease, ride off",
        """
        la chaîne = bike chains
        le dérailleur = derailleurs
        les freins = brakes
        les rustines = patches
        la clé de 15 = 15 mm spanners
        """,
        """
        une chaîne propre dure deux fois plus longtemps
        la rustine se pose en sifflant, sinon elle ne tient pas
        si ça grince à droite, c'est souvent à gauche
        on ne jette pas un pneu, on en fait une ceinture
        gonflez avant de partir, pas après avoir râlé
        le vrai antivol, c'est un vélo moche
        un frein qui chante est un frein qui prévient
        la roue voilée se redresse avec les doigts et beaucoup de modestie
        on répare d'abord la sonnette, pour le moral
        """,
        """
        a clean chain lasts twice as long
        if it squeaks on the right, look on the left
        the best lock is an ugly bike
        pump before you leave, not after you've sworn
        whistle while you glue, it gives the patch time to set
        a singing brake is a warning
        mend the bell first, for morale
        a buckled wheel needs fingers and modesty
        """,
        "vélo",
    ),
    topic(
        "Les mains dans le compost",
        "Hands in the compost",
        """
        le compost = compost
        les lombrics = worms
        les épluchures = peelings
        la matière sèche = dry leaves
        les bacs de quartier = street bins
        """,
        """
        un bon compost sent la forêt, un mauvais sent le regret
        deux seaux de brun pour un seau de vert, et on remue
        oui aux coquilles d'œuf, non au reste de raclette
        les lombrics travaillent la nuit, laissez-les dormir le jour
        le sac biodégradable met plus de temps que vous à disparaître
        un quartier qui composte est un quartier qui se parle
        si ça chauffe, c'est que ça vit
        les agrumes, un peu ; les excuses, jamais
        la récolte d'ici nourrit {n}0 balcons
        """,
        """
        good compost smells of forest, bad compost smells of regret
        two buckets of brown for one of green, then stir
        yes to eggshells, no to leftover raclette
        worms work nights, let them sleep
        a street that composts is a street that talks
        if it's warm it's alive
        a little citrus, no excuses
        what comes out of this bin feeds {n}0 balconies
        """,
        "compost",
    ),
    topic(
        "Lectures à voix haute",
        "Reading aloud",
        """
        la lecture à voix haute = reading aloud
        le fonds local = the local shelves
        les contes = storytelling
        les albums = picture books
        la langue des signes = sign language
        """,
        """
        un livre lu à voix haute appartient à tout le trottoir
        les petits écoutent avec les pieds, regardez-les
        on ne demande jamais à un enfant s'il a compris, on lui demande s'il en veut un autre
        le fonds local, c'est {n} mètres de mémoire et une échelle
        à la page du loup, même les parents se taisent
        on lit mieux assis par terre
        le silence entre deux pages fait aussi partie du livre
        les enfants corrigent les fautes, et ils ont raison
        un conte se prête, il ne se donne pas
        """,
        """
        a book read aloud belongs to the whole pavement
        small children listen with their feet
        never ask if they understood, ask if they want another
        at the page with the wolf even the parents go quiet
        you read better sitting on the ground
        the pause between two pages is part of the book
        children correct mistakes and they're right
        a story is lent, never given away
        """,
        "lecture",
    ),
    topic(
        "Une rue, vingt cuisines",
        "One street, twenty kitchens",
        """
        la grande marmite = big pots
        les épices = spices
        la semoule = semolina
        les recettes de famille = family recipes
        le réchaud = camping stoves
        """,
        """
        la recette, c'est celle de ma mère, en moins bien
        on goûte avant de saler, on sale avant de parler
        la harissa « douce » de ce stand a fait pleurer deux pompiers
        le secret du mafé, c'est d'attendre encore un peu
        une marmite pour {n}0 personnes et une seule louche, voilà la démocratie
        le riz du fond est pour celui qui fait la vaisselle
        la cuillère en bois est la seule autorité reconnue ici
        qui épluche parle, qui parle épluche
        on ne dit pas que c'est trop épicé, on dit que c'est vivant
        """,
        """
        it's my mother's recipe, only worse
        taste before you salt, salt before you talk
        the 'mild' harissa made two firemen cry
        one pot for {n}0 people and a single ladle, that's democracy
        the rice at the bottom goes to whoever does the washing-up
        the wooden spoon is the only authority here
        whoever peels, talks; whoever talks, peels
        it isn't too spicy, it's awake
        """,
        "cuisine",
    ),
    topic(
        "Fanfares et chorales de rue",
        "Brass bands and street choirs",
        """
        la fanfare = brass bands
        la chorale = choirs
        le trombone = trombones
        le rappel = encores
        l'accordéon = accordions
        """,
        """
        si vous connaissez les paroles, vous êtes déjà dans la chorale
        le soubassophone ne se range pas, il se négocie
        on joue moins fort quand [le bébé du troisième|le chien du fleuriste] dort
        une fausse note jouée ensemble devient un style
        le rappel, c'est obligatoire, c'est dans le règlement
        on compte jusqu'à quatre, après on se fait confiance
        la partition s'est envolée, on a joué le pigeon
        un triangle bien placé peut sauver un dimanche
        chantez faux mais chantez ensemble
        """,
        """
        if you know the words you're already in the choir
        a wrong note played together becomes a style
        nobody puts a sousaphone away, one negotiates with it
        the encore is compulsory, it's in the rules
        count to four, then trust each other
        the sheet music flew off so we played the pigeon
        a well-timed triangle can save a Sunday
        sing wrong but sing together
        """,
        "fanfare",
    ),
    topic(
        "Pieds d'arbre et jardins de poche",
        "Tree pits and pocket gardens",
        """
        les pieds d'arbre = tree pits
        les semis = seedlings
        le permis de végétaliser = planting permits
        le paillage = mulch
        les graines = seeds
        """,
        """
        un pied d'arbre planté, c'est trois voisins qui se saluent
        semez serré, on éclaircira dans la bonne humeur
        la rose trémière pousse où elle veut et c'est très bien
        arroser le soir, jamais à midi, jamais au café
        le permis de végétaliser se demande en dix minutes, la pluie prend plus longtemps
        quatre tournesols ont suffi pour que les gens contournent le parterre
        un panneau fait main arrête mieux les pieds qu'une clôture
        les oignons de tulipes se plantent maintenant, la patience aussi
        on arrose trois voisins pour une plante
        """,
        """
        one planted tree pit and three neighbours say hello
        hollyhocks grow where they like, let them
        water in the evening, never at noon, never with coffee
        four sunflowers and nobody walks across the bed any more
        a handmade sign stops more feet than a fence
        plant tulips now, and patience with them
        the moss came by itself, we just didn't stop it
        """,
        "végétalisation",
    ),
    topic(
        "Balade : le vingtième sous nos pieds",
        "Walk: the twentieth beneath our feet",
        """
        les vieux passages = old alleys
        les ateliers d'autrefois = old workshops
        les cartes postales = postcards
        les regards d'eau = spring houses
        l'ancienne voie ferrée = the old railway
        """,
        """
        ici il y avait une guinguette, là une usine de boutons, et partout des chats
        les regards d'eau sont plus vieux que la rue et mieux tenus
        ce mur a été repeint {n} fois, on peut compter
        la petite voie ferrée dort derrière la palissade
        au 12, un fabricant de clarinettes, et à l'étage ses ennemis
        regardez en haut, les façades gardent leurs vieilles enseignes
        cette cour a vu passer {n} générations de tanneurs et un trapéziste
        le pavé le plus usé mène toujours à un ancien bistrot
        la rue descend parce que la rivière descendait
        """,
        """
        there was a dance hall here, a button factory there, and cats all over
        the spring houses are older than the street and better kept
        this wall has been painted {n} times, you can count the layers
        at number 12 a clarinet maker, and upstairs his enemies
        look up, the old shop signs are still there
        the most worn cobbles always lead to a former café
        the street goes down because the river did
        this courtyard saw tanners, printers and one trapeze artist
        """,
        "patrimoine",
    ),
    topic(
        "Café réparation",
        "Repair café",
        """
        le grille-pain = toasters
        le fer à souder = soldering irons
        les fusibles = fuses
        la couture = sewing
        les lampes de chevet = bedside lamps
        """,
        """
        neuf fois sur dix, c'est [le câble|le fusible|une miette]
        on ne répare pas pour vous, on répare avec vous
        ce grille-pain a connu trois présidents et il repart
        l'obsolescence s'arrête à cette table
        un ourlet, ça se rate trois fois et ensuite on sait
        la radio de ma grand-mère remarche, et moi je renifle
        une vis de trop, c'est normal ; une vis de moins, on cherche
        la notice, c'est pour après
        on garde les pièces, un jour elles se retrouvent
        """,
        """
        nine times out of ten it's [the cable|the fuse|a crumb]
        we don't mend it for you, we mend it with you
        this toaster has outlived three presidents and it's off again
        grandmother's radio works and I'm not crying, you are
        one screw left over is normal, one missing means we look
        the manual is for afterwards
        keep the parts, one day they meet again
        """,
        "réparation",
    ),
    topic(
        "Échecs, dominos et mauvaise foi",
        "Chess, dominoes and bad faith",
        """
        les échecs = chess
        les dominos = dominoes
        la pendule = chess clocks
        les ouvertures = openings
        la revanche = rematches
        """,
        """
        la dame de 82 ans en est à sa {n}e victoire et elle tricote entre deux coups
        aux dominos, le silence est une menace
        on ne souffle pas les coups, on tousse
        perdre en huit coups contre un enfant, c'est aussi une rencontre
        la revanche se joue au stand des crêpes
        le fou, c'est celui qui regarde sans jouer
        qui touche joue, qui tremble aussi
        une partie nulle se fête comme une victoire, en plus long
        les spectateurs ont toujours vu le coup d'après
        """,
        """
        the lady of 82 has won {n} games and knits between moves
        at dominoes, silence is a threat
        no whispering moves, coughing is allowed
        losing in eight moves to a child is also a way to meet people
        the onlookers always saw the next move
        touch it, play it; tremble, play it too
        a draw is celebrated like a win, only longer
        never trust a child who says 'oops'
        """,
        "échecs",
    ),
    topic(
        "Débat sur la place : des rues pour les enfants",
        "Debate on the square: streets for children",
        """
        les rues aux enfants = school streets
        les trottoirs = pavements
        la craie = chalk
        les passages piétons = crossings
        les riverains = neighbours
        """,
        """
        une rue sans voitures, c'est d'abord une rue où l'on s'entend
        demandez aux enfants de dessiner le trajet : il y a toujours un chien et une boulangerie
        les commerçants avaient peur, ils ont sorti des tables
        le camion de livraison passe à huit heures, la marelle à neuf
        un trottoir de deux mètres, c'est deux poussettes qui se parlent
        on a compté : {n} voitures garées pour une seule marelle
        à sept ans on connaît toutes les bordures du quartier
        la fontaine fait plus pour la paix que le règlement
        rouvrez la rue une heure, elle ne voudra plus fermer
        """,
        """
        a street without cars is first of all a street where you can hear
        ask children to draw the way to school: there's always a dog and a bakery
        shopkeepers were afraid, then they put tables out
        a two-metre pavement is two prams having a conversation
        we counted: {n} parked cars for a single hopscotch
        at seven you know every kerb in the district
        the fountain does more for peace than the rules
        open the street for an hour and it won't want to close
        the delivery van leaves at eight, the hopscotch starts at nine
        """,
        "ruesauxenfants",
    ),
)
