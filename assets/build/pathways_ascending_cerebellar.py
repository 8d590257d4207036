"""Spinocerebellar fibres: unconscious joint position to the cerebellum of the same side."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import pathways_ascending_brain as brain
from assets.build import pathways_ascending_stem as stem
from assets.build import transforms
from assets.build.pathways_ascending_cord import SensoryCord, read_segments, share
from assets.build.pathways_ascending_tracts import MIRROR, read_tracts
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
FIRST_CORD_MM = 5.0
CLARKE = ("T1", "L2")
CUNEATE_FROM = {*(f"C{i}" for i in range(2, 9)), "T1"}
PEDUNCLE_MM = -18.0
"""Rostral place at which the dorsal tract joins the inferior peduncle."""


class Cerebellar:
    """Maker of the fibres of the right side of the body."""

    def __init__(self, cord: SensoryCord) -> None:
        self._cord, self._tracts = cord, read_tracts()

    def fibres(self) -> Iterator[Fibre]:
        """Make the fibres that end in the right half of the cerebellum."""
        for i, (segment, row) in enumerate(read_segments().items()):
            if row["posterior_thoracic_nucleus"]:
                for j in range(self._tracts["spinocerebellar_dorsal"].fibres):
                    yield self._dorsal(segment, row["posterior_thoracic_nucleus"], 5 * i + j)
            if segment in CUNEATE_FROM:
                for j in range(self._tracts["spinocerebellar_cuneo"].fibres):
                    yield self._cuneo(segment, 5 * i + j)
            if segment[0] in "LS":
                for j in range(self._tracts["spinocerebellar_ventral"].fibres):
                    yield self._ventral(segment, 5 * i + j)

    def _end(self, k: int, vermis: bool) -> Array:
        """Place (3,), body mm, in the right half of the anterior lobe's folia."""
        site = "cerebellum.vermis" if vermis else "cerebellum.hemisphere"
        cloud = brain.voxels(site, "right").astype(float)
        front = (cloud[:, 1] < -50) & (cloud[:, 1] > -62) & (cloud[:, 2] > -24)
        cloud = cloud[front & (cloud[:, 2] < -8) & (cloud[:, 0] > 1) & (cloud[:, 0] < 16)]
        return transforms.apply(transforms.mni_to_body(), cloud[int(share(k) * len(cloud))][None])

    def _inferior(self, end: Array, disc: Array) -> Array:
        """Places (n, 3), body mm, in the inferior peduncle and on to the end."""
        rows = np.array([-12.0, -8.0, -4.0, 0.0])
        run = stem.within("inferior_cerebellar_peduncle", rows, 0.7 * disc)
        last = np.array([[2.0, 10.0, -12.5], [4.0, 8.6, -17.0]])
        return np.concatenate([stem.body(np.vstack([run, last])), end])

    def _named(self, line: Array, tract: str, peduncle: str, from_mm: float) -> list[Place]:
        """Name the places of a line in the brainstem and the cerebellum."""
        out = stem.labels(line, f"brainstem.{tract}", "cord.spinocerebellar")
        rostral = frame.from_body(line)[1]
        reached = int(np.argmax(rostral > from_mm))
        inverse = np.asarray(np.linalg.inv(transforms.mni_to_body()), dtype=np.float64)
        mni = transforms.apply(inverse, line)
        sides = [side for _, side, _ in out]
        held = np.array(
            [
                brain.holds(f"brainstem.{peduncle}", side, mni[i : i + 1], 2)[0]
                for i, side in enumerate(sides)
            ]
        )
        inside = [brain.holds(f"cerebellum.{s}", "right", mni) for s in ("vermis", "hemisphere")]
        for i in range(reached, len(line)):
            out[i] = (f"brainstem.{peduncle}", *out[i][1:])
            if not held[i]:
                out[i] = ("cerebellum.white_matter", out[i][1], "")
        outside = np.flatnonzero(~(inside[0] | inside[1]))
        for i in range(int(outside[-1]) + 1 if len(outside) else 0, len(line)):
            site = "vermis" if inside[0][i] else "hemisphere"
            out[i] = (f"cerebellum.{site}", "right", "")
        return out

    def _dorsal(self, segment: str, nucleus: str, k: int) -> Fibre:
        cord = self._cord
        start = cord.cord.along(nucleus, 0.1 + 0.8 * share(k))
        joined = start - 5.0
        across = share(k, 0.2)
        cell = cord.inside("central_grey", start, k)
        cell = np.array([max(float(cell[0]), 0.09), float(cell[1])])
        horn = cord.zones.polygon("dorsal_horn", start)
        cell = 0.6 * cell + 0.4 * horn.mean(axis=0)
        out = cord.cerebellar(False, np.array([joined]), across)
        s = cord.climb(joined, FIRST_CORD_MM)
        up = cord.cerebellar(False, s, across)
        first = stem.smooth(np.vstack([cord.point(start, cell), out]), 2.0, 1.0)
        disc = np.array([0.0, 1.0 - 2.0 * across])
        run = stem.body(
            stem.within("dorsal_spinocerebellar", stem.rows(-30.0, PEDUNCLE_MM), 0.6 * disc)
        )
        end = self._end(k, True)
        rest = stem.smooth(np.vstack([up[-3:], run, self._inferior(end, disc)]))
        skip = int(np.argmin(np.linalg.norm(rest - up[-1], axis=1))) + 1
        names = cord.names(np.append(np.full(len(first), start), s[1:]))
        where: list[Place] = [("cord.spinocerebellar", "right", n) for n in names]
        where[0] = ("cord.central_grey", "right", nucleus)
        named = self._named(
            rest[skip:], "dorsal_spinocerebellar", "inferior_cerebellar_peduncle", PEDUNCLE_MM + 1.0
        )
        points = np.concatenate([first, up[1:], rest[skip:]])
        return self._fibre(segment, "dorsal", points, [*where, *named])

    def _cuneo(self, segment: str, k: int) -> Fibre:
        disc = np.array([0.6, 0.6 * (2 * share(k) - 1)])
        cell = stem.within("cuneate", np.array([-27.0 + 4.5 * share(k)]), disc)
        arc = np.array([[-20.0, 7.4, -1.8], [-16.0, 8.8, -2.2]])
        end = self._end(k, False)
        knots = np.vstack([stem.body(np.vstack([cell, arc])), self._inferior(end, disc)])
        line = stem.smooth(knots)
        where = self._named(line, "external_arcuate", "inferior_cerebellar_peduncle", -19.0)
        where[0] = ("nucleus.cuneate", "right", where[0][2])
        return self._fibre(segment, "cuneate", line, where)

    def _ventral(self, segment: str, k: int) -> Fibre:
        cord = self._cord
        start = cord.cord.along(segment, 0.1 + 0.8 * share(k))
        at = cord.cord.names.index(segment)
        joined = start - 0.8 * float(cord.cord.bounds[at + 1] - cord.cord.bounds[at])
        across = share(k, 0.6)
        white = cord.inside("ventral_commissure", start, 0)
        horn = cord.inside("anterior_horn", start, k)
        s = start + np.array([0.0, 0.3, 0.45, 0.6]) * (joined - start)
        spots = np.array([horn, [0.10, white[1]], [-0.02, white[1]], [-0.3, white[1] + 0.1]])
        low = np.stack([cord.point(float(a), uv) for a, uv in zip(s, spots, strict=True)])
        end = cord.cerebellar(True, np.array([joined]), across) * MIRROR
        first = stem.smooth(np.concatenate([low, end]), 2.0, 1.5)
        climb = cord.climb(joined, FIRST_CORD_MM)
        up = cord.cerebellar(True, climb, across) * MIRROR
        rows = stem.rows(-30.0, 12.0)
        disc = np.array([0.0, 0.5 * (1 - 2 * across)])
        run = stem.within("ventral_spinocerebellar", rows, disc) * [1.0, -1.0, 1.0]
        velum = np.array(
            [
                [12.0, -7.6, -7.0],
                [8.0, -6.6, -10.6],
                [4.5, -5.4, -14.6],
                [6.0, -1.5, -18.5],
                [6.4, 1.0, -19.5],
            ]
        )
        goal = self._end(k, True)
        rest = stem.smooth(np.vstack([up[-3:], stem.body(np.vstack([run[:-1], velum])), goal]))
        skip = int(np.argmin(np.linalg.norm(rest - up[-1], axis=1))) + 1
        names = cord.names(np.append(np.full(len(first), start), climb[1:]))
        where: list[Place] = [("cord.spinocerebellar", "left", n) for n in names]
        half = float(cord.cord.half(start)[0])
        for j, p in enumerate(first[:-1]):
            u = float(p[0]) / half
            site = "cord.anterior_horn" if abs(u) > 0.14 else "cord.ventral_commissure"
            where[j] = (site, "right" if u > 0 else "left", segment)
        named = self._named(
            rest[skip:], "ventral_spinocerebellar", "superior_cerebellar_peduncle", 11.0
        )
        points = np.concatenate([first, up[1:], rest[skip:]])
        return self._fibre(segment, "ventral", points, [*where, *named])

    @staticmethod
    def _fibre(segment: str, variant: str, points: Array, where: list[Place]) -> Fibre:
        where[-1] = (
            "cerebellum.vermis" if variant != "cuneate" else "cerebellum.hemisphere",
            "right",
            "",
        )
        return Fibre("spinocerebellar", segment, "", "right", points, where, 1.0, variant)
