"""The spinal cord: an axis through the vertebral canal, its size and its segments."""

import csv
import hashlib
import json

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from assets.build import cord_canal, places

Array = NDArray[np.float64]
STEP_MM = 1.25
SMOOTH_MM = 12.0
JUNCTION_MM = (0.0, -124.0, 1521.0)
"""Cervicomedullary junction, body mm: there the medulla ends and the first row of the cord is."""

JUNCTION_HALF_MM = (5.75, 4.3)
"""Half width and half depth of the cord at the junction, as those of the lower medulla."""

TURNS = 2
"""How often the axis is moved to the middle of the canal."""

CAUDA_MM = 5.5
"""Half width of the canal below the conus that the roots need."""

LEVELS = (
    *(f"c{i}" for i in range(1, 8)),
    *(f"t{i}" for i in range(1, 13)),
    *(f"l{i}" for i in range(1, 6)),
    *(f"s{i}" for i in range(1, 6)),
)


def read_landmarks() -> dict[str, Array]:
    """Landmark id to point (3,), body mm."""
    path = places.SCRATCH / "landmarks.json"
    marks = json.loads(path.read_text(encoding="utf-8"))
    return {k: np.array(v, dtype=float) for k, v in marks.items()}


def read_mni_to_body() -> Array:
    """Read the (4, 4) matrix from MNI mm to body mm."""
    path = places.GEOMETRY / "transforms.json"
    return np.array(json.loads(path.read_text(encoding="utf-8"))["mni_to_body"], dtype=float)


def read_segments() -> list[dict[str, str]]:
    """Rows of the table of cord segments, rostral to caudal."""
    with (places.KNOWLEDGE / "cord_segments.csv").open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


class Axis:
    """The midline curve of cord and canal, from the medulla to the end of the sacral canal.

    Attributes
    ----------
    centre : (n, 3) array, body mm, rostral to caudal, `STEP_MM` apart
    right, anterior : (n, 3) unit vectors across the axis
    s : (n,) array, mm along the axis from the cervicomedullary junction
    conus : float, mm along the axis where the cord ends
    """

    def __init__(self, line: Array, tip_mm: float) -> None:
        """Lay an axis along a midline curve (n, 3); the cord ends at the height `tip_mm`."""
        length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        self.s = np.arange(0.0, length[-1], STEP_MM)
        self.centre = np.stack([np.interp(self.s, length, line[:, k]) for k in range(3)], 1)
        tangent = np.gradient(self.centre, axis=0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        self.right = np.tile([1.0, 0.0, 0.0], (len(self.s), 1))
        self.anterior = np.cross(tangent, self.right)
        self.anterior *= np.sign(self.anterior[:, 1:2])
        self.conus = float(np.interp(-tip_mm, -self.centre[:, 2], self.s))

    def at_height(self, z: float) -> float:
        """Mm along the axis at a height, body mm."""
        return float(np.interp(-z, -self.centre[:, 2], self.s))

    def point(self, s: Array | float, lateral: Array | float, forward: Array | float) -> Array:
        """Points (..., 3) at `s` mm along, and mm to the right and to the front of the axis."""
        c = np.stack([np.interp(s, self.s, self.centre[:, k]) for k in range(3)], -1)
        a = np.stack([np.interp(s, self.s, self.anterior[:, k]) for k in range(3)], -1)
        r = np.array([1.0, 0.0, 0.0])
        out: Array = c + np.asarray(lateral)[..., None] * r + np.asarray(forward)[..., None] * a
        return out


class Cord:
    """Axis, size and segments of the cord.

    Attributes
    ----------
    axis : Axis
    names : list of str, segments rostral to caudal
    bounds : (segments + 1,) array, mm along the axis
    """

    def __init__(self, axis: Axis, junction_half: tuple[float, float]) -> None:
        rows = read_segments()
        self.axis = axis
        self.names = [r["segment"] for r in rows]
        lengths = np.array([float(r["length_mm"]) for r in rows])
        self.scale = axis.conus / lengths.sum()
        self.bounds = np.concatenate([[0.0], np.cumsum(lengths)]) * self.scale
        middle = (self.bounds[1:] + self.bounds[:-1]) / 2
        knots = np.concatenate([[0.0], middle, [self.bounds[-1]]])
        width = np.array([float(r["width_mm"]) for r in rows]) / 2
        depth = np.array([float(r["depth_mm"]) for r in rows]) / 2
        self._knots = knots
        self._width = np.concatenate([[junction_half[0]], width, [width[-1] * 0.7]])
        self._depth = np.concatenate([[junction_half[1]], depth, [depth[-1] * 0.7]])

    def half(self, s: Array | float) -> tuple[Array, Array]:
        """Half width and half depth (mm) at `s` mm along the axis."""
        return np.interp(s, self._knots, self._width), np.interp(s, self._knots, self._depth)

    def point(self, s: Array | float, u: Array | float, v: Array | float) -> Array:
        """Points (..., 3) of the cross-section coordinates u, v at `s` mm along the axis."""
        width, depth = self.half(s)
        return self.axis.point(s, np.asarray(u) * width, np.asarray(v) * depth)

    def segment_at(self, s: Array | float) -> NDArray[np.int64]:
        """Index of the segment at `s` mm along the axis."""
        found = np.searchsorted(self.bounds, s, side="right") - 1
        return np.clip(found, 0, len(self.names) - 1)

    def along(self, segment: str, share: float) -> float:
        """Mm along the axis at a share (0 to 1) of a segment."""
        i = self.names.index(segment)
        return float(self.bounds[i] + share * (self.bounds[i + 1] - self.bounds[i]))


def first_line(marks: dict[str, Array]) -> Array:
    """Midline curve (n, 3) through the canal centres of the vertebrae, 0.5 mm apart."""
    top = np.array(JUNCTION_MM)
    levels = [marks[f"vertebra.{n}.canal"] for n in LEVELS]
    nodes = [top, *(p for p in levels if p[2] < top[2] - 8.0)]
    z = np.array([p[2] for p in nodes])
    fine = np.arange(z[0], z[-1], -0.5)
    y = np.interp(-fine, -z, [p[1] for p in nodes])
    y = gaussian_filter1d(y, SMOOTH_MM / 0.5, mode="nearest")
    y += (top[1] - y[0]) * np.exp(-(fine[0] - fine) / 25.0)
    return np.stack([np.zeros_like(fine), y, fine], axis=1)


def cord_half(cord: Cord) -> tuple[Array, Array]:
    """Half width and depth (mm) along the whole axis that the canal must let through."""
    axis = cord.axis
    width, depth = cord.half(axis.s)
    below = axis.s > axis.conus - 25.0
    return np.where(below, np.maximum(width, 4.0), width), np.where(
        below, np.maximum(depth, 3.5), depth
    )


def centred(marks: dict[str, Array], tip_mm: float) -> tuple[Array, Array]:
    """Curve (n, 3) through the middle of the canal and its room (n,) in cord sizes.

    Both are kept in the scratch folder until the bones, the landmarks or the table change.
    """
    parts = (
        places.MESHES / "skeleton.npz",
        places.SCRATCH / "landmarks.json",
        places.KNOWLEDGE / "cord_segments.csv",
    )
    key = hashlib.sha256(b"".join(p.read_bytes() for p in parts)).hexdigest()
    kept = places.SCRATCH / "cord_axis.npz"
    if kept.exists():
        with np.load(kept, allow_pickle=False) as f:
            if str(f["key"]) == key:
                return f["line"], f["room"]
    line = first_line(marks)
    for _ in range(TURNS):
        axis = Axis(line, tip_mm)
        cord = Cord(axis, JUNCTION_HALF_MM)
        way = cord_canal.middle_way(axis.centre, axis.right, axis.anterior, *cord_half(cord))
        line = axis.centre + way[:, None] * axis.anterior
    axis = Axis(line, tip_mm)
    cord = Cord(axis, JUNCTION_HALF_MM)
    room = cord_canal.free_shares(axis.centre, axis.right, axis.anterior, *cord_half(cord))
    np.savez(kept, key=np.array(key), line=line, room=room)
    return line, room


def build() -> tuple[Cord, Array, list[dict[str, float | str]]]:
    """Make the cord, its canal's half width along the axis and the notes on tight places.

    The axis through the canal centres is moved to where the bones leave most room.
    """
    marks = read_landmarks()
    tip = float((marks["vertebra.l1.canal"] + marks["vertebra.l2.canal"])[2] / 2)
    line, room = centred(marks, tip)
    axis = Axis(line, tip)
    cord = Cord(axis, JUNCTION_HALF_MM)
    canal = np.where(axis.s <= axis.conus, cord.half(axis.s)[0], CAUDA_MM) * room
    canal = np.where(axis.s <= axis.conus, canal, np.maximum(room * cord_half(cord)[0], CAUDA_MM))
    notes: list[dict[str, float | str]] = []
    for i, name in enumerate(cord.names):
        inside = (axis.s >= cord.bounds[i]) & (axis.s < cord.bounds[i + 1])
        if inside.any():
            notes.append({"segment": name, "least_room": round(float(room[inside].min()), 2)})
    return cord, canal, notes


def main() -> None:
    """Write cord.npz and the notes on the canal."""
    cord, canal, notes = build()
    axis = cord.axis
    rows = axis.s <= axis.conus
    width, depth = cord.half(axis.s)
    names = np.array(cord.names)[cord.segment_at(axis.s)]
    part = places.GEOMETRY / "cord.part.npz"
    np.savez_compressed(
        part,
        centre_mm=axis.centre[rows],
        right=axis.right[rows],
        anterior=axis.anterior[rows],
        half_width_mm=width[rows],
        half_depth_mm=depth[rows],
        segment=names[rows],
        canal_mm=canal[rows],
    )
    part.replace(places.GEOMETRY / "cord.npz")
    text = json.dumps({"scale_of_lengths": round(cord.scale, 3), "room": notes}, indent=1)
    (places.SCRATCH / "canal_notes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
