"""Where the fibres start on the cortex and how they reach the corona radiata."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nibabel.affines import apply_affine
from nibabel.freesurfer.io import read_annot, read_geometry, read_label
from numpy.typing import NDArray
from scipy.ndimage import (
    distance_transform_edt,
    gaussian_filter,
    gaussian_filter1d,
    map_coordinates,
)
from skimage.graph import MCP_Geometric

from assets.build import tract_parts as parts
from assets.build import tract_sections as sections

Array = NDArray[np.float64]

#: MNI305 (fsaverage) to MNI152, the matrix of FreeSurfer's documentation.
MNI305_TO_152 = np.array(
    [
        [0.9975, -0.0073, 0.0176, -0.0429],
        [0.0146, 1.0009, -0.0024, 1.5496],
        [-0.0130, -0.0093, 0.9971, 1.1840],
        [0, 0, 0, 1],
    ]
)
#: Ventricles, deep nuclei, ventral diencephalon and callosum: no way for a corticospinal fibre.
BARRIERS = (4, 43, 10, 49, 11, 50, 12, 51, 13, 52, 28, 60, 251, 252, 253, 254, 255)
FRONTAL_EYE_FIELD_MM = np.array([31.0, -4.0, 49.0])
"""Middle of the right frontal eye field, where two frontal sulci meet, MNI mm."""
CORONA_LOW_MM, CORONA_HIGH_MM = (0.0, -80.0, -20.0), (75.0, 60.0, 87.0)
"""Corners of the box in which ways are searched, right side, MNI mm."""
SOMA_DEPTH = 0.4  # of the way from white surface to pia: layer V, where the cells lie


@dataclass(frozen=True)
class Cortex:
    """One hemisphere of fsaverage6 in MNI152 mm.

    Attributes
    ----------
    side : str
        left or right.
    white, soma : (n, 3) array
        White surface; cell layer above it.
    parcel : (n,) str array
        Desikan-Killiany parcel.
    area4, area6 : (n,) bool array
        Cytoarchitectonic areas 4a or 4p, and 6.
    """

    side: str
    white: Array
    soma: Array
    parcel: NDArray[np.str_]
    area4: NDArray[np.bool_]
    area6: NDArray[np.bool_]


def load_cortex(subjects: list[Path], side: str) -> Cortex:
    """Read one hemisphere from the unpacked FreeSurfer packages."""
    hemi = {"left": "lh", "right": "rh"}[side]

    def find(name: str) -> str:
        paths = [s / "fsaverage6" / name for s in subjects]
        return str(next(p for p in paths if p.exists()))

    white = apply_affine(MNI305_TO_152, read_geometry(find(f"surf/{hemi}.white"))[0])
    pial = apply_affine(MNI305_TO_152, read_geometry(find(f"surf/{hemi}.pial"))[0])
    label, _, names = read_annot(find(f"label/{hemi}.aparc.annot"))
    parcel = np.array([n.decode() for n in names])[label]

    def area(*labels: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(white), bool)
        for name in labels:
            mask[read_label(find(f"label/{hemi}.{name}_exvivo.label"))] = True
        return mask

    soma = white + SOMA_DEPTH * (pial - white)
    return Cortex(side, white, soma, parcel, area("BA4a", "BA4p"), area("BA6"))


def strip_angle(points_mm: Array) -> Array:
    """Give the place along the motor strip in degrees: (n,), 0 lateral .. 90 medial wall."""
    return np.asarray(np.degrees(np.arctan2(points_mm[:, 2] - 20.0, np.abs(points_mm[:, 0]))))


def _band(values: Array, low: float, high: float) -> NDArray[np.bool_]:
    return np.asarray((values >= low) & (values < high))


def candidates(cortex: Cortex, area: str, part: str) -> NDArray[np.float64]:
    """Give each vertex's weight ((n,)) as a starting place of `part` in `area`."""
    p, angle, name = cortex.white, strip_angle(cortex.white), cortex.parcel
    leg = parts.group(part) == "leg"
    if part in parts.BULBAR:
        low, high = parts.BULBAR[part].strip_deg
    else:
        low, high = next(q.strip_deg for q in parts.PARTS if q.name == part)
    if area == "m1":
        if leg:
            here = (name == "paracentral") & cortex.area4
            here &= _band(p[:, 2], *parts.LEG_HEIGHT_MM[part])
            return np.asarray(here, float)
        here = (name == "precentral") & _band(angle, low, high)
        return np.asarray(here * np.where(cortex.area4, 4.0, 1.0))
    if area == "s1":
        if leg:
            here = (name == "paracentral") & ~cortex.area4 & (p[:, 1] < -30) & (p[:, 2] > 50)
            return np.asarray(here | ((name == "postcentral") & (angle > 78)), float)
        return np.asarray((name == "postcentral") & _band(angle, low, high), float)
    lateral = np.abs(p[:, 0]) > 13
    if area == "fef":
        away = np.linalg.norm(p - FRONTAL_EYE_FIELD_MM * [sections.SIGN[cortex.side], 1, 1], axis=1)
        here = np.isin(name, ("caudalmiddlefrontal", "precentral")) & ~cortex.area4
        return np.asarray(here & (away < 11), float)
    if area == "premotor":
        here = (name == "caudalmiddlefrontal") & (p[:, 1] < 12)
        here |= (name == "superiorfrontal") & cortex.area6 & lateral & (p[:, 1] < 6)
        target = np.clip((low + high) / 2, 22, 70)
        return np.asarray(here * np.exp(-0.5 * ((angle - target) / 9) ** 2))
    same = {"hand": "arm", "neck": "trunk", "shoulder": "arm"}
    low, high = parts.SMA_Y_MM[same.get(parts.group(part), parts.group(part))]
    here = (name == "superiorfrontal") & ~lateral & (p[:, 2] > 44) & _band(p[:, 1], low, high)
    return np.asarray(here, float)


def spaced(points: Array, weight: Array, count: int) -> NDArray[np.int64]:
    """Choose `count` points ((n, 3) mm) far from each other; `weight` (n,) sets their density."""
    usable = np.flatnonzero(weight > 0.05 * weight.max())
    scale = np.sqrt(weight[usable])
    left = np.full(len(usable), np.inf)
    chosen = [int(np.argmax(points[usable, 2]))]
    for _ in range(count - 1):
        away = np.linalg.norm(points[usable] - points[usable[chosen[-1]]], axis=1)
        left = np.minimum(left, away * scale)
        again = not left.any()
        chosen.append(chosen[len(chosen) - len(usable)] if again else int(np.argmax(left)))
    return np.asarray(usable[chosen])


def seeds(
    cortex: Cortex, part: str, count: int, share: dict[str, float]
) -> tuple[NDArray[np.int64], list[str]]:
    """Choose starting vertices: (count,) indices and the site id of each.

    Parameters
    ----------
    share : dict of str to float
        Share of each area (m1, premotor, sma, s1); the first takes what rounding leaves.
    """
    numbers = {a: round(count * s) for a, s in share.items()}
    numbers[next(iter(numbers))] += count - sum(numbers.values())
    index, sites = [], []
    for area, number in numbers.items():
        if not number:
            continue
        index.append(spaced(cortex.white, candidates(cortex, area, part), number))
        sites += [parts.site(area, part)] * number
    return np.concatenate(index), sites


@dataclass(frozen=True)
class Starts:
    """Where the fibres of one kind start.

    Attributes
    ----------
    part, area : (n,) str arrays
        Body part or muscle; site of the cortex.
    vertex : (n,) int array
        Vertex of the cortex.
    """

    part: NDArray[np.str_]
    area: NDArray[np.str_]
    vertex: NDArray[np.int64]

    @classmethod
    def of(cls, cortex: Cortex, counts: dict[str, int], area: str = "") -> Starts:
        """Choose the starts of some body parts, all in `area` or each in its own areas."""
        share = {p: {area: 1.0} if area else parts.shares(p) for p in counts}
        drawn = [seeds(cortex, p, n, share[p]) for p, n in counts.items()]
        return cls(
            np.concatenate([np.full(n, p) for p, n in counts.items()]),
            np.array([a for d in drawn for a in d[1]]),
            np.concatenate([d[0] for d in drawn]),
        )


class Hemisphere:
    """White matter of one side: how deep each place lies in it and what a way through it costs.

    Attributes
    ----------
    depth : array on the grid of `sections`
        Millimetres inside the white matter, negative outside.
    slope : (3, ...) array
        Its gradient.
    cost : array
        Cost of a way, of the part of the grid from voxel `low` up to `high`.
    """

    def __init__(self, volumes: sections.Volumes, side: str) -> None:
        labels, white = volumes.labels, volumes.white
        sign = sections.SIGN[side]
        x = (np.arange(sections.GRID_SHAPE[0]) + sections.GRID_ORIGIN[0])[:, None, None] * sign
        inside = (labels == sections.WHITE[side]) | (white > 0.55)
        grey = (labels > 1000) | (white > 0.15)
        deep = np.isin(labels, BARRIERS)
        inside = inside & (x > 3) & ~deep
        cost = np.where(inside, 1.0, np.where(grey & (x > 0.5), 4.0, 40.0))
        cost[deep | (x <= 0.5)] = 80.0
        depth = distance_transform_edt(inside) - distance_transform_edt(~inside)
        self.depth = gaussian_filter(depth, 1.0)
        self.slope = np.stack(np.gradient(self.depth))
        cost = cost + 3.0 * np.exp(-np.clip(self.depth, 0, None) / 1.8)
        ends = np.array([CORONA_LOW_MM, CORONA_HIGH_MM]) * [sign, 1, 1]
        low, high = np.sort(ends, axis=0) - sections.GRID_ORIGIN
        self.low = low.astype(int)
        high = np.minimum(high.astype(int), sections.GRID_SHAPE)
        self.cost = cost[tuple(slice(a, b) for a, b in zip(self.low, high, strict=True))]


class Corona:
    """Least-cost paths from the cortex to one place in the corona radiata of one side."""

    def __init__(self, hemisphere: Hemisphere, goal_mm: Array) -> None:
        self._white, self.goal_mm = hemisphere, goal_mm
        self._origin = sections.GRID_ORIGIN + hemisphere.low
        self._search = MCP_Geometric(hemisphere.cost)
        self._search.find_costs([tuple(np.rint(goal_mm - self._origin).astype(int))])

    def path(self, start_mm: Array) -> Array:
        """Give the path from `start_mm` to the goal: (n, 3) MNI mm, about 1 mm steps."""
        voxel = tuple(np.rint(start_mm - self._origin).astype(int))
        back = np.array(self._search.traceback(voxel), float)[::-1] + self._origin
        back[0] = start_mm
        return np.asarray(gaussian_filter1d(back, 3.0, axis=0, mode="nearest"))

    def push(self, points_mm: Array, margin_mm: Array) -> Array:
        """Give the step ((n, 3) mm) that takes points `margin_mm` (n,) deep into white matter."""
        at = (points_mm - sections.GRID_ORIGIN).T
        white = self._white
        depth = map_coordinates(white.depth, at, order=1, mode="nearest")
        slope = np.stack([map_coordinates(g, at, order=1, mode="nearest") for g in white.slope], -1)
        size = np.linalg.norm(slope, axis=1, keepdims=True) + 1e-6
        return np.asarray(np.clip(margin_mm - depth, 0, 1.5)[:, None] * slope / size)


def fan(corona: Corona, start_mm: Array, join_mm: Array) -> Array:
    """Lead a fibre from `start_mm` (3,) to its own place `join_mm` (3,): (n, 3) MNI mm.

    The least-cost path runs to the common goal; a shift that grows along the way opens the common
    end into the fan, so that the fibres keep apart.
    """
    path = corona.path(start_mm)
    s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    w = np.clip(s / s[-1], 0, 1)
    w = w * w * (3 - 2 * w)
    path = path + w[:, None] * (join_mm - corona.goal_mm)
    path[0], path[-1] = start_mm, join_mm
    return path
