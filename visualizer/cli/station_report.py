"""Whether fibres lie in the structures that their stations name: volumes and zones of the cord."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from visualizer.anatomy import SEGMENTS, Body, Cord, Volume
from visualizer.storage import assets_path

NEAR_MM = 2.0
MOST_POINTS = 400
"""Points that are looked at for each station of the cord."""
Polygon = NDArray[np.float64]


def _near(volume: Volume, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether points lie in a volume or within `NEAR_MM` of it."""
    matrix = volume.world_to_voxel
    size = float(np.linalg.norm(np.linalg.inv(matrix)[:3, 0]))
    pad = int(np.ceil(NEAR_MM / size)) + 1
    gap = ndimage.distance_transform_edt(~np.pad(volume.mask, pad)) * size
    voxel = np.rint(points @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.int64) + pad
    known = np.all((voxel >= 0) & (voxel < gap.shape), axis=1)
    out = np.zeros(len(points), dtype=bool)
    out[known] = gap[tuple(voxel[known].T)] <= NEAR_MM
    return out


def cord_zones() -> dict[tuple[str, str], list[Polygon]]:
    """Polygons (n, 2) of (|u|, v) of the parts of the cord by name and segment."""
    out: dict[tuple[str, str], list[Polygon]] = {}
    path = assets_path("geometry") / "cord_sections.npz"
    if not path.exists():
        return out
    with np.load(path, allow_pickle=False) as f:
        ends, points = f["offsets"], f["points"].astype(float)
        for k, (name, segment) in enumerate(zip(f["names"], f["segments"], strict=True)):
            key = str(name).partition(".")[2], str(segment)
            out.setdefault(key, []).append(points[ends[k] : ends[k + 1]])
    return out


def _gap_mm(polygon: Polygon, at: Polygon, size: Polygon) -> NDArray[np.float64]:
    """Distance (n,) of places (|u|, v) from a polygon, mm, 0 inside; `size` (n, 2) is mm a unit."""
    a, b = polygon[None] * size[:, None], np.roll(polygon, -1, axis=0)[None] * size[:, None]
    p = (at * size)[:, None]
    along = b - a
    share = np.clip(((p - a) * along).sum(2) / np.maximum((along**2).sum(2), 1e-12), 0.0, 1.0)
    gap = np.linalg.norm(p - a - share[..., None] * along, axis=2).min(axis=1)
    above = (a[..., 1] > p[..., 1]) != (b[..., 1] > p[..., 1])
    rise = np.where(above, along[..., 1], 1.0)
    x = a[..., 0] + (p[..., 1] - a[..., 1]) * along[..., 0] / rise
    inside = (above & (p[..., 0] < x)).sum(axis=1) % 2 == 1
    return np.where(inside, 0.0, gap)


def _in_zone(cord: Cord, polygons: list[Polygon], points: NDArray[np.floating]) -> float:
    row, uv, _ = cord.locate(points)
    size = np.stack([cord.half_width_mm[row], cord.half_depth_mm[row]], axis=1)
    at = np.stack([np.abs(uv[:, 0]), uv[:, 1]], axis=1)
    gap = np.min([_gap_mm(polygon, at, size) for polygon in polygons], axis=0)
    return float((gap <= NEAR_MM).mean())


def _points(body: Body) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Station and its points (n, 3), mm."""
    fibres = body.fibres
    order = np.argsort(fibres.station, kind="stable")
    ends = np.searchsorted(fibres.station[order], np.arange(len(fibres.stations) + 1))
    for number in range(len(fibres.stations)):
        rows = order[ends[number] : ends[number + 1]]
        if len(rows):
            yield number, fibres.points_mm[rows]


def structure_shares(body: Body) -> dict[str, float]:
    """Share of the points of each station that lie in its volume or cord zone or within 2 mm."""
    zones, shares = cord_zones(), {}
    grouped: dict[tuple[str, str], list[NDArray[np.float32]]] = {}
    for number, points in _points(body):
        station = body.fibres.stations[number]
        polygons = zones.get((station.site.removeprefix("cord."), station.level))
        if station.site.startswith("cord.") and polygons and station.level in SEGMENTS:
            some = points[:: max(1, len(points) // MOST_POINTS)]
            name = f"{station.site} {station.side} {station.level}"
            shares[name] = _in_zone(body.cord, polygons, some)
        else:
            grouped.setdefault((station.site, station.side), []).append(points)
    for (site, side), parts in grouped.items():
        volume = body.volumes.get((site, side)) or body.volumes.get((site, "none"))
        if volume is not None:
            shares[f"{site} {side}"] = float(_near(volume, np.concatenate(parts)).mean())
    return shares


def fibres_in_their_structures(body: Body) -> dict[str, str]:
    """Give the mean of the shares and the worst stations."""
    shares = structure_shares(body)
    if not shares:
        return {}
    worst = sorted(shares, key=lambda name: shares[name])[:3]
    return {
        "stations with a volume or a zone of the cord": str(len(shares)),
        "fibre points in their structure, % (mean of stations)": (
            f"{100 * float(np.mean(list(shares.values()))):.2f}"
        ),
        "fibre points in their structure, worst": ", ".join(
            f"{name} {100 * shares[name]:.0f} %" for name in worst
        ),
    }
