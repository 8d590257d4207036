"""Reads the tables of the electrodiagnostic examination."""

import csv
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from visualizer.findings.electro import Measurement
from visualizer.findings.tables.electro import (
    Curve,
    DiseaseSigns,
    ElectroTables,
    Limit,
    MotorStudy,
    MuscleStudy,
    Place,
    SensoryStudy,
    Slowing,
)

Row = dict[str, Any]


def load_electro(folder: Path) -> ElectroTables:
    """Read the tables of the knowledge folder."""
    rules: Row = tomllib.loads((folder / "electro.toml").read_text(encoding="utf-8"))
    studies: Row = tomllib.loads((folder / "electro_studies.toml").read_text(encoding="utf-8"))
    return ElectroTables(
        central=tuple(map(_muscle_study, studies["central"])),
        motor=tuple(map(_motor_study, studies["motor"])),
        sensory=tuple(map(_sensory_study, studies["sensory"])),
        repetitive=tuple(map(_muscle_study, studies["repetitive"])),
        limits=_limits(folder / "electro_limits.csv"),
        numbers={
            f"{name}.{key}": float(value)
            for name, group in rules["number"].items()
            for key, value in group.items()
            if isinstance(value, int | float)
        },
        curves={
            (name, tempo): _curve(points)
            for name, group in rules["curve"].items()
            for tempo, points in group.items()
            if tempo not in ("source", "note")
        },
        processes={
            "" if name == "unknown" else name: Slowing(
                float(row["peripheral_ms"]), float(row["central_ms"]), tuple(row["source"])
            )
            for name, row in rules["process"].items()
        },
        diseases={row["site"]: _disease(row) for row in rules["disease"]},
    )


def _curve(points: list[list[float]]) -> Curve:
    return tuple((float(x), float(y)) for x, y in points)


def _place(row: Row) -> Place:
    return Place(row["at"], row["station"], row.get("level", ""), float(row.get("offset_mm", 0)))


def _motor_study(row: Row) -> MotorStudy:
    return MotorStudy(
        id=row["id"],
        words=row["words"],
        muscle=row["muscle"],
        places=tuple(map(_place, row["places"])),
        standard_mm=float(row["standard_mm"]),
        f_wave=bool(row.get("f_wave", False)),
        sources=tuple(row["source"]),
    )


def _sensory_study(row: Row) -> SensoryStudy:
    return SensoryStudy(
        row["id"], row["words"], row["skin"], _place(row["place"]), tuple(row["source"])
    )


def _muscle_study(row: Row) -> MuscleStudy:
    return MuscleStudy(row["id"], row["words"], row["muscle"], tuple(row["source"]))


def _limits(path: Path) -> dict[tuple[str, str], Limit]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["study"], row["quantity"]): Limit(
                unit=row["unit"],
                mean=float(row["mean"]),
                low=float(row["low"]) if row["low"] else None,
                high=float(row["high"]) if row["high"] else None,
                sources=tuple(key for key in row["source"].split(";") if key),
            )
            for row in csv.DictReader(file)
        }


def _disease(row: Row) -> DiseaseSigns:
    return DiseaseSigns(
        slowing=float(row.get("slowing", 0.0)),
        slowing_everywhere=float(row.get("slowing_everywhere", 0.0)),
        spread=_curve(row.get("spread", [[0, 0], [1, 1]])),
        junction=row.get("junction", ""),
        rest=float(row.get("rest", 1.0)),
        increment=float(row.get("increment", 0.0)),
        decrement=float(row.get("decrement", 0.0)),
        myotonia=bool(row.get("myotonia", False)),
        sources=tuple(row["source"]),
    )


def measurement_to_dict(measurement: Measurement) -> Row:
    """Return one row of the electrodiagnostic report in the words of its JSON."""
    return {
        "kind": measurement.kind,
        "study": measurement.study,
        "side": measurement.side,
        "quantity": measurement.quantity,
        "value": measurement.value,
        "unit": measurement.unit,
        "normal": measurement.normal,
        "verdict": measurement.verdict,
        "certainty": measurement.certainty,
        "sources": list(measurement.sources),
        "because": [asdict(reason) for reason in measurement.because],
    }
