"""Reads which part of the body is where on the motor and the sensory strip."""

import csv
from pathlib import Path

from visualizer.anatomy.strip import StripPart
from visualizer.storage.errors import AssetError
from visualizer.storage.paths import assets_path


def load_motor_map(root: Path | None = None) -> tuple[StripPart, ...]:
    """Read the parts of both strips in order.

    Raises
    ------
    AssetError
        If the table is missing or damaged.
    """
    path = (root or assets_path()) / "knowledge" / "motor_map.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                StripPart(row["strip"], row["part"], row["label"], int(row["from"]), int(row["to"]))
                for row in csv.DictReader(file)
            )
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the motor map cannot be read: {error}") from error
