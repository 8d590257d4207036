"""The way of touch and pain from the thalamus to the postcentral gyrus."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import places, tract_curves, transforms
from assets.build.pathways_ascending_cord import share
from assets.build.pathways_ascending_stem import smooth
from assets.build.strands import Place

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
RELAY, LIMB, FAN = "thalamus.vpl_vpm", "internal_capsule.posterior_limb.sensory", "corona_radiata"
RADIATION = "thalamic_radiation"
LIMB_INNER_MM = 18.0
"""Lateral place (MNI) within which no fibre passes the capsule: stray voxels by the ventricle."""
FACE_MM = 12.0
"""Lateral place (MNI) up to which the relay nucleus serves the face."""
FAN_MM = (24.5, -30.0, 26.0)
"""Where the fibres have left the capsule, MNI mm of the right side."""
TURN_MM = {"leg": (20.0, -33.0, 48.0), "trunk": (23.5, -33.0, 46.0)}
"""Middle of the fan on the way to the upper parts of the strip, MNI mm."""
MOTOR = "internal_capsule.posterior_limb"
FINE_MM, FINE_WIDTH, EASE = 0.8, 5.0, 5.0
"""Step of a line while it is led, and the points over which it is smoothed and eased."""
BACKWARDS = np.array([0.35, 0.62, 0.5])
"""Where a fibre leaves the thalamus, on its way to the capsule: first back, then out."""
PUSH_MM, ROUNDS = 0.4, 60
STEP_MM = 3.2
LAYER_MM = 1.6


@cache
def volumes() -> dict[tuple[str, str], tuple[Array, Mask]]:
    """Site and side to the MNI mm of its first voxel and its mask."""
    with np.load(places.GEOMETRY / "volumes.npz", allow_pickle=False) as f:
        origin, boxes = f["affine"][:3, 3], f["boxes"].astype(int)
        bits, offsets = f["bits"], f["bit_offsets"]
        out = {}
        for i, name in enumerate(f["names"]):
            site, _, side = str(name).partition("|")
            low, high = boxes[i, 0::2], boxes[i, 1::2]
            shape = tuple(int(n) for n in high - low)
            cut = bits[offsets[i] : offsets[i + 1]].astype(np.uint8)
            mask = np.unpackbits(cut, count=int(np.prod(shape))).reshape(shape).astype(bool)
            out[site, side] = (origin + low, mask)
    return out


def holds(site: str, side: str, mni: Array, margin: int = 0) -> Mask:
    """Tell which MNI points (n, 3) lie in a site or within `margin` voxels of it."""
    first, mask = volumes()[site, side]
    if margin:
        mask = ndimage.binary_dilation(np.pad(mask, margin), iterations=margin)
        first = first - margin
    at = np.rint(mni - first).astype(int)
    sound = ((at >= 0) & (at < mask.shape)).all(axis=1)
    at = np.clip(at, 0, np.array(mask.shape) - 1)
    return np.asarray(sound & mask[tuple(at.T)])


@cache
def voxels(site: str, side: str) -> Array:
    """Voxel centres (n, 3), MNI mm, of a site."""
    first, mask = volumes()[site, side]
    return np.asarray(np.argwhere(mask) + first)


@cache
def limb() -> Array:
    """Voxels (n, 3) of the sensory limb that both hemispheres share, right side, MNI mm."""
    here = voxels(LIMB, "right").astype(float)
    there = here * [-1.0, 1.0, 1.0]
    both = here[holds(LIMB, "left", there)]
    return both[(both[:, 2] > 7.0) & (both[:, 2] < 14.5) & (both[:, 0] > LIMB_INNER_MM)]


def _ranked(points: Array, axis: int, order: float, k: int, width: float = 0.12) -> Array:
    """Point of a cloud at a rank (0 to 1) along an axis, the `k`-th of its slice."""
    rank = np.argsort(points[:, axis], kind="stable")
    half = max(int(width * len(rank)), 3)
    middle = int(np.clip(order * len(rank), half, len(rank) - half - 1))
    band = rank[middle - half : middle + half]
    return np.asarray(points[band[int(share(k) * len(band))]], dtype=float)


def relay(order: float, face: bool, k: int) -> Array:
    """Place (3,), MNI mm, in the right relay nucleus; `order` 0 medial to 1 lateral."""
    cloud = voxels(RELAY, "right").astype(float)
    mask = volumes()[RELAY, "right"][1]
    deep = ndimage.binary_erosion(np.pad(mask, 1))[1:-1, 1:-1, 1:-1]
    cloud = cloud[deep[tuple((cloud - volumes()[RELAY, "right"][0]).astype(int).T)]]
    part = cloud[cloud[:, 0] <= FACE_MM] if face else cloud[cloud[:, 0] > FACE_MM]
    return _ranked(part, 0, order, k)


def cortex(area: str, side: str, k: int, n: int) -> Array:
    """Place (3,), MNI mm, of the `k`-th of `n` ends spread over an area of a hemisphere."""
    cloud = voxels(f"cortex.postcentral_gyrus.{area}_area", side).astype(float)
    middle = cloud - cloud.mean(axis=0)
    long = np.linalg.svd(middle, full_matrices=False)[2][0]
    order = np.argsort(middle @ long, kind="stable")
    band = order[int(k / n * len(order)) : max(int((k + 1) / n * len(order)), 1)]
    return np.asarray(cloud[band[int(share(k, 0.3) * len(band))]])


def way(
    start: Array, area: str, order: float, end: Array, hemisphere: str, k: int
) -> tuple[Array, list[Place]]:
    """Points (n, 3), body mm, and places from the relay nucleus to the cortex.

    Parameters
    ----------
    start : (3,) array
        Place in the relay nucleus, MNI mm, of the right side.
    order : float
        Place in the capsule: 0 in front (face) to 1 behind (leg).
    end : (3,) array
        End in the cortex, MNI mm of the hemisphere.
    """
    mirror = np.array([1.0 if hemisphere == "right" else -1.0, 1.0, 1.0])
    goal = end * mirror
    gate = _ranked(limb(), 1, 1.0 - order, k)
    beside = (gate - limb().mean(axis=0)) * [1.0, 1.0, 0.0]
    share_out = 0.34 if goal[0] > FAN_MM[0] else 0.12
    fan = (1 - share_out) * np.array(FAN_MM) + share_out * np.array([*goal[:2], FAN_MM[2]])
    fan = fan + 0.7 * beside
    knots = [start, start + BACKWARDS * (gate - start), gate, fan]
    if area in TURN_MM:
        knots.append(0.72 * np.array(TURN_MM[area]) + 0.28 * goal + 0.5 * beside)
    inward = 0.7 * goal + 0.3 * knots[-1]
    line = smooth(np.array([*knots, inward, goal]), FINE_MM, FINE_WIDTH) * mirror
    line = tract_curves.resample(behind_motor(line, hemisphere), STEP_MM)
    matrix = transforms.mni_to_body()
    return transforms.apply(matrix, line), named(line, area, hemisphere)


def behind_motor(line: Array, hemisphere: str) -> Array:
    """Lead a dense line (n, 3), MNI mm, behind the motor fibres of the posterior limb.

    The superior thalamic radiation has the hind third of the limb, behind the corticospinal tract.
    """
    line = line.copy()
    free = np.minimum(np.arange(len(line)), np.arange(len(line))[::-1]) / EASE
    for _ in range(ROUNDS):
        inside = holds(MOTOR, hemisphere, line, 1) & ~holds(RELAY, hemisphere, line)
        if not inside.any():
            break
        push = ndimage.gaussian_filter1d(inside.astype(float), EASE, mode="nearest")
        line[:, 1] -= PUSH_MM * np.clip(free, 0.0, 1.0) * push / push.max()
    return line


def named(line: Array, area: str, hemisphere: str) -> list[Place]:
    """Name the place of each MNI point from the thalamus to the cortex."""
    top = f"cortex.postcentral_gyrus.{area}_area"
    found = {site: holds(site, hemisphere, line, 1) for site in (RELAY, LIMB, FAN, top)}
    if not found[LIMB].any():
        found[LIMB] = holds(LIMB, hemisphere, line, 2)
    first = int(np.argmax(found[LIMB])) if found[LIMB].any() else 1
    out: list[Place] = []
    for i in range(len(line)):
        order = (RELAY,) if i < first else (LIMB, top, FAN)
        out.append((next((s for s in order if found[s][i]), RADIATION), hemisphere, ""))
    out[0], out[-1] = (RELAY, hemisphere, ""), (top, hemisphere, "")
    return out
