"""Fill in the computed columns of brainstem_nuclei.csv from the authored courses."""

import csv

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import places, transforms

Array = NDArray[np.float64]


def nuclei() -> list[str]:
    """Names of the nuclei in the order of the table."""
    with (places.KNOWLEDGE / "brainstem_nuclei.csv").open(encoding="utf-8", newline="") as f:
        return [row["id"] for row in csv.DictReader(f)]


def ends(course: Array) -> tuple[float, float]:
    """Return the lowest and highest rostral place (mm) of a course (n, 7)."""
    half = np.nan_to_num(course[:, 5], nan=0.0)
    return float((course[:, 0] - half).min()), float((course[:, 0] + half).max())


def numbers(course: Array) -> dict[str, str]:
    """Give levels, centre (frame, body and MNI152 mm) and half sizes (MNI mm) of a course."""
    low, high = ends(course)
    middle = (low + high) / 2
    order = np.argsort(course[:, 0])
    at = [float(np.interp(middle, course[order, 0], course[order, k])) for k in (1, 2, 3, 4)]
    mni = frame.to_mni(np.array(at[0]), np.array(middle), np.array(at[1]))
    body = transforms.apply(transforms.mni_to_body(), mni[None])[0]
    out = {
        "level_from": frame.level_at(high),
        "level_to": frame.level_at(low),
        "rostral_from_mm": f"{high:.1f}",
        "rostral_to_mm": f"{low:.1f}",
        "lateral_mm": f"{at[0]:.1f}",
        "ventral_mm": f"{at[1]:.1f}",
    }
    for space, point in (("body", body), ("mni", mni)):
        out |= {f"{space}_{a}": f"{v:.1f}" for a, v in zip("xyz", point, strict=True)}
    out["half_lateral_mm"], out["half_ventral_mm"] = f"{at[2]:.1f}", f"{at[3]:.1f}"
    out["half_rostral_mm"] = f"{(high - low) / 2:.1f}"
    return out


def main() -> None:
    """Write the table again with its numbers; the words stay as they are."""
    path = places.KNOWLEDGE / "brainstem_nuclei.csv"
    courses = frame.read_courses()
    with path.open(encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    partial = path.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | numbers(courses[row["id"]]) for row in rows)
    partial.replace(path)


if __name__ == "__main__":
    main()
