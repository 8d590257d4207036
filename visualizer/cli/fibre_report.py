"""What the report says of the fibres: continuous, in their structures, beside the bones."""

import csv

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from visualizer.anatomy import Body, Volume
from visualizer.cli.rays import holds
from visualizer.storage import assets_path

NEAR_MM = 2.0
NERVE_KINDS = frozenset({"lmn", "ia", "afferent_large", "afferent_small"})
CENTRAL = ("cord.", "root.", "cauda_equina", "none", "midbrain.", "pons.", "medulla.", "brainstem.")
"""Beginnings of stations that are not nerve."""
FORAMEN_BONES = ("bone.vertebra", "bone.sacrum", "bone.skull")
"""Bones that nerves leave through foramina."""


def nerve_points(body: Body, count: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points (n, 3) of peripheral fibres, mm, at most about `count`, and their stations."""
    fibres = body.fibres
    kind = np.array([p.kind in NERVE_KINDS for p in fibres.populations])[fibres.population]
    nerve = np.array([not s.site.startswith(CENTRAL) for s in fibres.stations])
    rows = np.nonzero(np.repeat(kind, np.diff(fibres.offsets)) & nerve[fibres.station])[0]
    rows = rows[:: max(1, len(rows) // count)]
    return fibres.points_mm[rows].astype(float), fibres.station[rows]


def _grooves() -> frozenset[str]:
    """Levels of nerves at which a bone is grooved or pierced, by the table of foramina."""
    path = assets_path("knowledge") / "foramina.csv"
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file) if row.get("in_bone") == "yes")


ALIASES = {"radial_groove": "spiral_groove", "fibular_tunnel": "fibular_neck"}


def nerves_outside_bone(body: Body) -> dict[str, str]:
    """Share of nerve points outside all bones, with and without named foramina and grooves."""
    points, station = nerve_points(body, 20_000)
    inside = np.zeros(len(points), dtype=bool)
    foramen = np.zeros(len(points), dtype=bool)
    for mesh in body.meshes["skeleton"]:
        held = holds(mesh, points)
        inside |= held
        if mesh.id.startswith(FORAMEN_BONES):
            foramen |= held
    named = _grooves() | {ALIASES.get(name, name) for name in _grooves()}
    level = np.array([s.level in named for s in body.fibres.stations])[station]
    excused = inside & (foramen | level)
    return {
        "nerves outside bone, % of points": f"{100 * (~inside).mean():.2f}",
        "nerves outside bone or in foramina and grooves, %": (
            f"{100 * (~inside | excused).mean():.2f}"
        ),
    }


def largest_steps(body: Body) -> dict[str, str]:
    """Largest step along the fibres of each kind."""
    fibres = body.fibres
    steps = np.linalg.norm(np.diff(fibres.points_mm, axis=0), axis=1)
    steps[fibres.offsets[1:-1] - 1] = 0.0
    largest = np.maximum.reduceat(np.append(steps, 0.0), fibres.offsets[:-1])
    kinds = np.array([fibres.populations[i].kind for i in fibres.population])
    return {
        f"fibres, {kind}": f"{(kinds == kind).sum()}, largest step "
        f"{largest[kinds == kind].max():.1f} mm"
        for kind in sorted(set(kinds))
    }


def _near(volume: Volume, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether points lie in a volume or within `NEAR_MM` of it."""
    matrix = volume.world_to_voxel
    size = float(np.linalg.norm(np.linalg.inv(matrix)[:3, 0]))
    pad = int(np.ceil(NEAR_MM / size)) + 1
    gap = ndimage.distance_transform_edt(~np.pad(volume.mask, pad)) * size
    voxel = np.rint(points @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.int64) + pad
    known = np.all((voxel >= 0) & (voxel < gap.shape), axis=1)
    out = np.zeros(len(points), dtype=bool)
    out[known] = gap[tuple(voxel[known].T)] <= NEAR_MM
    return out


def structure_shares(body: Body) -> dict[tuple[str, str], float]:
    """Share of the points of each station with a volume that lie in it or within 2 mm."""
    fibres, shares = body.fibres, {}
    order = np.argsort(fibres.station, kind="stable")
    ends = np.searchsorted(fibres.station[order], np.arange(len(fibres.stations) + 1))
    groups: dict[tuple[str, str], list[int]] = {}
    for number, station in enumerate(fibres.stations):
        groups.setdefault((station.site, station.side), []).append(number)
    for key, numbers in groups.items():
        volume = body.volumes.get(key) or body.volumes.get((key[0], "none"))
        rows = np.concatenate([order[ends[n] : ends[n + 1]] for n in numbers])
        if volume is not None and len(rows):
            shares[key] = float(_near(volume, fibres.points_mm[rows]).mean())
    return shares


def fibres_in_their_structures(body: Body) -> dict[str, str]:
    """Give the mean of the shares and the worst station."""
    shares = structure_shares(body)
    if not shares:
        return {}
    worst = min(shares, key=lambda key: shares[key])
    site, side = worst
    return {
        "fibre points in their structure, % (mean of stations)": (
            f"{100 * float(np.mean(list(shares.values()))):.1f}"
        ),
        "fibre points in their structure, worst": f"{site} {side} {100 * shares[worst]:.0f} %",
    }
