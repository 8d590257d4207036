"""Nouns: what exists in the body (sides, levels, fibres, the cord, meshes, sites)."""

from visualizer.anatomy.body import Body
from visualizer.anatomy.cord import Cord, CordZone
from visualizer.anatomy.enclosure import encloses
from visualizer.anatomy.fibres import Fibres, Population, Station
from visualizer.anatomy.levels import SEGMENTS, parse_levels, segment_index
from visualizer.anatomy.meshes import MeshData, MeshLayers, mesh_ids
from visualizer.anatomy.sides import Side, mirror_side, opposite
from visualizer.anatomy.structures import Structure
from visualizer.anatomy.volumes import Volume

__all__ = [
    "SEGMENTS",
    "Body",
    "Cord",
    "CordZone",
    "Fibres",
    "MeshData",
    "MeshLayers",
    "Population",
    "Side",
    "Station",
    "Structure",
    "Volume",
    "encloses",
    "mesh_ids",
    "mirror_side",
    "opposite",
    "parse_levels",
    "segment_index",
]
