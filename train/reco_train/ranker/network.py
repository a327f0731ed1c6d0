"""The network, in JAX: normalise, two hidden layers, a logit a head.

The first layer is split in a user and an item part, so that serving computes the user's part
once a request: relu(W_u u + W_i i + b). Since it costs next to nothing there, the network sees
each of the user's features twice: as it is, and squashed around its median.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.ranker.rows import Rows

HIDDEN = (128, 64)
CLIP = 4.0
"""Normalised features are kept within +-CLIP standard deviations."""


class Parameters(NamedTuple):
    """float32 weights [inputs, outputs] and biases [outputs]."""

    user: jax.Array
    item: jax.Array
    first_bias: jax.Array
    second: jax.Array
    second_bias: jax.Array
    heads: jax.Array
    heads_bias: jax.Array


@dataclass(frozen=True)
class Normalisation:
    """float32[F] per feature; a feature that never varied has inverse deviation 1.

    inverse_width is of half the distance between the 10th and the 90th percentile.
    """

    mean: np.ndarray
    inverse_deviation: np.ndarray
    median: np.ndarray
    inverse_width: np.ndarray
    varies: np.ndarray

    @staticmethod
    def of(features: np.ndarray) -> "Normalisation":
        """The mean and deviation of each column."""
        mean = features.mean(axis=0, dtype=np.float64)
        deviation = features.std(axis=0, dtype=np.float64)
        varies = deviation > 1e-6 * np.maximum(1.0, np.abs(mean))
        deviation = np.where(varies, deviation, 1.0)
        low, median, high = np.percentile(features, (10, 50, 90), axis=0)
        width = (high - low) / 2
        width = np.where(width > 1e-6 * deviation, width, deviation)
        columns = (mean, 1 / deviation, median, 1 / width)
        return Normalisation(*(column.astype(np.float32) for column in columns), varies)

    def apply(self, features: np.ndarray) -> np.ndarray:
        """The features as the network sees them, as the exported graph computes them."""
        return np.clip((features - self.mean) * self.inverse_deviation, -CLIP, CLIP)

    def apply_twice(self, features: np.ndarray) -> np.ndarray:
        """The features, and beside them the same squashed; [N, 2 F]."""
        squashed = np.tanh((features - self.median) * self.inverse_width)
        return np.concatenate([self.apply(features), squashed], axis=1)


@dataclass(frozen=True)
class Network:
    """A trained network with its normalisation."""

    user: Normalisation
    item: Normalisation
    parameters: Parameters

    def predict(self, rows: Rows) -> np.ndarray:
        """Probabilities, float32[N, H]."""
        user, item = self.user.apply_twice(rows.user), self.item.apply(rows.item)
        return np.asarray(_probabilities(self.parameters, user, item, rows.request))


def initial_parameters(
    user: Normalisation, item: Normalisation, positive_rates: np.ndarray, seed: int
) -> Parameters:
    """He initialisation; heads start at their positive rates.

    A feature that never varied starts, and so stays, with zero weights: what it may do at serving
    was never seen, so it must not move a score.
    """
    random = np.random.default_rng(seed)
    user_varies = np.tile(user.varies, 2)
    inputs = int(user_varies.sum() + item.varies.sum())

    def weights(rows: int, columns: int, fan_in: int) -> np.ndarray:
        return random.standard_normal((rows, columns), np.float32) * np.sqrt(2 / max(fan_in, 1))

    heads = len(positive_rates)
    arrays = Parameters(
        user=weights(len(user_varies), HIDDEN[0], inputs) * user_varies[:, None],
        item=weights(len(item.mean), HIDDEN[0], inputs) * item.varies[:, None],
        first_bias=np.zeros(HIDDEN[0]),
        second=weights(HIDDEN[0], HIDDEN[1], HIDDEN[0]),
        second_bias=np.zeros(HIDDEN[1]),
        heads=weights(HIDDEN[1], heads, HIDDEN[1]) * 0.1,
        heads_bias=np.log(positive_rates / (1 - positive_rates)),
    )
    return Parameters(*(jnp.asarray(array, jnp.float32) for array in arrays))


def logits(
    parameters: Parameters,
    user: jax.Array,
    item: jax.Array,
    request: jax.Array,
    thin: Callable[[jax.Array, int], jax.Array] = lambda hidden, _: hidden,
) -> jax.Array:
    """float32[N, H] from normalised user [R, 2 U], item [N, I] and each row's request [N].

    `thin` is applied to each hidden layer, given its number from 0.
    """
    user_part = (user @ parameters.user)[request]
    first = jax.nn.relu(user_part + item @ parameters.item + parameters.first_bias)
    second = jax.nn.relu(thin(first, 0) @ parameters.second + parameters.second_bias)
    second = thin(second, 1)
    return second @ parameters.heads + parameters.heads_bias


@jax.jit
def _probabilities(
    parameters: Parameters, user: jax.Array, item: jax.Array, request: jax.Array
) -> jax.Array:
    return jax.nn.sigmoid(logits(parameters, user, item, request))
