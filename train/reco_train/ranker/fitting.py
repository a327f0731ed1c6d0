"""Fits the network: AdamW on shuffled batches with dropout.

What is kept is the moving average of the weights, of the epoch with the least validation loss.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.adamw import AdamW, Decays, blend, warm_cosine
from reco_train.errors import RefusedError
from reco_train.metrics import logloss
from reco_train.ranker.network import Network, Normalisation, Parameters, initial_parameters, logits
from reco_train.ranker.rows import Rows

BATCH_ROWS = (32, 512)
BATCHES = 100
"""So many batches an epoch, or as many as the bounds of a batch allow."""
EPOCHS = 20
PATIENCE = 4
"""Epochs without a better validation loss before training ends."""
LEARNING_RATE = 1e-3
WEIGHT_DECAY = 1e-2
DROPOUT = 0.2
FEATURE_DROPOUT = 0.05
AVERAGE = 0.999
"""What the moving average of the weights keeps a step, once there have been enough."""


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
        jnp.asarray(user.apply_twice(training.user)),
        jnp.asarray(item.apply(training.item)),
        jnp.asarray(training.request),
        jnp.asarray(training.label),
        jnp.asarray(training.weight),
    )
    rows = len(training.request)
    batch = min(rows, max(BATCH_ROWS[0], min(BATCH_ROWS[1], rows // BATCHES)))
    steps = rows // batch

    random = np.random.default_rng(seed)
    state, average = AdamW.of(parameters), parameters
    epochs: list[Epoch] = []
    best, best_loss, best_epoch = Network(user, item, parameters), np.inf, 0
    for number in range(1, EPOCHS + 1):
        order = random.permutation(rows)[: steps * batch].reshape(steps, batch)
        key = jax.random.PRNGKey(int(random.integers(2**31)))
        state, average, training_loss = _epoch(
            state, average, columns, order.astype(np.int32), key, steps * EPOCHS
        )
        network = Network(user, item, average)
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
    state: AdamW,
    average: Parameters,
    columns: tuple[jax.Array, ...],
    order: jax.Array,
    key: jax.Array,
    all_steps: int,
) -> tuple[AdamW, Parameters, jax.Array]:
    """Runs the batches whose row numbers are the rows of `order`; also returns the mean loss."""
    user, item, request, label, weight = columns

    def step(
        carried: tuple[AdamW, Parameters], given: tuple[jax.Array, jax.Array]
    ) -> tuple[tuple[AdamW, Parameters], jax.Array]:
        (state, average), (rows, key) = carried, given
        batch = (user[request[rows]], item[rows], label[rows], weight[rows])
        loss, gradient = jax.value_and_grad(_loss)(state.parameters, key, *batch)
        rate = warm_cosine(state.step, all_steps, 0, LEARNING_RATE, 0)
        state = state.moved(gradient, rate, Decays(weight=WEIGHT_DECAY))
        kept = jnp.minimum(AVERAGE, (1 + state.step) / (10 + state.step))
        return (state, blend(average, state.parameters, kept)), loss

    keys = jax.random.split(key, len(order))
    (state, average), losses = jax.lax.scan(step, (state, average), (order, keys))
    return state, average, losses.mean()


def _loss(
    parameters: Parameters,
    key: jax.Array,
    user: jax.Array,
    item: jax.Array,
    label: jax.Array,
    weight: jax.Array,
) -> jax.Array:
    """Weighted cross-entropy of each head over its known labels, averaged over the heads."""
    known = ~jnp.isnan(label)
    target = jnp.where(known, label, 0.0)
    keys = jax.random.split(key, 4)
    user, item = _thin(user, keys[0], FEATURE_DROPOUT), _thin(item, keys[1], FEATURE_DROPOUT)
    logit = logits(
        parameters,
        user,
        item,
        jnp.arange(len(user)),
        lambda hidden, layer: _thin(hidden, keys[2 + layer], DROPOUT),
    )
    entropy = (jnp.logaddexp(0.0, logit) - target * logit) * weight[:, None]
    counts = jnp.where(known, weight[:, None], 0.0).sum(axis=0)
    return (jnp.where(known, entropy, 0.0).sum(axis=0) / jnp.maximum(counts, 1e-6)).mean()


def _thin(values: jax.Array, key: jax.Array, share: float) -> jax.Array:
    """Inverted dropout (Srivastava et al. 2014)."""
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)
