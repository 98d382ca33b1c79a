"""Feeds as the programs of the world write them, in small."""

import json
from datetime import UTC, datetime

import pytest

from hashtui.post.post import Media, MediaKind, Network, Post
from hashtui.sources.feed.decode import read_posts
from hashtui.sources.feed.entry import Place
from hashtui.sources.feed.reading import read_feed

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
URL = "https://blog.example/tag/a/feed/"
PLACE = Place(URL, "blog.example", "feed+https://blog.example/tag/{tag}/feed/")


def posts(body: str | bytes, place: Place = PLACE, content_type: str = "") -> list[Post]:
    """What the posts of this document are."""
    raw = body.encode() if isinstance(body, str) else body
    document = read_feed(raw, content_type, place.feed)
    return [found.post for found in read_posts(document, place, NOW, set())]


def only(body: str | bytes, place: Place = PLACE) -> Post:
    (post,) = posts(body, place)
    return post


def names(post: Post) -> list[str]:
    return [tag.spelling for tag in post.tags]


def place_of(url: str) -> Place:
    return Place(url, url.split("/")[2], f"feed+{url}")


WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>a – Le blog</title><atom:link href="https://blog.example/tag/a/feed/" rel="self"/>
<link>https://blog.example</link><description>Un blog</description>
<lastBuildDate>Fri, 20 Nov 2026 10:00:00 +0000</lastBuildDate><language>fr-FR</language>
<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency> 1 </sy:updateFrequency>
<generator>https://wordpress.org/?v=6.8</generator>
<item><title>Les bassins &#8211; enfin</title><link>https://blog.example/2026/11/bassins/</link>
<dc:creator><![CDATA[Léa]]></dc:creator><pubDate>Fri, 20 Nov 2026 10:00:00 +0000</pubDate>
<category><![CDATA[Paris 20]]></category><category><![CDATA[a]]></category><category><![CDATA[C++]]></category>
<guid isPermaLink="false">https://blog.example/?p=12</guid>
<description><![CDATA[<p>Court […]</p>]]></description>
<content:encoded><![CDATA[<p>Long texte avec <a href="/page">un lien</a>.</p><ul><li>un</li></ul>]]></content:encoded>
<slash:comments>3</slash:comments></item></channel></rss>"""


def test_wordpress() -> None:
    post = only(WORDPRESS)

    assert post.key == "https://blog.example/?p=12"
    assert post.network is Network.FEED
    assert post.url == "https://blog.example/2026/11/bassins/"
    assert post.created_at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert post.author.name == "Léa"
    assert post.author.handle == "@blog.example"
    assert post.author.key == "feed+https://blog.example/tag/{tag}/feed/#Léa"
    assert post.language == "fr-FR"
    assert names(post) == ["a"]
    assert post.body.text == "Les bassins – enfin\n\nLong texte avec un lien ‹blog.example›.\n\n• un"
    assert post.body.links == ("https://blog.example/page", "https://blog.example/2026/11/bassins/")
    assert post.edited_at is None


REDDIT = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/"><category term="paris" label="r/paris"/>
<updated>2026-11-20T10:00:00+00:00</updated><id>/r/paris/new/.rss</id><title>newest submissions : paris</title>
<entry><author><name>/u/lea</name><uri>https://www.reddit.com/user/lea</uri></author>
<category term="paris" label="r/paris"/>
<content type="html">&lt;table&gt; &lt;tr&gt;&lt;td&gt; submitted by &amp;#32; &lt;a href=&quot;https://www.reddit.com/user/lea&quot;&gt; /u/lea &lt;/a&gt; &lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</content>
<id>t3_abc12</id><media:thumbnail url="https://b.thumbs.redditmedia.com/x.jpg"/>
<link href="https://www.reddit.com/r/paris/comments/abc12/canal/"/><updated>2026-11-20T10:00:01+00:00</updated>
<published>2026-11-20T10:00:00+00:00</published><title>The canal &amp; me</title></entry></feed>"""  # noqa: E501  # as it comes


def test_reddit() -> None:
    post = only(REDDIT, place_of("https://www.reddit.com/r/paris/new/.rss"))

    assert post.key == "www.reddit.com#t3_abc12"
    assert (post.author.name, post.author.handle) == ("/u/lea", "@reddit.com")
    assert post.author.key == post.author.url == "https://www.reddit.com/user/lea"
    assert post.body.text.startswith("The canal & me\n\nsubmitted by")
    assert names(post) == ["paris"]
    assert post.media == (Media(MediaKind.IMAGE, post.media[0].url),)
    assert post.created_at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


YOUTUBE = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
<id>yt:channel:UC1</id><title>Chaîne</title><link rel="alternate" href="https://www.youtube.com/channel/UC1"/>
<entry><id>yt:video:v1</id><title>Le film</title><link rel="alternate" href="https://www.youtube.com/watch?v=v1"/>
<author><name>Chaîne</name><uri>https://www.youtube.com/channel/UC1</uri></author>
<published>2026-11-20T10:00:00+00:00</published><updated>2026-11-20T11:00:00+00:00</updated>
<media:group><media:title>Le film</media:title><media:content url="https://www.youtube.com/v/v1?version=3"
 type="application/x-shockwave-flash"/><media:thumbnail url="https://i1.ytimg.com/vi/v1/hqdefault.jpg"/>
<media:description>Voir https://blog.example/x.

Deuxième ligne &lt;3 #film</media:description></media:group></entry></feed>"""


def test_youtube() -> None:
    post = only(YOUTUBE, place_of("https://www.youtube.com/feeds/videos.xml?channel_id=UC1"))

    assert post.key == "www.youtube.com#yt:video:v1"
    assert post.body.text == "Le film\n\nVoir https://blog.example/x.\n\nDeuxième ligne <3 #film"
    assert post.body.links == ("https://blog.example/x", "https://www.youtube.com/watch?v=v1")
    assert [(m.kind, m.url, m.alt) for m in post.media] == [
        (MediaKind.VIDEO, "https://www.youtube.com/v/v1?version=3", None)
    ]
    assert names(post) == ["film"]


def mastodon(
    description: str, *, media: str = "", link: str = "https://far.example/@bo/12", generator: str = ""
) -> str:
    """A feed as Mastodon 4 writes it."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0"'
        ' xmlns:media="http://search.yahoo.com/mrss/"><channel><title>#a</title>'
        f"<generator>{generator or 'Mastodon v4.5.0'}</generator><link>https://home.example/tags/a</link><item>"
        f'<guid isPermaLink="true">{link}</guid><link>{link}</link><pubDate>Fri, 20 Nov 2026 10:00:00 +0000</pubDate>'
        f"<description>{description}</description>{media}<category>a</category></item></channel></rss>"
    )


def picture(number: int, alt: str = "", rating: str = "nonadult") -> str:
    described = f'<media:description type="plain">{alt}</media:description>' if alt else ""
    return (
        f'<media:content url="https://home.example/{number}.png" type="image/png" fileSize="1" medium="image">'
        f'<media:rating scheme="urn:simple">{rating}</media:rating>{described}</media:content>'
    )


def test_mastodons_descriptions_of_pictures_are_not_the_post() -> None:
    media = picture(1) + picture(2, "A cat &amp;amp; a dog\non a wall") + picture(3, "Three", "adult")

    post = only(mastodon("&lt;p&gt;The words&lt;/p&gt;", media=media))

    assert post.body.text == "The words"
    assert [m.alt for m in post.media] == [None, "A cat &amp; a dog\non a wall", "Three"]
    assert post.sensitive


def test_a_post_of_pictures_only_has_no_words() -> None:
    post = only(mastodon("", media=picture(1, "A cat")))

    assert post.body.text == ""
    assert [m.alt for m in post.media] == ["A cat"]


def test_the_author_of_a_mastodon_post_is_read_from_its_address() -> None:
    post = only(mastodon("&lt;p&gt;x&lt;/p&gt;"))

    assert post.key == "https://far.example/@bo/12"
    assert (post.author.key, post.author.handle, post.author.name) == (
        "https://far.example/@bo",
        "@bo@far.example",
        "",
    )
    assert post.body.attached == ()


@pytest.mark.parametrize(
    ("link", "generator"),
    [
        ("https://pixel.example/p/bo/12", "Mastodon v4.5.0"),
        ("https://far.example/@bo@elsewhere.example/12", "Mastodon v4.5.0"),
        ("https://far.example/@bo/notes/12", "Mastodon v4.5.0"),
        ("https://medium.example/@bo/12", "Medium"),
    ],
)
def test_an_author_that_is_not_told_is_the_feed(link: str, generator: str) -> None:
    post = only(mastodon("&lt;p&gt;x&lt;/p&gt;", link=link, generator=generator))

    assert (post.author.key, post.author.handle, post.author.name) == (URL, "@blog.example", "#a")


def test_a_content_warning_of_mastodon_is_one() -> None:
    html = "<p><strong>Avertissement :</strong> Spoiler &amp; more</p><hr /><p>Who did it</p>"

    post = only(mastodon(html.replace("&", "&amp;").replace("<", "&lt;")))

    assert (post.content_warning, post.body.text, post.sensitive) == ("Spoiler & more", "Who did it", True)


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://blog.example/"><title>Le RDF</title><link>https://blog.example/</link></channel>
<item rdf:about="https://blog.example/1"><title>Un</title><link>https://blog.example/1</link>
<description>Plain words
on two lines &amp; more</description><dc:creator>Léa</dc:creator><dc:subject>a</dc:subject>
<dc:date>2026-11-20T10:00:00+01:00</dc:date></item></rdf:RDF>"""


def test_rdf() -> None:
    post = only(RDF)

    assert post.created_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert post.author.name == "Léa"
    assert post.body.text == "Un\n\nPlain words\non two lines & more"
    assert names(post) == ["a"]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blog.example/x/">
<title>T</title><author><name>All of us</name></author>
<entry xml:lang="en"><id>tag:blog.example,2026:1</id><title type="html">&lt;b>Bold&lt;/b> &amp;amp; new</title>
<link rel="enclosure" type="audio/mpeg" href="https://blog.example/a.mp3"/><link href="one"/>
<updated>2026-11-20T10:00:00.25Z</updated><summary>Short</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <em>long</em> text</p></div></content></entry>
<entry><id>urn:uuid:2</id><title/><updated>2026-11-20T09:00:00Z</updated>
<content>if a &lt; b &amp;amp; c</content></entry>
</feed>"""


def test_atom() -> None:
    one, two = posts(ATOM)

    assert one.key == "tag:blog.example,2026:1"
    assert one.body.text == "Bold & new\n\nA long text"
    assert one.url == "https://blog.example/x/one"
    assert one.created_at == datetime(2026, 11, 20, 10, 0, 0, 250_000, tzinfo=UTC)
    assert (one.language, two.language) == ("en", "de")
    assert one.author.name == two.author.name == "All of us"
    assert [(m.kind, m.url) for m in one.media] == [(MediaKind.AUDIO, "https://blog.example/a.mp3")]
    assert (two.key, two.body.text, two.url) == ("urn:uuid:2", "if a < b &amp; c", None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("nobody@flickr.com (Léa Dupont)", "Léa Dupont"),
        ("Léa &lt;lea@blog.photography&gt;", "Léa"),
        ("@lea@blog.example", "@lea@blog.example"),
        ("Léa (she)", "Léa (she)"),
        ("/u/lea", "/u/lea"),
    ],
)
def test_a_name_is_told_as_given_without_the_mail_address_and_with_no_handle(written: str, name: str) -> None:
    post = only(items(f"<author>{written}</author><title>x</title>"))

    assert (post.author.name, post.author.handle) == (name, "@blog.example")


def test_a_mail_address_is_nobodys_name() -> None:
    post = only(items("<author>lea@blog.example</author><title>x</title>"))

    assert (post.author.name, post.author.key) == ("T", URL)
    assert "lea@" not in repr(post)


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Le JSON",
    "home_page_url": "https://blog.example/",
    "language": "fr",
    "items": [
        {
            "id": 7,
            "url": "https://blog.example/7",
            "external_url": "https://elsewhere.example/x",
            "title": "Sept",
            "content_html": '<p>Sept <a href="/8">huit</a></p>',
            "date_published": "2026-11-20T10:00:00+01:00",
            "authors": [{"name": "Léa", "url": "https://lea.example/"}],
            "tags": ["a", "Open Source", 5],
            "image": "/7.png",
            "attachments": [{"url": "https://blog.example/7.mp3", "mime_type": "audio/mpeg"}, "junk"],
        },
        {"id": "8", "content_text": "Juste du texte\nhttps://blog.example/(x) #tag", "author": {"name": "Bo"}},
        "junk",
    ],
}


def test_json_feed() -> None:
    one, two = posts(json.dumps(JSON_FEED))

    assert (one.key, two.key) == ("blog.example#7", "blog.example#8")
    # The words begin with the title, so it is not said twice.
    assert one.body.text == "Sept huit ‹blog.example›"
    assert one.body.links == ("https://blog.example/8", "https://blog.example/7", "https://elsewhere.example/x")
    assert one.created_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert (one.author.key, one.author.name, one.author.handle) == ("https://lea.example/", "Léa", "@blog.example")
    assert (one.language, names(one)) == ("fr", ["a"])
    assert [(m.kind, m.url) for m in one.media] == [
        (MediaKind.IMAGE, "https://blog.example/7.png"),
        (MediaKind.AUDIO, "https://blog.example/7.mp3"),
    ]
    assert two.body.text == "Juste du texte\nhttps://blog.example/(x) #tag"
    assert two.body.links == ("https://blog.example/(x)",)
    assert (two.author.name, names(two)) == ("Bo", ["tag"])


def items(*rows: str) -> str:
    inside = "".join(f"<item>{row}</item>" for row in rows)
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'


def test_nothing_is_made_up_for_an_entry_that_says_nothing() -> None:
    post = only(items(""))

    assert (post.body.text, post.url, post.language, post.tags, post.media) == ("", None, None, (), ())
    assert post.key.startswith(f"{URL}#")
    assert post.created_at == NOW


def test_entries_without_dates_keep_the_order_of_the_feed() -> None:
    found = posts(items("<title>new</title>", "<title>old</title>"))

    assert [p.body.text for p in sorted(found, key=lambda p: p.created_at)] == ["old", "new"]


def test_what_is_dated_ahead_is_dated_now() -> None:
    post = only(items("<title>x</title><pubDate>Fri, 20 Nov 2099 10:00:00 +0000</pubDate>"))

    assert post.created_at == NOW


def test_ids_that_are_all_the_same_are_not_used() -> None:
    rows = [f"<guid>same</guid><link>https://blog.example/{n}</link><title>{n}</title>" for n in range(3)]

    assert [p.key for p in posts(items(*rows))] == [f"https://blog.example/{n}" for n in range(3)]


def test_without_ids_and_links_the_words_tell_them_apart() -> None:
    rows = [f"<title>{n}</title><link>https://blog.example/</link>" for n in (1, 2, 2)]
    found = posts(items(*rows))

    assert len({p.key for p in found}) == 2
    assert [p.key for p in found] == [p.key for p in posts(items(*rows))]


def test_an_id_is_the_same_in_the_feed_of_every_tag() -> None:
    other = Place("https://blog.example/tag/b/feed/", PLACE.host, PLACE.source)
    row = items("<guid>p-12</guid><title>x</title>")

    assert only(row).key == only(row, other).key == "blog.example#p-12"


def test_a_guid_that_is_no_address_makes_no_link() -> None:
    assert only(items("<guid>p-12</guid><title>x</title>")).url is None
    assert only(items("<guid>https://blog.example/12</guid><title>x</title>")).url == "https://blog.example/12"
    assert only(items("<guid>p-12</guid><link>/12</link><title>x</title>")).url == "https://blog.example/12"


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("A thing", "<p>A thing happened</p>", "A thing happened"),
        ("A thing…", "<p>A thing happened</p>", "A thing happened"),
        ("A thing", "<p>Another</p>", "A thing\n\nAnother"),
        ("A thing", "", "A thing"),
        ("", "<p>Words</p>", "Words"),
    ],
)
def test_the_title_is_said_once(title: str, body: str, text: str) -> None:
    body = body.replace("<", "&lt;")

    assert only(items(f"<title>{title}</title><description>{body}</description>")).body.text == text


def test_tags_in_plain_words_are_tags_but_not_those_in_code_and_links() -> None:
    html = '<p>Go #Paris20 <code>#define</code> <a href="https://x.example/">see #this</a></p>'

    post = only(items(f"<description>{html.replace('<', '&lt;')}</description>"))

    assert names(post) == ["Paris20"]
    assert [(post.body.text[s.start : s.end], s.target) for s in post.body.spans if s.role == "tag"] == [
        ("#Paris20", "paris20")
    ]
