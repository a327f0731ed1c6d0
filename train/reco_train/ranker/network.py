"""The network, in JAX: normalise, two hidden layers, a logit a head.

The first layer is split in a user and an item part, so that serving computes the user's part
once a request: relu(W_u u + W_i i + b).
"""

from dataclasses import dataclass
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.ranker.rows import Rows

HIDDEN = (128, 64)
CLIP = 10.0
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
    """float32[F] per feature; a feature that never varied has inverse deviation 1."""

    mean: np.ndarray
    inverse_deviation: np.ndarray
    varies: np.ndarray

    @staticmethod
    def of(features: np.ndarray) -> "Normalisation":
        """The mean and deviation of each column."""
        mean = features.mean(axis=0, dtype=np.float64)
        deviation = features.std(axis=0, dtype=np.float64)
        varies = deviation > 1e-6 * np.maximum(1.0, np.abs(mean))
        inverse = 1 / np.where(varies, deviation, 1.0)
        return Normalisation(mean.astype(np.float32), inverse.astype(np.float32), varies)

    def apply(self, features: np.ndarray) -> np.ndarray:
        """The features as the network sees them, as the exported graph computes them."""
        return np.clip((features - self.mean) * self.inverse_deviation, -CLIP, CLIP)


@dataclass(frozen=True)
class Network:
    """A trained network with its normalisation."""

    user: Normalisation
    item: Normalisation
    parameters: Parameters

    def predict(self, rows: Rows) -> np.ndarray:
        """Probabilities, float32[N, H]."""
        user, item = self.user.apply(rows.user), self.item.apply(rows.item)
        return np.asarray(_probabilities(self.parameters, user, item, rows.request))


def initial_parameters(
    user: Normalisation, item: Normalisation, positive_rates: np.ndarray, seed: int
) -> Parameters:
    """He initialisation; heads start at their positive rates.

    A feature that never varied starts, and so stays, with zero weights: what it may do at serving
    was never seen, so it must not move a score.
    """
    random = np.random.default_rng(seed)
    inputs = int(user.varies.sum() + item.varies.sum())

    def weights(rows: int, columns: int, fan_in: int) -> np.ndarray:
        return random.standard_normal((rows, columns), np.float32) * np.sqrt(2 / max(fan_in, 1))

    heads = len(positive_rates)
    arrays = Parameters(
        user=weights(len(user.mean), HIDDEN[0], inputs) * user.varies[:, None],
        item=weights(len(item.mean), HIDDEN[0], inputs) * item.varies[:, None],
        first_bias=np.zeros(HIDDEN[0]),
        second=weights(HIDDEN[0], HIDDEN[1], HIDDEN[0]),
        second_bias=np.zeros(HIDDEN[1]),
        heads=weights(HIDDEN[1], heads, HIDDEN[1]) * 0.1,
        heads_bias=np.log(positive_rates / (1 - positive_rates)),
    )
    return Parameters(*(jnp.asarray(array, jnp.float32) for array in arrays))


def logits(
    parameters: Parameters, user: jax.Array, item: jax.Array, request: jax.Array
) -> jax.Array:
    """float32[N, H] from normalised user [R, U], item [N, I] and each row's request [N]."""
    user_part = (user @ parameters.user)[request]
    first = jax.nn.relu(user_part + item @ parameters.item + parameters.first_bias)
    second = jax.nn.relu(first @ parameters.second + parameters.second_bias)
    return second @ parameters.heads + parameters.heads_bias


@jax.jit
def _probabilities(
    parameters: Parameters, user: jax.Array, item: jax.Array, request: jax.Array
) -> jax.Array:
    return jax.nn.sigmoid(logits(parameters, user, item, request))
