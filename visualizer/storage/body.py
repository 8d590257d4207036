"""Reads the shipped geometry into a `Body` with NumPy alone."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import (
    SEGMENTS,
    Body,
    Cord,
    CordZone,
    Fibres,
    MeshData,
    MeshLayers,
    Population,
    Station,
    Volume,
)
from visualizer.anatomy.sides import SIDES
from visualizer.storage.choices import one_of
from visualizer.storage.errors import AssetError
from visualizer.storage.horn import load_arcs, load_fibre_classes, load_sections
from visualizer.storage.packed import unpack_steps
from visualizer.storage.paths import assets_path
from visualizer.storage.structures import columns_of, load_structures

Arrays = dict[str, NDArray[np.generic]]
MESH_KEYS = {
    "names",
    "vertex_offsets",
    "face_offsets",
    "vertices",
    "faces",
    "origin_mm",
    "scale_mm",
}


def load_body(meshes: bool = False, root: Path | None = None) -> Body:
    """Read the body.

    Parameters
    ----------
    meshes : bool
        Whether to know the surfaces too; predictions need none. A layer is read when it is
        first asked for, and may then raise an `AssetError`.
    root : Path, optional
        The assets folder, the shipped one by default.

    Raises
    ------
    AssetError
        If a file is missing or damaged.
    """
    folder = (root or assets_path()) / "geometry"
    knowledge = (root or assets_path()) / "knowledge"
    try:
        with ThreadPoolExecutor(max_workers=1) as beside:  # unpacking leaves Python free
            unpacked = beside.submit(_fibre_arrays, folder / "fibres.npz")
            transform = _transform(folder / "transforms.json")
            return Body(
                cord=_cord(folder / "cord.npz", knowledge / "cord_zones.toml"),
                volumes=_volumes(folder / "volumes.npz", transform),
                mni_to_body=transform,
                structures=load_structures(knowledge) if meshes else {},
                meshes=_meshes(folder / "meshes") if meshes else {},
                sha256=_digest(folder),
                sections=load_sections(folder / "cord_sections.npz") if meshes else {},
                arcs=load_arcs(knowledge / "horn_arc.csv") if meshes else {},
                fibre_classes=load_fibre_classes(knowledge / "nerve_section.csv") if meshes else (),
                fibres=_fibres(folder, unpacked),
            )
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the body cannot be read: {error}") from error


def _arrays(path: Path) -> Arrays:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _transform(path: Path) -> NDArray[np.float64]:
    return np.array(json.loads(path.read_text(encoding="utf-8"))["mni_to_body"], dtype=float)


def _fibres(folder: Path, unpacked: "Future[tuple[Arrays, NDArray[np.float32]]]") -> Fibres:
    populations, stations = _groups(folder)
    data, points = unpacked.result()
    return Fibres(
        points_mm=points,
        offsets=data["offsets"].astype(np.int64),
        population=data["population"].astype(np.int64),
        weight=data["weight"].astype(np.float32),
        station=data["station"].astype(np.int64),
        populations=populations,
        stations=stations,
    )


def _fibre_arrays(path: Path) -> tuple[Arrays, NDArray[np.float32]]:
    data = _arrays(path)
    steps = unpack_steps(
        data["points_low"].astype(np.uint8, copy=False),
        data["points_high"].astype(np.uint8, copy=False),
    )
    return data, _unpack(steps, data["origin_mm"], data["scale_mm"])


def _groups(folder: Path) -> tuple[tuple[Population, ...], tuple[Station, ...]]:
    columns = ("id", "kind", "side", "target", "segment")
    populations = tuple(
        Population(identity, kind, one_of(side, SIDES), target, segment)
        for identity, kind, side, target, segment in columns_of(folder / "populations.csv", columns)
    )
    stations = tuple(
        Station(site, one_of(side, SIDES), level)
        for site, side, level in columns_of(folder / "stations.csv", ("site", "side", "level"))
    )
    return populations, stations


def _unpack(
    packed: NDArray[np.generic], origin: NDArray[np.generic], scale: NDArray[np.generic]
) -> NDArray[np.float32]:
    steps = np.arange(65536) * float(scale)  # the coordinates of every 16-bit step
    placed = np.empty(packed.shape, dtype=np.float32)
    for axis, low in enumerate(origin.astype(float)):
        placed[:, axis] = (low + steps).astype(np.float32)[packed[:, axis]]
    return placed


def _cord(path: Path, zones: Path) -> Cord:
    data = _arrays(path)
    index = {name: i for i, name in enumerate(SEGMENTS)}
    return Cord(
        centre_mm=data["centre_mm"].astype(float),
        right=data["right"].astype(float),
        anterior=data["anterior"].astype(float),
        half_width_mm=data["half_width_mm"].astype(float),
        half_depth_mm=data["half_depth_mm"].astype(float),
        canal_mm=data["canal_mm"].astype(float),
        segment=np.array([index[str(name)] for name in data["segment"]], dtype=np.int64),
        zones=_zones(zones),
    )


def _zones(path: Path) -> dict[str, CordZone]:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n[")
    source = tomllib.loads(head)["source"]
    polygons: dict[str, dict[str, NDArray[np.float64]]] = {}
    for table in rest.split("\n["):
        region, _, rows = table.partition("]\n")
        for row in rows.splitlines():
            zone, _, points = row.partition(" = ")
            if points:  # lists are the same in JSON, which is read forty times as fast
                polygons.setdefault(zone, {})[region] = np.array(json.loads(points), dtype=float)
    return {zone: CordZone(zone, found, source) for zone, found in polygons.items()}


def _volumes(path: Path, mni_to_body: NDArray[np.float64]) -> dict[tuple[str, str], Volume]:
    data = _arrays(path)
    affine = data["affine"].astype(float)
    boxes, offsets = data["boxes"].astype(int), data["bit_offsets"].astype(int)
    bits = np.unpackbits(data["bits"].astype(np.uint8)).view(bool)
    shapes = boxes[:, 1::2] - boxes[:, 0::2]
    sizes = shapes.prod(axis=1)
    shifted = np.repeat(affine[None], len(boxes), axis=0)
    shifted[:, :3, 3] += boxes[:, 0::2] @ affine[:3, :3].T
    inverse = np.linalg.inv(mni_to_body @ shifted)
    volumes = {}
    for number, name in enumerate(data["names"]):
        site, _, side = str(name).partition("|")
        start = 8 * offsets[number]
        mask = bits[start : start + sizes[number]].reshape(shapes[number])
        volumes[site, side] = Volume(mask, inverse[number])
    return volumes


def _meshes(folder: Path) -> MeshLayers:
    paths = {path.stem: path for path in sorted(folder.glob("*.npz"))}
    ids = {layer: _names(path) for layer, path in paths.items()}
    return MeshLayers(ids, lambda layer: _read_layer(paths[layer]))


def _names(path: Path) -> tuple[str, ...]:
    with np.load(path, allow_pickle=False) as stored:
        return tuple(str(name) for name in stored["names"])


def _read_layer(path: Path) -> tuple[MeshData, ...]:
    try:
        return tuple(_layer(path))
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the surfaces of {path.stem} cannot be read: {error}") from error


def _layer(path: Path) -> Iterator[MeshData]:
    data = _arrays(path)
    vertices = _unpack(data["vertices"], data["origin_mm"], data["scale_mm"])
    labels = {
        name.removesuffix("_names"): tuple(str(label) for label in data[name])
        for name in data
        if name.endswith("_names")
    }
    own = [key for key in data if key not in MESH_KEYS and not key.endswith("_names")]
    own = [key for key in own if data[key].shape[:1] == vertices.shape[:1]]
    for number, name in enumerate(data["names"]):
        rows = slice(*(int(n) for n in data["vertex_offsets"][number : number + 2]))
        cells = slice(*(int(n) for n in data["face_offsets"][number : number + 2]))
        values = {key: data[key][rows] for key in own}
        faces = data["faces"][cells].astype(np.int32)
        yield MeshData(str(name), vertices[rows], faces, values, labels)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("fibres.npz", "cord.npz", "volumes.npz", "transforms.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
