"""Who there is to be: first names, surnames, nicknames, servers and what people say about themselves."""

from hashtui.sources.demo.telling import sentences, words

FIRST_FR = words("""
Anna Samira Karim Odile Léa Hugo Nadia Fanny Rosa Ines Luc Gaëlle Alice Mehdi Clémence Yanis Aïcha Bruno
  Camille
Dounia Élodie Farid Hélène Idriss Joséphine Kadiatou Lucien Maëlle Noémie Oumar Pauline Quentin Rachida
Solène Théo Ulysse Violette Wassim Xavier Yasmine Zoé Ambre Bastien Célestin Diane Étienne Fatou Gilles
  Héloïse
Isidore Jeanne Khadija Léonie Marius Naïma Octave Perrine Rayan Sandrine Tristan Valentine Agathe Boubacar
  Colette
Djibril Estelle Félix Germaine Hakim Iris Jules Louison Mathilde Nour Paloma Raphaël Simone Thelma Victor
  Adama
Blanche Cyril Denise Emma Florian Ginette Hortense Ismaël Jocelyne Kenza Loïc Margaux Nassim Ophélie Philippe
Rémi Suzanne Thibault Véronique
""")
LAST_FR = words("""
Morel Fontaine Perrin Blanc Lambert Benali Diallo Mercier Lenoir Haddad Roussel Traoré Garnier Chevalier
  Mansouri
Faure Cissé Gauthier Bouvier Nguyen Lemoine Kone Barbier Renard Sahraoui Marchand Picard Silva Leclerc Toumi
Vidal Charpentier Diop Meunier Aubert Rahmani Colin Delmas Bertin Sylla Guyot Poirier Ziani Lacroix Maillard
  Camara
Besson Fabre Tessier Amrani Leroux Coulibaly Joly Rivière Ndiaye Prévost Jacquet Belkacem Lefort Baudry Keita
Carpentier Masson Hamidi Thomas Vasseur Cohen Pelletier Brun Ferreira Lejeune Tran Boucher Saidi Monnier
  Allard
Dufour Kaci Humbert Ponsard Weber Lopez Texier Bonnet Imbert Zerrouki Gilbert Sarr Normand Delorme
""")
FIRST_EN = words("""
Jo Greg Priya Tomáš Ana Owen Maeve Callum Freya Dev Imogen Lars Marta Kofi Ingrid Sean Bethan Aoife Ravi Chloe
Duncan Esther Femi Gwen Hanna Ivo Jasper Kirsten Liam Morag Niamh Olu Petra Rhys Saoirse Theo Una Viktor
  Wanjiru
Yusuf Zuzana Alasdair Bea Ciarán Dilys Eoin Flora Gareth Henrik Isla Joanna Kwame Linnea Mirela Nkechi Oscar
  Pilar
Rosalind Sipho Tamsin Ursula Wes Amara Bram Cerys
""")
LAST_EN = words("""
Hartley Okafor Sutton Novák Prior Lindqvist Byrne Achebe Marsh Whitlock Doyle Kowalski Patel Fairley Osei
  Madsen
Thorne Reyes Hughes Calder Sharma Vance Ito Pritchard Brandt Mensah Colley Firth Gallagher Haddow Janssen
  Kessler
Lacey Moreau Nair Oakes Pemberton Quill Rowe Sandoval Tully Underhill Vaughan Wexler Yardley Zielinski Ashby
  Bello
Crane Drummond Eze Finch Greer Holt
""")
NICKS = words("""
pigeon_bavard tournesol75 velo_tordu mamie_pixel lecarnetvert pixel_et_craie passante minuit_moins_dix
  trottoir_sud
la_fourmi boussole gros_titre le_platane chausson_aux_pommes mouette_du_canal facteur_x petit_carreau
  encre_bleue
slowbus paperclip quiet_fern lamp_post kettle_on northbound tin_whistle second_draft footnote rainproof
mosswall tea_and_tables odd_sock
""")
SERVERS = words("""
tilleul.example place-publique.example agora.example ondes.example paroles.example rive-droite.example
communes.example lanterne.example cabane.example quinquet.example social.example towncrier.example
harbour.example tidepool.example mairies.example
""")
"""Servers that speak Mastodon's language; the first ones hold most people."""
SKY = ("ciel.example", "nuage.example", "sky.example")
"""Where people of the other network who have no domain of their own get their handles."""

BIOS_FR = sentences("""
Communication d'une [petite|moyenne] ville. [Le café d'abord.|Trois enfants, un vélo.|Mes mots n'engagent que
  moi.]
Habite [place Gambetta|rue de Bagnolet|côté Belleville|près du Père-Lachaise] depuis {n} ans. [Balcon,
  tomates, patience.|]
[Bibliothécaire|Graphiste|Instit|Fleuriste|Libraire|Dentiste|Cheminote] le jour,
  [choriste|échecs|accordéon|couture] le soir.
Com' publique, [accessibilité|langage clair|données ouvertes], et [un chat|deux chats|un potager].
Je fais des [cartes|affiches|photos|podcasts] pour les [gens|collectivités|voisins]. [Commandes bienvenues.|]
Conseil de quartier le mardi, [bénévole|parent d'élève] tout le temps. Ici à titre personnel.
Photos de [rues|trottoirs|marchés|chantiers], textes alternatifs soignés. [CC-BY.|]
Fonction publique, puis retraite. Je réponds [lentement mais toujours|à l'ancienne].
Conseil en [concertation|relation usagers]. Quinze ans de presse locale avant ça.
Vélo, [compost|fanfare|jardin partagé], [mauvaise foi|bonne humeur]. Paris, vingtième.
J'étudie [la com' politique|l'urbanisme|la documentation]. Mémoire en cours, ne me demandez pas.
Association [Les Bons Voisins|Deux Roues et Demie|La Cour commune|Les Mains vertes].
Je code pour une collectivité. [Logiciel libre, évidemment.|On recrute.]
""")
BIOS_EN = sentences("""
Comms officer in a [small|coastal|hilly] town. [Mostly tea.|Opinions mine.|I read the minutes so you don't
  have to.]
[Plain language|Open data|Service design|Accessibility], [cycling|choir|allotments]. [Tea first.|Ask me
  anything slowly.|]
[Writer|Designer|Researcher|Librarian] working with local councils. Here to listen, [sometimes|often] to
  grumble.
Lived in Paris for {n} years, still [mispronouncing Ménilmontant|looking for a good kettle].
Public servant, amateur [baker|potter|accordionist]. I answer replies on [Fridays|trains].
Civic tech, [community radio|neighbourhood maps], long walks. [Same handle everywhere.|]
Freelance journalist: towns, buses, [libraries|playgrounds]. Tips welcome.
I draw [street corners|market stalls|queues]. Sketchbook always wet.
""")
BIOS_SPEAKER = {
    "capcomnet": {
        "fr": sentences("""
Responsable de la communication, ville de {n}0 000 habitants. J'interviens aujourd'hui, posez vos questions.
J'ai fondé un atelier [de langage clair|de cartes citoyennes|participatif]. Conférences, formations, biscuits.
Je raconte [comment on parle aux gens|ce que les villes oublient de dire]. Au micro aujourd'hui.
"""),
        "en": sentences("""
[Head of communications|Head of digital] for a town of {n}0,000. Speaking today, come and argue.
I help [councils|libraries|hospitals] write letters people can read. Slides always shared.
Community organiser, [author of two small books|radio voice]. Speaking today.
"""),
    },
    "paris20": {
        "fr": sentences("""
J'anime des ateliers [rue de Bagnolet|au pied des immeubles|dans les écoles] depuis {n} ans. Venez comme vous
  êtes.
Bénévole du quartier, [mains sales|voix forte], agenda plein. Aujourd'hui, je tiens un stand.
Je connais {n}0 voisins par leur prénom. Association [La Cour commune|Les Mains vertes].
"""),
        "en": sentences("""
I run workshops on the street, rain or shine, for {n} years now.
Volunteer, neighbour, [owner of too many tools|reluctant tuba player]. Running a stall today.
"""),
    },
}
BIOS_REPORTER = {
    "fr": sentences("""
[Je raconte en direct|Live fidèle et sans adjectif] : rencontres, conseils, [kermesses|fêtes de quartier].
[Journaliste|Pigiste] pour [La Gazette du 20|Le Fil public|L'Écho des trottoirs]. Prévenez-moi si je me
  trompe.
Compte rendu [au fil de l'eau|minute par minute]. Les citations sont relues avant d'être publiées.
"""),
    "en": sentences("""
Live notes from [town halls|conferences|meetings that matter]. Corrections welcome and visible.
[Reporter|Stringer], [The Fair Copy|The Parish Pump]. I quote what I hear, and I was there.
"""),
}
BIOS_ORGANISER = {
    "capcomnet": "L’équipe qui tient les micros, les badges et la cafetière. Une question ? Écrivez ici, on répond.",
    "paris20": "La fête des voisins du vingtième arrondissement, faite par eux. Objets perdus, plan des stands, météo.",
}
BIOS_ROBOT = {
    "capcomnet": "Robot. Annonce chaque séance un peu avant son début. Ne répond pas, l’équipe oui.",
    "paris20": "Robot. Lit le programme de la fête à voix haute, enfin presque.",
}
