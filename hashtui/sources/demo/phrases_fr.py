"""What is said in French around a content, whatever the place."""

from hashtui.sources.demo.phrasing import Phrases
from hashtui.sources.demo.plot import Mood
from hashtui.sources.demo.telling import sentences

FR = Phrases(
    quotes=sentences("""
{speaker} : « {point} ».
« {Point} », [dit|rappelle|lâche|résume] {speaker}.
« {Point}. » ({speaker}) [Voilà qui est dit.|Je l'encadre.|À méditer.|Merci.|]
Je retiens : {point}. [Merci {speaker}.|]
{Point}. [Applaudissements.|Rires dans la salle.|Silence.|Oui, mille fois oui.]
Noté dans mon carnet : {point}.
[Il fallait oser le dire :|Phrase du jour :|À afficher au bureau :] {point}.
{speaker} ose : « {point} ».
Moi qui n'écoutais qu'à moitié : « {point} ». [Réveil immédiat.|Bien réveillé, maintenant.]
[J'hésite encore|Pas tout à fait d'accord|Ça se discute], mais bien dit : {point}.
Si je comprends bien {speaker}, {point}.
{Point} (entendu à l'instant, [je confirme|je signe|je garde]).
On en parlait justement au bureau : {point}.
{speaker}, en une ligne : {point}.
Et là, {speaker} : « {point} ». La salle [sourit|prend des notes|hoche la tête].
Retenu de « {title} » : {point}.
"""),
    words=sentences("""
Sur {word}, [quelqu'un a un bon exemple|qui a une astuce|par quoi commencer] ?
{word} : tout le monde en parle, {speaker} montre comment on fait.
Beaucoup de questions sur {word}. [Bon signe.|La prochaine heure y passera.]
Trois choses à retenir sur {word} : commencer petit, demander, recommencer.
Je croyais tout savoir sur {word}. {speaker} vient de m'enlever un tiers de mes certitudes.
Sur {word}, {speaker} parle sans notes depuis vingt minutes et on en redemande.
Bon, {word}, on s'y met lundi ?
Ce passage de « {title} » sur {word} vaut à lui seul le déplacement.
Quelqu'un au fond demande combien ça coûte, {word}. Enfin.
{word} ? Chez nous, on a essayé deux fois. La troisième, on a demandé aux gens.
"""),
    openers=sentences("""
[Ça y est|Voilà].
À l'instant.
[La nouvelle|L'info] du jour.
Je pose mon café.
Tout frais.
En direct, ou presque.
Bon, alors.
Attention, ça bouge.
[Ouh là|Oh|Ah] !
Je confirme, j'y étais.
Je l'écris vite, les mains tremblent un peu.
Pour ceux qui arrivent.
Vu de mes yeux.
Moment fort.
"""),
    reactions={
        Mood.GLAD: sentences("""
Oh [la belle|quelle] nouvelle !
J'ai les larmes aux yeux, et je n'ai même pas d'excuse.
[Bravo, bravo, bravo.|Mille bravos.]
Tout le monde se lève autour de moi.
Je vais appeler ma mère.
Ça, c'est une bonne journée.
Ça applaudit si fort que mon téléphone a cru à un séisme.
Enfin !
On se tape dans les mains entre inconnus.
Ça fait du bien [d'entendre ça|par où ça passe].
"""),
        Mood.SORRY: sentences("""
Oh non.
J'espère que tout le monde va bien.
Pas ça, pas aujourd'hui.
Courage à toute l'équipe.
Ça secoue, là.
On reste calmes, on s'entraide, ça va aller.
Je n'ai pas les mots.
Ah zut. Zut, zut, zut.
"""),
        Mood.STIRRED: sentences("""
Ambiance…
Eh ben.
Vous avez vu ça ?
Je ne sais pas quoi en penser, j'attends la suite.
Ça va faire parler dans les couloirs.
Quelqu'un peut ouvrir une fenêtre ?
On entendrait une mouche prendre des notes.
Ma voisine a lâché son stylo.
"""),
    },
    tails={
        Mood.GLAD: sentences("""
[Je souris bêtement|Ma table trinque au jus de pomme|On en parlera encore ce soir].
J'en ai fait tomber mon [gobelet|sandwich|crayon].
Qui l'eût cru ce matin ?
[Ma mère va être fière, et je n'y suis pour rien.|J'en ai la chair de poule.]
Il fallait bien que quelqu'un commence.
À raconter à ceux qui disent que rien ne change.
[Les applaudissements continuent.|Ça applaudit encore.]
Et personne n'a fait de discours de vingt minutes. Double bonne nouvelle.
Je venais pour le café, je repars avec ça.
Gardez cette image pour les jours gris.
Même le technicien du son a souri.
C'est tout bête, et ça change tout.
La suite, vite.
Mon voisin de rang m'a serré la main sans raison. Si, il y avait une raison.
Notez la date.
Je réécoute la phrase dans ma tête.
[Ça valait le train de 6 h.|Ça valait de se lever.]
Le bébé du premier rang a applaudi avant tout le monde.
On a le droit de sauter de joie, non ?
Je vous raconte le reste de vive voix.
Il a fallu s'y reprendre à deux fois tellement ça criait.
Les anciens ont les yeux qui brillent.
J'ai appuyé trop fort sur le stylo, la page est trouée.
"""),
        Mood.SORRY: sentences("""
Prenez soin les uns des autres.
[On s'organise.|On serre les rangs.]
Plus d'infos dès que j'en ai.
C'est arrivé d'un coup.
Autour de moi, des têtes un peu pâles.
Je donne un coup de main et je reviens.
On en rira peut-être ce soir. Pas tout de suite.
[Restez prudents.|Doucement dans les escaliers.]
Ce n'était vraiment pas au programme.
Merci à celles et ceux qui gardent leur calme.
Ça arrive, ça passe, on continue.
Ici, tout le monde regarde tout le monde.
Les secours de l'ordinaire : une chaise, un verre d'eau.
J'avale mon café de travers.
On garde les places des uns et des autres.
Le silence d'après est bizarre.
Deux minutes pour souffler, et on voit.
Je préfère l'écrire simplement.
Bon. Bon, bon, bon.
"""),
        Mood.STIRRED: sentences("""
[Murmures dans les rangs.|Grand silence.|Brouhaha.]
Je note, on en reparlera.
Mon voisin hoche la tête, ma voisine la secoue.
Il y aura un avant et un après la pause.
J'aurais aimé que ça dure dix minutes de plus.
Chacun a son avis et le dit en même temps.
Personne ne regarde plus son téléphone, sauf moi pour vous l'écrire.
À chaud, je ne tranche pas.
On sent que ça vient de loin.
Voilà de quoi nourrir le trajet du retour.
L'animateur cherche ses fiches.
J'entends déjà les deux versions de l'histoire.
Mon café a refroidi pendant ce temps.
Ça s'est joué en une phrase.
Les mains se lèvent de partout.
On m'avait promis une journée tranquille.
Le traducteur a pris une grande respiration.
Pas certain que tout ait été entendu au fond.
Un jour on rira de ce moment, ou pas.
"""),
    },
    answers=sentences("""
[Pareil ici.|Même constat chez nous.|Tout pareil.]
Ah ça, [je signe|je plussoie|j'adopte] !
Je suis trois rangs derrière toi, retourne-toi !
Je n'aurais pas dit mieux.
Pas [d'accord|sûr], mais c'est bien dit.
On en reparle [devant un café|tout à l'heure] ?
Haha, [exactement|tellement vrai|j'étouffe].
Merci, ça me fait ma journée.
Tu peux m'en envoyer une photo ?
Chez nous ç'a été l'inverse, et ça marche quand même.
Ma collègue dit la même chose depuis dix ans, je lui transmets.
Doucement, tu vas nous donner de l'espoir.
[Vu aussi|Entendu aussi] ! J'ai failli applaudir.
Source : moi, j'y étais, je confirme.
C'est noté, je le pique pour lundi.
Moi aussi, et sans honte.
Tu me gardes une place ? J'arrive avec des biscuits.
Je l'ai lu à voix haute à ma table, succès.
Un peu dur, non ? La dame fait ce qu'elle peut.
Ça me rappelle {n} réunions, d'un coup.
[J'allais l'écrire.|Tu m'enlèves les mots du clavier.]
Alors là, chapeau.
Deux fois oui. [Trois, même.|]
Et la suite ? [On veut la suite !|]
Je note, je note.
[Ma mère|Mon maire|Mon ado] va adorer.
Attends, c'était ça le bruit ?
[Raconte|Dis-en plus] !
Vivement l'an prochain, alors.
Ah mince, j'étais [au café|dans la file|dehors] à ce moment-là.
{other} va adorer lire ça.
Tu exagères à peine.
Le plus drôle, c'est que c'est vrai.
Il fallait le voir pour le croire.
Je fais suivre à toute l'équipe.
On peut adopter cette phrase ?
[Belle|Bonne] question, tiens.
Moi je dis qu'il faut un deuxième service.
Pas vu, mais je te crois sur parole.
Passage juste devant sans rien remarquer, honte à moi.
"""),
    to_question=sentences("""
Oui ! Demande à l'accueil, [ils savent|elles ont tout].
Je crois que c'est [au fond à gauche|après l'escalier|côté cour].
Pas que je sache, mais je me renseigne.
À {hour}, si rien n'a bougé.
J'en ai un, viens me voir {place}.
Non, hélas, et on l'a demandé aussi.
{other} saura, c'est son rayon.
C'est écrit au dos du programme, tout petit, évidemment.
Même question. Je suis le fil.
Oui, de plain-pied, j'y passe avec la poussette.
Réponse courte : non. Réponse longue : viens boire un café.
"""),
    slides=sentences("""
Merci pour l'accueil ! Mes diapos sont là, servez-vous : {link}
C'était un bonheur. Diapos, notes et blagues ratées : {link}
Voix cassée, cœur content. Tout est ici : {link}
Je n'ai pas eu le temps de répondre à tout, mes notes complètes : {link}
Promis, les voici : {link} [Corrections bienvenues.|Prenez, changez, rendez.]
"""),
    thanks=sentences("""
Merci à tous, [trouvé !|c'est réglé.|vous êtes formidables.]
Oh merci ! Je vous dois une crêpe.
Bien vu, je corrige dans mes notes.
J'arrive !
Promis, je raconte ce soir.
"""),
    edits=sentences("""
Édit : merci à {other} pour la précision.
Édit : c'est à {hour}, et non à l'heure que j'avais écrite.
(corrigé, j'avais mal entendu)
Mise à jour : la vidéo arrivera plus tard.
Édit : retrouvé, merci !
Ajout : c'est complet, pardon.
"""),
)
