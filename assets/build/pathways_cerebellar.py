"""Fibres between cerebellum, basis pontis, inferior olive and thalamus, and the arcuate bundle.

Sides are those of the limbs served: those of the cerebellar hemisphere.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import centres, transforms
from assets.build import pathways_ascending_brain as brain
from assets.build import pathways_ascending_stem as stem
from assets.build.pathways_ascending_cord import share
from assets.build.strands import Fibre, Place, both_sides

Array = NDArray[np.float64]
PONTINE, OLIVARY, DENTATE = 60, 24, 48
"""Fibres a side."""

DENTATE_MM, DENTATE_HALF_MM = np.array([14.5, -57.0, -34.0]), np.array([4.5, 5.0, 3.0])
"""Dentate nucleus, right side, MNI mm."""
LATERAL_MM, LATERAL_HALF_MM = np.array([12.5, -13.0, 7.0]), np.array([2.4, 2.6, 3.0])
"""Ventral lateral nucleus of the thalamus, right side, MNI mm."""
FIELD_MM = np.array([9.5, -16.5, -1.5])
"""Where the fibres pass from the red nucleus to the thalamus, MNI mm."""
ENDS_BEHIND_MM = -58.0
"""MNI y behind which the fibres end, so that none turns back from its peduncle."""

SIDE = {True: "right", False: "left"}
MIDLINE_MM = 1.0
"""Body mm from the midline at which the drawn crossing of the pontine fibres ends."""


def _mni(points: Array) -> Array:
    inverse = np.asarray(np.linalg.inv(transforms.mni_to_body()), dtype=np.float64)
    return transforms.apply(inverse, points)


def _body(points: Array) -> Array:
    return transforms.apply(transforms.mni_to_body(), points)


def _spot(k: int) -> Array:
    """The `k`-th of evenly spread places (3,) in the unit ball's cube."""
    return np.array([2 * share(k, 0.1 + 0.3 * a) - 1 for a in range(3)]) * [0.7, 0.7, 0.7]


def _ends(n: int, site: str = "cerebellum.hemisphere") -> Array:
    """Places (n, 3), body mm, in the right cerebellar cortex, from front to back."""
    cloud = centres.cerebellar(site)
    cloud = cloud[(cloud[:, 2] < -14.0) & (cloud[:, 0] > 4.0) & (cloud[:, 1] < ENDS_BEHIND_MM)]
    order = np.lexsort(cloud.T)
    chosen = cloud[order[((np.arange(n) + 0.5) / n * len(order)).astype(int)]]
    return _body(chosen[np.argsort(chosen[:, 1])[::-1]])


def _cerebellum(line: Array, first: int, out: list[Place], end: str) -> None:
    """Name the points from `first` on, which lie in the white matter, and the end."""
    for i in range(first, len(line)):
        out[i] = ("cerebellum.white_matter", SIDE[line[i, 0] > 0], "")
    out[-1] = (end, "right", "")


def _pontine(k: int, end: Array) -> Iterator[Fibre]:
    """Way from the left pontine nuclei to the right middle peduncle, in two stretches."""
    cells = brain.voxels("nucleus.pontine_nuclei", "left").astype(float)
    cells = cells[~brain.holds("pons.cerebellar_peduncle", "left", cells, 1) & (cells[:, 0] < -2)]
    order = np.lexsort(cells.T)
    cell = cells[order[int((k + 0.5) / PONTINE * len(order))]]
    _, rostral, ventral = frame.from_mni(cell[None])
    across = np.array([[rostral[0], 0.0, 0.8 * ventral[0] + 2.2]])
    knots = np.vstack([_body(cell[None]), stem.body(across)])
    knots = np.insert(knots, 1, 0.5 * (knots[0] + knots[1]) + [0.0, 0.4, 0.0], axis=0)
    line = stem.smooth(knots, 2.0, 1.0)
    line = line[line[:, 0] < -MIDLINE_MM]
    where = stem.labels(line, "pons.basis")
    where[0] = ("brainstem.pontine_nuclei", "left", where[0][2])
    yield Fibre("pontocerebellar", "crossing", "", "right", line, where)
    disc = 0.75 * np.array([2 * share(k, 0.2) - 1, 2 * share(7 * k, 0.6) - 1])
    run = _peduncle(disc)
    line = stem.smooth(np.vstack([run, 0.5 * (run[-1] + end), end]))
    line = line[~brain.holds("pons.basis", "right", _mni(line))]
    where = stem.labels(line, "brainstem.middle_cerebellar_peduncle")
    out = np.flatnonzero(~brain.holds("brainstem.middle_cerebellar_peduncle", "right", _mni(line)))
    out = out[out > len(line) // 4]
    _cerebellum(line, int(out[0]) if len(out) else len(line) - 1, where, "cerebellum.hemisphere")
    yield Fibre("pontocerebellar", "peduncle", "", "right", line, where)


def _peduncle(disc: Array) -> Array:
    """Places (n, 3), body mm, along the middle peduncle, `disc` across it."""
    rows = frame.read_courses()["middle_cerebellar_peduncle"]
    points = rows[:, :3].copy()
    along = np.gradient(points, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    up = np.array([1.0, 0.0, 0.0])
    beside = np.cross(along, up)
    beside /= np.linalg.norm(beside, axis=1)[:, None]
    shift = disc[0] * rows[:, 3:4] * up + disc[1] * rows[:, 4:5] * beside
    return stem.body(points + 0.8 * shift)


def _dentate(k: int) -> Fibre:
    """Way from the right dentate nucleus by the superior peduncle to the left thalamus."""
    spot = _spot(k)
    start = _body((DENTATE_MM + DENTATE_HALF_MM * spot)[None])
    disc = 0.7 * np.array([spot[0], spot[1]])
    low = stem.body(stem.within("superior_cerebellar_peduncle", np.linspace(-1, 19, 9), disc))
    rows = np.array([21.4 + 0.6 * spot[2], 24.4 + 0.6 * spot[2]])
    near = np.stack([rows, [1.6, -1.4], 0.4 + 0.9 * spot[1] + np.array([0.0, 0.8])], axis=1)
    high = stem.within("superior_cerebellar_peduncle", np.array([26.5, 28.5]), disc)
    top = np.array([[31.0, 5.2 + 1.2 * spot[0], 4.2 + 1.4 * spot[1]]])
    over = stem.body(np.vstack([near, np.vstack([high, top]) * [1.0, -1.0, 1.0]]))
    turn = np.array([-1.0, 1.0, 1.0])
    rest = np.stack([FIELD_MM + 1.4 * spot, LATERAL_MM + LATERAL_HALF_MM * spot / 0.7]) * turn
    line = stem.smooth(np.vstack([start, low, over, _body(rest)]))
    where = stem.labels(line, "brainstem.superior_cerebellar_peduncle")
    mni = _mni(line)
    _, rostral, _ = frame.from_mni(mni)
    red = brain.holds("nucleus.red_nucleus", "left", mni, 1)
    for i in range(len(line)):
        if rostral[i] < -1.0:
            where[i] = ("cerebellum.white_matter", "right", "")
        elif red[i]:
            where[i] = ("brainstem.red_nucleus", *where[i][1:])
        elif rostral[i] > 33.0:
            where[i] = ("subthalamic_region", "left", "")
    where[0] = ("nucleus.dentate", "right", "")
    for i in range(len(line)):
        if mni[i, 2] > LATERAL_MM[2] - 3.5:
            where[i] = ("thalamus.ventral_lateral", "left", "")
    where[-1] = ("thalamus.ventral_lateral", "left", "")
    return Fibre("dentatothalamic", "limb", "", "right", line, where)


def _olive(k: int, end: Array) -> Fibre:
    """Way from the left inferior olive across the midline to the right inferior peduncle."""
    spot = _spot(k)
    rostral = -16.4 + 3.6 * spot[0]
    cell = [rostral, -5.6 + 1.2 * spot[1], 5.9 + 1.4 * spot[2]]
    disc = 0.6 * np.array([spot[1], spot[2]])
    arc = np.array(
        [
            cell,
            [rostral, -2.6, 5.0 + 0.5 * spot[2]],
            [rostral, 0.0, 4.6 + 0.5 * spot[2]],
            [rostral + 0.4, 4.4, 3.4 + 0.5 * spot[2]],
            [rostral + 1.2, 7.6, 0.8],
        ]
    )
    rows = np.array([max(rostral + 3.0, -13.0), -8.0, -4.0, 0.0])
    run = stem.within("inferior_cerebellar_peduncle", rows, disc)
    last = np.array([[2.0, 11.0, -12.5], [2.0, 12.6, -17.0]])
    line = stem.smooth(np.vstack([stem.body(np.vstack([arc, run, last])), end]))
    where = stem.labels(line, "medulla.tegmentum")
    mni = _mni(line)
    held = brain.holds("brainstem.inferior_cerebellar_peduncle", "right", mni, 1)
    first = int(np.argmax(held))
    for i in range(first, len(line)):
        where[i] = ("brainstem.inferior_cerebellar_peduncle", "right", where[i][2])
    after = int(np.flatnonzero(held)[-1]) + 1
    _cerebellum(line, after, where, "cerebellum.hemisphere")
    where[0] = ("brainstem.inferior_olive", "left", where[0][2])
    return Fibre("olivocerebellar", "limb", "", "right", line, where)


def _right() -> Iterator[Fibre]:
    for k, end in enumerate(_ends(PONTINE)):
        yield from _pontine(k, end)
    for k in range(DENTATE):
        yield _dentate(k)
    for k, end in enumerate(_ends(OLIVARY)):
        yield _olive(k, end)


def fibres() -> Iterator[Fibre]:
    """Make the fibres of both sides."""
    yield from both_sides(_right())
