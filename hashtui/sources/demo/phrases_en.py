"""What is said in English around a content, whatever the place."""

from hashtui.sources.demo.phrasing import Phrases
from hashtui.sources.demo.plot import Mood
from hashtui.sources.demo.telling import sentences

EN = Phrases(
    quotes=sentences("""
{speaker}: '{point}'.
'{Point}', [says|notes|adds] {speaker}.
'{Point}.' ({speaker}) [There it is.|Framing this.|Yes.|Thank you.|]
Keeping this one: {point}.
{Point}. [Applause.|Laughter.|Silence, then nodding.|Louder for the back.]
In my notebook: {point}.
[Line of the day:|To pin above my desk:|Somebody had to say it:] {point}.
{speaker} goes there: '{point}'.
I was only half listening and then: '{point}'. Wide awake now.
Not sure I agree, but well put: {point}.
If I got {speaker} right, {point}.
{Point}. (Translated on the fly, blame me.)
We were arguing about this at work: {point}.
{speaker} in one line: {point}.
Takeaway from '{title}': {point}.
"""),
    words=sentences("""
[Where does one even start|Who has tips], with {word}?
{word}: everybody talks, {speaker} shows how.
So many questions about {word}. Good sign.
Three things about {word}: start small, ask, do it again.
I thought I knew about {word}. {speaker} just took a third of that away.
Twenty minutes on {word} without notes and nobody wants {speaker} to stop.
Right, {word}. Starting on Monday, then?
Someone at the back asks about the cost of {word}. Finally.
We tried {word} twice. The third time we asked people first.
"""),
    openers=sentences("""
[Here we go.|Big moment.]
Just now.
News of the day.
Put your coffee down.
Confirmed, I was there.
Right, so.
Heads up.
[Oh!|Well!|Whoa.]
Typing fast.
For those just arriving.
Seen with my own eyes.
"""),
    reactions={
        Mood.GLAD: sentences("""
What lovely news!
Not crying, it's the air conditioning.
Everyone around me is on their feet.
I'm ringing my mother.
High-fiving strangers now.
Finally!
This is a good day.
The clapping made my phone think it was an earthquake.
"""),
        Mood.SORRY: sentences("""
Oh no.
Hope everyone's all right.
Not today, please.
Courage to the whole team.
A bit stunned, to be honest.
Well, damn.
"""),
        Mood.STIRRED: sentences("""
Well then.
Did you see that?
The atmosphere in here…
Not sure what to think, waiting for the next bit.
Could someone open a window?
The corridor will talk about nothing else.
"""),
    },
    tails={
        Mood.GLAD: sentences("""
I dropped my [cup|sandwich|pencil].
Who'd have thought it this morning?
People are still clapping.
Tell anyone who says nothing ever changes.
Even the sound engineer smiled.
And nobody gave a twenty-minute speech.
Saving this for a grey day.
I came for the coffee and I'm leaving with this.
Such a small thing, and it changes everything.
Worth getting up for.
Write down the date.
A stranger shook my hand about it.
The baby in row one clapped first.
Are we allowed to be this pleased?
I pressed so hard that my pen went through the page.
They had to say it twice over the noise.
"""),
        Mood.SORRY: sentences("""
Look after each other.
More when I know more.
It happened in a second.
We'll laugh about it tonight. Not yet.
Mind the stairs, everyone.
That wasn't on the programme.
Off to lend a hand.
Pale faces all around.
Everyone's looking at everyone.
A chair, a glass of water, that's all it takes.
Strange silence afterwards.
Two minutes to breathe, then we'll see.
Right. Right, right, right.
Not how I saw this day going.
"""),
        Mood.STIRRED: sentences("""
Muttering in the rows.
The person on my left nods, the one on my right doesn't.
Something to chew on all the way home.
Too soon for me to take sides.
Everyone has an opinion and says it at once.
The chair is looking for her notes.
You can tell this has been brewing.
I wanted ten more minutes of that.
I can already hear both versions of the story.
My coffee went cold in the meantime.
Hands going up everywhere.
I was promised a quiet day.
The interpreter took a very deep breath.
It all turned on one sentence.
"""),
    },
    answers=sentences("""
Same here.
Could not agree more.
I'm three rows behind you, turn round!
Not so sure, but nicely put.
Coffee later? I want to hear more.
Ha, [exactly|so true|stop it].
That's made my day, thanks.
Can you send me a picture of that?
It went the other way for us and it still worked.
My colleague has said so for ten years, I'll tell her.
Careful, you'll give us hope.
Stealing this for Monday.
Me too, and no shame at all.
Save me a seat, I'm bringing biscuits.
Read this out at our table. Big hit.
A little harsh? She's doing what she can.
You took the words out of my keyboard.
Wait, was that the noise?
Go on, tell us more.
Hats off, honestly.
Twice yes.
My [mum|mayor|teenager] will love this.
I was in the queue and missed it all.
Next year, then.
Funny because it's true.
You had to be there. I was.
Forwarding to the whole team.
Can we adopt that sentence?
Walked right past it. Shame on me.
Taking your word for it.
Good question, that.
"""),
    to_question=sentences("""
Yes! Ask at the desk, they know everything.
Far end, then left, I think.
Not that I know of, let me find out.
At {hour}, unless it moved.
I have one, come and find me {place}.
Sadly not, and we asked too.
{other} will know.
It's on the back of the programme in tiny print, of course.
Same question, following.
Short answer no, long answer let's have coffee.
"""),
    slides=sentences("""
Thank you for having me! Slides, help yourselves: {link}
That was a joy. Slides, notes and failed jokes: {link}
No voice left, happy heart. It's all here: {link}
Ran out of time for questions, my full notes: {link}
"""),
    thanks=sentences("""
Sorted, thank you all!
You're wonderful. I owe you a crêpe.
Good point, fixing my notes.
On my way!
Will report back tonight.
"""),
    edits=sentences("""
Edit: thanks to {other} for the detail.
Edit: it's at {hour}, not what I wrote first.
(corrected, I misheard)
Update: the recording comes later.
Edit: found it, thanks!
"""),
)
