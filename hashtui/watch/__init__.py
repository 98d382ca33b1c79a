"""A running watch: sources kept alive, posts admitted once each, sinks told, health in words."""

from hashtui.watch.health import Health, Outcome
from hashtui.watch.sinks import Sink
from hashtui.watch.watch import Watch

__all__ = ["Health", "Outcome", "Sink", "Watch"]
