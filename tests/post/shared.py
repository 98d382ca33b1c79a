"""Vectors and recordings kept outside the repository; the tests that use them skip without the folder."""

import os
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

Shape = TypeVar("Shape")


def shared_file(name: str, shape: type[Shape]) -> Shape:
    """The JSON file `name` below the folder that HASHTUI_SHARED names, in the given shape."""
    folder = os.environ.get("HASHTUI_SHARED")
    if not folder:
        pytest.skip("HASHTUI_SHARED names no folder with the shared vectors")
    return msgspec.json.decode((Path(folder) / name).read_bytes(), type=shape)
