"""Fits the network: AdamW on shuffled batches, early stopping on the validation loss."""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.adamw import AdamW, Decays, warm_cosine
from reco_train.errors import RefusedError
from reco_train.metrics import logloss
from reco_train.ranker.network import Network, Normalisation, Parameters, initial_parameters, logits
from reco_train.ranker.rows import Rows

BATCH_ROWS = 1024
EPOCHS = 12
PATIENCE = 2
"""Epochs without a better validation loss before training ends."""
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 1e-4


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to: losses are mean log losses in nats, averaged over the heads."""

    number: int
    training_loss: float
    validation_loss: float


def fit(
    training: Rows, validation: Rows, seed: int, report: Callable[[Epoch], None]
) -> tuple[Network, list[Epoch]]:
    """The network of the best epoch, and all epochs."""
    user, item = Normalisation.of(training.user), Normalisation.of(training.item)
    rates = np.nanmean(training.label, axis=0, dtype=np.float64)
    parameters = initial_parameters(user, item, rates, seed)
    columns = (
        jnp.asarray(user.apply(training.user)),
        jnp.asarray(item.apply(training.item)),
        jnp.asarray(training.request),
        jnp.asarray(training.label),
    )
    rows = len(training.request)
    batch = min(BATCH_ROWS, rows)
    steps = rows // batch

    random = np.random.default_rng(seed)
    state = AdamW.of(parameters)
    epochs: list[Epoch] = []
    best, best_loss, best_epoch = Network(user, item, parameters), np.inf, 0
    for number in range(1, EPOCHS + 1):
        order = random.permutation(rows)[: steps * batch].reshape(steps, batch)
        state, training_loss = _epoch(state, columns, order.astype(np.int32), steps * EPOCHS)
        network = Network(user, item, state.parameters)
        epoch = Epoch(number, float(training_loss), _mean_logloss(network, validation))
        epochs.append(epoch)
        report(epoch)
        if epoch.validation_loss < best_loss:
            best, best_loss, best_epoch = network, epoch.validation_loss, number
        elif number - best_epoch >= PATIENCE:
            break
    if best_epoch == 0:
        raise RefusedError("no epoch had a finite validation loss")
    return best, epochs


def _mean_logloss(network: Network, rows: Rows) -> float:
    predicted = network.predict(rows)
    losses = []
    for label, probability in zip(rows.label.T, predicted.T, strict=True):
        known = ~np.isnan(label)
        if known.any():
            losses.append(logloss(label[known], probability[known]))
    return float(np.mean(losses)) if losses else np.inf


@jax.jit
def _epoch(
    state: AdamW, columns: tuple[jax.Array, ...], order: jax.Array, all_steps: int
) -> tuple[AdamW, jax.Array]:
    """Runs the batches whose row numbers are the rows of `order`; returns the mean loss."""
    user, item, request, label = columns

    def step(state: AdamW, rows: jax.Array) -> tuple[AdamW, jax.Array]:
        each_own = jnp.arange(len(rows))
        batch = (user[request[rows]], item[rows], each_own, label[rows])
        loss, gradient = jax.value_and_grad(_loss)(state.parameters, *batch)
        rate = warm_cosine(state.step, all_steps, 0, LEARNING_RATE, 0)
        return state.moved(gradient, rate, Decays(weight=WEIGHT_DECAY)), loss

    state, losses = jax.lax.scan(step, state, order)
    return state, losses.mean()


def _loss(
    parameters: Parameters, user: jax.Array, item: jax.Array, request: jax.Array, label: jax.Array
) -> jax.Array:
    """Cross-entropy of each head over its known labels, averaged over the heads."""
    known = ~jnp.isnan(label)
    target = jnp.where(known, label, 0.0)
    logit = logits(parameters, user, item, request)
    entropy = jnp.logaddexp(0.0, logit) - target * logit
    return (jnp.where(known, entropy, 0.0).sum(axis=0) / jnp.maximum(known.sum(axis=0), 1)).mean()
