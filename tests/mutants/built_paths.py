"""The shipped fibres of cranial nerves, long tracts and motor columns against their tables."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from tests.bodies import body
from tests.mutants.built_body import (
    SIDE,
    Row,
    close,
    counts,
    courses,
    of_kind,
    pairs,
    read,
    weights,
)
from tests.mutants.built_courses import along
from tests.mutants.built_ends import in_their_heads
from visualizer.anatomy import SEGMENTS

OTHER_NAME = {
    "principal_sensory_trigeminal": "trigeminal_sensory",
    "vestibular": "vestibular",
    "inferior_colliculus": "inferior_colliculus",
}
RETICULAR = {"pprf": "pons.tegmentum", "reticular_formation": "medulla.tegmentum"}
#: How far motor neurons may lie from their place in the horn, in half widths and half depths.
COLUMN_NEAR = {"medial_to_lateral": 0.15, "dorsal_to_ventral": 0.05}
NOWHERE = {"none@"}
RELAYS = ("nucleus.", "thalamus.", "cord.dorsal_horn")
IN_STEM = re.compile(r"_(fascicle|genu)(@|$)")
APART = ("trapezius", "sternocleidomastoid")
Key = tuple[str, str, str, str]


def cranial(folder: Path) -> Iterator[bool]:
    """Fibres of cranial nerves have their number and weight and run where their path says."""
    rows: dict[Key, list[Row]] = {}
    for row in read(folder, "cranial_nerves.csv"):
        for target in _targets(row["target"]):
            rows.setdefault((row["kind"], target, "", row["variant"]), []).append(row)
    trunks: dict[str, set[str]] = {}
    lines = (folder / "cranial_courses.csv").read_text(encoding="utf-8")
    for row in read(folder, "cranial_courses.csv"):
        trunks.setdefault(row["trunk"].removesuffix(".left"), set()).add(
            f"{row['site']}@{row['level']}"
        )
    kinds = {key[0] for key in rows} - {"lmn", "afferent_small", "afferent_large"}
    yield kinds <= {key[0] for key in counts()}
    yield {key for key in counts() if key[0] in kinds} <= set(rows)
    for key, mine in rows.items():
        yield counts()[key] == sum(int(row["fibres"]) for row in mine)
        yield abs(weights()[key] - sum(float(row["weight"]) for row in mine)) < 0.01
        yield from _follows(key, mine, trunks)
        yield all(along(key, row["path"], lines) for row in mine)
        yield from in_their_heads(key, mine)


def _targets(target: str) -> tuple[str, ...]:
    return {"field_same": ("field_right",), "field_other": ("field_left",)}.get(target, (target,))


def _follows(key: Key, rows: list[Row], trunks: dict[str, set[str]]) -> Iterator[bool]:
    """Tell whether the fibres of a population pass what their path names, and nothing else."""
    paths = [frozenset(sites) for sites in courses(far=True)[key]]
    for row in rows:
        words = re.findall(r"(~?)-?([nftm]):([a-z_0-9.]+)", row["path"])
        named = [_places(far, kind, name, trunks) for far, kind, name in words]
        known = {site for sites in named for site in sites}
        yield any(
            all(_passes(path, sites) for sites in named) and _only(path, known) for path in paths
        )


def _only(path: frozenset[str], known: set[str]) -> bool:
    """Tell whether a fibre passes no site but those known, given whole or by a part."""
    passed = path - NOWHERE
    return all(s in known or any(_holds_part(k, s) for k in known) for s in passed)


def _holds_part(known: str, site: str) -> bool:
    """Tell whether a site is one of a nucleus, fascicle or muscle; no nucleus is in a fascicle."""
    if "@" in known or known.startswith("~") != site.startswith("~"):
        return False
    name = known.lstrip("~")
    return name in site and (name[0] == "." or not IN_STEM.search(site))


def _places(far: str, kind: str, name: str, trunks: dict[str, set[str]]) -> set[str]:
    """Return the sites of a trunk, or the name that a nucleus, fascicle or muscle must hold."""
    if kind == "t":
        sites = trunks[name]
    elif kind == "f":
        sites = {f".{name}"}
    elif name.endswith(("_fascicle", "_genu")):
        sites = set()  # no nucleus
    else:
        sites = {OTHER_NAME.get(name, name).split(".")[0]}
    return {far + site for site in sites}


def _passes(path: frozenset[str], sites: set[str]) -> bool:
    """Tell whether a fibre passes any of some sites, given whole or by a part, on their side."""
    return any(
        site.startswith("~") == wanted.startswith("~") and wanted.lstrip("~") in site
        for site in path
        for wanted in sites
    )


def segments(folder: Path) -> Iterator[bool]:
    """The lemniscus of a segment ends in the areas of the cortex that its row names."""
    rows = {row["segment"]: row for row in read(folder, "ascending_segments.csv")}
    ends: dict[str, dict[str, float]] = {}
    for (kind, segment, *_), paths in courses().items():
        if kind == "medial_lemniscus":
            for path in paths:
                area = path[-1].split(".")[-1].removesuffix("_area")
                at = ends.setdefault(segment, {})
                at[area] = at.get(area, 0.0) + 1
    yield set(ends) <= set(rows)
    yield len(rows) == len(read(folder, "ascending_segments.csv"))
    for segment, found in ends.items():
        if segment in rows:
            yield close(found, pairs(rows[segment]["areas"]), 0.13)
    yield all(abs(sum(pairs(row["areas"]).values()) - 1.0) < 0.02 for row in rows.values())
    yield from _relays(
        {segment: row["posterior_thoracic_nucleus"] for segment, row in rows.items()}
    )


def _relays(relay: dict[str, str]) -> Iterator[bool]:
    """Clarke's column runs from T1 to L2; what enters below it climbs, the lower the less far."""
    column = [name for name in SEGMENTS if SEGMENTS.index("T1") <= SEGMENTS.index(name)]
    column = column[: column.index("L2") + 1]
    yield all(relay[name] == name for name in column)
    yield all(not relay[name] for name in relay if SEGMENTS.index(name) < SEGMENTS.index("T1"))
    below = [relay[name] for name in relay if SEGMENTS.index(name) > SEGMENTS.index("L2")]
    yield set(below) <= {"L1", "L2"} and below == sorted(below)


def descending(folder: Path) -> Iterator[bool]:
    """Brainstem and pontine tracts have their number, cross in their share and reach segments."""
    from tests.mutants.built_body import axial

    rows = read(folder, "descending_tracts.csv")
    told: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        told.setdefault((row["kind"], row["target"]), []).append(row)
    for (kind, target), mine in told.items():
        real = list(of_kind(kind, target))
        total = sum(w for *_, w in real)
        yield abs(total - sum(int(row["fibres_a_side"]) for row in mine)) <= 0.42 * total
        crossed = sum(w for _, _, variant, w in real if variant == "crossed") / total
        yield all(abs(crossed - float(row["crossed"])) < 0.1 for row in mine)
        yield from _reach(kind, target, mine, axial(folder))


def _reach(kind: str, target: str, rows: list[Row], axial: dict[str, float]) -> Iterator[bool]:
    found: dict[str, float] = {}
    for _, segment, _, weight in of_kind(kind, target):
        found[segment] = found.get(segment, 0.0) + weight
    ends = {
        site
        for key, fibres in courses().items()
        if key[:2] == (kind, target)
        for path in fibres
        for site in (path[0], path[-1])
    }
    sites = {
        s for key, all_ in courses().items() if key[:2] == (kind, target) for x in all_ for s in x
    }
    for row in rows:
        text = row["segments"]
        shares = axial if text == "axial_limb" else pairs(text) if text else {"": 1.0}
        yield close(found, shares, 0.03)
        yield set(found) <= set(shares)
        yield not row["cord_tract"] or any(row["cord_tract"] in site for site in sites)
        nucleus = RETICULAR.get(row["nucleus"], row["nucleus"])
        yield any(nucleus in site for site in ends)


def ascending(folder: Path) -> Iterator[bool]:
    """Ascending tracts have their number of fibres, begin at their origin, relay and end."""
    rows = read(folder, "ascending_tracts.csv")
    yield len({row["id"] for row in rows}) == len(rows)
    yield len({(row["kind"], _part(row["id"])) for row in rows}) == len(rows)
    for row in rows:
        mine = [key for key in courses() if key[0] == row["kind"] and _of(row["id"], key)]
        yield bool(mine)
        spinal = [key for key in mine if key[2] in SEGMENTS or not key[0].startswith("afferent")]
        most: dict[str, int] = {}
        for key in spinal:
            most[key[1]] = max(most.get(key[1], 0), counts()[key])
        yield int(row["fibres"]) == Counter(most.values()).most_common(1)[0][0]
        paths = [path for key in spinal for path in courses()[key]]
        relays = {site for path in paths for site in path[1:] if site.startswith(RELAYS)}
        yield relays == set(filter(None, row["relay"].split(";")))
        at_end = [path[-1].startswith(row["end"]) for path in paths]
        yield sum(at_end) > 0.9 * len(at_end)


def _of(tract: str, key: Key) -> bool:
    """Tell whether a population belongs to a tract of the table."""
    return key[3].startswith(_part(tract))


def _part(tract: str) -> str:
    """Return how the variants of the populations of a tract begin."""
    return tract.partition("_")[2][:4] if tract.startswith("spinocerebellar_") else ""


def columns(folder: Path) -> Iterator[bool]:
    """Motor neurons lie in the horn as far out and as far forward as the table says."""
    rows = {row["muscle"]: row for row in read(folder, "motor_columns.csv")}
    places = {(r["column"], r["medial_to_lateral"], r["dorsal_to_ventral"]) for r in rows.values()}
    yield len(places) == len({row["column"] for row in rows.values()})
    real = cell_places()
    yield {muscle for muscle, _ in real} <= set(rows)
    for of, axis in (("medial_to_lateral", 0), ("dorsal_to_ventral", 1)):
        for part in {part for _, part in real}:
            mine = [k for k in real if k[1] == part and k[0] not in APART]
            told = np.array([float(rows[muscle][of]) for muscle, _ in mine])
            at = np.array([real[key][axis] for key in mine])
            off = np.abs(np.polyval(np.polyfit(told, at, 1), told) - at)
            yield bool(off.max() <= COLUMN_NEAR[of])


@cache
def cell_places() -> dict[tuple[str, str], tuple[float, float]]:
    """Return how far out and forward the cells of each muscle lie in each part of the cord.

    In half widths and half depths of the cord.
    """
    fibres = body().fibres
    found: dict[tuple[str, str], list[np.ndarray]] = {}
    for i, at in enumerate(fibres.population):
        p = fibres.populations[at]
        if p.kind == "lmn" and p.side == SIDE and p.segment:
            key = p.target, "upper" if p.segment[0] in "CT" else "lower"
            found.setdefault(key, []).append(fibres.points_mm[fibres.offsets[i]])
    return {
        key: tuple(body().cord.locate(np.array(points))[1].mean(axis=0))
        for key, points in found.items()
    }
