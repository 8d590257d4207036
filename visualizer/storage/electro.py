"""Reads the tables of the electrodiagnostic examination."""

import tomllib
from collections.abc import Mapping
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
from visualizer.storage.demands import named, once, read_rows

Row = dict[str, Any]
#: Unit of each quantity, by kind of study.
UNITS = {
    "central": {"central motor conduction time": "ms"},
    "motor": {"distal latency": "ms", "amplitude": "mV", "velocity": "m/s", "F latency": "ms"},
    "sensory": {"amplitude": "uV", "velocity": "m/s"},
    "repetitive": {"decrement": "%", "increment": "%"},
}


def load_electro(folder: Path) -> ElectroTables:
    """Read the tables of the knowledge folder."""
    rules: Row = tomllib.loads((folder / "electro.toml").read_text(encoding="utf-8"))
    studies: Row = tomllib.loads((folder / "electro_studies.toml").read_text(encoding="utf-8"))
    kinds = {row["id"]: kind for kind, rows in studies.items() for row in rows}
    once([row["id"] for rows in studies.values() for row in rows], "electro_studies.toml")
    once([row["site"] for row in rules["disease"]], "electro.toml")
    return ElectroTables(
        central=tuple(map(_muscle_study, studies["central"])),
        motor=tuple(map(_motor_study, studies["motor"])),
        sensory=tuple(map(_sensory_study, studies["sensory"])),
        repetitive=tuple(map(_muscle_study, studies["repetitive"])),
        limits=_limits(folder / "electro_limits.csv", kinds),
        numbers={
            f"{name}.{key}": float(value)
            for name, group in rules["number"].items()
            for key, value in group.items()
            if isinstance(value, int | float)
        },
        cited={name: tuple(group["source"]) for name, group in rules["number"].items()},
        curves={
            (name, tempo): _curve(points)
            for name, group in rules["curve"].items()
            for tempo, points in group.items()
            if tempo not in ("source", "note")
        },
        processes={
            name: Slowing(
                float(row["peripheral_ms"]), float(row.get("central_ms", 0.0)), tuple(row["source"])
            )
            for name, row in rules["process"].items()
        },
        diseases={row["site"]: _disease(row) for row in rules["disease"]},
    )


def _curve(points: float | list[list[float]]) -> Curve:
    """Read points; a single number holds everywhere."""
    rows = points if isinstance(points, list) else [[0.0, points]]
    return tuple((float(x), float(y)) for x, y in rows)


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
        row["id"], row["words"], tuple(row["source"]), row["skin"], _place(row["place"])
    )


def _muscle_study(row: Row) -> MuscleStudy:
    return MuscleStudy(row["id"], row["words"], tuple(row["source"]), row["muscle"])


def _limits(path: Path, kinds: Mapping[str, str]) -> dict[tuple[str, str], Limit]:
    """Read the limits of studies, whose kinds are given: central, motor, sensory, repetitive."""
    found = {}
    for row in read_rows(path, "study", "quantity"):
        where = f"{path.name}: {row['study']} {row['quantity']}"
        kind = kinds[named(row["study"], kinds, where)]
        quantity = row["quantity"].split(" across ")[0]
        named(row["unit"], (UNITS[kind][named(quantity, UNITS[kind], where)],), where)
        limit = Limit(
            unit=row["unit"],
            mean=float(row["mean"]),
            low=float(row["low"]) if row["low"] else None,
            high=float(row["high"]) if row["high"] else None,
            sources=tuple(key for key in row["source"].split(";") if key),
        )
        if bool(row["low"]) == bool(row["high"]) or not (
            (limit.low or float("-inf")) < limit.mean < (limit.high or float("inf"))
        ):
            raise ValueError(f"{where}: needs one limit, on its side of the mean")
        found[row["study"], row["quantity"]] = limit
    return found


def _disease(row: Row) -> DiseaseSigns:
    return DiseaseSigns(
        slowing=float(row.get("slowing", 0.0)),
        slowing_everywhere=float(row.get("slowing_everywhere", 0.0)),
        spread=_curve([[0, 0], *row.get("spread", ()), [1, 1]]),
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
