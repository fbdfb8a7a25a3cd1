"""The figures of docs/performance.md: `python -m bench [decision] [start] [size] [journal]`."""

from __future__ import annotations

import gc
import sys

from bench import decision, size, start


def journal() -> str:
    """The journal's blocks, which need an extra."""
    from bench.journal import report  # noqa: PLC0415 - who measures the rest need not have it

    return report()


PARTS = {"decision": decision.report, "start": start.report, "size": size.report, "journal": journal}


def main(names: list[str]) -> int:
    """Print the blocks asked for, or all."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    gc.set_threshold(200_000)  # as the command line does
    for name in names or PARTS:
        print(PARTS[name](), flush=True)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
