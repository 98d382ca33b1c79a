"""A token that does not show itself."""

from typing import NoReturn


class Secret:
    """A secret value: it has no text form, no pickle, and compares like any object. `reveal` is for the wire only."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, to be put into a request header and nowhere else."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> NoReturn:
        raise TypeError("a secret has no text form")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a secret has no text form")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")
