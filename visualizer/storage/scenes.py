"""Scene files: checked on the way in, written whole or not at all."""

import json
import os
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from visualizer.anatomy import parse_levels
from visualizer.scene import (
    Cut,
    Ellipsoid,
    Lesion,
    MaskShape,
    Patch,
    Patient,
    Scene,
    SectionView,
    Shape,
    Slab,
    Sphere,
    View,
)
from visualizer.storage.errors import SceneFileError
from visualizer.storage.masks import read_mask
from visualizer.storage.schema import LesionModel, PatientModel, SceneModel
from visualizer.storage.variants import variant_names

MAX_BYTES = 20_000_000
_PLAIN = ("site", "level", "extent", "fraction", "onset_days", "tempo", "process", "reach")


def load_scene(path: Path, mni_to_body: NDArray[np.float64] | None = None) -> Scene:
    """Read a scene file.

    Parameters
    ----------
    path : Path
    mni_to_body : (4, 4) array, optional
        Needed where the scene has masks in MNI space.

    Raises
    ------
    SceneFileError
        If the file cannot be read or does not fit the schema; the message says where.
    """
    try:
        if path.exists() and not path.is_file():
            raise SceneFileError(f"{path.name}: not a file")
        if path.stat().st_size > MAX_BYTES:
            raise SceneFileError(f"{path.name}: larger than a scene file can be")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, SceneFileError):
            raise
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise SceneFileError(f"{path.name}: cannot be read ({reason})") from error
    return parse_scene(text, path.parent, mni_to_body)


def parse_scene(
    text: str, folder: Path | None = None, mni_to_body: NDArray[np.float64] | None = None
) -> Scene:
    """Turn the text of a scene file into a scene; masks are looked up beside `folder`.

    Raises
    ------
    SceneFileError
        If the text does not fit the schema.
    """
    try:
        if len(text) > MAX_BYTES:
            raise SceneFileError("larger than a scene can be")
        model = SceneModel.model_validate(json.loads(text.removeprefix("\ufeff")))
    except json.JSONDecodeError as error:
        raise SceneFileError(f"line {error.lineno}: not JSON ({error.msg})") from error
    except RecursionError as error:
        raise SceneFileError("nested too deeply") from error
    except ValidationError as error:
        raise SceneFileError(_first_problem(error)) from error
    except SceneFileError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise SceneFileError("a number is too long") from error
    ids = _ids(model)
    lesions = tuple(
        _lesion(i, name, entry, folder, mni_to_body)
        for i, (name, entry) in enumerate(zip(ids, model.lesions, strict=True))
    )
    view = model.view.model_dump()
    view["opacity"] = tuple(sorted(view["opacity"].items()))
    view["maps"] = tuple(sorted(view["maps"].items()))
    if view["section"] is not None:
        view["section"] = SectionView(**view["section"])
    return Scene(
        lesions=lesions,
        title=model.title,
        notes=model.notes,
        patient=_patient(model.patient),
        days=model.days,
        view=View(**view),
    )


def _patient(model: PatientModel) -> Patient:
    """Return the patient; variants are told apart only by whether they are there."""
    known = variant_names() if model.variants else {}
    for index, name in enumerate(model.variants):
        if name not in known:
            listed = ", ".join(known)
            raise SceneFileError(f"patient.variants.{index}: unknown variant '{name}' ({listed})")
    return Patient(model.dominant_hemisphere, tuple(dict.fromkeys(model.variants)))


def _ids(model: SceneModel) -> list[str]:
    """Return the id of each lesion; one without an id gets the next that is free."""
    given = [entry.id for entry in model.lesions if entry.id]
    if len(set(given)) != len(given):
        raise SceneFileError("lesions: two lesions have the same id")
    taken, found = set(given), []
    for index, entry in enumerate(model.lesions):
        number = index + 1
        while not entry.id and f"lesion-{number}" in taken:
            number += 1
        found.append(entry.id or f"lesion-{number}")
        taken.add(found[-1])
    return found


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "scene"
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = "unknown key"
    return f"{where}: {message}"


def _lesion(
    index: int,
    name: str,
    entry: LesionModel,
    folder: Path | None,
    mni_to_body: NDArray[np.float64] | None,
) -> Lesion:
    try:
        shape = None if entry.shape is None else _shape(entry, folder, mni_to_body)
    except ValueError as error:
        raise SceneFileError(f"lesions.{index}: {error}") from error
    values = {key: getattr(entry, key) for key in _PLAIN}
    return Lesion(
        **values,
        side=None if entry.shape == "cut" else entry.side,
        components=None if entry.components is None else tuple(entry.components),
        shape=shape,
        id=name,
    )


def _shape(
    entry: LesionModel, folder: Path | None, mni_to_body: NDArray[np.float64] | None
) -> Shape:
    if entry.shape == "slab" and entry.levels:
        parse_levels(entry.levels)
        return Slab(entry.levels, entry.part or "whole", entry.uv)
    if entry.shape == "mask" and entry.path:
        return _mask(entry.path, entry.space or "mni", folder, mni_to_body)
    if entry.shape == "patch" and entry.points_mm and entry.radius_mm:
        return Patch(tuple(entry.points_mm), entry.radius_mm)
    if entry.center_mm is None:
        raise SceneFileError("center_mm is missing")
    if entry.shape == "cut" and entry.structure:
        return Cut(entry.center_mm, entry.structure, entry.side or "")
    if entry.shape == "ellipsoid" and entry.radii_mm:
        return Ellipsoid(entry.center_mm, entry.radii_mm)
    return Sphere(entry.center_mm, entry.radius_mm or 1.0)


def _mask(
    name: str, space: str, folder: Path | None, mni_to_body: NDArray[np.float64] | None
) -> MaskShape:
    path = Path(name) if folder is None else folder / name
    transform = np.eye(4) if mni_to_body is None else mni_to_body
    if space == "mni" and mni_to_body is None:
        raise SceneFileError("a mask in MNI space needs the body")
    return MaskShape(name, space, read_mask(path, space, transform))


def scene_to_dict(scene: Scene) -> dict[str, Any]:
    """Return the JSON object that a scene is saved as."""
    view = {f.name: getattr(scene.view, f.name) for f in fields(scene.view)}
    view["opacity"] = dict(scene.view.opacity)
    view["maps"] = dict(scene.view.maps) or None  # what older versions do not know: only if used
    view["cortex"] = None if scene.view.cortex == "pial" else scene.view.cortex
    section = scene.view.section
    if section is not None:
        view["section"] = {k: v for k, v in asdict(section).items() if v is not None}
    result: dict[str, Any] = {
        "format": "neuro-scene",
        "version": 1,
        "title": scene.title,
        "notes": scene.notes,
        "patient": _patient_to_dict(scene.patient),
        "view": {key: value for key, value in view.items() if value is not None},
        "lesions": [_lesion_to_dict(lesion) for lesion in scene.lesions],
    }
    if scene.days is not None:
        result["days"] = scene.days
    return result


def _patient_to_dict(patient: Patient) -> dict[str, Any]:
    values: dict[str, Any] = {"dominant_hemisphere": patient.dominant_hemisphere}
    return values | ({"variants": list(patient.variants)} if patient.variants else {})


def _lesion_to_dict(lesion: Lesion) -> dict[str, Any]:
    values: dict[str, Any] = {"id": lesion.id, "side": lesion.side}
    values |= {name: getattr(lesion, name) for name in _PLAIN}
    values["components"] = None if lesion.components is None else list(lesion.components)
    if lesion.shape is not None:
        values["shape"] = lesion.shape.kind
        values |= {f.name: getattr(lesion.shape, f.name) for f in fields(lesion.shape)}
        values.pop("volume", None)
        if isinstance(lesion.shape, Cut):
            values["side"] = values.pop("structure_side")
    return {key: value for key, value in values.items() if value is not None}


def save_scene(scene: Scene, path: Path) -> None:
    """Write a scene: to a new file beside the old one, then in its place.

    Raises
    ------
    SceneFileError
        If the file cannot be written; the old one is untouched.
    """
    text = json.dumps(scene_to_dict(scene), indent=2, ensure_ascii=False) + "\n"
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise SceneFileError(f"{path.name}: cannot be written ({error.strerror})") from error
