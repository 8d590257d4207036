"""Thin muscles that lie flat on bone, globe or under the skin: a slab about a draped sheet.

A head of kind `drape` keeps the sheet of its description. `lay = ["bone", gap]` puts its inner
face `gap` mm off the nearest bone, `lay = ["skin", depth]` its middle `depth` mm under the skin;
a third and a fourth number are the shares of the length at which this begins and ends.
`near_skin = false` keeps a head at the lips and the nostril from the folds of the skin there.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from assets.build.meshio import Mesh
from assets.build.muscle_loft import AROUND, grid_mesh, volume_ml
from assets.build.muscle_places import Bones, Surface
from assets.build.muscle_sheets import Head, belly

Array = NDArray[np.float64]

ACROSS = AROUND // 2
SKIN_MM, BONE_MM, MIDLINE_MM = 1.6, 0.3, 0.15
EDGE, LEAST_MM = 0.3, 0.18
TRIALS = 7
FADE = 0.15


def refined(points: Array) -> Array:
    """The sheet with ACROSS fibres."""
    place = np.linspace(0, points.shape[1] - 1, ACROSS)
    low = np.minimum(place.astype(int), points.shape[1] - 2)
    share = (place - low)[None, :, None]
    return (1 - share) * points[:, low] + share * points[:, low + 1]


def normals(points: Array, closed: bool) -> Array:
    """Unit normals (s, ACROSS, 3) of a sheet."""
    if closed:
        along = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    else:
        along = np.gradient(points, axis=0)
    out = np.cross(np.gradient(points, axis=1), along)
    mode = ("wrap" if closed else "nearest", "nearest", "nearest")
    out = gaussian_filter(out, (1.0, 1.0, 0.0), mode=mode)
    return out / np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-9)


def _profile(head: Head, rows: int) -> Array:
    along = np.linspace(0, 1, rows, endpoint=not head.closed)
    u = np.linspace(-1, 1, ACROSS)
    across = EDGE + (1 - EDGE) * (1 - u**4)
    if head.closed:
        return np.broadcast_to(across, (rows, ACROSS)).copy()
    shape = belly({**head.spec, "kind": head.spec.get("belly", "sheet")}, along)[0]
    return shape[:, None] * across[None]


def _hold(head: Head, rows: int) -> Array:
    lay = head.spec["lay"]
    first, last = (lay[2], lay[3]) if len(lay) > 3 else (0.0, 1.0)
    along = np.linspace(0, 1, rows)
    rise = np.clip((along - first) / FADE, 0, 1) if first > 0 else np.ones(rows)
    fall = np.clip((last - along) / FADE, 0, 1) if last < 1 else np.ones(rows)
    return np.asarray(rise * fall)[:, None, None]


def _smoothed(move: Array, closed: bool) -> Array:
    mode = "wrap" if closed else "nearest"
    return gaussian_filter1d(
        gaussian_filter1d(move, 1.2, axis=0, mode=mode), 0.8, axis=1, mode="nearest"
    )


def _room(points: Array, bones: Bones, skin: Surface) -> Array:
    """Half the space (s, ACROSS), mm, between bone and skin at each point."""
    flat = points.reshape(-1, 3)
    space = np.abs(bones.surface.signed(flat)[0]) - skin.signed(flat)[0] - SKIN_MM - BONE_MM
    return gaussian_filter(np.maximum(space, 0).reshape(points.shape[:2]), 0.8) / 2


def _laid(head: Head, points: Array, half: Array, bones: Bones, skin: Surface) -> Array:
    """The sheet at its height over bone or depth under skin."""
    if "lay" not in head.spec:
        return points
    kind, gap = head.spec["lay"][:2]
    hold = _hold(head, len(points))
    for _ in range(7):
        flat = points.reshape(-1, 3)
        if kind == "bone":
            value, away = bones.surface.signed(flat)
            move = (half.ravel() + gap - value)[:, None] * away
        else:
            value, away = skin.signed(flat)
            move = -(value + gap)[:, None] * away
        points = points + hold * _smoothed(move.reshape(points.shape), head.closed)
    return points


def _clear(head: Head, points: Array, half: Array, bones: Bones, skin: Surface) -> Array:
    """The sheet moved off bone, skin and midline, where it is in them."""
    hold = head.spec.get("yield", 1.0)
    for _ in range(3):
        value, away = bones.surface.signed(points.reshape(-1, 3))
        move = np.clip(0.9 * half.ravel() + BONE_MM - value, 0, 5)[:, None] * away
        points = points + hold * _smoothed(move.reshape(points.shape), head.closed)
        if not head.spec.get("near_skin", True):
            continue
        value, away = skin.signed(points.reshape(-1, 3))
        move = -np.clip(value + half.ravel() + SKIN_MM, 0, 8)[:, None] * away
        points = points + _smoothed(move.reshape(points.shape), head.closed)
    points[..., 0] = np.maximum(points[..., 0], MIDLINE_MM + 0.3 * half)
    return points


def drape(head: Head, bones: Bones, skin: Surface) -> Mesh:
    """The closed surface of a draped head, outward faces; its volume is the wanted one."""
    sheet = refined(head.points)
    profile = _profile(head, len(sheet))
    thin = head.spec.get("thin", LEAST_MM)
    scale, room = 1.0, np.full(profile.shape, 50.0)
    for trial in range(TRIALS):
        half = np.maximum(np.minimum(scale * profile, room), thin)
        points = _clear(head, _laid(head, sheet, half, bones, skin), half, bones, skin)
        if head.spec.get("near_skin", True):
            room = _room(points, bones, skin)
        normal = normals(points, head.closed)
        top, bottom = points + half[..., None] * normal, points - half[..., None] * normal
        both = np.concatenate([top, bottom[:, ::-1]], axis=1)
        both[..., 0] = np.maximum(both[..., 0], MIDLINE_MM)
        mesh = grid_mesh(both, head.closed)
        made = volume_ml(mesh)
        if trial < TRIALS - 1:
            scale *= float(np.clip(head.volume_ml / max(abs(made), 1e-3), 0.3, 3.0))
    return mesh if made > 0 else (mesh[0], mesh[1][:, ::-1].copy())
