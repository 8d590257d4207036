"""Bytes to values and back: assets, knowledge tables and scene files."""

from visualizer.storage.answers import prediction_to_dict
from visualizer.storage.body import load_body
from visualizer.storage.errors import AssetError, ExamFileError, SceneFileError
from visualizer.storage.isncsci import (
    classification_to_dict,
    exam_to_dict,
    examination_to_dict,
    load_key_muscles,
    parse_exam,
)
from visualizer.storage.knowledge import load_knowledge
from visualizer.storage.masks import read_mask, write_mask
from visualizer.storage.paths import assets_path, scenes_path
from visualizer.storage.scenes import load_scene, parse_scene, save_scene, scene_to_dict
from visualizer.storage.sources import load_sources

__all__ = [
    "AssetError",
    "ExamFileError",
    "SceneFileError",
    "assets_path",
    "classification_to_dict",
    "exam_to_dict",
    "examination_to_dict",
    "load_body",
    "load_key_muscles",
    "load_knowledge",
    "load_scene",
    "load_sources",
    "parse_exam",
    "parse_scene",
    "prediction_to_dict",
    "read_mask",
    "save_scene",
    "scene_to_dict",
    "scenes_path",
    "write_mask",
]
