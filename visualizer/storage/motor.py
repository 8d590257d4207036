"""Reads the tables of muscles, what drives them, and what they do: movements, regions, reflexes."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, get_args

from visualizer.findings.knowledge import Arc, ArcKind, Drive, Muscle, Weighted
from visualizer.storage.choices import one_of
from visualizer.storage.demands import all_known, named, once, read_rows, share, whole

KINDS: tuple[ArcKind, ...] = get_args(ArcKind)
#: Parts of the body by limb, as the drive from the brain is laid out.
PARTS = {
    "upper": {"hand", "forearm", "arm", "shoulder"},
    "lower": {"foot", "leg", "thigh"},
    "girdle": {"shoulder"},
    "neck": {"neck"},
    "diaphragm": {"neck"},
    "trunk": {"trunk"},
    "pelvic_floor": {"pelvic_floor"},
    "cranial": {"eye", "masseter", "face", "tongue", "ear", "palate", "pharynx", "vocal_cord"},
}


def load_motor(folder: Path) -> dict[str, Any]:
    """Read the motor tables of the knowledge folder into fields of `Knowledge`."""
    drives = {row["id"]: _drive(row) for row in read_rows(folder / "drive.csv", "id")}
    muscles = {row["id"]: _muscle(row) for row in read_rows(folder / "muscles.csv", "id")}
    all_known([muscle.drive for muscle in muscles.values()], drives, "muscles.csv")
    once([muscle.name for muscle in muscles.values()], "muscles.csv")
    used = {muscle.drive for muscle in muscles.values()}
    all_known(drives, used, "drive.csv: a drive of no muscle:")
    found: dict[str, Any] = {"drives": drives, "muscles": muscles}
    found["movements"] = _movements(folder / "movements.csv", muscles)
    found["regions"] = _regions(folder / "regions.csv", muscles)
    found["arcs"] = _arcs(folder / "reflexes.csv", muscles)
    return found


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(";") if key.strip())


def _muscle(row: dict[str, str]) -> Muscle:
    where = f"muscles.csv: {row['id']}"
    named(row["limb"], PARTS, where)
    named(row["body_part"], PARTS[row["limb"]], where)
    named(row["group"], ["cranial" if row["limb"] == "cranial" else "muscle"], where)
    return Muscle(
        id=row["id"],
        name=row["name"],
        group=row["group"],
        limb=row["limb"],
        body_part=row["body_part"],
        drive=row["drive"],
        antigravity=share(float(row["antigravity"]), where),
        sources=_keys(row["source"]),
    )


def _drive(row: dict[str, str]) -> Drive:
    """Read how a muscle is driven; what its drive does not use is left blank, and only that."""
    where, cells = f"drive.csv: {row['id']}", dict(row)
    part, own = float(row["corticospinal_share"]), float(row["brainstem_own"] or 0.0)
    blank = {
        "crossed_share": part == 0.0,
        "premotor_share": part == 0.0,
        "contralateral_cortex": part == 1.0 or own == 1.0,
        "cortex_enough": part == 1.0 or own == 1.0,
        "same_side_cord": part == 1.0,
        "brainstem_own": part == 1.0,
    }
    for column, unused in blank.items():
        if bool(row[column]) == unused:
            raise ValueError(f"{where}: {column} must be {'blank' if unused else 'given'}")
        cells[column] = row[column] or "0"
    if float(row["steepness"]) < 1.0 or (cells["cortex_enough"] == "0" and row["cortex_enough"]):
        raise ValueError(f"{where}: the drive must rise")
    return Drive(
        id=row["id"],
        share=share(part, where),
        crossed=share(float(cells["crossed_share"]), where),
        contralateral_cortex=share(float(cells["contralateral_cortex"]), where),
        cortex_enough=share(float(row["cortex_enough"] or 1.0), where),
        same_side_cord=share(float(cells["same_side_cord"]), where),
        enough=share(float(row["enough"]), where),
        steepness=float(row["steepness"]),
        early_depression=share(float(row["early_depression"]), where),
        brainstem_own=share(own, where),
        premotor_share=share(float(cells["premotor_share"]), where),
        sources=_keys(row["source"]),
    )


def _weighted(text: str) -> Weighted:
    """Read "muscle:weight" or "muscle:segment:weight"."""
    muscle, *middle, weight = text.split(":")
    return Weighted(muscle, middle[0] if middle else "*", float(weight))


def _movements(path: Path, muscles: Mapping[str, Muscle]) -> dict[str, tuple[Weighted, ...]]:
    found = {}
    for row in read_rows(path, "id"):
        where = f"movements.csv: {row['id']}"
        movers = tuple(_weighted(text) for text in row["prime_movers"].split())
        all_known(once([mover.muscle for mover in movers], where), muscles, where)
        whole([mover.weight for mover in movers], where)
        found[row["id"]] = movers
    return found


def _regions(path: Path, muscles: Mapping[str, Muscle]) -> dict[str, tuple[str, ...]]:
    found = {}
    for row in read_rows(path, "id"):
        where = f"regions.csv: {row['id']}"
        found[row["id"]] = once(row["muscles"].split(), where)
        all_known(found[row["id"]], muscles, where)
    return found


def _arcs(path: Path, muscles: Mapping[str, Muscle]) -> dict[str, Arc]:
    rows = read_rows(path, "kind", "id")
    stretch = {row["id"] for row in rows if row["kind"] == "stretch"}
    return {
        f"tone.{row['id']}" if row["kind"] == "tone" else row["id"]: _arc(row, muscles, stretch)
        for row in rows
    }


def _arc(row: dict[str, str], muscles: Mapping[str, Muscle], stretch: Collection[str]) -> Arc:
    where, kind = f"reflexes.csv: {row['id']}", one_of(row["kind"], KINDS)
    arcs = tuple(_weighted(text) for text in row["arc"].split())
    all_known([arc.muscle for arc in arcs], muscles, where)
    once([f"{arc.muscle} {arc.segment}" for arc in arcs], where)
    if arcs:
        whole([arc.weight for arc in arcs], where)
    if (kind == "inverted") != bool(row["lead"] and row["partner"]) or (kind == "inverted") == bool(
        arcs
    ):
        raise ValueError(f"{where}: a reflex has an arc, an inverted one a lead and a partner")
    all_known([name for name in (row["lead"], row["partner"]) if name], stretch, where)
    return Arc(
        id=row["id"],
        kind=kind,
        arcs=arcs,
        lead=row["lead"],
        partner=row["partner"],
        sources=_keys(row["source"]),
    )
