"""What is minimised: the cross-entropy of the next item, in nats, over the known targets."""

import jax
import jax.numpy as jnp

from reco_train.encoder.network import HIDDEN

CHUNK = 800
"""Outputs whose scores of all items are held at once."""


@jax.custom_vjp
def full_cross_entropy(
    outputs: jax.Array, vectors: jax.Array, biases: jax.Array, targets: jax.Array
) -> jax.Array:
    """Mean over outputs [T, D] against all items, vectors [N, D]; a target below 0 does not count.

    The gradient is made in the forward pass, chunk by chunk: no chunk's scores [T, N] are kept or
    made twice.
    """
    return _with_gradient(outputs, vectors, biases, targets)[0]


def _with_gradient(
    outputs: jax.Array, vectors: jax.Array, biases: jax.Array, targets: jax.Array
) -> tuple[jax.Array, tuple[jax.Array, jax.Array, jax.Array]]:
    rows, width = outputs.shape
    chunk = next(size for size in range(min(CHUNK, rows), 0, -1) if rows % size == 0)
    weights = (targets >= 0) / jnp.maximum((targets >= 0).sum(), 1).astype(jnp.float32)
    targets = jnp.maximum(targets, 0)
    by_channel = vectors.T

    def step(sums: tuple, part: tuple) -> tuple[tuple, jax.Array]:
        to_vectors, to_biases, loss = sums
        output, target, weight = part
        scores = output @ by_channel + biases
        most = scores.max(axis=1, keepdims=True)
        shares = jnp.exp(scores - most)
        total = shares.sum(axis=1, keepdims=True)
        own = jnp.take_along_axis(scores, target[:, None], axis=1)
        loss = loss + ((jnp.log(total) + most - own)[:, 0] * weight).sum()
        to_scores = shares * (weight[:, None] / total)
        to_output = to_scores @ vectors - weight[:, None] * vectors[target]
        sums = (to_vectors + output.T @ to_scores, to_biases + to_scores.sum(axis=0), loss)
        return sums, to_output

    def chunks(array: jax.Array) -> jax.Array:
        return array.reshape(rows // chunk, chunk, *array.shape[1:])

    zeros = (jnp.zeros_like(by_channel), jnp.zeros_like(biases), jnp.float32(0))
    parts = (chunks(outputs), chunks(targets), chunks(weights))
    (to_vectors, to_biases, loss), to_outputs = jax.lax.scan(step, zeros, parts)
    to_vectors = to_vectors.T.at[targets].add(-weights[:, None] * outputs)
    to_biases = to_biases.at[targets].add(-weights)
    return loss, (to_outputs.reshape(rows, width), to_vectors, to_biases)


def _scaled(gradient: tuple[jax.Array, ...], scale: jax.Array) -> tuple:
    return *(scale * part for part in gradient), None


full_cross_entropy.defvjp(_with_gradient, _scaled)


def sampled_cross_entropy(
    outputs: jax.Array,
    vectors: jax.Array,
    biases: jax.Array,
    targets: jax.Array,
    negatives: jax.Array,
    items: int,
) -> jax.Array:
    """The same against the target and `negatives` [K], drawn evenly among `items` items.

    Each negative stands for items / K of them (the correction of Bengio and Senecal 2008), so that
    the score of an item means what it means under full_cross_entropy.
    """
    known = targets >= 0
    targets = jnp.maximum(targets, 0)
    own = (outputs * vectors[targets]).sum(axis=1) + biases[targets]
    others = outputs @ vectors[negatives].T + biases[negatives] + jnp.log(items / len(negatives))
    others = jnp.where(negatives == targets[:, None], HIDDEN, others)
    losses = jnp.logaddexp(own, jax.nn.logsumexp(others, axis=1)) - own
    return jnp.where(known, losses, 0).sum() / jnp.maximum(known.sum(), 1)
