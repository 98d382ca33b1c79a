"""The table of commands. A new one is a file beside this one and a row here; the help and the README follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A command: its name, the module of this package with its `command`, how it is called, and what it does."""

    name: str
    module: str
    form: str
    words: str
    plain: str = ""
    """The module that has the command with --plain, without a screen; empty: it knows no such option."""
    acts: tuple["Row", ...] = ()
    """Commands that its first word may name, each with options of its own."""


DASHBOARD = Row(
    "",
    "dashboard",
    "hashtui [PANE...]",
    "the dashboard; no PANE: the panes of last time, or the picker",
    plain="plain.dashboard",
)
TRUST_ACTS: tuple[Row, ...] = (
    Row("list", "trust_list", "list [--format json]", "all that you said"),
    Row("add", "trust_add", "add HANDLE... [--level sure|usual|follow] [--note TEXT]", "trust these"),
    Row("remove", "trust_remove", "remove HANDLE...|--list NAME", "take back what you said of them, or a list"),
    Row("mute", "trust_mute", "mute HANDLE... [--note TEXT]", "their posts are not shown, and they vouch for nobody"),
    Row(
        "import",
        "trust_import",
        "import FILE...|URL|-|--account [--list NAME]",
        "who is on a list, or followed by you, is known",
    ),
    Row("why", "trust_why", "why HANDLE... [--from FILE]", "what they are to you, and who vouches for them"),
)
PICK_ACTS: tuple[Row, ...] = (
    Row("list", "pick_list", "list [--format json]", "what you picked, in its order"),
    Row("add", "pick_add", "add KEY-or-URL... [--from FILE] [--chapter TITLE] [--caption TEXT]", "pick these posts"),
    Row("remove", "pick_remove", "remove KEY...", "take picks out"),
    Row("note", "pick_note", "note KEY TEXT", "your note on a pick, for yourself alone"),
    Row("caption", "pick_caption", "caption KEY TEXT", "what stands under it in the anthology"),
    Row("chapter", "pick_chapter", "chapter KEY TITLE", "the chapter it stands in"),
    Row("move", "pick_move", "move KEY N", "give it the number N"),
    Row("permission", "pick_permission", "permission KEY asked|granted|refused", "whether its author agrees"),
    Row("ask", "pick_ask", "ask KEY", "a polite request to its author, to post or to send"),
    Row("decide", "pick_decide", "decide KEY keep|drop", "what becomes of one that its author deleted"),
)
COMMANDS: tuple[Row, ...] = (
    Row(
        "demo",
        "demo",
        "hashtui demo [--seed N] [--speed X]",
        "the dashboard on the built-in event: no network, no account",
        plain="plain.demo",
    ),
    Row("tail", "tail", "hashtui tail PANE...", "posts as they come, on stdout; no screen"),
    Row("record", "record", "hashtui record PANE...", "collect into the archive; no screen"),
    Row(
        "summary",
        "summary",
        "hashtui summary [PANE...] [--from FILE]",
        "what many posts say together, as text, Markdown or JSON: peaks, a digest with reasons, people, warnings",
    ),
    Row(
        "forget",
        "forget",
        "hashtui forget HANDLE...",
        "remove a person's posts from the archive, the picks and exports to come, and keep them out",
    ),
    Row(
        "search",
        "search",
        "hashtui search QUERY [--by rank]",
        "posts of the archive, by the whole filter language, newest or best first",
    ),
    Row("import", "import_", "hashtui import FILE...", "JSON Lines into the archive"),
    Row(
        "replay",
        "replay",
        "hashtui replay [PANE...] [--from FILE] [--speed X]",
        "the dashboard on what was recorded, at any speed; every moment as it was then",
    ),
    Row(
        "export",
        "export",
        "hashtui export [PANE...] [--picks] -o FILE",
        "posts, or what you picked, as EPUB, HTML, Markdown, CSV or JSON Lines, with everybody credited",
    ),
    Row(
        "trust",
        "trust",
        "hashtui trust ACT",
        "list, add, remove, mute, import or why: whom you trust, whom you know, and why somebody has a badge",
        acts=TRUST_ACTS,
    ),
    Row(
        "pick",
        "pick",
        "hashtui pick ACT",
        "list, add, remove, note, caption, chapter, move, permission, ask or decide: what an anthology is made from",
        acts=PICK_ACTS,
    ),
    Row(
        "config",
        "config",
        "hashtui config ACT",
        "path, show, check or init: where the configuration is, what it comes to, is it right",
    ),
)
"""Every command but the dashboard, each in a file that is loaded when it is asked for."""

CONFIG_ACTS: tuple[Row, ...] = (
    Row("config show", "config_show", "hashtui config show", "the effective configuration as TOML, secrets masked"),
    Row("config show keys", "config_keys", "hashtui config show keys", "every action with its keys"),
    Row("config check", "config_check", "hashtui config check", "every mistake with its place"),
    Row("config init", "config_init", "hashtui config init", "write a commented file, unless there is one"),
)
"""What `config` does beyond naming the file, each in a file too: telling where the file is loads none of it."""


def commands_table() -> str:
    """The README's table, in Markdown, without a last line break."""
    rows = [f"| `{row.form}` | {row.words} |" for row in (DASHBOARD, *COMMANDS)]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])
