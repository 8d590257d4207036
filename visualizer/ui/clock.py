"""Ages of lesions and the clock of a scene: pure edits."""

from dataclasses import replace

from visualizer.scene import Lesion, Scene, add_lesion, set_days

FIRST_DAYS = 0.25


def add_now(scene: Scene, lesion: Lesion) -> Scene:
    """Add a lesion that is as old as the oldest one, and start the clock.

    The first lesion of a scene is as old as the clock says, else six hours.
    """
    if scene.lesions:
        onset = max(other.days for other in scene.lesions)
    else:
        onset = FIRST_DAYS if scene.days is None else scene.days
    if lesion.onset_days is None:
        lesion = replace(lesion, onset_days=onset)
    grown = add_lesion(scene, lesion)
    return grown if scene.days is not None else set_days(grown, max(onset, lesion.days))


def age_of(scene: Scene, lesion_id: str) -> float:
    """Return the days since onset of a lesion now; negative before it begins."""
    lesion = scene.lesion(lesion_id)
    if scene.days is None:
        return lesion.days
    return lesion.days + scene.days - max(other.days for other in scene.lesions)


def set_age(scene: Scene, lesion_id: str, days: float) -> Scene:
    """Change how old one lesion is now and leave the age of every other one."""
    ages = {lesion.id: age_of(scene, lesion.id) for lesion in scene.lesions}
    ages[lesion_id] = days
    shift = min(0.0, *ages.values())
    lesions = tuple(replace(lesion, onset_days=ages[lesion.id] - shift) for lesion in scene.lesions)
    return set_days(replace(scene, lesions=lesions), max(ages.values()))
