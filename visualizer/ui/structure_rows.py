"""Rows that the structure table does not have: pathways, and nerves as places to fly to."""

from dataclasses import replace

from visualizer.anatomy import Body, Structure
from visualizer.render.presets import kinds_of
from visualizer.ui.wording import capital, plain, site_words

PLACE = "place"
_PATHS = {
    "fibres.corticospinal": "Corticospinal tracts",
    "fibres.corticobulbar": "Corticobulbar tracts",
    "fibres.corticobulbar_accessory": "Corticobulbar tracts to the neck",
    "fibres.corticobulbar_gaze": "Corticobulbar tracts for gaze",
    "fibres.corticospinal_premotor": "Corticospinal fibres of premotor cortex",
    "fibres.corticospinal_supplementary": "Corticospinal fibres of supplementary motor cortex",
    "fibres.corticospinal_parietal": "Corticospinal fibres of somatosensory cortex",
    "fibres.corticopontine": "Corticopontine tracts",
    "fibres.bulbospinal": "Other descending paths",
    "fibres.rubrospinal": "Rubrospinal tracts",
    "fibres.tectospinal": "Tectospinal tracts",
    "fibres.vestibulospinal_lateral": "Lateral vestibulospinal tracts",
    "fibres.vestibulospinal_medial": "Medial vestibulospinal tracts",
    "fibres.lmn": "Lower motor neurons",
    "fibres.ia": "Muscle afferents",
    "fibres.afferent_jaw": "Muscle afferents of the jaw",
    "fibres.afferent_pharynx": "Sensory fibres of the throat",
    "fibres.gaze_horizontal": "Paths of horizontal gaze",
    "fibres.gaze_vertical": "Paths of vertical gaze",
    "fibres.visual": "Visual paths",
    "fibres.smell": "Olfactory nerves",
    "fibres.hearing": "Auditory paths",
    "fibres.vestibular": "Vestibular nerves",
    "fibres.taste_anterior": "Taste, front of the tongue",
    "fibres.taste_posterior": "Taste, back of the tongue",
    "fibres.parasympathetic_pupil": "Parasympathetic path to the pupil",
    "fibres.parasympathetic_lacrimal": "Parasympathetic path to the lacrimal gland",
    "fibres.parasympathetic_salivary": "Parasympathetic paths to the salivary glands",
    "fibres.parasympathetic_viscera": "Vagal outflow to the viscera",
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
        known = rows.get(layer) or Structure(layer, name, "Pathways", layer, "none")
        rows[layer] = replace(known, parent="Pathways", layer=layer, side="none")
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
