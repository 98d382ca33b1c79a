"""#paris20 in French: stalls, children, wind, accordions."""

from hashtui.sources.demo.talk import Phase, Talk
from hashtui.sources.demo.telling import pairs, sentences

SMALL = sentences("""
Premier vide-grenier, déjà un accordéon. Je ne sais pas en jouer.
Quelqu'un sait si [le gymnase|le stand {stand}|la scène] est accessible en fauteuil ?
Qui a une clé de 15 ? La vraie, pas la pliante.
Merci [au monsieur|à la dame] du stand {stand} qui a porté la poussette [sur quatre étages|jusqu'au métro].
Le tandem de la bibliothèque a fait {n} tours de la place. Personne n'est tombé.
Perdu doudou [lapin|éléphant|baleine] {place}. Récompense : une crêpe et notre reconnaissance éternelle.
Trouvé doudou {place}. Il a l'air de s'amuser.
Le stand {stand} vend des confitures sans étiquette. On goûte, on devine, on paie.
Mon fils a gagné un poisson en papier et lui a déjà donné un prénom.
Il y a un monsieur {place} qui répare les parapluies. Un vrai métier, un vrai sourire.
{n} voisins de mon immeuble croisés ici, plus qu'en {n} ans d'ascenseur.
La maison d'en face a ouvert ses fenêtres et passe du [raï|zouk|Bach|Brassens]. On danse.
Le thé à la menthe du stand {stand} mérite une ligne de métro.
Quelqu'un vend un [aquarium|vélo d'appartement|service à fondue] complet. Qui part en vacances avec ?
Je cherche {other}, vu pour la dernière fois devant les beignets.
Mon tote bag contient désormais [trois livres et un chou|un chou-fleur et une lampe]. Je maîtrise.
Question sérieuse : où jette-t-on les gobelets {place} ? Les trois poubelles sont pleines de bonne volonté.
Le chien du fleuriste a adopté le stand {stand}. Il accepte les visites.
Une petite dame de 90 ans vient de me battre [à la pétanque|aux dominos]. Sans lunettes.
Vu : deux adolescents qui lisent. Assis. Ensemble. Sans bruit. Je n'ai pas osé photographier.
Pardon à la personne sur qui j'ai renversé le bissap {place}. C'était beau, en un sens.
Où sont les toilettes ? (réponse de {n} personnes : « ah, ça… »)
{speaker} explique {word} à une classe entière et personne ne bouge. De la magie.
Je ne voulais rien acheter. J'ai une horloge.
Le pigeon de la place a mangé la moitié du programme.
On manque de bras au stand {stand} pour porter {n} caisses, il y a du gâteau.
Ici une voisine prête son robinet, un autre sa rallonge. La fête tient à ça.
Le 26 est dévié, descendez [à Gambetta|un arrêt avant] et suivez la musique.
Mon voisin du dessous joue du tuba. Voilà donc ce que c'était.
J'apprends que ma boulangère chante dans la chorale. Et bien, en plus.
Deux parties d'échecs, une sieste, trois bébés : le banc {place} affiche complet.
Si vous voyez une trottinette bleue avec un panier, elle est à Louise, 6 ans, très en colère.
La tombola distribue [des plantes|des heures de bricolage|des coups de main]. J'ai gagné une heure de
  repassage !
Une file de vingt mètres pour des gaufres, et personne qui double. Où suis-je ?
Ma fille a demandé au conseiller de quartier pourquoi les bancs ont des accoudoirs au milieu. On attend.
L'accordéon a repris. Il a un répertoire de {n} chansons, on fait la boucle.
Le troc de [graines|livres|jouets] {place} déborde, venez vous servir.
Petit rappel : la fontaine {place} marche et l'eau y est très bonne.
Je croise {other} tous les ans ici et nulle part ailleurs. C'est notre tradition.
Un enfant a dessiné la place telle qu'elle devrait être. Il y a un volcan.
Vendu ma yaourtière. Racheté une yaourtière.
Le maquillage du stand {stand} a transformé mon neveu en [tigre|brocoli|lune]. Il refuse l'eau.
Quelqu'un filme le quartier avec une caméra des années 60, à manivelle. On fait coucou.
J'ai goûté {n} gâteaux. Par solidarité.
Sur le mur de la laverie, une expo de photos des gens de la laverie. C'est très beau.
Le stand {stand} propose d'écrire vos lettres administratives. Écrivain public, deux chaises, une file.
Deux accents, trois langues, une seule recette de crêpes. {place}, maintenant.
La rue de Ménilmontant est plus raide que l'an dernier, je suis formel.
Ma grand-mère tient salon {place} et distribue des conseils non sollicités.
Atelier du moment : {word}. J'en ai jusqu'aux coudes, quel bonheur.
Le manège ne tourne pas mais les enfants tournent autour. Bilan équivalent.
{n} sortes de confiture et une seule biscotte. Il va falloir s'organiser.
Le facteur est passé dire bonjour, applaudissements spontanés.
On m'a confié un bébé, un chien et une part de flan. J'ai lâché le flan.
Qui joue du violon à une fenêtre {place} ? Ne vous arrêtez pas.
La file du stand {stand} est longue parce que la dame raconte une histoire à chacun. Ça vaut l'attente.
Le trottoir d'en face est jaloux, il prépare sa propre fête.
Trois tables, six nappes dépareillées : mon restaurant préféré.
Un enfant vend ses dessins « prix libre mais pas trop libre ».
J'ai appris à faire un nœud de chaise {place}. À mon âge.
On cherche le propriétaire d'un parapluie qui se croit cerf-volant.
La pharmacienne fait danser la file d'attente. Effets secondaires : sourires.
{other} a gagné la tombola et a redonné le lot. Standing ovation de dix personnes.
Un monsieur lit le journal debout, à voix haute, pour qui veut. On est huit.
Les jumelles du 14 tiennent la caisse. Elles rendent la monnaie en bonbons.
Le chat de la librairie inspecte les stands et ne valide rien.
Première fois que je parle à la voisine du dessus. Elle entend donc bien mes vinyles.
L'atelier du jour déborde sur le passage piéton ({word}, succès fou), et les voitures attendent. Miracle.
Le conteur a perdu sa voix, les enfants ont pris la suite.
Un couple s'est rencontré ici il y a {n} ans, au stand des crêpes. Ils sont revenus avec les enfants.
J'ai échangé un grille-pain contre une guitare à trois cordes. Qui a une corde ?
Au stand {stand}, on peut apprendre à dire merci en {n} langues. Je bloque sur la troisième.
Ma voisine de 84 ans vient de faire du vélo pour la première fois depuis 1961. Elle veut recommencer.
Quelqu'un a écrit « vous êtes beaux » à la craie {place}. On marche autour.
Le plombier de la rue joue du hautbois. Je ne verrai plus jamais mes fuites pareil.
Le bureau de vote du concours de soupe est ouvert {place}. Goûtez avant, votez après.
Aujourd'hui, ma rue a une odeur de cannelle et de chambre à air.
Il reste des graines, des gommettes et une adorable chaise bancale au stand {stand}.
Un scout a aidé trois fois la même dame à traverser. Elle voulait juste prendre l'air.
Le droguiste a prêté {n} bassines sans poser de question. C'est ça, un quartier.
""")

HOURS = {
    Phase.ARRIVAL: sentences("""
On monte les tables, il fait frais, il y a du café au stand {stand}.
Les compostiers de Gambetta sont là depuis 8 h. Respect aux matinaux.
Installation terminée au stand {stand} : {n} cartons, zéro dispute.
Ouverture ! Du café [à la mairie|place Gambetta|devant le gymnase], des viennoiseries tant qu'il y en a.
Ciel gris sur le vingtième, mais on a prévu des bâches et de l'optimisme.
Premier client du stand : le voisin qui ne dort pas.
Qui a les clés du cadenas du local ? On est six devant la porte.
Bonjour le vingtième ! Rendez-vous {place}, j'ai un bonnet rouge.
"""),
    Phase.LUNCH: sentences("""
La cantine sert jusqu'à 14 h 30, [dit le tableau|après c'est fini], il reste du couscous et du mafé.
Le mafé du stand {stand}. Voilà. C'est tout.
Repas partagé {place}, apportez votre assiette, ou votre sourire et on en trouve une.
Accordéon près de la cantine, deux parties d'échecs, un bébé qui dort. C'est l'heure creuse.
Trois générations sur la même nappe, et une seule fourchette.
La file des accras rejoint celle des gaufres. Carrefour dangereux.
Un sandwich, un banc, un rayon de soleil de quatre minutes.
Il reste {n} parts de tarte {place}. Ceci n'est pas un exercice.
"""),
    Phase.AFTERNOON: sentences("""
Les nappes volent, les enfants applaudissent.
L'heure où les glaces fondent en novembre : personne n'explique.
On a installé des chaises longues {place}. Je ne réponds plus de rien.
Sieste générale sous les manteaux {place}, deux accordéons baissent d'un ton.
Les petits sont couverts de farine, les grands aussi.
Le soleil est revenu et la moitié du quartier avec.
Goûter offert {place} jusqu'à épuisement des parents.
Il y a tant de monde place Gambetta que le bus applaudit.
Le vent se lève, tenez vos nappes.
Lecture à voix haute à 16 h, en français et en langue des signes. Entrée libre.
Atelier complet, on ouvre une liste pour dimanche. Ne partez pas fâchés.
"""),
    Phase.CLOSING: sentences("""
On range. Il reste un chou, deux chaises et une chanson.
Merci le vingtième. Mes voisins ont des prénoms, maintenant.
Le stand {stand} donne tout ce qui reste. Tout. Même la table.
Qui a perdu une chaussure d'enfant, pointure 27, {place} ? Elle brille dans le noir.
Les lampions s'allument. On ne veut pas rentrer.
Le dernier accordéon joue tout doucement. Bonne nuit Gambetta.
Merci aux éboueurs qui passent ce soir, gardez-leur du gâteau.
Bilan : {n} rencontres, une ampoule au pied, zéro regret.
"""),
}

PICTURES = pairs("""
Le tandem et sa file d'attente. // Un tandem bleu avec un panier de livres, une dizaine d'enfants en file
  indienne
La place vue du troisième. // Une place avec des nappes de couleur, un manège arrêté et des platanes jaunes
Ma récolte du jour. // Une table avec un réveil à cloches, deux romans et un chou
Le mur de dessins des enfants, ça monte. // Une palissade couverte de dessins à la craie : maisons, chiens, un
  volcan
La lumière sur la rue des Pyrénées, là, maintenant. // Une rue en pente sous un ciel orange, des guirlandes
  entre les façades
La fanfare au repos. // Un tuba couché sur un banc, à côté d'un enfant couché sur le même banc
L'équipe du stand {stand}, fatiguée et belle. // Cinq personnes en tablier, bras dessus bras dessous, les
  mains pleines de farine
Le menu de la cantine, à l'ancienne. // Une ardoise : couscous, mafé, gratin, « et ce que Simone a fait »
Il a adopté le quartier. // Un chien roux assis derrière un étal de fleurs, très sérieux
Avant / après. Le grille-pain est sauvé. // Deux photos d'un grille-pain, en pièces puis fumant une tartine
Affiche faite main, j'ai tout lu. // Affiche à la gouache : « Perdu : temps. Trouvé : voisins. »
Le concours de tartes, on n'ose pas choisir. // Quatorze tartes alignées, des petits drapeaux numérotés
""")

POLLS = pairs("""
Crêpe ou gaufre ? // Crêpe / Gaufre / Les deux / Accras
On refait la fête en juin aussi ? // Oui / Oui, avec moins de vent / Chaque dimanche
Le meilleur stand du jour ? // Vélos / Compost / Lectures / Cuisine
Qui doit choisir la dernière chanson ? // Les enfants / La fanfare / Ma grand-mère
""")

WARNED = pairs("""
nourriture // Le mafé, à la troisième assiette, devient une religion.
insectes // On a ouvert le composteur pour les enfants : {n} mille lombrics et pas un cri. Sauf moi.
bruit // Attention si vous êtes sensibles : la fanfare répète trois fois le même final près du kiosque.
chute sans gravité // Un monsieur a glissé devant le gymnase, il va bien, il a même gardé sa gaufre.
politique locale // Le réaménagement du carrefour, on en parle ou on attend encore dix ans ?
""")

LINKS = pairs("""
Le plan des stands, version lisible : // paris20fete.example/plan
Atelier réparation complet, liste pour dimanche : // velo20.example/dimanche
Le programme de la scène, à jour : // paris20fete.example/scene
Les photos du matin sont là : // images.example/fete/{n}
La recette, enfin (pour dix) : // cuisines.example/recettes/{n}
La Gazette du 20 raconte la fête heure par heure : // gazette20.example/direct
Pour proposer un arbre dans votre rue : // rues.example/arbres
L'histoire de la petite voie ferrée, avec les cartes postales : // memoires.example/voie
""")

NOTICES = sentences("""
À {hour} {place} : « {title} », avec {speaker}. [Gratuit, comme tout le reste.|Venez avec les petits.|]
[Ça commence|On commence] dans un instant {place} : « {title} ».
« {title} » : rendez-vous {place} à {hour}, {speaker} vous attend.
La cantine sert jusqu'à 14 h 30. Apportez votre gobelet, on lave sur place.
Objets trouvés au stand info : un bonnet, une trottinette bleue, un dentier de carnaval.
Le gymnase des Pyrénées est ouvert, entrée de plain-pied côté cour.
Merci de laisser passer les poussettes et les fauteuils rue Belgrand.
Il nous manque des bénévoles pour le rangement de 18 h : un gâteau par personne.
Dernières places pour « {title} », {hour}.
""")

TALK = Talk(SMALL, HOURS, PICTURES, POLLS, WARNED, LINKS, NOTICES)
