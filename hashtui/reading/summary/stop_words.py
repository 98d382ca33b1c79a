"""Words that say nothing by themselves, of the seven languages heard most: as stems, so that they meet what is said."""

from hashtui.post.folding import fold

_FRENCH = """
a ai aie ainsi ait alors apres as assez au aucun aucune aujourd auquel aura aussi autant autre autres aux avaient avais
avait avant avec avez avoir avons ayant beaucoup bien bon bonne c ca car ce ceci cela celle celles celui cependant ces
cet cette ceux chacun chaque chez ci comme comment contre d dans de deja depuis des deux devant dire dit doit donc
dont du e elle elles en encore enfin ensuite entre es est et etaient etais etait etant ete etes etre eu eux faire fait
faites fait faut fois font furent hier hui il ils j jamais je jusqu juste l la là le lequel les leur leurs lors lui m
ma maintenant mais me meme memes merci mes mieux moi moins mon n ne ni non nos notre nous on ont ou où oui par parce
parfois parmi pas pendant personne peu peut peuvent plus plusieurs plutot pour pourquoi pourra pourtant pouvoir presque
pres puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi rien s sa sans se sera serait seront
ses seulement si sien soi soit sommes son sont sous souvent suis sur surtout t ta tandis tant te tel telle tellement
tes toi ton toujours tous tout toute toutes tres trop tu un une va vais vers veut via voici voila voir vont vos votre
vous vraiment vu y
"""
_ENGLISH = """
a about above actually after again against ago ain all almost along already also although always am among an and
another any anyone anything are aren around as at away back be became because been before behind being below between
both but by came can cannot come could couldn day did didn do does doesn doing don done down during each either else
even ever every everyone everything few first for from get gets getting go goes going gone gonna got had hadn has hasn
have haven having he her here hers herself him himself his how however i if im in into is isn it its itself just keep
last least less let lets like ll lot made make makes many may maybe me might more most much must my myself need never
next no nobody none nor not nothing now of off often oh ok on once one only onto or other others our ours out over own
people per perhaps please put quite rather re really right said same say says see seen several shall she should
shouldn since so some someone something sometimes soon still such sure take than thank thanks that the their theirs
them themselves then there these they thing things think this those though through thus to today together too took
toward tomorrow tonight too under until up upon us use used ve very via want wants was wasn way we well went were
weren what whatever when where whether which while who whole whom whose why will with within without won would
wouldn yeah yes yesterday yet you your yours yourself
"""
_SPANISH = """
a aca ademas ahi ahora al algo alguien algun alguna algunas alguno algunos alla alli ante antes apenas aqui asi aun
aunque ayer bien buen bueno cada casi como con contra cosa cosas creo cual cuales cualquier cuando cuanto de del
demas desde despues dice donde dos durante e el ella ellas ello ellos en entonces entre era eran eres es esa esas ese
eso esos esta estaba estaban estamos estan estar estas este esto estos estoy fue fueron gracias gran ha haber habia
hace hacer hacia han hasta hay he hemos hoy igual incluso ir jamas la las le les lo los luego mal mas me mejor menos
mi mia mientras mio mis mismo misma mucha muchas mucho muchos muy nada nadie ni ninguna ninguno no nos nosotros
nuestra nuestro nunca o os otra otras otro otros para parece pero poco por porque pues puede pueden que quien quienes
quiere saber se sea sean segun ser sera si sido siempre siendo sin sino sobre sois solamente solo somos son soy su sus
suya suyo tal tambien tampoco tan tanto te tener tengo ti tiene tienen toda todas todavia todo todos tras tu tus un
una unas uno unos usted ustedes va vamos van vaya ver vez voy y ya yo
"""
_GERMAN = """
ab aber alle allem allen aller alles als also am an ander andere anderen anders auch auf aus bei beim bereits bin bis
bist bitte da dabei dadurch dafur dagegen daher damit danach dann daran darauf darf darum das dass davon dazu dein
deine dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch
eben ein eine einem einen einer eines einfach einige einmal er erst es etwas euch euer fur gab ganz gar geht gegen
gerade gern gibt gut habe haben hallo hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
ihrer im immer in indem ins irgend ist ja je jede jedem jeden jeder jedes jemand jetzt kann kein keine keinem keinen
keiner kommt konnen konnte lassen machen macht mal man mehr mein meine meinem meinen meiner mich mir mit morgen muss
mussen nach nachdem neben nein nicht nichts nie niemand noch nun nur ob oder ohne schon sehr sein seine seinem seinen
seiner seit selbst sich sie sind so sogar solche soll sollen sollte sondern sonst um und uns unser unsere unter viel
viele vom von vor wann war waren warum was weg wegen weil weiter welche welcher wenn wer werde werden wie wieder will
wir wird wirklich wo wohl wollen worden wurde wurden zu zum zur zwar zwischen uber
"""
_ITALIAN = """
a abbiamo adesso agli ai al alcuni alcune all alla alle allo allora altra altre altri altro anche ancora appena avere
aveva avevano bene c che chi ci cioe come comunque con contro cosa cosi cui da dagli dai dal dalla dalle dallo degli
dei del dell della delle dello dentro di dice dopo dove dove due dunque durante e ecco ed era erano eravamo essere fa
fare fatto fino fra gia gli grazie ha hai hanno ho i ieri il in infatti insieme invece io l la le lei li lo loro lui
ma mai me meglio meno mentre mi mia mie miei mio molta molte molti molto ne negli nei nel nell nella nelle nello
nessuno niente noi non nostra nostro nulla o oggi ogni ognuno oltre oppure ora per perche percio pero piu poco poi
possono proprio puo qua qual quale quali qualche qualcosa qualcuno quando quanto quasi quella quelle quelli quello
questa queste questi questo qui quindi sara se sei sempre senza si sia siamo siano siete solo sono sopra sotto sta
stanno stata state stati stato stessa stesso su sua sue sugli sui sul sulla sulle suo suoi tanto te ti tra troppo tu
tua tue tuo tuoi tutta tutte tutti tutto un una uno va vi voi volta vostra vostro
"""
_PORTUGUESE = """
a acho agora ai ainda alem algo alguem alguma algumas alguns ali amanha ante antes ao aos apenas apos aquela aquele
aqueles aquilo aqui as assim ate bem bom cada coisa com como contra cada da das de dela dele deles demais depois desde
dessa desse desta deste disso disto do dois dos durante e ela elas ele eles em enquanto entao entre era eram essa
essas esse esses esta estamos estao estar estas estava estavam este estes estou eu faz fazer foi for foram gente hoje
ha isso isto ja la lhe lhes mais mas me mesma mesmo meu meus minha minhas muita muitas muito muitos na nada nao nas
nem nenhum nenhuma ninguem no nos nossa nosso nossos num numa nunca o obrigado onde ontem os ou outra outras outro
outros para pela pelas pelo pelos per pode podem pois por porem porque pouco pra pro qual qualquer quando quanto
quase que quem quer sao se seja sem sempre sendo ser sera seu seus sido sim so sob sobre somos sou sua suas ta tal
talvez tambem tanto tao te tem tendo tenho ter teu teve toda todas todo todos tu tua tudo um uma umas uns vai vamos
vao vem ver vez voce voces vou
"""
_DUTCH = """
aan achter al alle alleen alles als altijd ander andere anderen ben bent beter bij binnen daar daarna daarom dan dat
de deze die dit doe doen door dus echt een eens eerst elk elke en enkele er erg even gaan gaat ge geen geweest gewoon
goed haar had hadden heb hebben heeft heel hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw juist
jullie kan keer komen komt kon kunnen kunt laat liever maar maken me meer men met mij mijn minder misschien moet
moeten mogen morgen na naar nadat net niet niets niks nog nooit nou nu of om omdat onder ons onze ook op over pas per
samen sinds soms steeds te tegen ten ter terug toch toe toen tot tussen u uit uw vaak van vanaf vandaag vandaan vanuit
veel verder via voor vooral waar waarom wat we weer weg wel welke werd weten wie wij wil willen worden wordt zal ze
zei zelf zich zij zijn zo zoals zodat zonder zou zouden zullen
"""
_WEB = "rt mt via amp gt lt http https www com cc lol haha hahaha"
"""What is left of the machinery of posts, and laughter."""


def _stems(words: str) -> frozenset[str]:
    folded = (fold(word) for word in words.split())
    return frozenset(word[:-1] if len(word) > 4 and word[-1] in "sx" else word for word in folded)


BY_LANGUAGE = {
    "fr": _stems(_FRENCH),
    "en": _stems(_ENGLISH),
    "es": _stems(_SPANISH),
    "de": _stems(_GERMAN),
    "it": _stems(_ITALIAN),
    "pt": _stems(_PORTUGUESE),
    "nl": _stems(_DUTCH),
}
STOP_WORDS = frozenset(_stems(_WEB).union(*BY_LANGUAGE.values()))
