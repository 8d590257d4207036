"""The whole body: everything that predictions and pictures are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy.cord import Cord
from visualizer.anatomy.fibres import Fibres
from visualizer.anatomy.horn import Arc, FibreClass
from visualizer.anatomy.meshes import MeshData, mesh_ids
from visualizer.anatomy.structures import Structure
from visualizer.anatomy.volumes import Volume


@dataclass(frozen=True, eq=False)
class Body:
    """One body in world RAS millimetres.

    Attributes
    ----------
    fibres : Fibres
    cord : Cord
    volumes : mapping of (site, side) to Volume
        Brain sites with a closed volume; side is left, right or none.
    mni_to_body : (4, 4) float64 array
    structures : mapping of id to Structure
    meshes : mapping of layer to tuple of MeshData
        Empty for predictions without pictures; shipped layers are read when first asked for.
    sections : mapping of segment to mapping of name to polygons
        Cross-sections of the cord, (n, 2) arrays of (u, v), right half; empty without pictures.
    arcs : mapping of segment to Arc
        The muscle that stands for a segment; empty without pictures.
    fibre_classes : tuple of FibreClass
        Of the fibres in a nerve; empty without pictures.
    """

    fibres: Fibres
    cord: Cord
    volumes: Mapping[tuple[str, str], Volume]
    mni_to_body: NDArray[np.float64]
    structures: Mapping[str, Structure]
    meshes: Mapping[str, tuple[MeshData, ...]]
    sha256: str = ""
    sections: Mapping[str, Mapping[str, tuple[NDArray[np.float64], ...]]] = field(
        default_factory=dict
    )
    arcs: Mapping[str, Arc] = field(default_factory=dict)
    fibre_classes: tuple[FibreClass, ...] = ()

    @cached_property
    def layer_of(self) -> dict[str, str]:
        """The layer of each mesh by structure id; reads no vertices."""
        ids = mesh_ids(self.meshes)
        return {name: layer for layer, names in ids.items() for name in names}

    def mesh(self, structure: str) -> MeshData | None:
        """Return the mesh of a structure; only its layer is read."""
        layer = self.layer_of.get(structure)
        if layer is None:
            return None
        return next(mesh for mesh in self.meshes[layer] if mesh.id == structure)
