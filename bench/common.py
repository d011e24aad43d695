"""What every bench shares: where the shared material lies, a table, a JSON file, a floor."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "bench" / "out"


def need_shared(*parts: str) -> Path:
    """The shared folder asked for; leaves with a visible "skipped" where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        print(f"skipped: needs {'/'.join(('../shared', *parts))}, which is not here")
        sys.exit(0)
    return path


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print `rows` as a table; floats with three decimals."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row))
    Console(width=140).print(table)


def finish(
    name: str, figures: Mapping[str, object], floors: Mapping[str, tuple[float, float]]
) -> None:
    """Write bench/out/<name>.json and leave with 1 if a figure is under its floor.

    `floors` maps a figure's name to (measured, at least).
    """
    OUT.mkdir(exist_ok=True)
    low = {key: pair for key, pair in floors.items() if pair[0] < pair[1]}
    text = json.dumps({"figures": figures, "below_floor": low}, ensure_ascii=False, indent=1)
    (OUT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for key, (measured, floor) in floors.items():
        verdict = "below the floor" if key in low else "ok"
        print(f"{key}: {measured:.4f} (floor {floor}): {verdict}")
    sys.exit(1 if low else 0)
