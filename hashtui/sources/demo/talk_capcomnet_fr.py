"""#capcomnet in French: corridors, coffee, captions and good questions."""

from hashtui.sources.demo.talk import Phase, Talk
from hashtui.sources.demo.telling import pairs, sentences

SMALL = sentences("""
[Quelqu'un a|Qui a] un chargeur [USB-C|de téléphone] {place} ? [Je rends avec un biscuit.|Je suis à 4 %.|]
Le wifi [est tombé|tousse] {place}. Le café, lui, tient.
J'ai perdu mon carnet vert {place}. Il contient {n} ans d'idées et une liste de courses.
On peut revoir la séance de {speaker} quelque part, ou il fallait être là ?
Le vestiaire ferme à quelle heure ? [Mon manteau panique.|J'ai un train à 18 h 12.]
Entendu dans la file du café : « nous, notre intranet, c'est Monique ».
Première fois ici, je ne connais personne, je suis {place} avec un pull jaune. Venez.
{other} a un autocollant « je réponds aux commentaires » et j'en veux un.
Rappel à moi-même : sur {word}, demander avant d'écrire.
Ma directrice est dans la salle, donc tout va très bien et j'adore les indicateurs.
Les sous-titres en direct ont écrit « [maire dentaire|bouilloire participative|le préfet des fées] ».
  [Gardez-les.|Ne corrigez rien.]
{n} personnes assises par terre {place}. On nous aime ou on a mal compté.
Qui prend des notes partagées ? Je veux bien relire, [je ne sais faire que ça|j'ai un clavier qui marche].
Petite pensée pour les collègues restés d'astreinte un samedi.
La personne qui traduit en langue des signes {place} mérite une médaille et une chaise.
Je note une phrase, j'en rate deux. Ralentissez, {speaker} !
Trouvé : une écharpe rouge {place}. Elle est à l'accueil, elle va bien.
Quelqu'un de la [Creuse|Drôme|Meuse|Somme|Lozère] ici ? On se sent seuls à deux.
Ce que j'aime ici : personne ne dit « cible ».
Mon voisin dessine toute la conférence au stylo bille. C'est plus clair que mes notes.
{speaker} vient de refuser le pupitre et de s'asseoir au bord de la scène. Ça change tout.
Question bête : on dit quoi à un élu qui veut un QR code sur le monument aux morts ?
Je viens de comprendre {word}. Trois ans de métier. Ne le dites à personne.
La clim [souffle du Jura|est réglée sur banquise], prévoyez une laine {place}.
Deux stagiaires tiennent tout l'accueil avec un calme de notaire. Embauchez-les.
Bingo de la journée : « il faut incarner ». J'en suis à {n}.
Les toilettes du bas sont libres. C'est mon scoop.
Je cherche une commune de moins de 2 000 habitants qui a avancé sur {word}.
On est {n} dans mon service à faire le travail de {n} services. Bonjour à nous.
Une dame à côté de moi corrige les fautes des diapos au crayon, dans son cahier. Je l'épouse.
Le meilleur moment d'un colloque reste l'escalier.
Mon train avait quarante minutes de retard et une annonce parfaite. On peut inviter cette voix l'an prochain ?
{other}, merci pour le siège, et pardon pour le sac.
J'ai promis à mon équipe un compte rendu. J'ai {n} photos de diapos floues.
Je retiens surtout qu'il faut [sortir du bureau|poser la question avant d'avoir la réponse|relire à voix
  haute].
Séance sur {word} {place}, et pour une fois on donne des exemples.
Qui connaît un bon outil pour [trier les signalements|tester la lisibilité|planifier sans se prendre pour une
  agence] ?
Salle comble {place}, on écoute depuis le couloir, ambiance concert.
J'ai dit « usager » et {other} m'a repris : « des gens ». Un point pour {other}.
Il y a plus de [prises|plantes vertes|monde] que l'an dernier. Progrès.
Merci d'avoir mis les horaires en gros. Ma presbytie vous embrasse.
Mon maire suit le mot-dièse depuis son canapé : bonjour monsieur le maire, oui, je travaille.
L'interprète rit avant nous, donc la blague était bonne.
Est-ce qu'on pourrait interdire les camemberts à quatorze parts ? Par arrêté ?
{speaker} en off : « on fait surtout ce qu'on peut, et on le dit mal ».
J'ai échangé ma carte de visite contre une recette de cake. Gagnant-gagnant.
Ici on murmure que la salle du fond a de meilleurs fauteuils. J'enquête.
Je viens d'entendre un silence de {n} secondes après une question. Un vrai, un beau.
Sur {word}, on confond encore publier et expliquer.
Le micro baladeur porte bien son nom, il est parti.
Si votre charte tient sur plus d'une page, ce n'est pas une charte, c'est une peur.
Le plan d'accès était faux, un habitant du coin m'a montré le chemin. Tout est dit.
On m'a tendu un badge vierge : « écrivez ce que vous faites vraiment ». J'ai écrit « je relance ».
Deux agents d'une même ville se rencontrent ici pour la première fois. Je filme presque.
Qui a laissé un thermos {place} ? Il est encore chaud, on l'entoure de respect.
Ma voisine tricote pendant les débats. {n} rangs depuis ce matin, c'est mon graphique préféré.
Sur {word}, la salle a plus d'idées que la tribune. Passez-leur le micro.
Je découvre que {other} et moi, on se parle en ligne depuis six ans. On s'est reconnus à l'écharpe.
Un élu vient de dire « je me suis trompé » au micro. Je note l'heure.
Le panneau « sortie » est le seul document en langage clair du bâtiment.
Quelqu'un a réparé la machine à café avec un trombone. Donnez-lui une médaille territoriale.
Jusque dans l'ascenseur, on refait le débat sur {word}.
Combien de services pour valider un message de deux lignes, chez vous ? Ici le record est à {n}.
Le café est bon. Je le redis parce que ça n'arrive jamais.
La stagiaire a posé la meilleure question du jour et personne n'a su répondre. Bravo à elle.
Je me lève pour laisser ma place à une dame, elle était oratrice. Moment de solitude.
{speaker} a commencé par « je n'ai pas de recette ». Soulagement général.
On a le droit de dire « je ne sais pas » dans un communiqué ? La salle vote oui.
Mon carnet contient trois flèches, un mouton et le mot « enfin ».
Petite victoire : j'ai traduit une délibération en deux phrases, ma voisine a compris.
Il manque un atelier « dire non à son chef ». Je m'inscris, sauf s'il lit ceci.
J'ai compté {n} dinosaures dans les présentations. Le métaphorique, pas l'animal.
Séance suspendue deux minutes pour ouvrir les rideaux. La lumière aide aussi.
Le plus jeune de la salle a neuf ans, il accompagne sa mère et prend des notes.
On vient de me demander si c'est moi, « les affiches de la gare ». Presque.
J'avais oublié ce que ça fait de rire avec des collègues.
Un grand merci à la personne qui a mis des prises au milieu des rangs {place}.
Je propose qu'on imprime la liste des acronymes et qu'on la brûle ensemble.
{other} vient de résumer la matinée sur une serviette en papier. Je l'ai gardée.
Une phrase, un dessin, une anecdote : et voilà {word} expliqué mieux que dans nos {n}0 pages.
Le mot « territoire » a été prononcé {n} fois en une heure. J'ai un tableau.
""")

HOURS = {
    Phase.ARRIVAL: sentences("""
On y est ! Badge autour du cou, croissant [dans la main|déjà mangé].
Il y a du café {place}. Je répète : il y a du café {place}.
La file d'accueil avance [vite|au rythme d'un conseil municipal]. Bonjour tout le monde !
Bonjour à celles et ceux qui suivent [depuis leur canapé|depuis le train|à distance] !
Mon badge dit « Commune de Test ». Journée de liberté.
Réveil à 4 h 50, badge à l'heure, je mérite deux chouquettes.
Le sac de bienvenue contient un crayon, un sachet de graines et zéro clé USB. Merci.
Petit salut aux {n} collègues que je n'ai vus qu'en visio : vous avez des jambes.
Ciel gris dehors, grand hall plein dedans. Ça commence bien.
On s'installe {place}. Le fond se remplit d'abord, comme au collège.
"""),
    Phase.LUNCH: sentences("""
La file du déjeuner est une séance à part entière, sujet : {word}.
Quiche aux poireaux, trois parts, aucun regret.
Qui mange dehors malgré le vent ? On est quatre sur un banc, courageux.
Plus de dessert {place}, mais une discussion formidable sur les abribus.
Il reste du gratin [dauphinois|de courge], vite, vite.
Table du fond : un maire, une graphiste, un gardien de but. La meilleure table ronde du jour.
On refait la matinée avec les mains pleines de tarte aux pommes.
Sieste de sept minutes derrière le kakémono. Ne dites rien.
Le végétarien était prévu, étiqueté, bon. Je le signale parce que c'est rare.
La cantinière connaît mon prénom au bout d'une demi-journée. C'est elle, la relation usagers.
"""),
    Phase.AFTERNOON: sentences("""
On a rouvert les fenêtres, les idées rentrent par paquets.
L'ombre des platanes a atteint la tribune, il doit être tard.
Distribution de clémentines {place}. Merci à l'inconnu aux clémentines.
La moitié des badges a perdu son cordon, l'autre moitié son propriétaire.
Deuxième souffle : on vient d'apporter des madeleines {place}.
Creux de l'après-midi, on se tient chaud {place}.
Le café de 15 h est un service public.
Mes notes de cet après-midi ressemblent à un électrocardiogramme.
Le soleil est sorti au-dessus du parvis et la moitié de la salle aussi.
Ma batterie rend l'âme, je passe au papier.
Mon voisin s'est endormi avec élégance. Personne ne bouge.
"""),
    Phase.CLOSING: sentences("""
Merci à toute l'équipe, bénévoles compris, pour cette journée [simple et utile|chaleureuse].
Je repars avec {n} idées, deux adresses et un parapluie qui n'est pas le mien.
On plie les chaises {place}. Moi aussi je plie.
Dernière phrase notée : « demain, répondez à une personne ». Ça, je peux.
Dans le train du retour, voiture 4, ça continue. Il y a du saucisson.
Les diapos seront en ligne [lundi|cette semaine], dit l'accueil. Bon retour à tous.
À l'année prochaine. J'amènerai ma directrice, ou ses excuses.
J'ai mal aux pieds et la tête pleine : bonne journée, donc.
Qui prend la ligne 3 ? On peut finir le débat sur le quai.
Ovation pour les interprètes. Enfin.
"""),
}

PICTURES = pairs("""
La salle vue du balcon, [il ne manque personne|on est bien]. // Une grande salle pleine vue d'en haut, des
  rangées de chaises bleues et une scène éclairée
Le tableau des post-it après vingt minutes. Tout y est, surtout « parking ». // Un mur couvert de papiers
  jaunes et roses, le mot parking écrit onze fois
Mes notes du matin, en dessin. // Page de carnet au stylo bille : un guichet, une file de bonshommes, une
  horloge qui transpire
La diapo qu'il fallait garder. // Diapositive blanche, texte noir : « Dites ce que vous savez, ce que vous ne
  savez pas, et quand vous parlerez de nouveau »
Le buffet, avant. // Une longue table avec des tartes, des verres de jus et un bouquet de dahlias
Le buffet, après. // La même table, vide, et un seul radis
{speaker} sur scène, sans pupitre et sans notes. // Une personne assise au bord d'une scène, micro à la main,
  pieds dans le vide
Ma collection d'autocollants du jour. // Six autocollants ronds sur un ordinateur : un porte-voix, une boîte
  aux lettres, un pigeon en cravate
La vue depuis l'atrium, ça sèche. // Une verrière avec des gouttes de pluie et un coin de ciel bleu
Affiche repérée dans l'escalier. Tout est dit. // Affiche artisanale : « Ici on vous répond », lettres
  découpées dans du papier journal
Interprètes au travail. Quelle énergie. // Deux personnes en noir signent devant un rideau gris, les mains en
  mouvement
L'objet trouvé du jour, à réclamer à l'accueil. // Un gant de laine tricoté, rouge, avec un hérisson
On a dessiné notre pire formulaire. // Un formulaire couvert de flèches, de ratures et d'un petit monstre dans
  la case 14
""")

POLLS = pairs("""
Chez vous, qui répond aux commentaires le week-end ? // Personne / Une astreinte / La même personne que la
  semaine / On ferme les commentaires
Le mot à bannir des courriers ? // Nonobstant / Susmentionné / Veuillez / Cordialement
Vous êtes venus pour… // Les conférences / Les ateliers / Les couloirs / Les chouquettes
On garde le journal papier ? // Oui, chaque mois / Oui, mais moins / Non / Le quoi ?
""")

WARNED = pairs("""
nourriture // La tarte au citron du buffet est un argument politique.
politique locale // Chez nous le conseil a voté la fermeture du guichet à 16 h. Les gens finissent à 17 h.
  Voilà.
fatigue, boulot // Une seule personne à la com' depuis mars : moi. Cette journée me rappelle pourquoi je
  tiens.
deuil // La lettre type qu'on envoie aux familles disait « l'usager décédé ». On l'a réécrite à trois, en
  pleurant un peu.
râlerie // Un PDF scanné de travers, en 2026, pour annoncer un atelier d'accessibilité. Je pose ça là.
""")

LINKS = pairs("""
Le guide dont parle {speaker}, à lire ce soir : // guides.example/repondre
Notes partagées de la séance, complétez : // carnet.example/capcomnet-{n}
Un bon texte sur {word}, écrit par des gens qui en font : // lanterne.example/articles/{n}
Le modèle de lettre en langage clair est ici : // modeles.example/lettre-claire
Replay de la matinée, avec sous-titres relus : // images.example/matin
Programme à jour (oui, encore) : // capcomnet.example/programme
Offre d'emploi chez nous, équipe sympathique, fenêtres qui s'ouvrent : // communes.example/emploi/{n}
L'article de la Gazette du Fil sur ce matin : // fil.example/jour/{n}
""")

NOTICES = sentences("""
À {hour}, {place} : « {title} », avec {speaker}. [Venez tôt.|Sous-titré en direct.|]
[Dans quelques minutes|Tout de suite] {place} : {speaker} pour « {title} ».
Changement : « {title} » commence à {hour}, {place}. [Merci de votre patience.|]
Place à {speaker}. « {title} », {hour}, interprétation en langue des signes.
Rappel : les questions se posent au micro ou ici même, on les lit toutes.
Il reste [quelques|une poignée de] places {place} pour « {title} ».
Les résumés en FALC sont [à l'accueil|en ligne] [dès maintenant|pour toutes les séances].
Objets trouvés : un parapluie à pois, une gourde, un dentier (en plastique). À l'accueil.
Personnes à mobilité réduite : l'ascenseur du hall nord est réparé, merci aux techniciens.
On nous demande le code du wifi : il est sur votre badge, au dos, en gros.
""")

TALK = Talk(SMALL, HOURS, PICTURES, POLLS, WARNED, LINKS, NOTICES)
