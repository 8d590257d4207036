"""Arguments and exit codes."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from visualizer import __version__
from visualizer.cli.errors import UserError, one_line

SCENE_NAMES = ("cortex", "tract", "ventral-horn", "nerve", "nerve-section", "body")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    int
        0 when done, 1 when a check failed, 2 for bad input (one line on stderr).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
    except UserError as error:
        print(f"visualizer: {one_line(error)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"visualizer: {one_line(error)}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        return 130
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"visualizer: {one_line(message)} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="visualizer", description="Anatomy of the motor system: lesions and their signs."
    )
    parser.add_argument("--version", action="version", version=f"visualizer {__version__}")
    parser.set_defaults(command=_open, scene=None)
    commands = parser.add_subparsers(metavar="COMMAND")
    opened = commands.add_parser("open", help="open the window, with a scene")
    opened.add_argument("scene", type=Path, nargs="?")
    opened.set_defaults(command=_open)
    _add_predict(commands)
    listed = commands.add_parser("vocabulary", help="list every site, level and target")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(command=_vocabulary)
    classified = commands.add_parser(
        "isncsci", help="classify a spinal cord injury examination (2019 revision)"
    )
    classified.add_argument("exam", help="an examination as JSON, or - for standard input")
    form = classified.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--jsonl", action="store_true", help="an examination a line")
    classified.set_defaults(command=_isncsci)
    _add_explain(commands)
    _add_localise(commands)
    _add_electrodiagnosis(commands)
    _add_review(commands)
    _add_pictures(commands)
    checked = commands.add_parser("check-assets", help="check the shipped files and tables")
    checked.add_argument("--report", action="store_true", help="print what was measured")
    checked.set_defaults(command=_check_assets)
    return parser


def _add_predict(commands: "argparse._SubParsersAction[_Parser]") -> None:
    predict = commands.add_parser("predict", help="print the signs of a scene")
    predict.add_argument("scene", help="a scene file, or - for standard input")
    predict.add_argument("--days", type=float, help="age of the oldest lesion")
    form = predict.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--jsonl", action="store_true", help="a scene a line, an answer a line")
    predict.add_argument("--all", action="store_true", help="print normal findings too")
    predict.add_argument(
        "--isncsci",
        action="store_true",
        help="fill in the spinal cord injury examination instead, and classify it",
    )
    predict.set_defaults(command=_predict)


def _add_explain(commands: "argparse._SubParsersAction[_Parser]") -> None:
    why = commands.add_parser("explain", help="say why a sign is there, or why it is not")
    why.add_argument("scene", help="a scene file, or - for standard input")
    why.add_argument("target", help="a target of the examination, such as ankle or deltoid")
    why.add_argument("--domain", help="only this domain, such as power or reflex")
    why.add_argument("--side", choices=("left", "right", "none"))
    why.add_argument("--modality", help="of sensation, such as pain")
    why.add_argument("--days", type=float, help="age of the oldest lesion")
    why.add_argument("--json", action="store_true", help="a JSON list, one object a row")
    why.set_defaults(command=_explain)


def _add_localise(commands: "argparse._SubParsersAction[_Parser]") -> None:
    ranked = commands.add_parser("localise", help="rank the sites that explain an examination")
    ranked.add_argument("findings", help="a findings file, or - for standard input")
    form = ranked.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--jsonl", action="store_true", help="an examination a line")
    ranked.add_argument(
        "--free", action="store_true", help="look at places without a name too (slow at first)"
    )
    ranked.set_defaults(command=_localise)


def _add_electrodiagnosis(commands: "argparse._SubParsersAction[_Parser]") -> None:
    measured = commands.add_parser(
        "electrodiagnosis", help="print conduction studies, needle findings and central timing"
    )
    measured.add_argument("scene", help="a scene file, or - for standard input")
    measured.add_argument("--days", type=float, help="age of the oldest lesion")
    measured.add_argument("--json", action="store_true", help="one JSON object")
    measured.add_argument("--all", action="store_true", help="print normal studies too")
    measured.set_defaults(command=_electrodiagnosis)


def _add_review(commands: "argparse._SubParsersAction[_Parser]") -> None:
    review = commands.add_parser(
        "review-sheet", help="write every claim of the tables as a sheet to print and tick"
    )
    review.add_argument("-o", "--output", type=Path, required=True)
    review.set_defaults(command=_review_sheet)


def _add_pictures(commands: "argparse._SubParsersAction[_Parser]") -> None:
    render = commands.add_parser("render", help="draw a scene into a PNG")
    render.add_argument("scene", help="a scene file, or - for standard input")
    render.add_argument("-o", "--output", type=Path, required=True)
    render.add_argument("--scene", dest="view", choices=SCENE_NAMES, default=None)
    render.add_argument(
        "--section",
        help="a section instead: axial@MM, coronal@MM, sagittal@MM,"
        " cord@SEGMENT or the name of a level, such as capsule or olive",
    )
    render.add_argument(
        "--neurological",
        action="store_true",
        help="in a section, the patient's right is at the right of the picture",
    )
    render.add_argument("--sites", action="store_true", help="in a section, outline the sites")
    render.add_argument("--theme", choices=("dark", "light"), default="dark")
    render.add_argument("--size", default="1600x1000", help="WIDTHxHEIGHT in pixels")
    render.set_defaults(command=_render)
    first = commands.add_parser("first-view", help="print and draw the default scene")
    first.add_argument("-o", "--output", type=Path, default=Path("out/first-view.png"))
    first.set_defaults(command=_first_view)


def _open(options: argparse.Namespace) -> int:
    from visualizer.app import run
    from visualizer.findings import LesionError
    from visualizer.storage import AssetError

    try:
        return run(options.scene)
    except (AssetError, LesionError) as error:
        raise UserError(str(error)) from error


def _predict(options: argparse.Namespace) -> int:
    if options.isncsci:
        from visualizer.cli.isncsci import predicted_exam_command

        return predicted_exam_command(options)
    from visualizer.cli.predict import predict_command

    return predict_command(options)


def _vocabulary(options: argparse.Namespace) -> int:
    from visualizer.cli.vocabulary import vocabulary_command

    return vocabulary_command(options.json)


def _isncsci(options: argparse.Namespace) -> int:
    from visualizer.cli.isncsci import isncsci_command

    return isncsci_command(options)


def _explain(options: argparse.Namespace) -> int:
    from visualizer.cli.explain import explain_command

    return explain_command(options)


def _localise(options: argparse.Namespace) -> int:
    from visualizer.cli.localise import localise_command

    return localise_command(options)


def _electrodiagnosis(options: argparse.Namespace) -> int:
    from visualizer.cli.electro import electrodiagnosis_command

    return electrodiagnosis_command(options)


def _review_sheet(options: argparse.Namespace) -> int:
    from visualizer.cli.review_sheet import review_command

    return review_command(options.output)


def _render(options: argparse.Namespace) -> int:
    from visualizer.cli.pictures import render_command

    return render_command(options)


def _first_view(options: argparse.Namespace) -> int:
    from visualizer.cli.pictures import first_view_command

    return first_view_command(options.output)


def _check_assets(options: argparse.Namespace) -> int:
    from visualizer.cli.checks import check_command

    return check_command(options.report)
