"""Keys as people read them."""

import pytest

from hashtui.tui.key_names import bindings_of, first_label, key_label, keys_label


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("ctrl+q", "Ctrl+Q"),
        ("pageup", "PgUp"),
        ("G", "G"),
        ("g", "g"),
        ("<", "<"),
        ("+", "+"),
        ("shift+tab", "Shift+Tab"),
        ("space", "Space"),
        ("up", "↑"),
        ("f5", "F5"),
        ("ctrl+left", "Ctrl+←"),
        ("ctrl++", "Ctrl++"),
        ("home", "Home"),
    ],
)
def test_a_key_reads_as_on_the_keyboard(key: str, label: str) -> None:
    assert key_label(key) == label


def test_a_row_of_digits_is_a_range() -> None:
    assert keys_label(tuple("123456789")) == "1-9"
    assert keys_label((":", "ctrl+p")) == ": Ctrl+P"


def test_an_action_without_a_key_has_no_label() -> None:
    assert first_label({"browser": ()}, "browser") == ""
    assert first_label({"browser": ("o",)}, "browser") == "o"


def test_bindings_carry_the_registry_s_ids_so_that_a_keymap_reaches_them() -> None:
    (binding,) = bindings_of("post_up")

    assert (binding.key, binding.action, binding.id) == ("up,k", "post_up", "post_up")
