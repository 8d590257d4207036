"""Which clinical tables say what: read at run time, built into the body, or only its form."""

from pathlib import Path

from visualizer.storage import assets_path

#: Read by `load_knowledge` or `load_key_muscles`; `tests/mutants/test_values.py` holds this list.
READ = (
    "autonomic_signs.toml",
    "cranial_signs.toml",
    "cutaneous_nerves.csv",
    "diffuse.toml",
    "drive.csv",
    "electro.toml",
    "electro_limits.csv",
    "electro_studies.toml",
    "higher.toml",
    "isncsci_muscles.csv",
    "movements.csv",
    "muscles.csv",
    "patterns.toml",
    "power.toml",
    "process.toml",
    "reflexes.csv",
    "regions.csv",
    "rules.csv",
    "sensation.toml",
    "sensation_parts.csv",
    "skin_territories.csv",
    "surface_reflexes.csv",
    "surface_reflexes.toml",
    "syndromes.toml",
    "time.toml",
    "variants.toml",
)

#: Built into the body; `tests/mutants/built.py` holds the shipped fibres against them.
BUILT = (
    "ascending_segments.csv",
    "ascending_tracts.csv",
    "autonomic_paths.csv",
    "centres.csv",
    "cord_targets.csv",
    "cortical_origin.csv",
    "corticobulbar.csv",
    "cranial_nerves.csv",
    "descending_tracts.csv",
    "motor_columns.csv",
    "muscle_supply.csv",
    "nerve_branches.csv",
    "plexus.csv",
)


def folder() -> Path:
    """Return the folder of the shipped tables."""
    return assets_path("knowledge")


def sites() -> tuple[str, ...]:
    """Return the tables of sites."""
    return tuple(
        f"sites/{path.name}"
        for path in sorted(folder().glob("sites/*.toml"))
        if path.name != "README.toml"
    )


def chosen() -> tuple[str, ...]:
    """Return every table whose values are changed."""
    return (*READ, *sites(), *BUILT)


def form() -> tuple[str, ...]:
    """Return the tables that only say where things lie and how they look, or name sources."""
    every = {path.name for path in folder().iterdir() if path.suffix in (".csv", ".toml")}
    return tuple(sorted(every - set(READ) - set(BUILT)))
