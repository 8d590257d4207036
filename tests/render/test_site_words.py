"""Every site of the vocabulary reads as a clinician says it."""

import re

import pytest

from tests.bodies import body, knowledge
from visualizer.render.words import site_words


@pytest.mark.parametrize(
    ("site", "side", "level", "words"),
    [
        ("medulla.lateral", "left", "", "left lateral medulla"),
        ("midbrain.ventral", "right", "", "right ventral midbrain"),
        ("pons.caudal_medial", "left", "", "left medial caudal pons"),
        ("cord.central", "none", "C6", "centre of the cord at C6"),
        ("cortex.broca", "left", "", "left Broca's area"),
        ("nerve.cn8", "left", "internal_acoustic_canal",
         "left vestibulocochlear nerve in the internal acoustic canal"),
        ("nerve.ulnar.dorsal_cutaneous", "left", "",
         "left dorsal cutaneous branch of the ulnar nerve"),
        ("root.avulsion", "left", "C5", "left C5 root avulsion"),
        ("nucleus.gracile", "left", "", "left gracile nucleus"),
    ],
)  # fmt: skip
def test_the_words_are_in_their_usual_order(site, side, level, words):
    assert site_words(site, side, level) == words


def test_no_site_reads_raw_or_inverted():
    places = {station.site for station in body().fibres.stations}
    for site in {*knowledge().sites, *places} - {"none"}:
        words = site_words(site)
        assert not re.search(r"[_.]|\bcn\d|\b[ctls]\d", words), words
        assert not re.match(r"(lateral|medial|ventral|central|complete) of the", words), words
