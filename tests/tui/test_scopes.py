"""What the views hear is what `[keys]` is judged by."""

import pytest
from textual.binding import Binding

from hashtui.config.actions import Scope, action
from hashtui.config.keys import HEARD_IN_A_POST, HEARD_IN_A_SEARCH, HEARD_IN_A_SUMMARY
from hashtui.tui.catch_up_view import CatchUpView
from hashtui.tui.found_posts import FoundPosts
from hashtui.tui.found_reader import FoundReader
from hashtui.tui.gathering_view import GatheringView
from hashtui.tui.person_view import PersonView
from hashtui.tui.placed_view import PlacedView
from hashtui.tui.reader import ReaderView
from hashtui.tui.search_view import SearchView
from hashtui.tui.spots_view import SpotsView
from hashtui.tui.summary_view import SummaryView


@pytest.mark.parametrize("view", [PlacedView, ReaderView, FoundReader, PersonView])
def test_keys_of_the_panes_that_a_post_s_view_hears_are_known_to_be_heard_there(view: type[PlacedView]) -> None:
    ids = [binding.id for binding in view.BINDINGS if isinstance(binding, Binding) and binding.id]
    of_the_panes = [one for one in ids if not one[-1].isdigit() and action(one).scope is Scope.DECK]

    assert ids
    assert [one for one in of_the_panes if one not in HEARD_IN_A_POST] == []


@pytest.mark.parametrize("view", [PlacedView, SpotsView, GatheringView, SummaryView, CatchUpView])
def test_keys_of_the_panes_that_a_summary_hears_are_known_to_be_heard_there(view: type[PlacedView]) -> None:
    ids = [binding.id for binding in view.BINDINGS if isinstance(binding, Binding) and binding.id]
    of_others = [one for one in ids if action(one).scope in (Scope.DECK, Scope.POST)]

    assert ids
    assert [one for one in of_others if one not in HEARD_IN_A_SUMMARY] == []


@pytest.mark.parametrize("view", [PlacedView, FoundPosts, SearchView])
def test_keys_of_the_panes_that_a_search_hears_are_known_to_be_heard_there(view: type[PlacedView]) -> None:
    ids = [binding.id for binding in view.BINDINGS if isinstance(binding, Binding) and binding.id]
    of_others = [one for one in ids if action(one).scope in (Scope.DECK, Scope.POST)]

    assert ids
    assert [one for one in of_others if one not in HEARD_IN_A_SEARCH] == []
