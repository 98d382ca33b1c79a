"""`trust.toml` as one process uses it."""

from collections.abc import Mapping
from typing import ClassVar

from hashtui.config.shared_file import SharedFile
from hashtui.config.trust_rows import merged, trusted_in, written
from hashtui.config.trusted import Trusted


class TrustFile(SharedFile[Trusted]):
    """What the person said of accounts, on the disk."""

    SAYS: ClassVar[str] = "what you said of accounts"

    def nothing(self) -> Trusted:
        return Trusted()

    def parse(self, content: Mapping[str, object]) -> Trusted:
        return trusted_in(content)

    def compose(self, content: Mapping[str, object], wanted: Trusted) -> dict[str, object]:
        return written(content, wanted)

    def merge(self, before: Trusted, wanted: Trusted, found: Trusted) -> Trusted:
        return merged(before, wanted, found)
