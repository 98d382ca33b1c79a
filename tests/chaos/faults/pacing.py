"""How fast the world turns: floods, silence, ups and downs."""

import asyncio

from tests.chaos.faults.table import FAULTS
from tests.chaos.script import Action
from tests.chaos.town import Town


@FAULTS.at_time
async def burst(action: Action, town: Town) -> None:
    """Very many posts at once."""
    for n in range(action.number("count", 5000)):
        town.publish(f"burst {n}", [action.number("tag", "a")])
        if n % 100 == 99:
            await asyncio.sleep(0)


@FAULTS.at_time
async def sustained(action: Action, town: Town) -> None:
    """So many posts a second, for so long."""
    rate = action.number("rate", 500.0)
    for n in range(int(rate * action.number("seconds", 10.0))):
        town.publish(f"steady {n}", [action.number("tag", "a")])
        await asyncio.sleep(1 / rate)


@FAULTS.at_time
async def sawtooth(action: Action, town: Town) -> None:
    """Faster and faster, then none, again and again."""
    for tooth in range(action.number("teeth", 5)):
        for step in range(1, action.number("steps", 10)):
            for n in range(step):
                town.publish(f"tooth {tooth}, step {step}, {n}", [action.number("tag", "a")])
            await asyncio.sleep(action.number("seconds", 0.1))


@FAULTS.at_time
async def flap(action: Action, town: Town) -> None:
    """Every connection is cut, again and again."""
    for _ in range(action.number("count", 10)):
        await asyncio.sleep(action.number("seconds", 1.0))
        town.drop_all()


@FAULTS.at_time
async def silence(action: Action, town: Town) -> None:
    """Every open stream falls silent and stays open."""
    for stream in town.streams:
        stream.mute()
