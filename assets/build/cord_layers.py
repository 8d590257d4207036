"""Writes the meshes of the cord, its grey matter and its tracts, and the table of sections."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assets.build import cord_grey, cord_outline, cord_white, places
from assets.build.cord import Cord, build, read_segments
from assets.build.cord_sweep import both, pipe, tube
from assets.build.cord_zones import zones_by_segment
from assets.build.meshio import Mesh, write_layer

Array = NDArray[np.float64]
STEP_MM = 2.0
FILUM_MM = (0.75, 0.45)
"""Radius of the filum terminale at the conus and at the coccyx."""

CANAL_MM = 0.12
GELATINOUS = (0.75, 0.93)
"""Share of the dorsal horn's length, from its base, that is lamina II."""


class Segments:
    """Places along the cord counted in segments: 0 is the middle of C1."""

    def __init__(self, cord: Cord) -> None:
        self.cord = cord
        self.middles = (cord.bounds[1:] + cord.bounds[:-1]) / 2
        self._count = np.arange(len(self.middles), dtype=float)

    def place(self, s: Array | float) -> Array:
        """Segments from C1 at `s` mm along the axis."""
        return np.asarray(np.interp(s, self.middles, self._count))

    def rows(self, first: int, last: int, step_mm: float = STEP_MM) -> Array:
        """Places along the axis, mm, evenly from the top of one segment to the end of another."""
        top, end = self.cord.bounds[first], self.cord.bounds[last + 1]
        return np.linspace(top, end, max(3, round((end - top) / step_mm) + 1))


def cord_outline_uv(row: float) -> Array:
    """Outline (n, 2) of the cord's surface at a place, with its fissure and sulci.

    The anterior median fissure is a slit to the white commissure; the posterior median, the
    dorsolateral and the posterior intermediate sulcus (cervical) are shallow grooves.
    """
    angle = np.linspace(-np.pi / 2, np.pi / 2, 41)
    named = cord_outline.points_at(row)
    entry = float(np.arctan2(named["dh_tip"][1], named["dh_tip"][0]))
    radius = np.ones_like(angle)
    radius -= 0.030 * np.exp(-(((angle - entry) / 0.07) ** 2))
    radius -= 0.045 * np.exp(-(((angle + np.pi / 2) / 0.08) ** 2))
    between = float(np.clip(7.5 - row, 0.0, 1.0)) * (entry - np.pi / 2) / 2
    radius -= 0.012 * float(row < 12) * np.exp(-(((angle - between) / 0.06) ** 2))
    lips = 0.06 * np.exp(-(((angle - np.pi / 2) / 0.10) ** 2))
    right = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (radius - lips)[:, None]
    right[0, 0] = 0.0
    bottom = named["wc_mid"][1] + 0.02
    slit = np.array([[0.018, 0.90], [0.016, (0.9 + bottom) / 2], [0.012, bottom + 0.03]])
    right = np.concatenate([right[:-1], slit, [[0.0, bottom]]])
    return np.concatenate([right, right[-2:0:-1] * [-1.0, 1.0]])


def sweep(at: Segments, s: Array, shape: Callable[[float], Array]) -> Mesh:
    """Sweep a shape (n, 2) of (u, v), a function of the place in segments, along the cord."""
    shapes = np.stack([shape(float(k)) for k in at.place(s)])
    rings = at.cord.point(s[:, None], shapes[..., 0], shapes[..., 1])
    if cord_outline.area(shapes[0]) < 0:
        rings, shapes = rings[:, ::-1], shapes[:, ::-1]
    return tube(rings, shapes[0])


def grey_meshes(at: Segments) -> dict[str, Mesh]:
    """Butterfly, central canal and columns of cells."""
    s = at.rows(0, 30)
    meshes = {
        "cord.grey_matter": sweep(
            at, s, lambda k: cord_outline.butterfly(cord_outline.points_at(k))
        )
    }
    middle = np.array([cord_outline.points_at(float(k))["canal"][1] for k in at.place(s)])
    line = at.cord.point(s, np.zeros_like(s), middle)
    meshes["cord.central_canal"] = pipe(line, np.full(len(s), CANAL_MM), 8)
    cap = sweep(at, s, lambda k: cord_grey.strip(cord_outline.points_at(k), *GELATINOUS))
    meshes |= both("cord.gelatinous_substance", cap)
    for nucleus in cord_grey.nuclei():
        rows = at.rows(nucleus.first, nucleus.last, 1.5)
        rings = []
        for t, k in zip(rows, at.place(rows), strict=True):
            width, depth = (float(h) for h in at.cord.half(t))
            uv = nucleus.polygon(float(k), width, depth)
            rings.append(at.cord.point(np.full(len(uv), t), uv[:, 0], uv[:, 1]))
        meshes |= both(f"cord.{nucleus.name}", tube(np.array(rings), uv))
    return meshes


def tract_meshes(at: Segments) -> dict[str, Mesh]:
    """Tracts of both sides over the segments they run through."""
    meshes: dict[str, Mesh] = {}
    for tract in cord_white.tracts():
        s = at.rows(tract.first, tract.last, 3.0)
        meshes |= both(f"cord.{tract.name}", sweep(at, s, tract.polygon))
    return meshes


def cord_meshes(at: Segments) -> tuple[dict[str, Mesh], NDArray[np.uint8]]:
    """Surface of the cord and the filum terminale, with the segment of each vertex."""
    cord, axis = at.cord, at.cord.axis
    s = at.rows(0, 30, 1.5)
    body = sweep(at, s, cord_outline_uv)
    below = np.arange(axis.conus - 1.0, axis.s[-1] - 2.0, 4.0)
    share = (below - below[0]) / (below[-1] - below[0])
    line = axis.point(below, np.zeros_like(below), np.zeros_like(below))
    filum = pipe(line, FILUM_MM[0] + share * (FILUM_MM[1] - FILUM_MM[0]), 8)
    ring = len(body[0]) // len(s)
    label = np.repeat(cord.segment_at(s), ring).astype(np.uint8)
    rest = np.full(len(filum[0]), 255, np.uint8)
    return {"spinal_cord": body, "cord.filum_terminale": filum}, np.concatenate([label, rest])


def sections() -> dict[str, NDArray[np.generic]]:
    """Outlines of laminae, nuclei, tracts and zones of the right side for every segment.

    Zones are named `zone.<name>`, as in cord_zones.toml, the others `cord.<name>`.
    `names` and `segments` give one row per outline; `points` (n, 2) of (u, v) with `offsets`.
    """
    names, segments, points = [], [], []
    for k, segment in enumerate(cord_outline.SEGMENTS):
        found = [(la.name, la.polygon(k)) for la in cord_grey.laminae() if la.first <= k <= la.last]
        found += [(t.name, t.polygon(k)) for t in cord_white.tracts() if t.first <= k <= t.last]
        found += [
            (n.name, n.polygon(k, *_half(k))) for n in cord_grey.nuclei() if n.first <= k <= n.last
        ]
        found.append(("grey_matter", cord_outline.half_outline(cord_outline.points_at(k))))
        found += [(f"zone.{z}", p) for z, p in zones_by_segment()[segment].items()]
        for name, outline in found:
            names.append(name if name.startswith("zone.") else f"cord.{name}")
            segments.append(segment)
            points.append(outline)
    return {
        "names": np.array(names),
        "segments": np.array(segments),
        "offsets": np.concatenate([[0], np.cumsum([len(p) for p in points])]).astype(np.int32),
        "points": np.concatenate(points).astype(np.float32),
    }


def _half(k: int) -> tuple[float, float]:
    row = read_segments()[k]
    return float(row["width_mm"]) / 2, float(row["depth_mm"]) / 2


def write(path: Path, meshes: dict[str, Mesh], **arrays: NDArray[np.generic]) -> None:
    """Write a layer under another name first, so that no reader sees half of it."""
    part = path.with_name(f"{path.stem}.part.npz")
    write_layer(part, meshes, **arrays)
    part.replace(path)


def main() -> None:
    """Write cord, cord_grey and cord_tracts, and the sections."""
    cord, _, _ = build()
    at = Segments(cord)
    meshes, label = cord_meshes(at)
    write(places.MESHES / "cord.npz", meshes, segment=label, segment_names=np.array(cord.names))
    write(places.MESHES / "cord_grey.npz", grey_meshes(at))
    write(places.MESHES / "cord_tracts.npz", tract_meshes(at))
    part = places.GEOMETRY / "cord_sections.part.npz"
    np.savez_compressed(part, **sections())
    part.replace(places.GEOMETRY / "cord_sections.npz")


if __name__ == "__main__":
    main()
