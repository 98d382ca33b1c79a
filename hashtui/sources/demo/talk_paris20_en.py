"""#paris20 in English: neighbours from elsewhere and people passing by."""

from hashtui.sources.demo.talk import Phase, Talk
from hashtui.sources.demo.telling import pairs, sentences

SMALL = sentences("""
Accordion by the canteen, two chess games, one sleeping baby. Perfect.
Came for bread, stayed for [a choir|a tuba|four hours].
Is [the gym|stall {stand}|the stage] step-free? Asking for my mum.
A man {place} mends umbrellas. Just that. There's a queue.
I've met more neighbours today than in {n} years of sharing a lift.
Bought a clock I don't need from a man who didn't want to sell it.
Lost: one cuddly [whale|rabbit|elephant] {place}. Reward: crêpe.
Found a cuddly toy {place}. It seems to be having a nice time.
My downstairs neighbour plays the tuba. So that's what that was.
The mint tea at stall {stand} deserves its own metro line.
My baker sings in the choir?! And she's good?!
A lady of ninety just beat me at dominoes without her glasses.
The pigeon on the square has eaten half of the programme.
{other}, where are you? Last seen near the doughnuts.
Someone is filming the street with a hand-cranked camera. Everybody waves.
Two teenagers reading on a bench. Didn't dare take a picture.
Sold a yoghurt maker. Bought a yoghurt maker.
A child drew the square as it should be. There's a volcano.
Bus 26 is diverted, get off early and follow the brass.
My nephew has been face-painted as broccoli and refuses water.
{speaker} explaining {word} to a whole class, not one of them moving. Sorcery.
The seed swap {place} is overflowing. Help yourselves.
If you see a blue scooter with a basket, its owner is six and furious.
Twenty metres of queue for waffles and nobody pushing in. Where am I?
The raffle gives away favours. I won an hour of ironing.
Window across the street is playing [raï|zouk|Bach] and people are dancing. On a Saturday. In November.
They need arms at stall {stand}: {n} crates, payment in cake.
Three accents, two languages, one crêpe recipe.
Tried {word} for the first time. I'm filthy and very happy.
There's a photo show of launderette people on the launderette wall and it's beautiful.
The florist's dog has adopted stall {stand} and receives visitors.
The carousel isn't turning so the children are turning around it. Same result.
I was handed a baby, a dog and a slice of flan. I dropped the flan.
Someone is playing the violin at a window {place}. Please don't stop.
A boy sells his drawings for 'pay what you want, but not too little'.
The plumber on my street plays the oboe. I'll never look at a leak the same way.
The bookshop cat is inspecting the stalls and approving none of them.
My neighbour, 84, just rode a bike for the first time since 1961. She wants another go.
'You are beautiful' in chalk on the pavement {place}. Everyone walks around it.
Swapped a toaster for a three-string guitar. Anyone got a string?
A couple met at the crêpe stall {n} years ago and came back with the kids.
The storyteller lost his voice, so the children took over.
The pharmacist has got the whole queue dancing. Side effects: smiling.
Six odd tablecloths, three tables, best restaurant in Paris.
The hardware shop lent {n} basins, no questions asked. That's a neighbourhood.
I can now say thank you in {n} languages, all of them badly.
Street smells of cinnamon and inner tubes.
First chat with the lady upstairs. So she does hear my records.
An umbrella that thinks it's a kite is looking for its owner.
""")

HOURS = {
    Phase.ARRIVAL: sentences("""
Tables going up, cold fingers, coffee at stall {stand}.
Morning, twentieth! Grey sky, plenty of tarpaulin and optimism.
First customer: the neighbour who never sleeps.
Six of us outside a locked shed. Who has the key?
"""),
    Phase.LUNCH: sentences("""
Mafé at stall {stand}. That's the post.
Bring a plate {place}, or bring a smile and they'll find you one.
The doughnut queue has met the waffle queue. Dangerous junction.
A sandwich, a bench, four minutes of sunshine.
"""),
    Phase.AFTERNOON: sentences("""
Deckchairs {place}. I'm no longer reachable.
Everyone under ten is covered in flour. So are the rest of us.
General nap {place}; two accordions lower their voices.
Sun's back and half the neighbourhood with it.
Wind's getting up, hold on to your tablecloths.
So many people on place Gambetta that the bus gave up.
Read-aloud at four, in French and sign language, free.
"""),
    Phase.CLOSING: sentences("""
Packing up: one cabbage, two chairs, a song.
My neighbours have names now. Thank you, twentieth.
Paper lanterns are on. Nobody wants to go home.
Child's shoe found {place}, size 27, glows in the dark.
Last accordion, very softly. Good night Gambetta.
"""),
}

PICTURES = pairs("""
The tandem and its queue. // A blue tandem with a basket of books and a line of children
Square from the third floor. // A square with coloured tablecloths, a still carousel and yellow plane trees
Today's haul. // A table with an alarm clock, two novels and a cabbage
Light on the rue des Pyrénées right now. // A sloping street under an orange sky, garlands between the houses
Band at rest. // A tuba lying on a bench beside a child lying on the same bench
He runs the place. // A ginger dog sitting behind a flower stall, looking serious
Handmade poster, read every word. // A painted poster: lost, time; found, neighbours
""")

POLLS = pairs("""
Crêpe or waffle? // Crêpe / Waffle / Both / Doughnut
Same again in June? // Yes / Yes, with less wind / Every Sunday
""")

WARNED = pairs("""
food // By the third plate the mafé becomes a religion.
insects // They opened the compost bin for the children: thousands of worms, not one scream. Except mine.
loud noise // If you're sensitive: the band is rehearsing one finale over and over by the kiosk.
""")

LINKS = pairs("""
Map of the stalls, readable version: // paris20fete.example/map
Morning pictures are up: // images.example/fete/{n}
The recipe at last, serves ten: // cuisines.example/recipes/{n}
Repair workshop is full, list for Sunday: // velo20.example/sunday
The story of the little railway, with postcards: // memoires.example/railway
""")

NOTICES = sentences("""
At {hour} {place}: '{title}', with {speaker}. Free, like everything here.
Starting now {place}: '{title}'.
Canteen serves until 2.30. Bring your own cup.
Lost property at the info stall: a bonnet, a blue scooter, some carnival teeth.
The Pyrénées gym is open, step-free entrance from the courtyard.
""")

TALK = Talk(SMALL, HOURS, PICTURES, POLLS, WARNED, LINKS, NOTICES)
