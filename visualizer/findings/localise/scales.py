"""The values that a target of the examination can take, in order where they have one."""

from dataclasses import dataclass
from functools import lru_cache

_ABSENT_PRESENT = ("absent", "present")
_SENSE = ("normal", "reduced", "lost")


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of a target; empty where any word may come."""

    values: tuple[str, ...] = ()
    ordered: bool = True

    def place(self, value: str) -> int:
        """Return where a value lies, -1 where there is no order or no such value."""
        return self.values.index(value) if self.ordered and value in self.values else -1


_DOMAINS = {
    "power": Scale(("normal", "weak", "paralysed")),
    "tone": Scale(("decreased", "normal", "increased")),
    "reflex": Scale(("absent", "decreased", "normal", "increased")),
    "plantar": Scale(("flexor", "extensor", "absent", "delayed_plantar_response"), ordered=False),
    "wasting": Scale(_ABSENT_PRESENT),
    "fasciculation": Scale(_ABSENT_PRESENT),
    "fibrillation": Scale(_ABSENT_PRESENT),
    "sensation": Scale(_SENSE),
    "gait": Scale(_ABSENT_PRESENT),
    "autonomic": Scale(_ABSENT_PRESENT),
    "cranial": Scale(_ABSENT_PRESENT),
    "other": Scale(_ABSENT_PRESENT),
}
_ELICITED = ("hoffmann", "ankle_clonus", "grasp", "inverted_")
_TARGETS = {
    "bladder": Scale(
        ("normal", "reflex_overactive", "areflexic_retention", "uninhibited"), ordered=False
    ),
    "bowel": Scale(("normal", "reflex", "areflexic"), ordered=False),
    "sweating": Scale(("normal", "lost_body", "lost_face", "lost_brow"), ordered=False),
    "pupil": Scale(("normal", "dilated", "small", "sluggish"), ordered=False),
    "horizontal_gaze": Scale(("normal", "weak", "lost")),
    "vertical_gaze": Scale(("normal", "weak", "lost")),
    "eye_abduction": Scale(("normal", "weak")),
    "eye_adduction": Scale(("normal", "weak")),
    "eye_elevation": Scale(("normal", "weak")),
    "eye_depression": Scale(("normal", "weak")),
    "head_turn": Scale(("normal", "weak")),
    "hearing": Scale(_SENSE),
    "taste": Scale(_SENSE),
    "posterior_tongue_sensation": Scale(_SENSE),
    "lacrimation": Scale(("normal", "reduced")),
    "visual_field": Scale(("normal", "lost")),
    "consciousness": Scale(("normal", "reduced")),
    "aphasia": Scale(("absent", "fluent", "nonfluent", "global"), ordered=False),
    "speech_fluency": Scale(("normal", "impaired")),
    "comprehension": Scale(("normal", "impaired")),
    "repetition": Scale(("normal", "impaired")),
    "dysarthria": Scale(("absent", "flaccid", "spastic", "ataxic"), ordered=False),
    "scapular_winging": Scale(("absent", "medial", "lateral"), ordered=False),
}


@lru_cache(maxsize=4096)
def scale_of(domain: str, target: str) -> Scale:
    """Return the scale of a target; one without values where the vocabulary names none."""
    if domain == "reflex" and target.startswith(_ELICITED):
        return Scale(_ABSENT_PRESENT)
    return _TARGETS.get(target) or _DOMAINS.get(domain) or Scale(ordered=False)
