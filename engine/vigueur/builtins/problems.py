"""The codes of operations that have no result, as the calculator reports them."""

from typing import Final

TOO_LARGE: Final = "VG161"
DIVIDED_BY_ZERO: Final = "VG162"
NOT_DEFINED: Final = "VG163"
UNREADABLE: Final = "VG164"
NO_SUCH_DATE: Final = "VG165"
NO_SUCH_POSITION: Final = "VG166"
NO_SUCH_PATTERN: Final = "VG167"
TOO_MUCH_WORK: Final = "VG168"
NO_SUCH_SCALE: Final = "VG169"
