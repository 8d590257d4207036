"""How clear each structure is: the preset, what the user changed, and what is isolated."""

from dataclasses import dataclass, field

from visualizer.render.presets import Preset

MANY = 45


@dataclass
class Layers:
    """Resolves opacities by structure, then layer; what no preset names is hidden.

    Attributes
    ----------
    preset : Preset
    near : str
        The side that "cortex.near" in the preset means.
    changed : dict of str to float
        What the user set, by structure or layer id.
    isolated : str or None
        Only this structure or layer is shown.
    weak : set of str
        Structures that the preset shows as "<layer>.weak", or as "<layer>.many" where more
        than `MANY` of them are weak.
    """

    preset: Preset
    near: str = "left"
    changed: dict[str, float] = field(default_factory=dict)
    isolated: str | None = None
    weak: frozenset[str] = frozenset()

    def opacity(self, layer: str, structure: str = "", side: str = "none") -> float:
        """Return the opacity of a structure of a layer."""
        names = [structure, layer.partition(".")[0], layer]
        if self.isolated is not None:
            if self.isolated not in (structure, layer, layer.partition(".")[0]):
                return 0.0
            own = self._own(names, side)
            return max(0.35, own) if own > 0 else 1.0
        return self._own(names, side)

    def _own(self, names: list[str], side: str) -> float:
        for table in (self.changed, self.preset.opacity):
            for name in self._aliases(names, side):
                if name and name in table:
                    return table[name]
        return 0.0

    def _aliases(self, names: list[str], side: str) -> tuple[str, ...]:
        near = self._nearness(side)
        stem = names[0].rpartition(".")[0]
        weak = many = ""
        if names[0] in self.weak:
            weak = f"{names[2]}.weak"
            many = f"{names[2]}.many" if len(self.weak) > MANY else ""
        return names[0], f"{stem}.{near}", many, weak, f"{names[2]}.{near}", names[2], names[1]

    def _nearness(self, side: str) -> str:
        return "near" if side == self.near else "far"
