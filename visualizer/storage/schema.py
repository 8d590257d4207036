"""The scene file's schema: what a file from outside may say."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from visualizer.scene.lesion import Extent, Process, Reach, Tempo

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e4, le=1e4)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.01, le=500)]
Days = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=36500)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Vec3 = tuple[Number, Number, Number]
Word = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
BRUSH_LIMIT_MM = 60.0


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        """Take a key that is null as one that is not there, but refuse unknown keys."""
        if not isinstance(given, dict):
            return given
        return {k: v for k, v in given.items() if v is not None or k not in cls.model_fields}


class LesionModel(_Strict):
    """A lesion: a site, or a shape with its numbers."""

    id: Word | None = None
    site: Word | None = None
    side: Literal["left", "right", "bilateral"] | None = None
    level: Word | None = None
    extent: Extent | None = None
    fraction: Share | None = None
    components: Annotated[list[Word], Field(max_length=40)] | None = None
    onset_days: Days | None = None
    tempo: Tempo | None = None
    process: Process | None = None
    reach: Reach | None = None
    shape: Literal["sphere", "ellipsoid", "slab", "cut", "patch", "mask"] | None = None
    center_mm: Vec3 | None = None
    radius_mm: Positive | None = None
    radii_mm: tuple[Positive, Positive, Positive] | None = None
    points_mm: Annotated[list[Vec3], Field(min_length=1, max_length=5000)] | None = None
    levels: Name | None = None
    part: Literal["whole", "left", "right", "front", "back", "free"] | None = None
    uv: tuple[Number, Number, Number, Number] | None = None
    structure: Name | None = None
    path: Annotated[str, Field(min_length=1, max_length=4096)] | None = None
    space: Literal["mni", "body"] | None = None

    @model_validator(mode="after")
    def _site_or_shape(self) -> "LesionModel":
        if (self.site is None) == (self.shape is None):
            raise ValueError("a lesion needs either a site or a shape")
        given = {name for name in SHAPE_KEYS if getattr(self, name) is not None}
        needed = REQUIRED[self.shape] if self.shape else frozenset[str]()
        allowed = needed | OPTIONAL.get(self.shape or "", frozenset())
        if missing := needed - given:
            raise ValueError(f"shape '{self.shape}' needs {', '.join(sorted(missing))}")
        if extra := given - allowed:
            raise ValueError(f"{', '.join(sorted(extra))} does not apply here")
        if self.shape == "cut" and self.side not in ("left", "right"):
            raise ValueError("a cut needs a side, left or right")
        if self.shape == "patch" and (self.radius_mm or 0.0) > BRUSH_LIMIT_MM:
            raise ValueError(f"the radius_mm of a patch is at most {BRUSH_LIMIT_MM:.0f}")
        return self


REQUIRED: dict[str, frozenset[str]] = {
    "sphere": frozenset({"center_mm", "radius_mm"}),
    "ellipsoid": frozenset({"center_mm", "radii_mm"}),
    "slab": frozenset({"levels"}),
    "cut": frozenset({"center_mm", "structure"}),
    "patch": frozenset({"points_mm", "radius_mm"}),
    "mask": frozenset({"path"}),
}
OPTIONAL: dict[str, frozenset[str]] = {
    "slab": frozenset({"part", "uv"}),
    "mask": frozenset({"space"}),
}
SHAPE_KEYS = frozenset().union(*REQUIRED.values(), *OPTIONAL.values())


class PatientModel(_Strict):
    """What is known of the patient."""

    dominant_hemisphere: Literal["left", "right"] = "left"
    variants: Annotated[list[Word], Field(max_length=20)] = []


class SectionModel(_Strict):
    """The plane of the section view."""

    plane: Literal["axial", "coronal", "sagittal", "cord", "free"] = "axial"
    at_mm: Number = 0.0
    normal: Vec3 | None = None
    clip: bool = False
    flip: bool = False

    @model_validator(mode="after")
    def _free_has_normal(self) -> "SectionModel":
        long = self.normal is not None and sum(part * part for part in self.normal) > 1e-6
        if (self.plane == "free") != long:
            raise ValueError("a free plane, and only that, needs a normal that is not zero")
        return self


class ViewModel(_Strict):
    """Camera and layers."""

    name: Literal["body", "cortex", "tract", "ventral-horn", "nerve", "nerve-section"] = "tract"
    position_mm: Vec3 | None = None
    focal_mm: Vec3 | None = None
    up: Vec3 | None = None
    opacity: Annotated[dict[Word, Share], Field(max_length=5000)] = {}
    colouring: Literal["system", "body_part", "strength"] = "system"
    segment: Annotated[str, Field(pattern=r"^(C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5])$")] = "C8"
    section: SectionModel | None = None
    maps: dict[Literal["cortex", "skin"], Word] = {}
    cortex: Literal["pial", "white", "inflated"] = "pial"


class SceneModel(_Strict):
    """A whole scene file."""

    format: Literal["neuro-scene"]
    version: Literal[1]
    title: Annotated[str, Field(max_length=500)] = ""
    notes: Annotated[str, Field(max_length=100_000)] = ""
    patient: PatientModel = PatientModel()
    days: Days | None = None
    view: ViewModel = ViewModel()
    lesions: Annotated[list[LesionModel], Field(max_length=500)]
