"""Write the feed that tests.servers.test_five_networks serves: run with tools.sh, posts as JSON on standard input."""

import json
import sys

from feedgen.feed import FeedGenerator  # type: ignore[import-not-found]  # in the environment of tools.sh

feed = FeedGenerator()
feed.id("http://127.0.0.1/feed")
feed.title("What is said")
feed.link(href="http://127.0.0.1/")
feed.description("Posts of a test")
for post in json.load(sys.stdin):
    entry = feed.add_entry(order="append")
    entry.guid(post["url"], permalink=True)
    entry.link(href=post["url"])
    entry.description(post["html"])
    entry.published(post["at"])
    for tag in post["tags"]:
        entry.category(term=tag)
feed.rss_file(sys.argv[1], pretty=True)
