"""AdamW (Loshchilov, Hutter 2019) over any tree of arrays."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

EPSILON = 1e-8
Tree = Any
"""Nested tuples of arrays, as JAX calls a pytree."""


@dataclass(frozen=True)
class Decays:
    """How much of its past a moment keeps a step, and what a parameter loses of itself."""

    first: float = 0.9
    second: float = 0.999
    weight: float = 0.0


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class AdamW:
    """Parameters, their two moments, and the steps taken."""

    parameters: Tree
    first: Tree
    second: Tree
    step: jax.Array

    @staticmethod
    def of(parameters: Tree) -> "AdamW":
        """The state before the first step."""
        first, second = (jax.tree.map(jnp.zeros_like, parameters) for _ in range(2))
        return AdamW(parameters, first, second, jnp.zeros((), jnp.float32))

    def moved(self, gradient: Tree, rate: jax.Array, decays: Decays) -> "AdamW":
        """One step against `gradient`."""
        step = self.step + 1
        first_share, second_share = 1 - decays.first**step, 1 - decays.second**step
        first = blend(self.first, gradient, decays.first)
        second = blend(self.second, jax.tree.map(jnp.square, gradient), decays.second)

        def move(parameter: jax.Array, mean: jax.Array, square: jax.Array) -> jax.Array:
            scaled = (mean / first_share) / (jnp.sqrt(square / second_share) + EPSILON)
            return parameter - rate * (scaled + decays.weight * parameter)

        parameters = jax.tree.map(move, self.parameters, first, second)
        return AdamW(parameters, first, second, step)


def blend(old: Tree, new: Tree, share: float) -> Tree:
    """`share` of the old and the rest of the new."""
    return jax.tree.map(lambda before, now: share * before + (1 - share) * now, old, new)


def warm_cosine(step: jax.Array, steps: int, warm_up: int, most: float, least: float) -> jax.Array:
    """A rate that rises evenly to `most` in `warm_up` steps and falls on a cosine to `least`."""
    rising = (step + 1) / max(warm_up, 1)
    passed = jnp.clip((step - warm_up) / jnp.maximum(steps - warm_up, 1), 0, 1)
    falling = least / most + (1 - least / most) * 0.5 * (1 + jnp.cos(jnp.pi * passed))
    return most * jnp.minimum(rising, falling) if warm_up > 0 else most * falling
