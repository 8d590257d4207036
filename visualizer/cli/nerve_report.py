"""Where nerves lie in the body: under the skin, beside the bones."""

import csv
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visualizer.anatomy import Body, MeshData
from visualizer.cli.rays import holds
from visualizer.storage import assets_path

SKIN_POINTS, BONE_POINTS = 200_000, 40_000
PERIPHERAL = (
    "nerve.",
    "plexus.",
    "muscle.",
    "skin.",
    "sympathetic.",
    "skull_base.",
    "orbit.",
    "ganglion.",
    "organ.",
)
"""Beginnings of the sites of the nerves outside brain, cord and roots."""
GANGLION_MM, FORAMEN_MM = 14.0, 3.0
"""Reach of an intervertebral foramen round its ganglion, and beyond a cranial foramen's rim."""
ALIASES = {"radial_groove": "spiral_groove", "fibular_tunnel": "fibular_neck"}
WORST = 4


def nerve_points(
    body: Body, count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.str_]]:
    """Points (n, 3) of peripheral fibres, mm, at most about `count`; their stations and kinds."""
    fibres = body.fibres
    nerve = np.array([s.site.startswith(PERIPHERAL) for s in fibres.stations])
    rows = np.nonzero(nerve[fibres.station])[0]
    rows = rows[:: max(1, len(rows) // count)]
    owner = np.repeat(fibres.population, np.diff(fibres.offsets))[rows]
    kinds = np.array([p.kind for p in fibres.populations])[owner]
    return fibres.points_mm[rows].astype(float), fibres.station[rows], kinds


def nerves_inside_skin(body: Body, skin: MeshData) -> dict[str, str]:
    """Share of the points of nerves inside the skin, in all and by kind of fibre."""
    points, _, kinds = nerve_points(body, SKIN_POINTS)
    if not len(points):
        return {}
    inside = holds(skin, points)
    figures = {"nerves inside the skin, % of points": f"{100 * inside.mean():.3f}"}
    for kind in sorted(set(kinds)):
        share = 100 * inside[kinds == kind].mean()
        figures[f"nerves inside the skin, {kind}, %"] = f"{share:.3f}"
    return figures


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = assets_path("knowledge") / name
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _grooves() -> frozenset[str]:
    """Levels of nerves at which a bone is grooved or pierced, by the table of foramina."""
    names = {row["id"] for row in _rows("foramina.csv") if row.get("in_bone") == "yes"}
    return frozenset(names | {ALIASES.get(name, name) for name in names})


def _in_foramen(body: Body, bone: str, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points (n, 3) that lie in a bone are in one of its named foramina."""
    out = np.zeros(len(points), dtype=bool)
    if bone.startswith("bone.sacrum"):
        return ~out
    if bone.startswith("bone.vertebra"):
        ganglia = [mesh.vertices_mm for mesh in body.meshes.get("ganglia", ())]
        if ganglia:
            out |= cKDTree(np.concatenate(ganglia)).query(points)[0] < GANGLION_MM
    if bone.startswith(("bone.skull", "bone.mandible")):
        folded = points * [1.0, 1.0, 1.0]
        folded[:, 0] = np.abs(folded[:, 0])
        for row in _rows("cranial_foramina.csv"):
            middle = np.array([float(row[f"{axis}_mm"]) for axis in "xyz"])
            reach = float(row["radius_mm"]) + FORAMEN_MM
            out |= np.linalg.norm(folded - middle, axis=1) < reach
    return out


def nerves_outside_bone(body: Body) -> dict[str, str]:
    """Share of nerve points outside all bones, with and without named foramina and grooves."""
    points, station, _ = nerve_points(body, BONE_POINTS)
    if not len(points):
        return {}
    inside, excused = (np.zeros(len(points), dtype=bool) for _ in range(2))
    groove = np.array([s.level in _grooves() for s in body.fibres.stations])[station]
    blame: dict[str, int] = {}
    for mesh in body.meshes["skeleton"]:
        held = np.nonzero(holds(mesh, points))[0]
        if not len(held):
            continue
        inside[held] = True
        free = groove[held] | _in_foramen(body, mesh.id, points[held])
        excused[held[free]] = True
        blame[mesh.id] = int((~free).sum())
    worst = sorted((k for k in blame if blame[k]), key=lambda k: -blame[k])[:WORST]
    return {
        "nerves outside bone, % of points": f"{100 * (~inside).mean():.2f}",
        "nerves outside bone or in foramina and grooves, %": (
            f"{100 * (~inside | excused).mean():.2f}"
        ),
        "nerves in bone, worst": ", ".join(
            f"{k} {100 * blame[k] / len(points):.2f} %" for k in worst
        )
        or "none",
    }
