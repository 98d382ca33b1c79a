"""Every way things go wrong, by name: importing this package fills the table."""

from tests.chaos.faults import status, transport
from tests.chaos.faults.table import FAULTS

__all__ = ["FAULTS", "status", "transport"]
