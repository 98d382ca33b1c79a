"""`hashtui demo --plain`: the built-in event in words, to a pipe or as a conversation."""

import sys
from dataclasses import replace

import click

from hashtui.cli import demo_options, options
from hashtui.cli.asking import accepted, read_configuration, system_means
from hashtui.cli.following import Following, Wish
from hashtui.cli.opening import DEMO_TAGS, made_up_trusted, opened_demo
from hashtui.cli.output import is_terminal
from hashtui.cli.plain.conversation import Conversation
from hashtui.cli.plain.form import WordsForm
from hashtui.cli.plain.keyboard import keyboard
from hashtui.config.rules import rules_of
from hashtui.filter import Present, read_panes
from hashtui.reading.summary.peak import Sensitivity
from hashtui.sources.demo.programme import ZONE
from hashtui.sources.demo.source import DemoSource, demo_clock
from hashtui.tui.glyphs import ASCII


@click.command("demo", context_settings=options.CONTEXT)
@demo_options.demo
def command(
    words: tuple[str, ...],
    seed: int,
    speed: float | None,
    config_file: str | None,
    sensitivity: Sensitivity | None,
    no_color: bool,
) -> int:
    """Tell the built-in event in words: made-up people on #capcomnet and #paris20, no network, no account."""
    demo_options.refuse_words(words)
    config = accepted(read_configuration(config_file))
    if is_terminal(sys.stdout):
        setup = opened_demo(config, config_file, (), seed=seed, speed=speed, glyphs=ASCII)
        setup = replace(setup, sensitivity=sensitivity or setup.sensitivity)
        return Conversation(setup, keyboard(reads_input=False)).run()
    means = system_means()
    clock = demo_clock(means.clock, speed)
    source = DemoSource(means, seed=seed, clock=clock)
    form = WordsForm(config.look, names_panes=True, zone=ZONE)
    rules = rules_of(config, Present(clock.now(), ZONE))
    return Following(
        [source], means, Wish(read_panes(DEMO_TAGS), rules=rules, trusted=made_up_trusted(seed)), form
    ).run()
