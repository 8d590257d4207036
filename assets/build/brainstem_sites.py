"""All sites, components and arterial territories of the brainstem, alike on both sides."""

import numpy as np

from assets.build import brainstem_motor as motor
from assets.build import brainstem_regions as regions
from assets.build import brainstem_tables
from assets.build import brainstem_territories as territories
from assets.build.brain_grid import Grid, Mask
from assets.build.brainstem_field import COMPONENTS, Half, right_half

DECUSSATION = "medulla.pyramidal_decussation"
STRUCTURES = (
    "superior_cerebellar_peduncle",
    "middle_cerebellar_peduncle",
    "spinal_trigeminal_tract",
)
"""Structures that are also part of a component under another name."""
ARM_FLOOR_MM = -31.0
"""Rostral place down to which the arm's fibres cross; the leg's cross below."""
BASIS_BACK_MM, BASIS_SIDE_MM = 7.0, 9.0
"""The basis reaches beyond the atlas label only here: nearer the midline and farther back run the
corticobulbar fibres of the other hemisphere, after their crossing."""
MIDLINE = (
    "foramen_magnum.compression",
    "medulla.motor_nuclei",
    "brainstem.motor_nuclei",
    "pons.basis",
    "pons.facial_colliculus",
    "territory.anterior_spinal",
    "territory.basilar_paramedian",
)
"""Sites that are also given whole, over the midline."""


def decussation(grid: Grid) -> Mask:
    """Both halves of the pyramidal decussation."""
    return motor.decussation(grid)


def _motor(grid: Grid) -> dict[str, Mask]:
    """Motor sites of the right half, made alike on both sides."""
    right, left = motor.masks(grid, "right"), motor.masks(grid, "left")
    both = {site: mask | left[site][::-1] for site, mask in right.items()}
    return {site: regions.one_piece(mask) for site, mask in both.items()}


def _tegmenta(half: Half, sites: dict[str, Mask]) -> dict[str, Mask]:
    """Fill basis and tegmentum of pons and midbrain out to the smooth solid."""
    x, s, v = half.places
    pons = half.solid & (s >= regions.PONTOMEDULLARY_MM) & (s <= regions.upper_border(v))
    crus = sites["midbrain.crus_cerebri"][half.slices]
    lateral = pons & (v > BASIS_BACK_MM) & (x > BASIS_SIDE_MM) & (x < 17) & ~crus
    basis = sites["pons.basis"][half.slices] | lateral
    ventral = regions.midbrain(half, crus)["midbrain.ventral"]
    stem = half.solid & (s > regions.upper_border(v)) & ~crus
    return {
        "pons.basis": half.whole(basis),
        "pons.tegmentum": half.whole(regions.one_piece(pons & ~basis & ~crus & (x < 15))),
        "midbrain.tegmentum": half.whole(regions.one_piece(stem & ~(ventral & (v > 9)))),
    }


def _components(half: Half) -> dict[str, Mask]:
    """Every component, tract and nucleus as a site of its own."""
    nuclei = brainstem_tables.nuclei()
    used = {c for parts in COMPONENTS.values() for c in parts}
    tracts = [n for n in half.courses if n not in nuclei and n not in used]
    out = {f"brainstem.{n}": half.whole(half.component(n)) for n in (*COMPONENTS, *tracts)}
    out |= {f"brainstem.{n}": half.whole(half.course(n)) for n in STRUCTURES}
    return out | {f"nucleus.{n}": half.whole(half.course(n)) for n in nuclei}


_MADE: dict[int, dict[str, Mask]] = {}


def right_sites(grid: Grid) -> dict[str, Mask]:
    """Every site of the right half on the grid, made once for a grid."""
    if id(grid) not in _MADE:
        _MADE.clear()
        _MADE[id(grid)] = _make(grid)
    return _MADE[id(grid)]


def _make(grid: Grid) -> dict[str, Mask]:
    half = right_half()
    out = _motor(grid)
    out |= _tegmenta(half, out)
    cut = {site: mask[half.slices] for site, mask in out.items()}
    basis = cut["pons.basis"]
    new = regions.midbrain(half, cut["midbrain.crus_cerebri"])
    new |= regions.pons_basis(half, basis) | regions.pons(half, basis)
    new |= regions.medulla(half, cut["medulla.pyramid"])
    new["brainstem.motor_nuclei"] = regions.motor_nuclei(half)
    out |= {site: half.whole(mask) for site, mask in new.items()}
    crossing = cut[DECUSSATION]
    x, s, _ = half.places
    out[f"{DECUSSATION}.rostral_midline"] = half.whole(crossing & (s >= ARM_FLOOR_MM) & (x <= 3))
    out[f"{DECUSSATION}.lateral"] = half.whole(crossing & (s < ARM_FLOOR_MM + 2) & (x >= 2))
    out |= _components(half)
    out["brainstem.crus_cerebri"] = out["midbrain.crus_cerebri"]
    out["brainstem.pyramid"] = out["medulla.pyramid"]
    out["brainstem.pontocerebellar_fibres"] = out["pons.basis"] & ~out["brainstem.corticospinal"]
    return out | territories.right_masks(half, grid)


def masks(grid: Grid, side: str) -> dict[str, Mask]:
    """Sites of one half of the brainstem; the left is the exact mirror of the right."""
    right = {k: m for k, m in right_sites(grid).items() if not k.endswith("rostral_midline")}
    return right if side == "right" else {site: mask[::-1] for site, mask in right.items()}


def midline(grid: Grid) -> dict[str, Mask]:
    """Sites given whole over the midline (side none)."""
    right = right_sites(grid)
    names = (*MIDLINE, f"{DECUSSATION}.rostral_midline")
    out = {name: _bridged(right[name]) for name in names}
    return out | {DECUSSATION: decussation(grid)}


def _bridged(mask: Mask) -> Mask:
    """Unite a right half with its mirror image and fill the midplane between them."""
    whole = mask | mask[::-1]
    middle = mask.shape[0] // 2
    whole[middle] |= mask[middle + 1]
    return np.asarray(whole)


def sites(grid: Grid) -> dict[tuple[str, str], Mask]:
    """Every brainstem site with its side."""
    out = {(k, side): m for side in ("right", "left") for k, m in masks(grid, side).items()}
    return out | {(k, "none"): m for k, m in midline(grid).items()}
