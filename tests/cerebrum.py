"""The cerebrum as shipped: its surfaces with their maps, and its volumes, read from the files."""

from functools import lru_cache

import numpy as np

from tests.bodies import body
from visualizer.storage.paths import assets_path

NONE = 255
SIDES = ("left", "right")
SIGN = {"left": -1.0, "right": 1.0}


@lru_cache(maxsize=8)
def arrays(name):
    """Return the arrays of a layer of the cortex."""
    with np.load(assets_path() / "geometry" / "meshes" / f"{name}.npz") as file:
        return {key: file[key] for key in file.files}


def mesh(layer, name):
    """Return points in mm, faces and the run of vertices of a mesh of a layer."""
    file = arrays(layer)
    i = [str(n) for n in file["names"]].index(name)
    low, high = file["vertex_offsets"][i : i + 2]
    start, end = file["face_offsets"][i : i + 2]
    points = file["origin_mm"] + file["scale_mm"] * file["vertices"][low:high].astype(float)
    return points, file["faces"][start:end].astype(int), slice(low, high)


def hemisphere(layer, side):
    """Return points in mm, faces and the run of vertices of a hemisphere."""
    return mesh(layer, f"{layer}.hemisphere.{side}")


def to_mni(points):
    """Bring points of the body into MNI space."""
    inverse = np.linalg.inv(body().mni_to_body)
    return points @ inverse[:3, :3].T + inverse[:3, 3]


def in_area(side, name):
    """Tell which vertices of a hemisphere lie in an area."""
    cortex, (_, _, part) = arrays("cortex"), hemisphere("cortex", side)
    return cortex["area"][part] == list(cortex["area_names"]).index(name)


def gyrus_of(side):
    """Return the gyrus of each vertex of a hemisphere."""
    cortex, (_, _, part) = arrays("cortex"), hemisphere("cortex", side)
    return cortex["parcel_names"][cortex["parcel"][part]]


@lru_cache(maxsize=128)
def voxels(site, side):
    """Return the voxels of a site in the whole grid."""
    file = volumes()
    i = list(file["names"]).index(f"{site}|{side}")
    box = file["boxes"][i].reshape(3, 2)
    shape = box[:, 1] - box[:, 0]
    bits = np.unpackbits(file["bits"][slice(*file["bit_offsets"][i : i + 2])])
    whole = np.zeros((151, 190, 165), bool)
    inner = bits[: shape.prod()].reshape(shape).astype(bool)
    whole[tuple(slice(a, b) for a, b in box)] = inner
    return whole


@lru_cache(maxsize=1)
def volumes():
    """Return the arrays of the volumes."""
    with np.load(assets_path() / "geometry" / "volumes.npz") as file:
        return {key: file[key] for key in file.files}


def middle(site, side):
    """Return the middle of a site in mm."""
    return np.argwhere(voxels(site, side)).mean(axis=0) + volumes()["affine"][:3, 3]
