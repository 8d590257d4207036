"""Root pairs: from the anterior horn to the spinal nerve, and back through the dorsal root."""

import numpy as np
from numpy.typing import NDArray

from assets.build.cord import Axis, Cord
from assets.build.nerves_foramina import Foramina
from assets.build.nerves_node import Node

Array = NDArray[np.float64]
CAUDA = "cauda_equina"
ROOT_RADIUS = 0.35


def _cauda_offset(axis: Axis, cord: Cord, s: float, end: float) -> float:
    """Distance of a root from the midline: on the cord's flank, then into the cauda."""
    width = float(cord.half(min(s, axis.conus))[0]) + 1.2 if s <= axis.conus + 4 else 0.0
    gap = end - s
    inner = 1.4 + 3.6 * float(np.exp(-max(gap, 0.0) / 30.0))
    return max(width, inner)


def intrathecal(cord: Cord, start: float, stop: float, forward: float, site: str) -> list[Node]:
    """Nodes of a root's run in the canal between two places along the axis."""
    axis = cord.axis
    if abs(stop - start) < 9.0:
        return []
    direction = np.sign(stop - start)
    nodes = []
    for s in np.arange(start + 4 * direction, stop - 4 * direction, 9.0 * direction):
        lateral = _cauda_offset(axis, cord, float(s), stop)
        below = direction > 0 and s > axis.conus
        where = axis.point(float(s), lateral, forward)
        nodes.append(Node(where, CAUDA if below else site, "", ROOT_RADIUS))
    return nodes


def ventral_root(
    cord: Cord, foramina: Foramina, segment: str, cell: tuple[float, float, float]
) -> list[Node]:
    """Nodes from an anterior horn cell (s, u, v) to the spinal nerve."""
    s, u, v = cell
    axis = cord.axis
    horn = "cord.anterior_horn"
    ganglion = foramina.ganglion(segment)
    exit_s = s + 0.8
    width, depth = (float(x) for x in cord.half(exit_s))
    nodes = [
        Node(cord.point(s, u, v), horn, segment, 0.0),
        Node(cord.point(exit_s, 0.5 * u + 0.22, 0.5 * v + 0.42), horn, segment, 0.0),
        Node(axis.point(exit_s + 0.5, 0.55 * width, 0.88 * depth), horn, segment, 0.0),
        Node(axis.point(exit_s + 2, width + 0.6, 0.55 * depth), "root.ventral", segment, 0.2),
    ]
    run = intrathecal(cord, exit_s + 2, axis.at_height(ganglion[2] + 3), 1.4, "root.ventral")
    for node in run:
        node.level = segment
    nodes += run
    site = CAUDA if run and run[-1].site == CAUDA else "root.ventral"
    nodes.append(Node(ganglion + [-3.0, 1.6, 0.8], site, segment, ROOT_RADIUS))
    nodes.append(Node(ganglion + [0.5, 1.6, 0.0], "root.ventral", segment, 0.5))
    spinal = foramina.spinal_nerve(segment)
    nodes += [Node(p, "root.spinal_nerve", segment, 1.1) for p in spinal]
    return nodes


def dorsal_root(
    cord: Cord, foramina: Foramina, segment: str, cell: tuple[float, float, float]
) -> list[Node]:
    """Nodes from the spinal nerve through the ganglion to an anterior horn cell."""
    s, u, v = cell
    axis = cord.axis
    width, depth = (float(x) for x in cord.half(s))
    ganglion = foramina.ganglion(segment)
    spinal = foramina.spinal_nerve(segment)
    nodes = [Node(p, "root.spinal_nerve", segment, 1.1) for p in spinal[::-1]]
    nodes.append(Node(ganglion + [1.5, -1.4, 0.0], "root.spinal_nerve", segment, 0.6))
    nodes.append(Node(ganglion + [-2.5, -1.4, 0.6], "root.dorsal_ganglion", segment, 0.8))
    run = intrathecal(cord, s + 2, axis.at_height(ganglion[2] + 3), -1.4, "root.dorsal")
    cauda = bool(run) and run[-1].site == CAUDA
    nodes.append(Node(ganglion + [-4.0, -1.6, 0.9], "root.dorsal", segment, ROOT_RADIUS))
    back = run[::-1]
    sites = [CAUDA if cauda else "root.dorsal", *(n.site for n in back)]
    for node, site in zip(back, sites, strict=False):
        nodes.append(Node(node.point, site, segment, ROOT_RADIUS))
    nodes += [
        Node(axis.point(s + 2, width + 0.6, -0.55 * depth), "root.dorsal", segment, 0.2),
        Node(axis.point(s + 0.5, 0.50 * width, -0.92 * depth), "root.dorsal", segment, 0.0),
        Node(cord.point(s, 0.36, -0.50), "cord.dorsal_horn", segment, 0.0),
        Node(cord.point(s, 0.30, -0.10), "cord.dorsal_horn", segment, 0.0),
        Node(cord.point(s, u, v), "cord.anterior_horn", segment, 0.0),
    ]
    return nodes


def accessory_root(cord: Cord, segment: str, cell: tuple[float, float, float]) -> list[Node]:
    """Nodes from an accessory nucleus cell up beside the cord to the foramen magnum."""
    s, u, v = cell
    site = "nerve.spinal_accessory"
    nodes = [
        Node(cord.point(s, u, v), "cord.anterior_horn", segment, 0.0),
        Node(cord.point(s, 0.75, 0.02), "cord.anterior_horn", segment, 0.0),
    ]
    heights = np.arange(s - 1.5, 1.0, -8.0)
    for t in heights:
        width = float(cord.half(t)[0])
        nodes.append(Node(cord.axis.point(float(t), width + 1.3, -0.2), site, "", 0.3))
    return nodes
