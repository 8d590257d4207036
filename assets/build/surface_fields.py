"""Smooth fields and smooth-edged labels over the vertices of one triangle mesh."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def neighbours(faces: NDArray[np.int64], count: int) -> csr_matrix:
    """Adjacency (count, count) of the vertices of a mesh."""
    edges = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    edges = np.vstack([edges, edges[:, ::-1]])
    ones = np.ones(len(edges))
    links = coo_matrix((ones, (edges[:, 0], edges[:, 1])), shape=(count, count)).tocsr()
    links.data[:] = 1.0
    return links


def relax(values: Array, faces: NDArray[np.int64], mask: Mask, stiffness: float) -> Array:
    """Bend values (n,) within a mask towards their neighbours; elsewhere they stay.

    The result is the least of the squared distance from `values` plus `stiffness` times the
    squared steps along the edges.
    """
    where = np.flatnonzero(mask)
    links = neighbours(faces, len(values))[where][:, where]
    degree = np.asarray(links.sum(axis=1)).ravel()
    system = identity(len(where)) + stiffness * (diags(degree) - links)
    out = np.array(values, float)
    out[where] = spsolve(system.tocsc(), out[where])
    return out


def average(field: Array, links: csr_matrix, rounds: int) -> Array:
    """Mean of each vertex and its neighbours, `rounds` times; field (n,) or (n, k)."""
    weight = links + identity(links.shape[0])
    weight = diags(1.0 / np.asarray(weight.sum(axis=1)).ravel()) @ weight
    for _ in range(rounds):
        field = weight @ field
    return np.asarray(field)


def even(
    labels: NDArray[np.int64], faces: NDArray[np.int64], rounds: int, free: Mask | None = None
) -> NDArray[np.int64]:
    """Labels (n,) with smooth borders and no specks.

    Parameters
    ----------
    labels : (n,) int array
        0 and up.
    rounds : int
        How far the labels spread before each vertex takes the strongest.
    free : (n,) bool array, optional
        Vertices that may change; the others neither change nor vote.
    """
    free = np.ones(len(labels), bool) if free is None else free
    links = neighbours(faces, len(labels))
    links = diags(free.astype(float)) @ links @ diags(free.astype(float))
    votes = np.eye(int(labels.max()) + 1)[labels] * free[:, None]
    new = average(votes, links.tocsr(), rounds).argmax(axis=1)
    return np.where(free, new, labels)


def whole(labels: NDArray[np.int64], faces: NDArray[np.int64], free: Mask) -> NDArray[np.int64]:
    """Labels (n,) of which each is one piece: islands take the label that surrounds them."""
    links = neighbours(faces, len(labels))
    out = labels.copy()
    for value in np.unique(labels[free]):
        where = np.flatnonzero((labels == value) & free)
        count, piece = connected_components(links[where][:, where], directed=False)
        largest = np.bincount(piece, minlength=count).argmax()
        out[where[piece != largest]] = -1
    while (out[free] < 0).any():
        lost = np.flatnonzero((out < 0) & free)
        votes = np.zeros((len(labels), int(labels.max()) + 1))
        known = np.flatnonzero((out >= 0) & free)
        votes[known, out[known]] = 1.0
        near = np.asarray(links[lost] @ votes)
        taken = near.sum(axis=1) > 0
        if not taken.any():
            out[lost] = labels[lost]
        out[lost[taken]] = near[taken].argmax(axis=1)
    return out
