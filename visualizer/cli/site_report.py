"""Which places of the vocabulary have neither a volume nor a region of the cord."""

import tomllib

from visualizer.anatomy import Body
from visualizer.findings import Knowledge
from visualizer.storage import assets_path

PLACES = (
    "cortex.",
    "corona_radiata",
    "internal_capsule.",
    "thalamus.",
    "subthalamic",
    "lenticulostriate",
    "anterior_choroidal",
    "cerebellum.",
    "midbrain.",
    "pons.",
    "medulla.",
    "brainstem.",
    "foramen_magnum.",
    "cord.",
)
"""Beginnings of the names of sites that must be a closed place in the body."""


def cord_regions() -> frozenset[str]:
    """Sites of the cord that have a region of the cross-section, with the leading `cord.`."""
    path = assets_path("knowledge") / "cord_sites.toml"
    if not path.exists():
        return frozenset()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(f"cord.{name}" for name, row in table.items() if isinstance(row, dict))


def sites_without_place(body: Body, knowledge: Knowledge) -> list[str]:
    """Sites of brainstem, capsule, cord, arteries and cortex without a volume or a region."""
    there = {name for name, _ in body.volumes} | cord_regions()
    return [k for k in knowledge.sites if k.startswith(PLACES) and k not in there]
