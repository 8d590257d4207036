"""The camera ride along a path: where the eye is and what it passes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from visualizer.anatomy import Body
from visualizer.render.camera import Pose, vec3
from visualizer.render.route import Route
from visualizer.render.words import site_words

STEP_MM = 1.0
ANGLE = 24.0
AHEAD = 0.12
# distance of the eye (mm) and its turn about the body: degrees from the front towards the side
# of the muscle; the first beginning of a site that fits counts
_SEEN: tuple[tuple[str, float, float], ...] = (
    ("cortex", 330.0, -58.0), ("corona", 230.0, -52.0), ("internal_capsule", 170.0, -46.0),
    ("midbrain", 130.0, -38.0), ("pons", 115.0, -30.0),
    ("medulla.pyramidal_decussation", 95.0, 0.0), ("medulla", 105.0, -16.0),
    ("cord.anterior_horn", 95.0, 26.0), ("cord.lateral", 170.0, 14.0),
    ("cord", 120.0, 14.0), ("root", 190.0, 24.0), ("cauda", 230.0, 24.0),
    ("plexus", 330.0, 26.0), ("nerve.cn", 260.0, 40.0), ("nerve", 620.0, 30.0),
)  # fmt: skip
BEHIND = 152.0
RISE = 0.16
BESIDE_MM = 3.0  # a path that ends farther from its belly is led to it
OUTSIDE_MM = 560.0  # from here no part of the body is behind the eye
EVEN = 1000
SLOW = 2.2  # in the brain, where most stations are


@dataclass(frozen=True, eq=False)
class Ride:
    """A path sampled for a ride.

    Attributes
    ----------
    centre_mm : (n, 3) array
        What the eye looks at, world RAS, mm.
    away_mm, turn : (n,) arrays
        How near the picture looks, as the distance of an eye with a view angle of `ANGLE`, and
        the turn of the eye from the front towards the right, radians. The eye itself stays
        outside the body and narrows its view instead.
    index : (n,) array
        Index into the points of the route that is passed.
    share : (n,) array
        Share of the ride, 0 to 1, at which each sample is passed.
    """

    route: Route
    centre_mm: NDArray[np.float64]
    away_mm: NDArray[np.float64]
    turn: NDArray[np.float64]
    index: NDArray[np.float64]
    share: NDArray[np.float64]

    def away(self, share: float) -> float:
        """Return how near the picture looks, mm."""
        return float(np.interp(share, self.share, self.away_mm))

    def angle(self, share: float) -> float:
        """Return the vertical view angle, degrees."""
        narrow = min(1.0, self.away(share) / OUTSIDE_MM)
        return float(np.degrees(2 * np.arctan(np.tan(np.radians(ANGLE) / 2) * narrow)))

    def pose(self, share: float, outside_mm: float = OUTSIDE_MM) -> Pose:
        """Return where the camera is at a share of the ride, at least so far from its path."""
        centre = np.array([np.interp(share, self.share, self.centre_mm[:, i]) for i in range(3)])
        away = max(self.away(share), outside_mm)
        turn = float(np.interp(share, self.share, self.turn))
        back = np.array([np.sin(turn), np.cos(turn), RISE])
        back /= np.linalg.norm(back)
        return Pose(vec3(centre + away * back), vec3(centre), (0.0, 0.0, 1.0))

    def passed(self, share: float) -> float:
        """Return the index of the point of the route that is passed, with its fraction."""
        return float(np.interp(share, self.share, self.index))

    def place(self, share: float) -> NDArray[np.float64]:
        """Return the place on the path itself, world RAS, mm."""
        at, points = self.passed(share), self.route.points_mm
        low = int(min(at, len(points) - 2))
        return np.asarray(points[low] + (at - low) * (points[low + 1] - points[low]))

    def stop(self, share: float) -> int:
        """Return the number of the station where the ride is."""
        at = self.passed(share) + 1e-6
        starts = [stop.index for stop in self.route.stops]
        return max(0, int(np.searchsorted(starts, at, side="right")) - 1)

    def share_of(self, stop: int) -> float:
        """Return the share of the ride at which a station is reached."""
        return float(np.interp(self.route.stops[stop].index, self.index, self.share))

    def words(self, share: float) -> str:
        """Name the station where the ride is; in the cord with the present segment."""
        route = self.route
        if not route.stops:
            return ""
        stop = route.stops[self.stop(share)]
        level = route.levels[int(self.passed(share) + 1e-6)]
        if stop.site.startswith("cord.") and level and stop.index < route.joint:
            return site_words(stop.site, stop.side, level)
        return stop.words

    def lost(self, share: float) -> bool:
        """Tell whether the ride is beyond a lesion, in the neuron that it interrupts."""
        start, end = self.route.lost
        return start <= self.passed(share) < end

    @property
    def cut_share(self) -> float:
        """The share of the ride at which the path is interrupted; above 1 when it is not."""
        if self.route.cut >= len(self.route.points_mm):
            return 2.0
        return float(np.interp(self.route.cut, self.index, self.share))


def ride_along(body: Body, route: Route) -> Ride:
    """Lay the ride along a path: smooth, looking ahead, near in the brainstem, far in a limb."""
    route = _reaching(body, route)
    points = route.points_mm
    steps = np.maximum(np.linalg.norm(np.diff(points, axis=0), axis=1), 1e-6)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.arange(0.0, length[-1] + STEP_MM, STEP_MM).clip(max=length[-1])
    index = np.interp(at, length, np.arange(len(points)))
    away, turn = _seen(body, route)
    nearest = np.minimum(np.round(index).astype(int), len(points) - 1)
    smooth = 22.0 / STEP_MM
    away = np.exp(gaussian_filter1d(np.log(away[nearest]), smooth, mode="nearest"))
    turn = gaussian_filter1d(turn[nearest], 1.6 * smooth, mode="nearest")
    path = np.stack([np.interp(at, length, points[:, i]) for i in range(3)], axis=1)
    path = gaussian_filter1d(path, 7.0 / STEP_MM, axis=0, mode="nearest")
    ahead = np.minimum(at + AHEAD * away, length[-1])
    centre = np.stack([np.interp(ahead, at, path[:, i]) for i in range(3)], axis=1)
    end = _belly_middle(body, route)
    if end is not None:
        near = np.exp(-(((length[-1] - at) / 45.0) ** 2))[:, None]
        centre = centre * (1 - 0.7 * near) + end * 0.7 * near
    centre = gaussian_filter1d(centre, 6.0 / STEP_MM, axis=0, mode="nearest")
    slow = np.where(index[1:] < _brain_end(route), SLOW, 1.0)
    slow = gaussian_filter1d(slow, smooth, mode="nearest")
    time = np.concatenate([[0.0], np.cumsum(STEP_MM * slow / away[1:])])
    share = time / time[-1]
    even = np.linspace(0.0, 1.0, EVEN)
    calm = gaussian_filter1d(np.interp(even, share, turn), 0.035 * EVEN, mode="nearest")
    return Ride(route, centre, away, np.interp(share, even, calm), index, share)


def _reaching(body: Body, route: Route) -> Route:
    """Lead a path that ends beside its muscle to the nearest place of the belly."""
    belly, end = _belly(body, route), route.points_mm[-1]
    away = np.linalg.norm(belly - end, axis=1)
    if not len(belly) or away.min() < BESIDE_MM:
        return route
    shares = np.linspace(0.0, 1.0, 1 + int(np.ceil(away.min() / BESIDE_MM)))[1:, None]
    added = end + shares * (belly[np.argmin(away)] - end)
    count = len(route.points_mm)
    return replace(
        route,
        points_mm=np.concatenate([route.points_mm, added]),
        sites=(*route.sites, *route.sites[-1:] * len(added)),
        levels=(*route.levels, *route.levels[-1:] * len(added)),
        cut=route.cut + len(added) if route.cut >= count else route.cut,
    )


def _seen(body: Body, route: Route) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the distance of the eye and its turn (radians) at each point of the path."""
    last = _end_view(body, route)
    side = 1.0 if route.side == "right" else -1.0
    crosses = route.points_mm[0, 0] * side < 0
    found, seen = [], (360.0, -58.0)
    for site in route.sites:
        if site.startswith("muscle"):
            seen = last
        elif site:
            seen = next((row[1:] for row in _SEEN if site.startswith(row[0])), seen)
        away, turn = seen
        found.append((away, turn if crosses or turn > 0 else -turn))
    table = np.array(found)
    return table[:, 0], np.radians(table[:, 1]) * side


def _brain_end(route: Route) -> int:
    """Return the index of the first point below the brain."""
    found = (i for i, site in enumerate(route.sites) if site.startswith(("cord", "nerve", "root")))
    return next(found, 0)


def _belly_middle(body: Body, route: Route) -> NDArray[np.float64] | None:
    points = _belly(body, route)
    if not len(points):
        return None
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)


def _belly(body: Body, route: Route) -> NDArray[np.float64]:
    start, end = f"muscle.{route.muscle}", f".{route.side}"
    names = [
        name for name, layer in body.layer_of.items()
        if layer == "muscles" and name.endswith(end)
        and (name == start + end or name.startswith(f"{start}."))
    ]  # fmt: skip
    meshes = [mesh for mesh in map(body.mesh, names) if mesh is not None]
    parts = [np.asarray(mesh.vertices_mm[::3], dtype=float) for mesh in meshes]
    return np.concatenate(parts) if parts else np.zeros((0, 3))


def _end_view(body: Body, route: Route) -> tuple[float, float]:
    """Return distance and turn at the muscle: from behind when it lies behind the bones."""
    points = _belly(body, route)
    if not len(points):
        return 400.0, 30.0
    size = float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))
    away = float(np.clip(3.4 * size, 200.0, 1300.0))
    middle = points.mean(axis=0)
    bones = [mesh.vertices_mm[::5] for mesh in body.meshes.get("skeleton", ())]
    if not bones:
        return away, 30.0
    place = np.concatenate(bones)
    near = place[np.argsort(np.linalg.norm(place - middle, axis=1))[:250]]
    behind = middle[1] < float(near[:, 1].mean()) - 2.0
    return away, BEHIND if behind else 30.0
