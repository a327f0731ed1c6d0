"""The two towers, in JAX.

User tower: a transformer over the vectors of a user's items, oldest first, with a causal mask
(SASRec; Kang and McAuley 2018), pre-normalised, without absolute positions: a bias by distance is
learned for each head, which starts where ALiBi's stays (Press et al. 2022).

Item tower: a vector for the item's id plus those of its content tokens. The same vectors are the
user tower's input and the output layer, so that a score is the inner product of [output, 1] and
[vector, bias].
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

FLATTENED = 40
"""From this distance on the bias starts flat."""
EPSILON = 1e-6
HIDDEN = -1e9
"""Added to the attention of what may not be attended to."""


class Norm(NamedTuple):
    """Layer normalisation, float32[D] each."""

    gain: jax.Array
    shift: jax.Array


class Block(NamedTuple):
    """One transformer block: D channels, H heads, F hidden channels, distances up to L - 1."""

    before_attention: Norm
    query: jax.Array  # [D, D]
    key: jax.Array  # [D, D]
    value: jax.Array  # [D, D]
    output: jax.Array  # [D, D]
    by_distance: jax.Array  # [H, L]
    before_hidden: Norm
    hidden: jax.Array  # [D, F]
    hidden_bias: jax.Array  # [F]
    narrow: jax.Array  # [F, D]
    narrow_bias: jax.Array  # [D]


class UserTower(NamedTuple):
    """From item vectors [B, L, D] to outputs [B, L, D]."""

    blocks: tuple[Block, ...]
    last: Norm


class ItemTower(NamedTuple):
    """Vectors and biases of N items and of T content tokens."""

    item: jax.Array  # [N, D]
    item_bias: jax.Array  # [N]
    token: jax.Array  # [T, D]
    token_bias: jax.Array  # [T]


class Parameters(NamedTuple):
    """All that is learned."""

    users: UserTower
    items: ItemTower


class Shape(NamedTuple):
    """The size of a user tower; length is the longest history."""

    width: int
    blocks: int
    heads: int
    length: int


class Draw(NamedTuple):
    """The randomness of one training step; without one nothing is dropped."""

    seed: jax.Array  # uint32
    rate: float


def initial(shape: Shape, items: int, tokens: int, seed: int) -> Parameters:
    """Random parameters, small enough that every item starts about as likely."""
    random = np.random.default_rng(seed)
    width = shape.width

    def normal(*shape: int, deviation: float) -> jax.Array:
        return jnp.asarray(random.standard_normal(shape, np.float32) * np.float32(deviation))

    def norm() -> Norm:
        return Norm(jnp.ones(width), jnp.zeros(width))

    def block() -> Block:
        square, wide = width**-0.5, 2 * width
        return Block(
            norm(),
            *(normal(width, width, deviation=square) for _ in range(3)),
            normal(width, width, deviation=square / 2),
            _forgetting(shape.heads, shape.length),
            norm(),
            normal(width, wide, deviation=square),
            jnp.zeros(wide),
            normal(wide, width, deviation=wide**-0.5 / 2),
            jnp.zeros(width),
        )

    item_tower = ItemTower(
        normal(items, width, deviation=0.02),
        jnp.zeros(items),
        normal(tokens, width, deviation=0.02),
        jnp.zeros(tokens),
    )
    return Parameters(UserTower(tuple(block() for _ in range(shape.blocks)), norm()), item_tower)


def _forgetting(heads: int, length: int) -> jax.Array:
    """float32[H, L]: head h starts at -4^-(h + 1) times the distance."""
    slopes = 4.0 ** -np.arange(1, heads + 1)
    distances = np.minimum(np.arange(length), FLATTENED)
    return jnp.asarray(-slopes[:, None] * distances, jnp.float32)


def outputs(
    tower: UserTower, vectors: jax.Array, visible: jax.Array, draw: Draw | None = None
) -> jax.Array:
    """[B, L, D] from item vectors [B, L, D]; visible[b, i, j]: whether i may attend to j."""
    batch, length, width = vectors.shape
    ruled_out = jnp.where(visible, 0.0, HIDDEN)[:, None]
    back = np.arange(length)[:, None] - np.arange(length)
    distance = np.clip(back, 0, None)
    flow = drop(vectors * np.float32(np.sqrt(width)), draw, 0)
    for number, block in enumerate(tower.blocks):
        heads = len(block.by_distance)

        def split(rows: jax.Array, heads: int = heads) -> jax.Array:
            return rows.reshape(batch, length, heads, width // heads).transpose(0, 2, 1, 3)

        normed = normalise(flow, block.before_attention)
        query, key, value = (split(normed @ w) for w in (block.query, block.key, block.value))
        affinity = query @ key.swapaxes(2, 3) * np.float32((width // heads) ** -0.5)
        affinity = affinity + (block.by_distance[:, distance] + ruled_out)
        attended = jax.nn.softmax(affinity, axis=-1) @ value
        attended = attended.transpose(0, 2, 1, 3).reshape(batch, length, width) @ block.output
        flow = flow + drop(attended, draw, 2 * number + 1)

        normed = normalise(flow, block.before_hidden)
        hidden = jax.nn.gelu(normed @ block.hidden + block.hidden_bias)
        narrowed = hidden @ block.narrow + block.narrow_bias
        flow = flow + drop(narrowed, draw, 2 * number + 2)
    return normalise(flow, tower.last)


def normalise(rows: jax.Array, norm: Norm) -> jax.Array:
    """Layer normalisation over the last axis."""
    centred = rows - rows.mean(axis=-1, keepdims=True)
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + EPSILON) * norm.gain + norm.shift


def drop(rows: jax.Array, draw: Draw | None, place: int) -> jax.Array:
    """Dropout; a cheap hash of the cell's number draws, for threefry took a third of a step."""
    if draw is None or draw.rate == 0:
        return rows
    seed = draw.seed ^ np.uint32((place + 1) * 0x3C6EF35F & 0xFFFFFFFF)
    dropped = is_drawn(rows.size, seed, draw.rate).reshape(rows.shape)
    return jnp.where(dropped, 0, rows * np.float32(1 / (1 - draw.rate)))


def is_drawn(count: int, seed: jax.Array, share: float) -> jax.Array:
    """bool[count], true for about `share` of them: MurmurHash3's finaliser of a Weyl sequence."""
    bits = jax.lax.iota(jnp.uint32, count) * np.uint32(0x9E3779B1) + seed
    bits = (bits ^ (bits >> 16)) * np.uint32(0x85EBCA6B)
    bits = (bits ^ (bits >> 13)) * np.uint32(0xC2B2AE35)
    return (bits ^ (bits >> 16)) < np.uint32(share * 2**32)
