"""Trains the encoder: fit, export, check, publish as a retrieval model."""

import json
from dataclasses import asdict
from pathlib import Path

import jax
import numpy as np

from reco_train import memory, registry
from reco_train.embeddings import ease
from reco_train.embeddings.histories import HISTORY, Histories
from reco_train.embeddings.interactions import Interactions
from reco_train.encoder import checks, fallback, fitting, graph
from reco_train.encoder.checkpoint import Checkpoint
from reco_train.encoder.content import Content
from reco_train.encoder.fitting import Asked, Epoch, Fit
from reco_train.encoder.model import Catalogue
from reco_train.encoder.sequences import Sequences
from reco_train.encoder.settings import Settings
from reco_train.errors import InputError
from reco_train.run import Run

VALIDATED_USERS = 2_000
CHECKED_USERS = 64
GOLDEN_USERS = 16


def train(interactions_folder: Path, preset: str, checkpoints: Path | None, run: Run) -> Path:
    """Trains on the folder's interactions and returns the published version's folder."""
    memory.keep_freed_memory()
    interactions = Interactions.read(interactions_folder)
    content = Content.read(interactions_folder, len(interactions.item_ids))
    sequences = Sequences.of(interactions)
    run.progress.say(
        f"read {len(interactions.user):,} interactions of {interactions.users:,} users with "
        f"{sequences.items:,} items and {content.tokens:,} content tokens"
    )
    if not (sequences.counts > 1).any():
        raise InputError(interactions_folder, "longest sequence", 1, "a user with two items")

    given = _hidden(sequences, content, Settings.suited_to(sequences, preset), run.seed)
    checkpoint = Checkpoint(checkpoints, given.fingerprint()) if checkpoints else None
    _tell_plan(given, run)
    model, epochs = fitting.fit(given, lambda e: tell_epoch(e, given.settings, run), checkpoint)
    exported = graph.export(model.users).SerializeToString()
    encoder = checks.Encoder(exported, model.vectors)
    windows = _spread_windows(sequences, model.length)
    checks.check_all(encoder, model, windows)
    millis = checks.milliseconds_a_user(encoder, model.length)
    run.progress.say(f"the exported graph passed its checks; it encodes a user in {millis:.2f} ms")

    histories = Histories.of(interactions)
    instead = fallback.fit(histories, sequences, model, run.seed)
    linear_files, linear = ease.artefact(histories)
    golden = windows[:: max(1, len(windows) // GOLDEN_USERS)][:GOLDEN_USERS]
    best = max(epochs, key=lambda epoch: epoch.quality.ndcg_at_10)
    folder = registry.publish(
        run.registry,
        "retrieval",
        {
            "user_tower.onnx": exported,
            "item_vectors.npy": registry.npy_bytes(model.vectors, "<f4"),
            "items.json": json.dumps(interactions.item_ids).encode(),
            "token_keys.npy": registry.npy_bytes(content.keys, "<i8"),
            "token_vectors.npy": registry.npy_bytes(model.token_vectors, "<f4"),
            "query_projection.npy": registry.npy_bytes(instead.projection, "<f4"),
            "golden_histories.npy": registry.npy_bytes(golden, "<i4"),
            "golden_queries.npy": registry.npy_bytes(encoder.encode(golden), "<f4"),
            **linear_files,
        },
        {
            "dimension": model.vectors.shape[1],
            "query": {
                "recency_decay": instead.rule.decay,
                "history": HISTORY,
                "weight": instead.rule.weight,
            },
            "ease": linear,
            "encoder": {"history": model.length, "tokens": content.tokens},
            "settings": asdict(given.settings),
            "metrics": {
                **asdict(best.quality),
                "validated_users": len(given.asked.users),
                "epoch": best.number,
                "epochs": len(epochs),
                "fallback_explains": instead.explained,
                "encode_millis": millis,
            },
            "lineage": registry.lineage(interactions.described, run),
        },
    )
    run.progress.say(f"published {folder}")
    if checkpoint is not None:
        checkpoint.remove()
    return folder


def _hidden(sequences: Sequences, content: Content, settings: Settings, seed: int) -> Fit:
    """What to fit, the newest item of some users hidden to validate on."""
    could = (sequences.counts > 2) & sequences.first_time[np.maximum(sequences.starts[1:] - 1, 0)]
    candidates = np.flatnonzero(could)
    count = min(VALIDATED_USERS, len(candidates) // 2)
    users = np.sort(np.random.default_rng(seed).choice(candidates, count, replace=False))
    cut = np.zeros(sequences.users, np.int64)
    cut[users] = 1
    kept = sequences.but_last(cut)
    asked = Asked(kept, users, sequences.last_of(users))
    return Fit(kept, Catalogue(content, kept.popularity() > 0), asked, settings, seed)


def _tell_plan(given: Fit, run: Run) -> None:
    settings = given.settings
    loss = f"{settings.negatives:,} sampled negatives" if settings.negatives else "full softmax"
    run.progress.say(
        f"up to {settings.epochs} epochs of {given.steps:,} steps on {jax.devices()[0].platform}: "
        f"blocks {settings.blocks}, heads {settings.heads}, width {settings.width}, "
        f"histories of {settings.length}, {loss}"
    )


def tell_epoch(epoch: Epoch, settings: Settings, run: Run) -> None:
    """Says one line of an epoch."""
    run.progress.say(
        f"epoch {epoch.number} of {settings.epochs}: loss {epoch.loss:.4f}, validation "
        f"HR@10 {epoch.quality.hr_at_10:.4f}, NDCG@10 {epoch.quality.ndcg_at_10:.4f}"
    )


def _spread_windows(sequences: Sequences, length: int) -> np.ndarray:
    """The windows of users at even distances between the shortest and the longest history."""
    users = np.argsort(sequences.counts, kind="stable")
    users = users[sequences.counts[users] > 0]
    return sequences.window(
        users[np.linspace(0, len(users) - 1, CHECKED_USERS).astype(int)], length
    )
