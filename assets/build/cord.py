"""The spinal cord: an axis through the vertebral canal, its size and its segments."""

import csv
import json

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from assets.build import places
from assets.build.meshio import read_layer

Array = NDArray[np.float64]
STEP_MM = 1.25
SMOOTH_MM = 12.0
JUNCTION_MNI = (0.0, -46.0, -74.0)
"""Cervicomedullary junction in the space of the brain layers, mm."""

CLEARANCE_MM = 1.0
"""Least room between cord and canal; a narrower canal of the bone model is widened."""

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

    def __init__(self, marks: dict[str, Array], top: Array) -> None:
        levels = [marks[f"vertebra.{n}.canal"] for n in LEVELS]
        nodes = [top, *(p for p in levels if p[2] < top[2] - 8.0)]
        z = np.array([p[2] for p in nodes])
        fine = np.arange(z[0], z[-1], -0.5)
        y = np.interp(-fine, -z, [p[1] for p in nodes])
        y = gaussian_filter1d(y, SMOOTH_MM / 0.5, mode="nearest")
        y += (top[1] - y[0]) * np.exp(-(fine[0] - fine) / 25.0)
        line = np.stack([np.zeros_like(fine), y, fine], axis=1)
        length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        self.s = np.arange(0.0, length[-1], STEP_MM)
        self.centre = np.stack([np.interp(self.s, length, line[:, k]) for k in range(3)], 1)
        tangent = np.gradient(self.centre, axis=0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        self.right = np.tile([1.0, 0.0, 0.0], (len(self.s), 1))
        self.anterior = np.cross(tangent, self.right)
        self.anterior *= np.sign(self.anterior[:, 1:2])
        tip = (marks["vertebra.l1.canal"] + marks["vertebra.l2.canal"]) / 2
        self.conus = float(np.interp(-tip[2], -self.centre[:, 2], self.s))

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


def canal_half_width(cord: Cord) -> Array:
    """Half width (mm) along the axis of the widest oval of the cord's shape free of bone."""
    axis = cord.axis
    bones = read_layer(places.MESHES / "skeleton.npz")
    grid = np.array([[i, j, 8 - i - j] for i in range(9) for j in range(9 - i)]) / 8.0
    at, found = [], []
    for level in LEVELS:
        if f"bone.vertebra.{level}" not in bones:
            continue
        vertices, faces = bones[f"bone.vertebra.{level}"]
        points = np.einsum("gk,fkc->fgc", grid, vertices[faces]).reshape(-1, 3)
        middle = points[np.abs(points[:, 0]) < 3.0]
        k = int(np.argmin(np.abs(axis.s - axis.at_height(float(np.median(middle[:, 2]))))))
        delta = points - axis.centre[k]
        along = np.cross(axis.right[k], axis.anterior[k])
        delta = delta[np.abs(delta @ along) < 9.0]
        width, depth = (float(h) for h in cord.half(min(axis.s[k], axis.conus - 30.0)))
        share = np.hypot(delta @ axis.right[k] / width, delta @ axis.anterior[k] / depth).min()
        at.append(float(axis.s[k]))
        found.append(width * float(share))
    return np.interp(axis.s, at, found)


def build() -> tuple[Cord, Array, list[dict[str, float | str]]]:
    """Make the cord, its canal's half width along the axis and the notes on widened canals."""
    marks = read_landmarks()
    matrix = read_mni_to_body()
    top = matrix[:3, :3] @ np.array(JUNCTION_MNI) + matrix[:3, 3]
    top[0] = 0.0
    axis = Axis(marks, top)
    cord = Cord(axis, (6.0 * matrix[0, 0], 5.0 * float(np.linalg.norm(matrix[:3, 1]))))
    bone = canal_half_width(cord)
    width = cord.half(axis.s)[0]
    need = np.where(axis.s <= axis.conus, width + CLEARANCE_MM, 5.5)
    canal = np.maximum(bone, need)
    notes: list[dict[str, float | str]] = []
    for i, name in enumerate(cord.names):
        inside = (axis.s >= cord.bounds[i]) & (axis.s < cord.bounds[i + 1])
        if inside.any() and (canal - bone)[inside].max() > 0.05:
            notes.append(
                {
                    "segment": name,
                    "bone_half_width_mm": round(float(bone[inside].min()), 1),
                    "used_half_width_mm": round(float(canal[inside].max()), 1),
                }
            )
    return cord, canal, notes


def main() -> None:
    """Write cord.npz and the notes on the canal."""
    cord, canal, notes = build()
    axis = cord.axis
    rows = axis.s <= axis.conus
    width, depth = cord.half(axis.s)
    names = np.array(cord.names)[cord.segment_at(axis.s)]
    np.savez_compressed(
        places.GEOMETRY / "cord.npz",
        centre_mm=axis.centre[rows],
        right=axis.right[rows],
        anterior=axis.anterior[rows],
        half_width_mm=width[rows],
        half_depth_mm=depth[rows],
        segment=names[rows],
        canal_mm=canal[rows],
    )
    text = json.dumps({"scale_of_lengths": round(cord.scale, 3), "widened": notes}, indent=1)
    (places.SCRATCH / "canal_notes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
