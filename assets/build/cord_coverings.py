"""Dura and denticulate ligaments, ganglia, rootlets and the arteries of the cord."""

import csv

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, minimum_filter1d

from assets.build import places
from assets.build.cord import Cord, build, cord_half, read_landmarks
from assets.build.cord_layers import write
from assets.build.cord_outline import SEGMENTS, points_at
from assets.build.cord_roots import ganglia, read_foramina, write_rootlets
from assets.build.cord_sweep import both, mirrored, pipe, tube
from assets.build.meshio import Mesh
from assets.build.nerves_roots import Foramina

Array = NDArray[np.float64]
DURA_GAP_MM = 2.6
"""Distance of cord and dura at the side where the canal leaves room."""

SAC_MM = 5.6
"""Half width of the dural sac below the conus."""

STRIP_MM, PLATE_MM = 0.3, 0.1
"""Width of the denticulate ligament between its teeth and half its thickness."""

OPEN_SHEETS: tuple[str, ...] = ()
ASA_MM = {"C1": 0.32, "C6": 0.36, "T2": 0.24, "T6": 0.18, "T9": 0.3, "L2": 0.42, "S5": 0.2}
"""Radius of the anterior spinal artery by segment: least in the midthoracic cord (our estimate)."""


class Dura:
    """The dural sac: half width and half depth along the axis.

    Attributes
    ----------
    s : (n,) array, mm along the axis down to the second sacral vertebra
    width, depth : (n,) arrays, mm
    """

    def __init__(self, cord: Cord, canal: Array) -> None:
        axis = cord.axis
        end = axis.at_height(float(read_landmarks()["vertebra.s2.canal"][2]))
        near = axis.s <= end
        width, depth = (h[near] for h in cord_half(cord))
        inner = cord.half(axis.s[near])[0]
        room = canal[near] / np.where(axis.s[near] <= axis.conus, inner, width)
        goal = np.where(
            axis.s[near] <= axis.conus - 20, (width + DURA_GAP_MM) / width, SAC_MM / width
        )
        factor = np.clip(np.minimum(goal, 0.97 * room), 1.02, None)
        factor = gaussian_filter1d(minimum_filter1d(factor, 5), 2.0, mode="nearest")
        taper = np.sqrt(np.clip((end - axis.s[near]) / 30.0, 0.02, 1.0))
        self.s = axis.s[near]
        self.width, self.depth = width * factor * taper, depth * factor * taper
        self._cord = cord

    def lateral(self, s: Array | float) -> Array:
        """Half width, mm, at `s` mm along the axis."""
        return np.asarray(np.interp(s, self.s, self.width))

    def mesh(self) -> Mesh:
        """Closed surface of the sac."""
        turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        flat = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        keep = np.unique(np.append(np.arange(0, len(self.s), 2), len(self.s) - 1))
        u = flat[None, :, 0] * self.width[keep, None]
        v = flat[None, :, 1] * self.depth[keep, None]
        s = np.repeat(self.s[keep][:, None], len(flat), axis=1)
        return tube(self._cord.axis.point(s, u, v), flat)


def teeth(cord: Cord, foramina: Foramina) -> Array:
    """Places along the axis, mm, of the 21 tips of the denticulate ligament.

    The first is at the foramen magnum, the last between the exits of T12 and L1.
    """
    exits = [cord.axis.at_height(float(foramina.ganglion(k)[2]) + 2) for k in SEGMENTS[:21]]
    exits = np.maximum.accumulate(np.array(exits))
    return np.concatenate([[2.0], (exits[1:] + exits[:-1]) / 2])


def denticulate(cord: Cord, dura: Dura, tips: Array) -> Mesh:
    """Closed thin plate of the right denticulate ligament with its teeth."""
    s = np.arange(0.6, tips[-1] + 12.0, 0.7)
    s = np.unique(np.concatenate([s, tips]))
    width = cord.half(s)[0]
    gap = np.maximum(dura.lateral(s) - width, 0.15)
    base = np.interp(tips, [tips[0], tips[8], tips[-1]], [4.0, 6.5, 9.0])
    near = np.maximum(1.0 - np.abs(s[:, None] - tips[None]) / base[None], 0.0) ** 1.7
    fade = np.clip((s[-1] - s) / 12.0, 0.05, 1.0)
    reach = np.minimum(STRIP_MM * fade, gap) + near.max(axis=1) * np.maximum(
        gap - STRIP_MM * fade, 0.0
    )
    inner = width * 0.985
    lateral = np.stack([inner, width + reach, width + reach, inner], axis=1)
    forward = np.array([-PLATE_MM, -PLATE_MM, PLATE_MM, PLATE_MM])
    rings = cord.axis.point(
        np.repeat(s[:, None], 4, axis=1), lateral, np.broadcast_to(forward, lateral.shape)
    )
    return tube(rings, np.stack([lateral[0], forward], axis=1))


def _wave(s: Array, size: float, length: float) -> Array:
    return np.asarray(size * np.sin(2 * np.pi * s / length) * np.sin(2 * np.pi * s / 31.0))


def anterior_line(cord: Cord, s: Array) -> Array:
    """Course (n, 3) of the anterior spinal artery before the fissure."""
    depth = cord.half(s)[1]
    return cord.axis.point(s, _wave(s, 0.25, 23.0), 0.97 * depth + 0.25)


def posterior_line(cord: Cord, s: Array) -> Array:
    """Course (n, 3) of the right posterior spinal artery, medial to the dorsal rootlets."""
    middles = (cord.bounds[1:] + cord.bounds[:-1]) / 2
    tip = np.array(
        [points_at(float(k))["dh_tip"] for k in np.interp(s, middles, np.arange(len(middles)))]
    )
    angle = np.arctan2(tip[:, 1], tip[:, 0]) - 0.16
    width, depth = cord.half(s)
    return cord.axis.point(
        s, np.cos(angle) * (width + 0.2) + _wave(s, 0.15, 17.0), np.sin(angle) * (depth + 0.2)
    )


def longitudinal(cord: Cord) -> dict[str, Mesh]:
    """Anterior and posterior spinal arteries; they meet in a loop around the conus."""
    end = cord.bounds[-2]
    s = np.arange(0.3, end, 2.0)
    at = [cord.along(k, 0.5) for k in ASA_MM]
    meshes = {
        "artery.anterior_spinal": pipe(
            anterior_line(cord, s), np.interp(s, at, list(ASA_MM.values()))
        )
    }
    back = posterior_line(cord, s)
    t = np.linspace(0, 1, 9)[1:, None]
    front = anterior_line(cord, s)[-1]
    out = cord.axis.point(float(end), float(cord.half(end)[0]) + 0.5, 0.0)
    loop = (1 - t) ** 2 * back[-1] + 2 * t * (1 - t) * out + t**2 * front
    line = np.concatenate([back, loop])
    radius = np.interp(np.arange(len(line)), [0, len(line) / 2, len(line)], [0.2, 0.14, 0.17])
    return meshes | both("artery.posterior_spinal", pipe(line, radius, 8))


def feeder(cord: Cord, foramina: Foramina, row: dict[str, str]) -> Mesh:
    """Radicular artery of the right side: up along its root and onto the spinal artery."""
    anterior = row["kind"] == "anterior"
    ganglion = foramina.ganglion(row["root"])
    enter = cord.axis.at_height(float(ganglion[2]) + 3.0)
    top = max(enter - float(row["rise_mm"]), 3.0)
    forward = 1.8 if anterior else -1.8
    s = np.linspace(enter - 1.0, top + 3.0, 8)
    width, depth = cord.half(s)
    share = np.linspace(0, 1, 8) ** 1.6
    sign = np.sign(forward)
    angle = sign * (0.25 + (1.15 if anterior else 0.85) * share)
    beside = cord.axis.point(s, np.cos(angle) * (width + 0.7), np.sin(angle) * (depth + 0.6))
    line = anterior_line if anterior else posterior_line
    turn = line(cord, np.array([top, top + 1.2, top + 3.5]))
    nodes = np.concatenate([[ganglion + [1.0, sign * 2.6, 1.0]], [ganglion + [-4, forward, 2.0]]])
    path = np.concatenate([nodes, beside, turn])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    fine = np.linspace(0, length[-1], max(24, int(length[-1] / 1.2)))
    smooth = np.stack([np.interp(fine, length, path[:, k]) for k in range(3)], axis=1)
    smooth = gaussian_filter1d(smooth, 1.5, axis=0, mode="nearest")
    return pipe(smooth, np.full(len(smooth), float(row["radius_mm"])), 8)


def feeders(cord: Cord, foramina: Foramina) -> dict[str, Mesh]:
    """Radicular feeders of the table, each on its side."""
    with (places.KNOWLEDGE / "cord_arteries.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    meshes = {}
    for row in rows:
        mesh = feeder(cord, foramina, row)
        mesh = mesh if row["side"] == "right" else mirrored(mesh)
        meshes[f"artery.{row['artery']}.{row['side']}"] = mesh
    return meshes


def main() -> None:
    """Write coverings, ganglia, rootlets and arteries."""
    cord, canal, _ = build()
    foramina = read_foramina(cord)
    dura = Dura(cord, canal)
    plate = denticulate(cord, dura, teeth(cord, foramina))
    coverings = {"cord.dura_mater": dura.mesh(), **both("cord.denticulate_ligament", plate)}
    write(places.MESHES / "cord_coverings.npz", coverings)
    write(places.MESHES / "ganglia.npz", ganglia(foramina))
    write(places.MESHES / "arteries.npz", longitudinal(cord) | feeders(cord, foramina))
    write_rootlets(cord, foramina)


if __name__ == "__main__":
    main()
