"""The shipped fibres against the tables they were built from."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.bodies import body
from tests.mutants.built_body import (
    NEAR,
    SIDE,
    close,
    counts,
    courses,
    of_kind,
    pairs,
    read,
    weights,
)
from tests.mutants.built_paths import ascending, columns, cranial, descending, segments
from visualizer.anatomy import SEGMENTS

SEGMENT_SET = set(SEGMENTS)
PLEXUS = ("plexus.",)
AREAS = {
    "face": "face_area",
    "neck": "trunk_area",
    "shoulder": "arm_area",
    "frontal_eye_field": "frontal_eye_field",
}
ERRORS = (KeyError, ValueError, IndexError)


def holds(table: str, folder: Path) -> bool:
    """Tell whether the shipped body is what a table of a knowledge folder says."""
    try:
        return all(CHECKS[table](folder))
    except ERRORS:
        return False


def _supply(folder: Path) -> Iterator[bool]:
    """Motor axons and spindle afferents come from each segment in the weight of the table."""
    told: dict[str, dict[str, float]] = {}
    for row in read(folder, "muscle_supply.csv"):
        told.setdefault(row["muscle"], {})[row["segment"]] = float(row["weight"])
    for kind in ("lmn", "ia"):
        real: dict[str, dict[str, float]] = {}
        for target, segment, _, weight in of_kind(kind):
            if segment:
                real.setdefault(target, {})[segment] = weight
        yield kind == "ia" or set(real) == {m for m, at in told.items() if set(at) & SEGMENT_SET}
        for muscle, found in real.items():
            yield set(found) == set(told[muscle])
            yield all(abs(found[s] - told[muscle][s]) < 0.01 for s in found)


def _nerve_paths() -> dict[tuple[str, str], set[frozenset[str]]]:
    """Return by nerve and segment the sets of plexus parts that motor fibres run through."""
    found: dict[tuple[str, str], set[frozenset[str]]] = {}
    for (kind, _, segment, _), fibres in courses().items():
        if kind not in ("lmn", "afferent_large") or not segment:
            continue
        for sites in fibres:
            parts = frozenset(s for s in sites if s.startswith(PLEXUS))
            for nerve in (s for s in sites if s.startswith("nerve.")):
                found.setdefault((nerve, segment), set()).add(parts)
    return found


def _direct(segment: str) -> set[str]:
    """Return the plexus parts that motor fibres of a segment leave straight to a muscle."""
    return {
        site
        for (kind, _, of, _), fibres in courses().items()
        if kind == "lmn" and of == segment
        for sites in fibres
        if not any(site.startswith("nerve.") for site in sites)
        for site in sites
        if site.startswith(PLEXUS)
    }


def _plexus(folder: Path) -> Iterator[bool]:
    """The axons of a nerve from a segment run through the parts of the plexus of its row."""
    told = {
        (row["nerve"], row["segment"]): frozenset(
            part.split("@")[0] for part in row["stations"].split(";") if part
        )
        for row in read(folder, "plexus.csv")
    }
    real = _nerve_paths()
    yield len(told) == len(read(folder, "plexus.csv"))
    for key, parts in told.items():
        own = {key[0]}
        yield parts == own if own == _direct(key[1]) else any(parts == at for at in real[key])


def _branches(folder: Path) -> Iterator[bool]:
    """Motor axons of a muscle run in its nerve, and a later branch leaves it farther on."""
    rows = read(folder, "nerve_branches.csv")
    told = {(row["nerve"], row["muscle"]): int(row["order"]) for row in rows}
    yield len(told) == len(rows)
    for nerve, muscle in told:
        yield any(
            nerve in sites
            for (kind, target, _, _), fibres in courses().items()
            if kind == "lmn" and target == muscle
            for sites in fibres
        )
    for nerve in {nerve for nerve, _ in told}:
        ranks = sorted(rank for (n, _), rank in told.items() if n == nerve)
        yield ranks[0] == 1 and all(b - a <= 1 for a, b in pairwise(ranks))
        leaves = _leaves(folder, nerve)
        for one, first in told.items():
            for other, second in told.items():
                if one[0] == other[0] == nerve and first < second and leaves:
                    yield leaves[one[1]] <= leaves[other[1]]


@cache
def _branch_places(folder: Path) -> dict[str, dict[str, float]]:
    import tomllib

    found: dict[str, dict[str, float]] = {}
    for path in sorted((folder / "nerve_courses").glob("*.toml")):
        for branch in tomllib.loads(path.read_text(encoding="utf-8")).get("branch", ()):
            at = found.setdefault(branch["nerve"], {})
            at[branch["muscle"]] = max(at.get(branch["muscle"], 0.0), float(branch["at"]))
    return found


def _leaves(folder: Path, nerve: str) -> dict[str, float]:
    return _branch_places(folder).get(nerve, {})


def _targets(folder: Path) -> Iterator[bool]:
    """Corticospinal and reticulospinal fibres end in the segments in the shares of the table."""
    told: dict[str, dict[str, float]] = {}
    for row in read(folder, "cord_targets.csv"):
        told.setdefault(row["part"], {})[row["segment"]] = float(row["share"])
    real: dict[str, dict[str, float]] = {}
    for kind in ("corticospinal", "bulbospinal"):
        for target, segment, _, weight in of_kind(kind):
            at = real.setdefault(target, {})
            at[segment] = at.get(segment, 0.0) + weight
    yield set(told) == set(real)
    for part, shares in real.items():
        yield close(shares, told[part])
        yield abs(sum(told[part].values()) - 1.0) < 0.02


def _bulbar(folder: Path) -> Iterator[bool]:
    """Corticobulbar fibres have their number, cross in their share and end in their nucleus."""
    rows = read(folder, "corticobulbar.csv")
    real = {t for k, t, _, _ in weights() if k.startswith("corticobulbar")}
    yield {row["target"] for row in rows} == real
    for row in rows:
        mine = {k: w for k, w in weights().items() if k[:2] == (row["kind"], row["target"])}
        total = sum(mine.values())
        crossed = sum(w for k, w in mine.items() if k[3] == "crossed")
        yield abs(total - float(row["fibres_a_side"])) < 0.5 + 0.1 * total
        yield abs(crossed / total - float(row["crossed"])) <= NEAR
        yield abs(1 - crossed / total - float(row["uncrossed"])) <= NEAR
        yield {s for _, _, s, _ in mine} == set(row["segments"].split(";"))
        ends = {sites[-1] for key in mine for sites in courses()[key]}
        yield bool(row["segments"]) or ends == {row["nucleus"]}
        starts = {sites[0] for key in mine for sites in courses()[key]}
        yield any(s.endswith(AREAS[row["cortex"]]) for s in starts)


def _origin(folder: Path) -> Iterator[bool]:
    """Corticospinal fibres come from each field in its share and number."""
    rows = read(folder, "cortical_origin.csv")
    real = {row["kind"]: sum(w for *_, w in of_kind(row["kind"])) for row in rows}
    yield len(real) == 4
    yield close(real, {row["kind"]: float(row["share"]) for row in rows}, 0.015)
    field = {
        "m1": ("cortex.precentral", "cortex.paracentral"),
        "premotor": ("cortex.premotor",),
        "sma": ("cortex.supplementary",),
        "s1": ("cortex.postcentral",),
    }
    for row in rows:
        mine = [key for key in counts() if key[0] == row["kind"]]
        number = sum(counts()[key] for key in mine)
        yield abs(number - int(row["fibres_a_side"])) <= 0.1 * number
        yield all(s[0].startswith(field[row["area"]]) for key in mine for s in courses()[key])


def _centres(folder: Path) -> Iterator[bool]:
    """Cells of a function lie in their site, in number and weight."""
    rows = read(folder, "centres.csv")
    told = {(row["kind"], row["target"], "", row["variant"]): row for row in rows}
    kinds = ("centre", "cerebellar_cortex")
    yield len(told) == len(rows)
    yield {k for k in counts() if k[0] in kinds and k[1] != "repetition"} == set(told)
    for key, row in told.items():
        yield counts()[key] == int(row["fibres"])
        yield abs(weights()[key] - float(row["weight"])) < 0.01
        yield {sites[0] for sites in courses()[key]} == {row["station"]}
        yield row["serves"] == _served(key)


def _served(key: tuple[str, str, str, str]) -> str:
    """Return whether the cells of a population lie on the side that it serves."""
    fibres = body().fibres
    for i, at in enumerate(fibres.population):
        p = fibres.populations[at]
        if p.side == SIDE and (p.kind, p.target) == key[:2]:
            here = fibres.stations[fibres.station[fibres.offsets[i]]].side
            return "same" if here in (SIDE, "none") else "opposite"
    return ""


def _autonomic(folder: Path) -> Iterator[bool]:
    """Autonomic fibres come from each segment in their number and end at their target."""
    rows = read(folder, "autonomic_paths.csv")
    told = {(row["kind"], row["target"]): pairs(row["segments"]) for row in rows}
    yield len(told) == len(rows)
    real: dict[tuple[str, str], dict[str, float]] = {}
    for (kind, target, segment, _), weight in weights().items():
        if kind.startswith(("sympathetic_", "bladder_")):
            real.setdefault((kind, target), {})[segment] = weight
    yield set(real) == set(told)
    yield all(real[key] == told[key] for key in real)
    for row in rows:
        segments = told[row["kind"], row["target"]]
        total, each = sum(segments.values()), set(segments.values())
        yield int(row["fibres"]) in (total, *each)


CHECKS: dict[str, Callable[[Path], Iterator[bool]]] = {
    "ascending_segments.csv": segments,
    "ascending_tracts.csv": ascending,
    "autonomic_paths.csv": _autonomic,
    "centres.csv": _centres,
    "cord_targets.csv": _targets,
    "cortical_origin.csv": _origin,
    "corticobulbar.csv": _bulbar,
    "cranial_nerves.csv": cranial,
    "descending_tracts.csv": descending,
    "motor_columns.csv": columns,
    "muscle_supply.csv": _supply,
    "nerve_branches.csv": _branches,
    "plexus.csv": _plexus,
}
