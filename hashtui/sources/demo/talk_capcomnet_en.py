"""#capcomnet in English: visitors, neighbours, people who followed the smell of coffee."""

from hashtui.sources.demo.talk import Phase, Talk
from hashtui.sources.demo.telling import pairs, sentences

SMALL = sentences("""
Question for the panel: who answers when the comment is in a language nobody in the team reads?
Is there a way to follow the captions from [the train|outside|home]?
Does anyone have a [USB-C charger|spare pen|plaster] {place}? Will trade for biscuits.
Three town halls, one lesson: answer in public, close with a photo.
The captions just wrote '[mayor of cheese|participatory kettle|the prefect of fairies]' and I hope nobody
  fixes it.
My French is [school French|restaurant French] and I still followed {speaker}. That's plain language for you.
I came for {word} and I'm staying for the chouquettes.
Overheard: 'our intranet is called Monique, and she retires in June'.
Standing room only {place}. I'm between a plant and a deputy mayor.
{other} saved me a seat, so {other} is now family.
What's the French for 'stakeholder'? They keep saying 'people'. I like it.
Found a grey scarf {place}, handed in at the desk. It smells of rain.
Somebody just asked what happens on Saturday nights and the whole panel laughed nervously.
Taking notes on {word}. So far: 'do it earlier'. Underlined twice.
I've counted {n} mentions of trust and one example. It was a good example.
If you missed {speaker}: no slides, one story, everyone leaned forward.
The interpreter laughs before we do, which is how I know a joke is coming.
Wifi {place} is out. People are talking to each other. Send help.
Note to my council: {n} towns do this with fewer people than we have in the lift.
Best session so far was on the stairs, as always.
Can we have a moment for whoever printed the timetable in letters I can read?
Anyone else here from a really tiny place? Our comms team is me and a stapler.
I said 'end users' and was gently corrected. 'Residents.' Fair.
Lost: one green notebook. {n} years of ideas and a shopping list.
{speaker} answering every question with 'what did the residents say?' is my new favourite thing.
Pie chart with fourteen slices on screen. I've seen things.
Is anybody good at {word} with no budget? Asking for an entire county.
The room at the back has better chairs. You didn't hear it from me.
I've swapped a business card for a cake recipe. Best deal of the year.
Nobody has said 'target audience' yet and it's lovely.
A real silence after that question. {n} seconds. You could hear someone thinking.
Half of public communication is writing down when you'll write again.
Writing this from the floor {place}. Good floor.
My neighbour draws the talks in biro and it beats every slide.
An elected official just said 'I was wrong' into a microphone. I wrote down the time.
Best talk of the day happened in the lift, and it was about {word}.
I gave up my seat to a lady who turned out to be the next speaker.
My neighbour is knitting through the debate. {n} rows so far. It's my favourite chart.
How many people sign off a two-line message where you work? Record in this row: {n}.
Somebody fixed the coffee machine with a paper clip. Promote them.
The intern asked the best question and nobody could answer it.
A nine-year-old in row two is taking notes. Better than mine.
Two people from the same council have just met for the first time. Here.
Can we print the list of acronyms and burn it together?
{other} summed up the morning on a paper napkin. I kept it.
{speaker} began with 'I have no recipe'. You could feel shoulders drop.
Coffee's good. Saying it again because it never happens.
We've been chatting online for six years, {other} and I. We met by the coats.
There should be a workshop on saying no to your boss. I'd go, unless he reads this.
Someone opened the curtains mid-session and everyone sat up straighter.
My badge came blank: 'write what you really do'. I wrote 'I chase people'.
The exit sign is the only plain-language document in this building.
""")

HOURS = {
    Phase.ARRIVAL: sentences("""
Made it! Badge on, croissant gone.
Morning all. There's coffee {place}, follow the steam.
Grey sky, full hall, friendly queue. Good start.
Hello to everyone following from a sofa. You have better chairs.
The welcome bag has a pencil, some seeds and no USB stick. Civilised.
First time here. I'm the one {place} in the yellow jumper, come and say hi.
"""),
    Phase.LUNCH: sentences("""
The lunch queue is now a workshop on {word}.
Leek quiche. Three slices. No further questions.
Eating outside in the wind with four brave strangers.
Best panel of the day: a mayor, a designer and a goalkeeper at the back table.
The canteen lady knows my name after half a day. That's public service.
They labelled the vegetarian food, and it's good. Noting this for history.
"""),
    Phase.AFTERNOON: sentences("""
Somebody is handing out clementines {place}. Bless that stranger.
Windows open, ideas coming in.
Half of the badges have lost their cord, the other half their owner.
Second wind: there are madeleines {place}.
Afternoon dip. The three o'clock coffee deserves its own budget line.
Sun's out over the square and so is half the room.
Phone at 4 %. Switching to paper like an ancestor.
My neighbour fell asleep with real elegance.
"""),
    Phase.CLOSING: sentences("""
Going home with {n} ideas, two addresses and somebody else's umbrella.
Thanks to the whole team, and the interpreters above all.
Last line in my notebook: 'answer one person tomorrow'. I can do that.
On the train back, carriage 4, still arguing. There's cheese.
Sore feet, full head. Same time next year.
Chairs are being stacked {place}. I feel stacked too.
"""),
}

PICTURES = pairs("""
The room from the balcony. // A full hall from above, rows of blue chairs and a lit stage
Sticky notes after twenty minutes. 'Parking' is winning. // A wall of yellow and pink notes, the word parking
  on eleven of them
The slide to keep. // White slide, black text: say what you know, say what you don't, say when you'll speak
  again
Sketchnotes from this morning, biro on bus ticket. // A tiny drawing of a counter, a queue and a sweating
  clock
{speaker} on the edge of the stage, no lectern. // Someone sitting on the edge of a stage with a microphone,
  feet dangling
Today's stickers. // Six round stickers on a laptop: a megaphone, a letterbox, a pigeon wearing a tie
Lunch, before. // A long table with tarts, juice and a bunch of dahlias
Lunch, after. // The same table, empty but for one radish
""")

POLLS = pairs("""
Who answers comments at the weekend where you work? // Nobody / Someone on call / Same person as weekdays / We
  close comments
Word you'd ban from letters? // Pursuant / Aforementioned / Kindly / Hereby
""")

WARNED = pairs("""
food // The lemon tart makes a strong political argument.
work, tired // I've been a team of one since March. Today helped.
grief // Our standard letter to families said 'the deceased user'. Three of us rewrote it, crying a bit.
grumbling // A crooked scanned PDF announcing an accessibility workshop. In 2026. I'll leave this here.
""")

LINKS = pairs("""
Shared notes for this one, please add: // carnet.example/en-{n}
The guide {speaker} mentioned: // guides.example/answering
Good read on {word}, by people who do it: // towncrier.example/reads/{n}
Morning recording, captions checked by a human: // images.example/morning
Programme, updated again: // capcomnet.example/programme
We're hiring, nice team, windows open: // harbour.example/jobs/{n}
""")

NOTICES = sentences("""
At {hour}, {place}: '{title}', with {speaker}. Captions in English.
Next up {place}: {speaker} on '{title}'.
'{title}' starts at {hour}, {place}. A few seats left.
Questions can be asked here too, we read them all out.
Lost property: a spotted umbrella, a flask, a set of (plastic) teeth. At the desk.
Easy-read summaries of every session are at the welcome desk.
The lift in the north hall works again. Thank you, technicians.
""")

TALK = Talk(SMALL, HOURS, PICTURES, POLLS, WARNED, LINKS, NOTICES)
