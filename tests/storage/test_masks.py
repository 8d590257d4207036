"""Masks from outside are bounded and checked before they are used."""

import gzip
import struct

import nibabel
import numpy as np
import pytest

from visualizer.storage import SceneFileError, read_mask, write_mask

MNI_TO_BODY = np.diag([0.9, 0.9, 0.9, 1.0])
MNI_TO_BODY[:3, 3] = [1.0, 20.0, 1500.0]


def _write(path, data, affine=None):
    nibabel.Nifti1Image(data, np.eye(4) if affine is None else affine).to_filename(path)


def test_a_mask_lands_where_its_affine_says(tmp_path):
    data = np.zeros((20, 30, 40), np.uint8)
    data[3, 20, 7] = 1
    affine = np.diag([-2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = [40.0, -60.0, -50.0]
    _write(tmp_path / "m.nii.gz", data, affine)
    volume = read_mask(tmp_path / "m.nii.gz", "mni", MNI_TO_BODY)
    mni = np.array([40.0 - 6, -60.0 + 40, -50.0 + 14])
    point = (MNI_TO_BODY[:3, :3] @ mni + MNI_TO_BODY[:3, 3])[None]
    mirrored = point * [-1, 1, 1]
    assert volume.contains(point).tolist() == [True]
    assert volume.contains(mirrored).tolist() == [False]


def test_a_mask_written_is_the_mask_read(tmp_path):
    data = np.zeros((9, 8, 7), np.uint8)
    data[2:5, 3:6, 1:3] = 1
    _write(tmp_path / "a.nii", data)
    first = read_mask(tmp_path / "a.nii", "body", MNI_TO_BODY)
    write_mask(first, tmp_path / "b.nii.gz")
    second = read_mask(tmp_path / "b.nii.gz", "body", MNI_TO_BODY)
    points = np.argwhere(np.ones_like(data)).astype(float)
    assert (first.contains(points) == second.contains(points)).all()
    assert first.contains(points).sum() == data.sum()


def test_a_header_that_asks_for_gigabytes_is_refused(tmp_path):
    _write(tmp_path / "a.nii", np.ones((2, 2, 2), np.uint8))
    raw = bytearray((tmp_path / "a.nii").read_bytes())
    struct.pack_into("<8h", raw, 40, 3, 30000, 30000, 30000, 1, 1, 1, 1)
    (tmp_path / "b.nii.gz").write_bytes(gzip.compress(bytes(raw)))
    with pytest.raises(SceneFileError, match="too large"):
        read_mask(tmp_path / "b.nii.gz", "mni", MNI_TO_BODY)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 400, gzip.compress(b"x" * 1000)])
def test_what_is_not_nifti_is_refused(tmp_path, content):
    path = tmp_path / "a.nii"
    path.write_bytes(content)
    with pytest.raises(SceneFileError, match="NIfTI"):
        read_mask(path, "mni", MNI_TO_BODY)


def test_an_empty_mask_is_refused(tmp_path):
    _write(tmp_path / "a.nii", np.zeros((3, 3, 3), np.uint8))
    with pytest.raises(SceneFileError, match="empty"):
        read_mask(tmp_path / "a.nii", "mni", MNI_TO_BODY)


def test_a_missing_mask_is_said(tmp_path):
    with pytest.raises(SceneFileError, match="cannot be opened"):
        read_mask(tmp_path / "no.nii", "mni", MNI_TO_BODY)


def test_a_damaged_gzip_stream_is_said(tmp_path):
    _write(tmp_path / "a.nii.gz", np.ones((4, 4, 4), np.uint8))
    raw = (tmp_path / "a.nii.gz").read_bytes()
    (tmp_path / "b.nii.gz").write_bytes(raw[:40])
    with pytest.raises(SceneFileError, match="damaged"):
        read_mask(tmp_path / "b.nii.gz", "mni", MNI_TO_BODY)


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(SceneFileError, match=r"not a file|cannot be used"):
        read_mask(tmp_path / name, "mni", MNI_TO_BODY)


@pytest.mark.parametrize("dtype", [np.complex64, [("R", "u1"), ("G", "u1"), ("B", "u1")]])
def test_colours_and_complex_numbers_are_no_mask(tmp_path, dtype):
    _write(tmp_path / "a.nii", np.ones((3, 3, 3), dtype))
    with pytest.raises(SceneFileError, match="one real number"):
        read_mask(tmp_path / "a.nii", "mni", MNI_TO_BODY)


def test_an_affine_that_leads_out_of_the_world_is_refused(tmp_path):
    _write(tmp_path / "a.nii", np.ones((3, 3, 3), np.uint8), np.diag([1e30, 1e30, 1e30, 1.0]))
    with pytest.raises(SceneFileError, match="orientation"):
        read_mask(tmp_path / "a.nii", "mni", MNI_TO_BODY)
