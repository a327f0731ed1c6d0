"""The command line: python -m reco_train embeddings|encoder|ranker|evaluate|score."""

import argparse
import os
import sys
from pathlib import Path

from reco_train.errors import InputError, RefusedError
from reco_train.progress import Progress
from reco_train.run import Run

FAILED, BAD_INPUT, REFUSED = 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Runs one training and returns the exit code, as --help lists them."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(arguments)
    command = ["python", "-m", "reco_train", *arguments]
    try:
        if "registry" in options:
            run = Run(options.registry, options.seed, command, Progress(), options.parent)
            print(options.train(options, run))
        else:
            print(options.score(options))
    except InputError as error:
        print(f"reco_train: bad input: {error}", file=sys.stderr)
        return BAD_INPUT
    except RefusedError as error:
        print(f"reco_train: refused to publish: {error}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"reco_train: {error}", file=sys.stderr)
        return FAILED
    return 0


def _embeddings(options: argparse.Namespace, run: Run) -> Path:
    from reco_train.embeddings import training

    return training.train(options.interactions, options.dimension, run)


def _encoder(options: argparse.Namespace, run: Run) -> Path:
    from reco_train.encoder import training  # these commands alone wait for JAX to load

    return training.train(options.interactions, options.preset, options.checkpoints, run)


def _ranker(options: argparse.Namespace, run: Run) -> Path:
    from reco_train.ranker import training

    return training.train(options.rows, run)


def _score(options: argparse.Namespace) -> Path:
    from reco_train.ranker import scoring

    return scoring.score(options.model, options.rows, options.scores)


def _evaluate(options: argparse.Namespace, run: Run) -> str:
    from reco_train.encoder import evaluation

    if options.cold > 0:
        return evaluation.evaluate_cold(options.data, options.preset, options.cold, run)
    return evaluation.evaluate(options.data, options.preset, run)


def _compare(options: argparse.Namespace, run: Run) -> Path:
    from reco_train.ranker import comparison

    return comparison.compare(options.rows, run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m reco_train",
        description="Trains a model and publishes it as the registry's next version. "
        "Prints the version's folder; progress goes to stderr.",
        epilog="Exit codes: 0 published, 1 file system, 2 bad input, 3 trained but refused.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    embeddings = commands.add_parser("embeddings", help="item embeddings by implicit ALS")
    embeddings.add_argument("--interactions", type=Path, required=True, metavar="DIR")
    embeddings.add_argument("--dimension", type=_dimension, default=64, metavar="N")
    embeddings.set_defaults(train=_embeddings)

    encoder = commands.add_parser("encoder", help="transformer of sequences, with item vectors")
    encoder.add_argument("--interactions", type=Path, required=True, metavar="DIR")
    encoder.add_argument("--checkpoints", type=Path, metavar="DIR", help="to go on from")
    encoder.set_defaults(train=_encoder)

    ranker = commands.add_parser("ranker", help="multi-task network, exported to ONNX")
    ranker.add_argument("--rows", type=Path, required=True, metavar="DIR")
    ranker.set_defaults(train=_ranker)

    compare = commands.add_parser("compare", help="measures a ranker beside boosted trees; JSON")
    compare.add_argument("--rows", type=Path, required=True, metavar="DIR")
    compare.set_defaults(train=_compare, registry=None)

    score = commands.add_parser("score", help="the probabilities that a ranker gives rows")
    score.add_argument("--model", type=Path, required=True, metavar="DIR")
    score.add_argument("--rows", type=Path, required=True, metavar="DIR")
    score.add_argument("--scores", type=Path, required=True, metavar="FILE")
    score.set_defaults(score=_score)

    evaluate = commands.add_parser("evaluate", help="trains an encoder to measure it; JSON")
    evaluate.add_argument(
        "--data", type=Path, required=True, metavar="FILE|DIR", help="a user a line, or as above"
    )
    evaluate.add_argument(
        "--cold", type=_share, default=0, metavar="SHARE", help="of the items, held out as new ones"
    )
    evaluate.set_defaults(train=_evaluate, registry=None)

    for command in (encoder, evaluate):
        command.add_argument("--preset", choices=("full", "quick", "demo"), default="full")
    for command in (embeddings, encoder, ranker):
        command.add_argument("--registry", type=Path, required=True, metavar="DIR")
    for command in (embeddings, encoder, ranker, compare, evaluate):
        command.add_argument("--seed", type=_seed, default=1, metavar="N")
        command.add_argument("--parent", default="", metavar="NAME@vN")
    return parser


def _dimension(text: str) -> int:
    return _whole_number(text, 1, 1024)


def _seed(text: str) -> int:
    return _whole_number(text, 0, 2**32 - 1)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share between 0 and 1")
    return share


def _whole_number(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of {least} to {most}")
    return int(text)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)  # a node that serves on the same machine comes first
    sys.exit(main())
