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

#: Read, but it only judges the search for a site; `tests/findings/test_localise.py` holds it.
JUDGES = ("localise.toml",)

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

#: Columns that are prose, and columns that only say where a thing lies or how it is drawn.
PROSE = {
    "ascending_tracts.csv": ("origin", "crosses", "course"),
    "descending_tracts.csv": ("id", "crosses", "course"),
    "cortical_origin.csv": ("fields",),
    "muscles.csv": ("name",),
}
PLACES = {
    "ascending_segments.csv": ("root_size",),
    "ascending_tracts.csv": ("rise_low", "rise_high"),
    "autonomic_paths.csv": ("courses",),
    "centres.csv": ("site",),
    "corticobulbar.csv": ("strip_low_deg", "strip_high_deg", "leave_z_mm"),
    "cranial_nerves.csv": ("offset_lateral", "offset_up"),
    "motor_columns.csv": ("column", "nucleus"),
}


def left_out(file: str) -> tuple[str, ...]:
    """Return the columns of a table whose values are not changed."""
    return (*PROSE.get(file, ()), *PLACES.get(file, ()))


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
