"""The tables with one file read anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from visualizer.findings import Knowledge
from visualizer.storage.demands import once
from visualizer.storage.diffuse import load_diseases
from visualizer.storage.isncsci import load_key_muscles
from visualizer.storage.knowledge import read_tables
from visualizer.storage.neighbours import with_neighbours
from visualizer.storage.sites import read_sites


class Loader:
    """Reads the tables of a folder that differs from the shipped one in one file.

    Parameters
    ----------
    folder : Path
        A knowledge folder.
    base : Knowledge
        The shipped tables.
    """

    def __init__(self, folder: Path, base: Knowledge) -> None:
        self._folder, self._base = folder, base
        self._diseases = {
            rule.id: rule.disease for rule in base.sites.values() if rule.disease is not None
        }
        self._of_file = {
            f"sites/{path.name}": read_sites(path, self._diseases)
            for path in sorted(folder.glob("sites/*.toml"))
        }
        self._key_muscles = load_key_muscles(folder.parent)

    def read(self, file: str) -> tuple[Knowledge, set[str]]:
        """Return the tables with a file read anew, and the parts that differ."""
        special: dict[str, Callable[[str], dict[str, Any]]] = {"diffuse.toml": self._with_diseases}
        if file.startswith("sites/"):
            found = self._with_sites(file)
        else:
            found = special.get(file, self._plainly)(file)
        parts = {name for name, value in found.items() if differs(value, getattr(self._base, name))}
        tables = replace(self._base, **{name: found[name] for name in parts})
        if file == "isncsci_muscles.csv" and self._key_muscles != load_key_muscles(
            self._folder.parent
        ):
            parts.add("key_muscles")
        return tables, parts

    def _plainly(self, file: str) -> dict[str, Any]:
        return read_tables(self._folder, file)

    def _with_sites(self, file: str) -> dict[str, Any]:
        files = {**self._of_file, file: read_sites(self._folder / file, self._diseases)}
        once([site for rules in files.values() for site in rules], "sites")
        found = {site: rule for rules in files.values() for site, rule in rules.items()}
        return {"sites": with_neighbours(found, self._folder / "sites" / "neighbours.toml")}

    def _with_diseases(self, file: str) -> dict[str, Any]:
        diseases = load_diseases(self._folder / file)
        if set(diseases) != set(self._diseases):
            return read_tables(self._folder, file)
        sites = dict(self._base.sites)
        for site, disease in diseases.items():
            if differs(disease, self._diseases[site]):
                sites[site] = replace(sites[site], disease=disease)
        return {"sites": sites}


def differs(one: Any, other: Any) -> bool:
    """Tell whether two tables differ in what they say; some compare by identity only."""
    if one == other:
        return False
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) != list(other) or any(differs(one[key], other[key]) for key in one)
    return repr(one) != repr(other)
