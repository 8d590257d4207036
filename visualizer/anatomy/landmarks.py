"""Stations of the fibres that rules need by name: landmarks, no places of disease."""

IN_CORD = "cord."  # what the names of all stations in the cord begin with
IN_NERVE = "nerve."  # and of those in nerves
ANTERIOR_HORN = "cord.anterior_horn"  # where motor neurons are, and descending fibres end
DORSAL_GANGLION = "root.dorsal_ganglion"  # where the cells of afferents are
SPINAL_NERVE = "root.spinal_nerve"  # at the foramen
