"""Where cranial nerve fibres end or begin: bellies of muscles and patches of skin."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build import places
from assets.build.meshio import Mesh, read_layer
from assets.build.nerves_clear import Surface
from assets.build.nerves_curves import ball
from assets.build.nerves_ends import far_apart

Array = NDArray[np.float64]
CLOUD = 600
REACH = (9.0, 18.0, 40.0)
"""Distances from the entering nerve within which room is looked for, mm."""
NEAR_SKIN_MM = 28.0
BELOW_SKIN_MM = 1.2


class Ends:
    """Room for endings on the right side."""

    def __init__(self, bone: Surface) -> None:
        self._bone = bone
        self._bellies = read_layer(places.MESHES / "muscles.npz")
        self._surfaces: dict[str, Surface] = {}
        self._skin = _patches()

    def _belly(self, muscle: str) -> tuple[Mesh, Surface]:
        name = f"muscle.{muscle}.right"
        mesh = self._bellies.get(name) or _joined(self._bellies, f"muscle.{muscle}.")
        if muscle not in self._surfaces:
            self._surfaces[muscle] = Surface({name: mesh}, 1.0, np.inf)
        return mesh, self._surfaces[muscle]

    def belly(self, muscle: str, entry: Array, n: int, key: str) -> Array:
        """Places (n, 3), mm, within a belly, near where the nerve comes in and clear of bone."""
        mesh, surface = self._belly(muscle)
        low, high = mesh[0].min(axis=0), mesh[0].max(axis=0)
        rng = ball(f"{muscle}.{key}", CLOUD)
        cloud = (low + high) / 2 + 0.62 * (high - low) * rng
        core = 0.75 * mesh[0] + 0.25 * cloud[cKDTree(cloud).query(mesh[0])[1]]
        cloud = np.concatenate([cloud, core])
        cloud = cloud[surface.distance(cloud)[0] < -0.25]
        if len(cloud) < n:
            cloud = mesh[0]
        free = cloud[self._bone.distance(cloud)[0] > 0.5]
        cloud = free if len(free) >= n else cloud
        gap = np.linalg.norm(cloud - entry, axis=1)
        for reach in (gap.min() + r for r in REACH):
            near = cloud[gap <= reach]
            if len(near) >= 3 * n:
                break
        return far_apart(near[np.linalg.norm(near - entry, axis=1).argsort()], n)

    def skin(self, territory: str, spot: tuple[float, ...], n: int) -> Array:
        """Places (n, 3), mm, just below the skin of a territory round a spot."""
        vertices, inward = self._skin[territory]
        gap = np.linalg.norm(vertices - np.array(spot), axis=1)
        near = np.argsort(gap)[: max(int((gap < NEAR_SKIN_MM).sum()), 4 * n)]
        chosen = far_apart(vertices[near], n)
        index = cKDTree(vertices).query(chosen)[1]
        return chosen + BELOW_SKIN_MM * inward[index]


def _joined(bellies: dict[str, Mesh], start: str) -> Mesh:
    """All heads of a muscle on the right as one mesh."""
    found = [m for k, m in bellies.items() if k.startswith(start) and k.endswith(".right")]
    offsets = np.cumsum([0, *(len(v) for v, _ in found)])
    faces = [f + o for (_, f), o in zip(found, offsets, strict=False)]
    return np.concatenate([v for v, _ in found]), np.concatenate(faces)


def _patches() -> dict[str, tuple[Array, Array]]:
    """Vertices of the right half of the skin, and inward normals, by territory."""
    path = places.MESHES / "skin.npz"
    v, f = read_layer(path)["skin"]
    with np.load(path, allow_pickle=False) as file:
        label, names = file["territory"], [str(n) for n in file["territory_names"]]
    normal = np.zeros_like(v)
    face = np.cross(v[f[:, 1]] - v[f[:, 0]], v[f[:, 2]] - v[f[:, 0]])
    for k in range(3):
        np.add.at(normal, f[:, k], face)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    out = {}
    for code, name in enumerate(names):
        here = (label == code) & (v[:, 0] > 0)
        out[name] = (v[here], -normal[here])
    return out
