"""The skin round the bones alone: the room in which the muscles grow, before the skin is fitted."""

from assets.build import places, skin
from assets.build.meshio import read_layer, write_layer


def main() -> None:
    """Write it into the scratch folder."""
    mesh, _ = skin.fitted(read_layer(places.MESHES / "skeleton.npz"), ())
    places.SCRATCH.mkdir(parents=True, exist_ok=True)
    write_layer(places.SCRATCH / "skin_base.npz", {"skin": mesh})
