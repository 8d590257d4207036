"""Paints dermatomes (two charts) and cutaneous nerve territories on the skin.

Each area is drawn as strokes in a table; a vertex takes the label of the stroke nearest along
the skin, and the borders are then smoothed. The right half is painted and mirrored.
"""

import csv
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from assets.build import places, skin_borders
from assets.build.meshio import Mesh, write_layer
from assets.build.skin_frames import SkinFrames

Array = NDArray[np.float64]
Index = NDArray[np.int64]

CHARTS = {"primary": "dermatome", "alternative": "dermatome_alt", "territory": "territory"}
ROUNDS = 30
"""Rounds of smoothing of the borders."""


def strokes() -> Iterator[tuple[str, str, str, Array]]:
    """Chart, label, frame and points (n, 2 or 3) of each stroke of the table."""
    with (places.KNOWLEDGE / "skin_strokes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points = [[float(t) for t in p.split()] for p in row["path"].split(";")]
            yield row["chart"], row["label"], row["frame"], np.array(points)


def chart_strokes(chart: str) -> list[tuple[str, str, Array]]:
    """Strokes of one chart; the alternative chart takes from the first what it does not redraw."""
    rows = list(strokes())
    own = [(label, frame, p) for c, label, frame, p in rows if c == chart]
    if chart != "alternative":
        return own
    redrawn = {label for label, _, _ in own}
    return own + [(n, f, p) for c, n, f, p in rows if c == "primary" and n not in redrawn]


def _edges(v: Array, faces: Index) -> csr_matrix:
    """Lengths of edges, and of the diagonals across each pair of faces, as a graph."""
    e = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    apex = np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])
    key = np.sort(e, axis=1)
    order = np.lexsort(key.T)
    same = (key[order][1:] == key[order][:-1]).all(axis=1)
    across = np.column_stack([apex[order][:-1][same], apex[order][1:][same]])
    e = np.vstack([key, np.sort(across, axis=1)])
    e = np.unique(e[e[:, 0] != e[:, 1]], axis=0)
    length = np.linalg.norm(v[e[:, 0]] - v[e[:, 1]], axis=1)
    n = len(v)
    graph = csr_matrix((length, (e[:, 0], e[:, 1])), shape=(n, n))
    return (graph + graph.T).tocsr()


def _smooth(graph: csr_matrix, label: Index, count: int, fixed: Index) -> Index:
    """Smooth the borders between labels; the vertices of the strokes keep theirs."""
    link = graph.copy()
    link.data = 1.0 / np.maximum(link.data, 0.3)
    link = (diags(1.0 / np.asarray(link.sum(axis=1)).ravel()) @ link).tocsr()
    share = np.eye(count, dtype=np.float32)[label]
    pinned = share[fixed]
    for _ in range(ROUNDS):
        share = 0.5 * share + 0.5 * (link @ share)
        share[fixed] = pinned
    return np.asarray(share.argmax(axis=1))


def paint(v: Array, faces: Index, frames: SkinFrames, chart: str) -> tuple[Index, list[str]]:
    """Label of each vertex and the names of the labels.

    Parameters
    ----------
    v : (n, 3) array
        Symmetric skin, body mm.
    faces : (m, 3) int array
    frames : SkinFrames
    chart : str
        primary, alternative or territory.
    """
    rows = chart_strokes(chart)
    names = list(dict.fromkeys(label for label, _, _ in rows))
    seeds: dict[int, int] = {}
    for label, frame, points in rows:
        for vertex in frames.stroke(frame, points):
            seeds.setdefault(vertex, names.index(label))
    right = np.nonzero(v[:, 0] >= -1e-6)[0]
    graph = _edges(v, faces)[right][:, right].tocsr()
    place = np.full(len(v), -1)
    place[right] = np.arange(len(right))
    start = np.array([k for k in seeds if place[k] >= 0])
    _, _, source = dijkstra(graph, indices=place[start], min_only=True, return_predecessors=True)
    of_seed = np.zeros(len(right), np.int64)
    of_seed[place[start]] = [seeds[int(k)] for k in start]
    label = of_seed[np.maximum(source, 0)]
    label = _smooth(graph, label, len(names), place[start])
    whole = np.empty(len(v), np.int64)
    whole[right] = label
    left = np.nonzero(v[:, 0] < -1e-6)[0]
    mirrored = cKDTree(v[right]).query(v[left] * [-1.0, 1.0, 1.0])[1]
    whole[left] = label[mirrored]
    return whole, names


def maps(mesh: Mesh, frames: SkinFrames) -> dict[str, NDArray[np.generic]]:
    """All per-vertex maps and their tables of names."""
    out: dict[str, NDArray[np.generic]] = {}
    for chart, name in CHARTS.items():
        label, names = paint(mesh[0], mesh[1], frames, chart)
        out[name] = label.astype(np.uint8)
        out[f"{name}_names"] = np.array(names)
    return out


def main() -> None:
    """Paint the fitted skin and write the layer."""
    with np.load(places.SCRATCH / "skin.npz", allow_pickle=False) as f:
        v, faces, where = f["v"], f["f"], f["where"]
    found = maps((v, faces), SkinFrames.load(v, where))
    order = ("dermatome",)
    v = skin_borders.straight_borders(v, faces, [found[k].astype(np.int64) for k in order])
    path = places.MESHES / "skin.npz"
    fresh = path.with_name("skin.new.npz")
    write_layer(fresh, {"skin": (v, faces)}, **found)
    fresh.replace(path)
