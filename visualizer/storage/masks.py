"""Reads and writes lesion masks (NIfTI), bounded before anything is unpacked."""

import gzip
import logging
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Volume
from visualizer.storage.errors import SceneFileError

MAX_VOXELS = 512**3
FARTHEST_MM = 1e5


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
    _check_size(path)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        data, affine = _read(path)
    if data.dtype.kind not in "biuf":
        raise SceneFileError(f"{path.name}: a mask needs one real number a voxel")
    usable = np.isfinite(affine).all() and np.abs(affine).max() <= FARTHEST_MM
    if not usable or abs(np.linalg.det(affine[:3, :3])) < 1e-6:
        raise SceneFileError(f"{path.name}: the mask has no usable orientation")
    mask = np.asarray(data > 0)
    if not mask.any():
        raise SceneFileError(f"{path.name}: the mask is empty")
    return _cropped(mask, mni_to_body @ affine if space == "mni" else affine)


def _read(path: Path) -> tuple[NDArray[Any], NDArray[np.float64]]:
    import nibabel

    logging.getLogger("nibabel.global").setLevel(logging.CRITICAL)
    try:
        image = nibabel.Nifti1Image.from_filename(str(path))
        shape = image.shape
        if len(shape) != 3 or int(np.prod(shape)) > MAX_VOXELS:
            raise SceneFileError(f"{path.name}: a mask has three axes and at most 512 a side")
        return np.asanyarray(image.dataobj), np.asarray(image.affine, dtype=float)
    except SceneFileError:
        raise
    except Exception as error:
        reason = str(error).partition("\n")[0].replace(str(path), path.name)
        raise SceneFileError(f"{path.name}: not a readable NIfTI mask ({reason})") from error


def write_mask(volume: Volume, path: Path) -> None:
    """Write a volume as a NIfTI mask in body RAS mm."""
    import nibabel

    affine = np.linalg.inv(volume.world_to_voxel)
    nibabel.Nifti1Image(volume.mask.astype(np.uint8), affine).to_filename(str(path))


def _header(path: Path) -> bytes:
    """Read the header, unpacked where the file is compressed."""
    try:
        if path.exists() and not path.is_file():
            raise SceneFileError(f"{path.name}: not a file")
        with path.open("rb") as raw:
            magic = raw.read(2)
        with gzip.open(path) if magic == b"\x1f\x8b" else path.open("rb") as file:
            return file.read(352)
    except OSError as error:
        reason = error.strerror or "damaged"
        raise SceneFileError(f"{path.name}: cannot be opened ({reason})") from error
    except (EOFError, zlib.error) as error:
        raise SceneFileError(f"{path.name}: not a readable NIfTI mask (damaged)") from error
    except SceneFileError:
        raise
    except ValueError as error:
        raise SceneFileError("the path of a mask cannot be used") from error


def _check_size(path: Path) -> None:
    header = _header(path)
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
