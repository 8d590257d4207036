"""Reads and writes lesion masks (NIfTI), bounded before anything is unpacked."""

import gzip
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Volume
from visualizer.storage.errors import SceneFileError

MAX_VOXELS = 512**3
HEADER_BYTES = 1 << 16


def read_mask(path: Path, space: str, mni_to_body: NDArray[np.float64]) -> Volume:
    """Read a mask; voxels above zero belong to the lesion.

    Parameters
    ----------
    path : Path
        A .nii or .nii.gz file.
    space : str
        "mni" or "body": the space that the file's affine leads to, RAS mm.
    mni_to_body : (4, 4) array

    Raises
    ------
    SceneFileError
        If the file is missing, not NIfTI, too large, empty or has no usable affine.
    """
    import nibabel

    _check_size(path)
    try:
        image = nibabel.Nifti1Image.from_filename(str(path))
        shape = image.shape
        if len(shape) != 3 or int(np.prod(shape)) > MAX_VOXELS:
            raise SceneFileError(f"{path.name}: a mask has three axes and at most 512 a side")
        data = np.asanyarray(image.dataobj)
        affine = np.asarray(image.affine, dtype=float)
    except SceneFileError:
        raise
    except Exception as error:
        raise SceneFileError(f"{path.name}: not a readable NIfTI mask ({error})") from error
    if not np.isfinite(affine).all() or abs(np.linalg.det(affine[:3, :3])) < 1e-6:
        raise SceneFileError(f"{path.name}: the mask has no usable orientation")
    mask = np.asarray(data > 0)
    if not mask.any():
        raise SceneFileError(f"{path.name}: the mask is empty")
    return _cropped(mask, mni_to_body @ affine if space == "mni" else affine)


def write_mask(volume: Volume, path: Path) -> None:
    """Write a volume as a NIfTI mask in body RAS mm."""
    import nibabel

    affine = np.linalg.inv(volume.world_to_voxel)
    nibabel.Nifti1Image(volume.mask.astype(np.uint8), affine).to_filename(str(path))


def _check_size(path: Path) -> None:
    try:
        if path.exists() and not path.is_file():
            raise SceneFileError(f"{path.name}: not a file")
        with path.open("rb") as raw:
            magic = raw.read(2)
        with gzip.open(path) if magic == b"\x1f\x8b" else path.open("rb") as file:
            header = file.read(352)
    except OSError as error:
        reason = error.strerror or "damaged"
        raise SceneFileError(f"{path.name}: cannot be opened ({reason})") from error
    except (EOFError, zlib.error) as error:
        raise SceneFileError(f"{path.name}: not a readable NIfTI mask (damaged)") from error
    except SceneFileError:
        raise
    except ValueError as error:
        raise SceneFileError("the path of a mask cannot be used") from error
    if len(header) < 348:
        raise SceneFileError(f"{path.name}: not a NIfTI file")
    for order in "<>":
        size = int(np.frombuffer(header, f"{order}i4", 1)[0])
        if size == 348:
            axes = np.frombuffer(header, f"{order}i2", 8, 40).astype(np.int64)
            if np.any(axes[1:4] < 1) or int(np.prod(np.clip(axes[1:4], 1, None))) > MAX_VOXELS:
                raise SceneFileError(f"{path.name}: the mask is too large")
            return
    raise SceneFileError(f"{path.name}: not a NIfTI file")


def _cropped(mask: NDArray[np.bool_], affine: NDArray[np.float64]) -> Volume:
    low, high = [], []
    for axis in range(3):
        used = np.flatnonzero(mask.any(axis=tuple(a for a in range(3) if a != axis)))
        low.append(int(used[0]))
        high.append(int(used[-1]) + 1)
    box = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
    shifted = affine.copy()
    shifted[:3, 3] += affine[:3, :3] @ np.array(low)
    return Volume(mask[box].copy(), np.asarray(np.linalg.inv(shifted), dtype=np.float64))
