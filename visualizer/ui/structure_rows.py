"""Rows that the structure table does not have: pathways, and nerves as places to fly to."""

from dataclasses import replace

from visualizer.anatomy import Body, Structure
from visualizer.render.presets import kinds_of
from visualizer.ui.wording import capital, plain, site_words

PLACE = "place"
_PATHS = {
    "fibres.corticospinal": "Corticospinal tracts",
    "fibres.corticobulbar": "Corticobulbar tracts",
    "fibres.bulbospinal": "Other descending paths",
    "fibres.lmn": "Lower motor neurons",
    "fibres.ia": "Muscle afferents",
}
_LAYERS = {"cord": "Spinal cord"}
_GROUPS = {"root": "Roots", "plexus": "Plexuses", "nerve": "Nerves"}


def all_structures(body: Body) -> dict[str, Structure]:
    """Return the structures of a body with its pathways and nerves."""
    meshes = body.layer_of
    rows = {
        key: row if key in meshes or not meshes else replace(row, layer=PLACE)
        for key, row in body.structures.items()
    }
    for layer in (f"fibres.{kind}" for kind in kinds_of(body.fibres)):
        name = _PATHS.get(layer, capital(plain(layer.removeprefix("fibres."))))
        rows[layer] = Structure(layer, name, "Pathways", layer, "none")
    for layer, name in _LAYERS.items():
        rows.setdefault(layer, Structure(layer, name, "Pathways", layer, "none"))
    return rows | _places(body)


def _places(body: Body) -> dict[str, Structure]:
    found: dict[str, Structure] = {}
    for station in body.fibres.stations:
        group = station.site.partition(".")[0]
        if group not in _GROUPS or station.side not in ("left", "right"):
            continue
        level = f".{station.level}" if group == "root" else ""
        key = f"{station.site}{level}.{station.side}"
        row = body.structures.get(station.site)
        if key not in found and row is not None and group != "root":
            found[key] = replace(row, id=key, side=station.side, parent=row.id, layer=PLACE)
        elif key not in found:
            name = site_words(station.site, "", station.level if group == "root" else "")
            found[key] = Structure(key, name, _GROUPS[group], PLACE, station.side)
    return found
