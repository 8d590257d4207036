"""Triangle meshes as plain arrays."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class MeshData:
    """One closed or open triangle surface.

    Attributes
    ----------
    id : str
        Structure id.
    vertices_mm : (n, 3) float32 array
        World RAS, mm.
    faces : (m, 3) int32 array
        Indices into `vertices_mm`, counter-clockwise seen from outside.
    vertex_data : mapping of str to (n,) arrays
        Optional per-vertex values, e.g. `parcel`, `motor_map`, `sulc`, `dermatome`.
    label_names : mapping of str to tuple of str
        Names of the integer labels in `vertex_data`, e.g. `parcel`.
    """

    id: str
    vertices_mm: NDArray[np.float32]
    faces: NDArray[np.int32]
    vertex_data: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)
    label_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class MeshLayers(Mapping[str, tuple[MeshData, ...]]):
    """Layers of meshes that are read when they are first asked for.

    Parameters
    ----------
    ids : mapping of layer to tuple of str
        The structures of each layer, known without reading any vertex.
    read : callable
        Takes a layer and returns its meshes.
    """

    def __init__(
        self,
        ids: Mapping[str, tuple[str, ...]],
        read: Callable[[str], tuple[MeshData, ...]],
    ) -> None:
        self.ids = dict(ids)
        self._read = read
        self._layers: dict[str, tuple[MeshData, ...]] = {}

    def __getitem__(self, layer: str) -> tuple[MeshData, ...]:
        if layer not in self._layers:
            if layer not in self.ids:
                raise KeyError(layer)
            self._layers[layer] = self._read(layer)
        return self._layers[layer]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, layer: object) -> bool:
        return layer in self.ids

    @property
    def loaded(self) -> frozenset[str]:
        """The layers read so far."""
        return frozenset(self._layers)


def mesh_ids(meshes: Mapping[str, tuple[MeshData, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return the structures of each layer, without reading layers that need not be."""
    if isinstance(meshes, MeshLayers):
        return meshes.ids
    return {layer: tuple(mesh.id for mesh in found) for layer, found in meshes.items()}
