"""Trains the ranker: fit, export, check, publish."""

from pathlib import Path

from reco_train import registry
from reco_train.ranker import checks, fitting, graph, measures
from reco_train.ranker.rows import TrainingRows
from reco_train.run import Run

GOLDEN_ROWS = 16
"""Rows published with their scores, for a loader to verify what it loaded."""


def train(rows_folder: Path, run: Run) -> Path:
    """Trains on the folder's rows and returns the published version's folder."""
    given = TrainingRows.read(rows_folder)
    training, validation = given.split(rows_folder)
    run.progress.say(
        f"read {len(given.rows.request):,} rows of {len(given.rows.user):,} requests; "
        f"validating on the last {len(validation.user):,}"
    )

    network, epochs = fitting.fit(training, validation, run.seed, lambda epoch: _tell(epoch, run))
    model = graph.export(network, given.heads).SerializeToString()
    scorer = checks.Scorer(model, given.heads)
    checks.check_all(scorer, network.predict, validation)
    run.progress.say("the exported graph passed its checks")

    quality = measures.of_heads(given.heads, validation.label, scorer.score(validation))
    for head, measured in quality.items():
        run.progress.say(f"{head}: {measures.text(measured)}")
    golden = checks.spread(validation, GOLDEN_ROWS)
    folder = registry.publish(
        run.registry,
        "ranker",
        {
            "model.onnx": model,
            "golden_user.npy": registry.npy_bytes(golden.user, "<f4"),
            "golden_item.npy": registry.npy_bytes(golden.item, "<f4"),
            "golden_row_request.npy": registry.npy_bytes(golden.request, "<i8"),
            "golden_outputs.npy": registry.npy_bytes(scorer.score(golden), "<f4"),
        },
        {
            "feature_spec": given.feature_spec,
            "heads": given.heads,
            "metrics": {"heads": quality, "epochs": len(epochs)},
            "lineage": registry.lineage(given.described, run),
        },
    )
    run.progress.say(f"published {folder}")
    return folder


def _tell(epoch: fitting.Epoch, run: Run) -> None:
    run.progress.say(
        f"epoch {epoch.number}: log loss {epoch.training_loss:.4f} in training, "
        f"{epoch.validation_loss:.4f} in validation"
    )
