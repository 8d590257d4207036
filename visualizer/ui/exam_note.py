"""The examination as a note: sections, groups and rows made from a prediction."""

from collections.abc import Iterable, Sequence

from visualizer.findings import Finding, Prediction
from visualizer.ui.exam_row import Row
from visualizer.ui.sensation_note import sensation_rows
from visualizer.ui.wording import capital, plain

SECTIONS: tuple[tuple[str, str], ...] = (
    ("power", "Power (MRC)"),
    ("tone", "Tone"),
    ("reflex", "Reflexes"),
    ("plantar", "Plantar responses"),
    ("wasting", "Wasting"),
    ("fasciculation", "Fasciculation"),
    ("fibrillation", "Fibrillation (needle EMG)"),
    ("sensation", "Sensation"),
    ("cranial", "Cranial nerves"),
    ("autonomic", "Autonomic"),
    ("gait", "Gait"),
    ("other", "Other signs"),
)

POWER_GROUPS: tuple[tuple[str, str], ...] = (
    ("Limbs as a whole", "upper_limb lower_limb hand proximal_upper_limb proximal_lower_limb"),
    (
        "Face, jaw and tongue",
        "upper_face lower_face tongue palate pharynx vocal_cord stapedius masseter temporalis "
        "pterygoids levator_palpebrae superior_rectus inferior_rectus medial_rectus "
        "lateral_rectus superior_oblique inferior_oblique",
    ),
    (
        "Neck and trunk",
        "neck_flexion trunk trapezius sternocleidomastoid diaphragm intercostals "
        "abdominals_upper abdominals_lower paraspinals anal_sphincter urethral_sphincter",
    ),
    (
        "Shoulder",
        "shoulder_abduction deltoid supraspinatus infraspinatus subscapularis teres_major "
        "rhomboids serratus_anterior pectoralis_major latissimus_dorsi",
    ),
    (
        "Elbow and forearm",
        "elbow_flexion elbow_extension biceps brachialis brachioradialis triceps supinator "
        "pronator_teres pronator_quadratus",
    ),
    (
        "Wrist",
        "wrist_extension wrist_flexion extensor_carpi_radialis extensor_carpi_ulnaris "
        "flexor_carpi_radialis flexor_carpi_ulnaris palmaris_longus",
    ),
    (
        "Fingers and thumb",
        "finger_extension finger_flexion finger_abduction thumb_abduction thumb_opposition "
        "extensor_digitorum extensor_indicis flexor_digitorum_superficialis fdp_index "
        "fdp_little extensor_pollicis_longus extensor_pollicis_brevis "
        "abductor_pollicis_longus flexor_pollicis_longus abductor_pollicis_brevis "
        "opponens_pollicis flexor_pollicis_brevis adductor_pollicis "
        "first_dorsal_interosseous interossei lumbricals_radial lumbricals_ulnar "
        "abductor_digiti_minimi",
    ),
    (
        "Hip",
        "hip_flexion hip_extension hip_abduction hip_adduction iliopsoas sartorius adductors "
        "gluteus_maximus gluteus_medius tensor_fasciae_latae piriformis",
    ),
    (
        "Knee",
        "knee_extension knee_flexion quadriceps semitendinosus semimembranosus "
        "biceps_femoris_long_head biceps_femoris_short_head",
    ),
    (
        "Ankle and foot",
        "ankle_dorsiflexion ankle_plantarflexion foot_inversion foot_eversion toe_extension "
        "toe_flexion tibialis_anterior extensor_hallucis_longus extensor_digitorum_longus "
        "extensor_digitorum_brevis fibularis_longus fibularis_brevis tibialis_posterior "
        "gastrocnemius soleus flexor_hallucis_longus flexor_digitorum_longus "
        "abductor_hallucis",
    ),
)
_PLACE = {
    target: (group, rank)
    for group, (_, names) in enumerate(POWER_GROUPS)
    for rank, target in enumerate(names.split())
}
_LAST_GROUP = len(POWER_GROUPS)


def note(prediction: Prediction, show_normal: bool) -> list[Row]:
    """Arrange the findings in sections; what is abnormal comes first in each."""
    sections = []
    found: dict[str, list[Finding]] = {}
    for finding in prediction.findings:
        found.setdefault(finding.domain, []).append(finding)
    for domain, title in SECTIONS:
        rows = list(_rows(found.get(domain, ())))
        section = Row(domain, title)
        if domain == "power":
            section.children = _power_groups(rows)
        elif domain == "sensation" and not show_normal:
            section.children = sensation_rows(prediction.findings)
        else:
            section.children = rows
        _tidy(section, show_normal)
        if section.children:
            sections.append(section)
    return sections


def count(row: Row) -> int:
    """Return how many rows a row and all below it take."""
    return 1 + sum(count(child) for child in row.children)


def _rows(findings: Iterable[Finding]) -> Iterable[Row]:
    rows: dict[str, Row] = {}
    for finding in findings:
        extra = ", ".join(plain(part) for part in _details(finding) if part)
        key = ".".join([finding.domain, finding.target, extra])
        label = capital(plain(finding.target)) + (f", {extra}" if extra else "")
        row = rows.setdefault(key, Row(key, label))
        if finding.side == "left":
            row.left = finding
        else:
            row.right = finding
            row.midline = finding.side == "none"
    return rows.values()


def _details(finding: Finding) -> tuple[str | None, ...]:
    """Return what tells rows of one target apart."""
    if finding.value in ("absent", "present") or finding.target == "sensory_level":
        return (finding.modality,)
    return (finding.modality, finding.direction)


def _target(row: Row) -> str:
    finding = row.right or row.left
    return "" if finding is None else finding.target


def _power_groups(rows: Sequence[Row]) -> list[Row]:
    groups = [Row(f"power.{name}", name) for name, _ in POWER_GROUPS]
    groups.append(Row("power.other", "Other muscles"))
    ordered = sorted(rows, key=lambda row: _PLACE.get(_target(row), (_LAST_GROUP, 0)))
    for row in ordered:
        groups[_PLACE.get(_target(row), (_LAST_GROUP, 0))[0]].children.append(row)
    return [group for group in groups if group.children]


def _tidy(row: Row, show_normal: bool) -> None:
    if not show_normal:
        row.children = [child for child in row.children if not child.normal]
    row.children.sort(key=lambda child: child.normal)
    for child in row.children:
        if child.children:
            _tidy(child, show_normal)
