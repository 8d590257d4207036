"""Bladder: frontal lobe and pontine centre to the sacral cord, and its nerves both ways."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import pathways_ascending_brain as brain
from assets.build import pathways_ascending_stem as stem
from assets.build import transforms
from assets.build.nerves_curves import ball
from assets.build.nerves_roots import dorsal_root
from assets.build.pathways_ascending_cord import share
from assets.build.pathways_autonomic import (
    NERVE_STEP_MM,
    ROOT_STEP_MM,
    Autonomic,
    Knots,
    laid,
    read_paths,
)
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
CORTEX = ("cortex.supplementary_motor", "cortex.paracentral_lobule.leg_area")
WAY_MM = ((17.0, -10.0, 46.0), (21.0, -9.0, 30.0), (17.5, -7.0, 10.0), (11.0, -12.5, -3.0))
"""Corona, capsule behind the genu and the field under the thalamus, MNI152 mm."""
STEM_MM = ((31.0, 3.6, -2.4), (24.0, 3.9, -4.6), (18.0, 3.4, -4.4), (13.0, 3.3, -3.7))
"""Periaqueductal grey to the pontine centre, (rostral, lateral, ventral) mm."""
BELOW_MM = (
    (5.0, 3.6, -1.2),
    (-4.0, 5.4, 0.9),
    (-12.0, 6.3, 1.4),
    (-22.0, 5.9, 1.9),
    (-30, 4.9, 2.4),
)
"""Pontine centre to the lateral medulla, (rostral, lateral, ventral) mm."""
COLUMN_ACROSS, COLUMN_OUT = (0.52, 0.60), (0.30, 0.42)
"""Place in the lateral column, level with the central canal."""
SITE = "cord.descending_micturition"


class Bladder:
    """Maker of the fibres of the right side."""

    def __init__(self, shared: Autonomic) -> None:
        self._shared = shared

    def fibres(self) -> Iterator[Fibre]:
        """Make the descending, parasympathetic and afferent fibres."""
        make = {
            "bladder_descending": self._descending,
            "bladder_parasympathetic": self._efferent,
            "bladder_afferent": self._afferent,
        }
        for path in read_paths():
            if path.kind in make:
                k = 0
                for segment, n in path.segments.items():
                    for _ in range(n):
                        points, where = make[path.kind](segment, k)
                        yield Fibre(path.kind, path.target, segment, "right", points, where)
                        k += 1

    def _descending(self, segment: str, k: int) -> tuple[Array, list[Place]]:
        cord = self._shared.cord
        site = CORTEX[k % 2]
        cloud = brain.voxels(site, "right").astype(float)
        both = cloud[brain.holds(site, "left", cloud * [-1.0, 1.0, 1.0])]
        start = both[int(share(k) * len(both))]
        upper = np.vstack([start, 0.7 * start + 0.3 * np.array(WAY_MM[0]), WAY_MM])
        upper = transforms.apply(transforms.mni_to_body(), np.asarray(upper, dtype=np.float64))
        jitter = 0.35 * ball("bladder", 16)[k % 16]
        middle = stem.body(np.array(STEM_MM) + jitter)
        lower = stem.body(np.array(BELOW_MM) + jitter)
        s, uv = self._shared.cell(segment, k)
        down = cord.climb(5.0, s - 4.0)
        across = COLUMN_ACROSS[0] + share(k, 0.1) * (COLUMN_ACROSS[1] - COLUMN_ACROSS[0])
        out = COLUMN_OUT[0] + share(k, 0.6) * (COLUMN_OUT[1] - COLUMN_OUT[0])
        tract = cord.place("lateral", down, np.array(across), np.array(out))
        head = stem.smooth(np.vstack([upper, middle, lower, tract[:3]]), 2.8)
        skip = int(np.argmin(np.linalg.norm(head - tract[0], axis=1)))
        head = head[:skip]
        goal = cord.point(s, uv)
        bend = 0.5 * (tract[-1] + goal) + [0.0, 0.0, -0.6]
        where = self._named(head, site)
        where += [(SITE, "right", n) for n in cord.names(down)]
        where += [("cord.intermediolateral", "right", segment)] * 2
        return np.concatenate([head, tract, [bend, goal]]), where

    @staticmethod
    def _named(line: Array, cortex: str) -> list[Place]:
        """Name the places from the cortex to the foot of the medulla."""
        inverse = np.asarray(np.linalg.inv(transforms.mni_to_body()), dtype=np.float64)
        mni = transforms.apply(inverse, line)
        rostral = frame.from_body(line)[1]
        sites = (
            "nucleus.periaqueductal_grey",
            "nucleus.pontine_micturition_centre",
            "internal_capsule.genu",
            "internal_capsule.posterior_limb",
            cortex,
            "corona_radiata",
        )
        found = {s: brain.holds(s, "right", mni, int(s.startswith("nucleus"))) for s in sites}
        out: list[Place] = []
        for i, height in enumerate(rostral):
            stemmed = height < 33.5 and mni[i, 2] < 0
            level = frame.level_at(float(height)) if stemmed else ""
            plain = f"{level.split('.')[0]}.tegmentum" if stemmed else "cerebral_white_matter"
            if not stemmed and mni[i, 2] < 4:
                plain = "subthalamic_region"
            out.append((next((s for s in sites if found[s][i]), plain), "right", level))
        out[0] = (cortex, "right", "")
        return out

    def _pelvic(self, spinal: Array) -> Knots:
        return [k for k in self._shared.courses["pelvic"] if k[0][2] < spinal[2] - 6.0]

    def _efferent(self, segment: str, k: int) -> tuple[Array, list[Place]]:
        s, uv = self._shared.cell(segment, k)
        root = self._shared.root(segment, s, uv)
        spread = 0.7 * ball("pelvic", 24)[k % 24]
        inner, where = laid(root, 0.25 * spread, ROOT_STEP_MM)
        outer, rest = laid([root[-1], *self._pelvic(root[-1][0])], spread, NERVE_STEP_MM)
        return np.concatenate([inner, outer[1:]]), [*where, *rest[1:]]

    def _afferent(self, segment: str, k: int) -> tuple[Array, list[Place]]:
        shared, cord = self._shared, self._shared.cord
        s, _ = shared.cell(segment, k)
        nodes = dorsal_root(cord.cord, shared.foramina, segment, (s, 0.4, 0.4))[:-3]
        root: Knots = [(n.point, n.site, segment) for n in nodes]
        spread = 0.7 * ball("pelvic", 24)[8 + k % 16]
        way = [*self._pelvic(root[0][0])[::-1], root[0]]
        outer, where = laid(way, spread, NERVE_STEP_MM)
        inner, rest = laid(root, 0.25 * spread, ROOT_STEP_MM)
        horn = cord.point(s, cord.horn(s, k))
        tract = cord.place("lateral", np.array([s]), np.array(0.035), np.array(0.6))
        ends: list[Place] = [
            ("cord.dorsolateral_tract", "right", segment),
            ("cord.dorsal_horn", "right", segment),
        ]
        return np.concatenate([outer, inner[1:], tract, horn[None]]), [*where, *rest[1:], *ends]


def fibres(shared: Autonomic) -> Iterator[Fibre]:
    """Make the fibres of the right side."""
    yield from Bladder(shared).fibres()
