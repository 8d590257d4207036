"""A small asymmetric body: two hemispheres, a cord, a bone on the right and real-looking fibres."""

import numpy as np

from visualizer.anatomy import (
    SEGMENTS,
    Body,
    Cord,
    CordZone,
    Fibres,
    MeshData,
    Population,
    Station,
    Structure,
    segment_index,
)
from visualizer.findings.finding import Finding, Involvement, Prediction

TOP = 1500.0


def ball(name, centre, radii, n=24, **data):
    u, v = np.meshgrid(np.linspace(0, np.pi, n), np.linspace(0, 2 * np.pi, 2 * n), indexing="ij")
    points = np.stack([np.sin(u) * np.cos(v), np.sin(u) * np.sin(v), np.cos(u)], -1).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(n - 1), np.arange(2 * n - 1), indexing="ij")
    a = (i * 2 * n + j).ravel()
    faces = np.concatenate(
        [np.stack([a, a + 2 * n, a + 1], 1), np.stack([a + 1, a + 2 * n, a + 2 * n + 1], 1)]
    )
    vertices = (points * radii + centre).astype(np.float32)
    extra = {}
    if data.get("cortex"):
        strip = np.abs(vertices[:, 1] - centre[1]) < 8
        medial = (np.abs(vertices[:, 0]) / 65 * 250).clip(0, 250)
        extra = {"motor_map": np.where(strip, medial, 255).astype(np.uint8)}
    return MeshData(name, vertices, faces.astype(np.int32), extra)


def make_cord():
    z = np.arange(TOP - 5, TOP - 445, -1.4)
    n = len(z)
    centre = np.stack([np.zeros(n), -20 - 0.02 * (TOP - z), z], 1)
    right = np.tile([1.0, 0, 0], (n, 1))
    anterior = np.tile([0, 1.0, 0], (n, 1))
    zones = {
        "anterior_horn": [(0.08, 0.1), (0.42, 0.15), (0.45, 0.5), (0.15, 0.5)],
        "dorsal_horn": [(0.08, 0.0), (0.25, 0.0), (0.5, -0.65), (0.35, -0.7)],
        "lateral_corticospinal": [(0.35, 0.0), (0.75, 0.05), (0.75, -0.35), (0.4, -0.3)],
        "dorsal_column": [(0.02, -0.05), (0.2, -0.1), (0.3, -0.8), (0.02, -0.9)],
    }
    return Cord(
        centre, right, anterior, np.full(n, 6.2), np.full(n, 4.2), np.full(n, 9.0),
        np.minimum(np.arange(n) * len(SEGMENTS) // n, len(SEGMENTS) - 1),
        {k: CordZone(k, {r: np.array(p) for r in ("cervical", "thoracic", "lumbar", "sacral")})
         for k, p in zones.items()},
    )  # fmt: skip


def line(*knots, step=3.5):
    knots = np.array(knots, float)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    at = np.linspace(0, length[-1], int(length[-1] / step) + 2)
    return np.stack([np.interp(at, length, knots[:, i]) for i in range(3)], 1)


def make_body(per_population=40, seed=3):  # noqa: C901
    """Build the body. The right side has a bone ("bone.humerus.right") the left has not."""
    rng = np.random.default_rng(seed)
    cord = make_cord()
    stations = [Station("none", "none", "")]
    index = {}

    def station(site, side, level=""):
        key = (site, side, level)
        if key not in index:
            index[key] = len(stations)
            stations.append(Station(*key))
        return index[key]

    populations, points, offsets, owner, where = [], [], [0], [], []

    def add(polyline, named):
        points.append(polyline)
        where.append(named)
        offsets.append(offsets[-1] + len(polyline))
        owner.append(len(populations) - 1)

    for side, sign in (("left", -1), ("right", 1)):
        brain, brain_sign = ("right", 1) if side == "left" else ("left", -1)
        for target, segment, lateral in (("hand", "C8", 45), ("leg", "L4", 8)):
            populations.append(
                Population(f"corticospinal.{target}.{segment}.{side}.crossed", "corticospinal",
                           side, target, segment)
            )  # fmt: skip
            end = cord.centre_mm[np.flatnonzero(cord.segment == segment_index(segment))[3]]
            for _ in range(per_population):
                j = rng.normal(0, 1.0, 3)
                x = brain_sign * (lateral + 3 * j[0])
                path = line(
                    (x, 5 + 2 * j[1], TOP + (119 if lateral > 20 else 100)),
                    (brain_sign * 24 + 2 * j[0], 0 + 3 * j[1], TOP + 60),
                    (brain_sign * 12 + j[0], 5 + j[1], TOP + 25),
                    (brain_sign * 5 + j[0], 0 + j[1], TOP),
                    (sign * 3.0 + 0.5 * j[0], -21 + 0.4 * j[1], TOP - 25),
                    (sign * 3.0 + 0.5 * j[0], end[1] - 1 + 0.4 * j[1], end[2]),
                )
                z = path[:, 2]
                named = np.zeros(len(path), int)
                named[:2] = station(f"cortex.precentral_gyrus.{target}_area", brain)
                named[(z < TOP + 66) & (z > TOP + 50)] = station(
                    "internal_capsule.posterior_limb", brain
                )
                named[(z < TOP + 10) & (z > TOP - 5)] = station("medulla.pyramid", brain)
                for row in np.flatnonzero(z < TOP - 28):
                    level = SEGMENTS[int(cord.segment[cord.locate(path[row : row + 1])[0][0]])]
                    named[row] = station("cord.lateral_corticospinal", side, level)
                add(path, named)
        for muscle, segment, knots in (
            ("first_dorsal_interosseous", "C8",
             [(60, -20, TOP - 90), (150, -20, TOP - 150), (230, 0, TOP - 420),
              (300, 30, TOP - 680)]),
            ("tibialis_anterior", "L5",
             [(50, -20, TOP - 560), (90, 0, TOP - 800), (100, 20, TOP - 1300)]),
        ):  # fmt: skip
            populations.append(
                Population(f"lmn.{muscle}.{segment}.{side}", "lmn", side, muscle, segment)
            )
            row = np.flatnonzero(cord.segment == segment_index(segment))[4]
            start = cord.centre_mm[row] + [sign * 2.2, 1.4, 0]
            nerve = "nerve.ulnar" if segment == "C8" else "nerve.deep_fibular"
            for _ in range(per_population // 2):
                j = rng.normal(0, 0.7, 3)
                rest = [(sign * x + j[0], y + j[1], z) for x, y, z in knots]
                path = line(start + 0.4 * j, start + [sign * 12, 4, -6] + 0.4 * j, *rest, step=7)
                named = np.full(len(path), station(nerve, side))
                named[0] = station("cord.anterior_horn", side, segment)
                named[1:3] = station("root.ventral", side, segment)
                named[np.abs(path[:, 2] - (TOP - 420)) < 25] = station(nerve, side, "elbow")
                add(path, named)
    meshes = {
        "cortex": (
            ball("cortex.left", (-34, 0, TOP + 70), (32, 75, 55), cortex=True),
            ball("cortex.right", (34, 0, TOP + 70), (32, 75, 55), cortex=True),
        ),
        "brainstem": (ball("brainstem", (0, -4, TOP + 15), (14, 14, 30)),),
        "skeleton": (ball("bone.humerus.right", (190, -10, TOP - 280), (14, 14, 130)),),
    }
    structures = {
        "bone.humerus.right": Structure(
            "bone.humerus.right", "Humerus", "skeleton", "skeleton", "right"
        )
    }
    fibres = Fibres(
        np.concatenate(points).astype(np.float32), np.array(offsets), np.array(owner),
        np.ones(len(owner), np.float32), np.concatenate(where), tuple(populations),
        tuple(stations),
    )  # fmt: skip
    return Body(fibres, cord, {}, np.eye(4), structures, meshes)


def no_prediction():
    return Prediction(())


def cut_prediction(body, population=0, share=0.4, fraction=1.0):
    """Cut all fibres of one population some way along."""
    fibres = body.fibres
    which = fibres.fibres_of(population)
    start, stop = fibres.offsets[which], fibres.offsets[which + 1]
    point = (start + (stop - start) * share).astype(int)
    part = Involvement(0, 90.0, which, np.full(len(which), fraction), point,
                       fibres.station[point])  # fmt: skip
    weak = Finding("power", "first_dorsal_interosseous", "left", "weak", mrc="3", strength=0.3)
    return Prediction((weak,), (part,))
