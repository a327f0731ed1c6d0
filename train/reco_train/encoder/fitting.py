"""Fits both towers: AdamW on packed rows, early stopping on what the averaged parameters find."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.adamw import AdamW, Decays, blend, warm_cosine
from reco_train.embeddings import validation
from reco_train.encoder import network, packing
from reco_train.encoder.checkpoint import Checkpoint
from reco_train.encoder.losses import full_cross_entropy, sampled_cross_entropy
from reco_train.encoder.model import Catalogue, Model
from reco_train.encoder.network import Draw, Parameters
from reco_train.encoder.sequences import Sequences
from reco_train.encoder.settings import Settings
from reco_train.errors import RefusedError
from reco_train.metrics import RankingQuality

DECAYS = Decays(second=0.98)


@dataclass(frozen=True)
class Asked:
    """Users with the histories that they are asked about, and the item that each took next."""

    histories: Sequences
    users: np.ndarray
    hidden: np.ndarray

    def quality(self, model: Model) -> RankingQuality:
        """How well a model finds the hidden items, all items ranked, those taken left out."""
        queries = model.encode(self.histories.window(self.users, model.length))
        seen = self.histories.seen(self.users)
        return validation.evaluate(queries, model.found(), seen, self.hidden)


@dataclass(frozen=True)
class Fit:
    """What there is to fit."""

    sequences: Sequences
    catalogue: Catalogue
    asked: Asked
    settings: Settings
    seed: int

    @property
    def steps(self) -> int:
        """How many steps an epoch has."""
        return packing.steps_of(self.sequences, self.settings.rows, self.settings.length)

    def fingerprint(self) -> str:
        """Told apart: data, settings, seed."""
        columns = (self.sequences.starts, self.sequences.item, self.asked.users, self.asked.hidden)
        content = (self.catalogue.content.token, self.catalogue.content.keys)
        return Checkpoint.fingerprint_of(*columns, *content, self.settings, self.seed)


@dataclass(frozen=True)
class Epoch:
    """What an epoch came to: the mean loss in nats, and the averaged parameters' quality."""

    number: int
    loss: float
    quality: RankingQuality


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class State:
    """What an epoch starts from: optimiser, running average, and the best average so far."""

    optimiser: AdamW
    average: Parameters
    best: Parameters


def fit(
    given: Fit, report: Callable[[Epoch], None], checkpoint: Checkpoint | None = None
) -> tuple[Model, list[Epoch]]:
    """The model of the best epoch, and all epochs; goes on from a checkpoint of the same fit."""
    state, epochs = _start(given, checkpoint)
    step = _stepper(given)
    for number in range(len(epochs) + 1, given.settings.epochs + 1):
        if _is_over(epochs, given.settings.patience):
            break
        optimiser, average, loss = _run(given, step, state.optimiser, state.average, number)
        quality = given.asked.quality(Model.of(average, given.catalogue))
        is_best = all(quality.ndcg_at_10 > epoch.quality.ndcg_at_10 for epoch in epochs)
        best = _copy(average) if is_best else state.best
        state = State(optimiser, average, best)
        epochs.append(Epoch(number, loss, quality))
        report(epochs[-1])
        if checkpoint is not None:
            checkpoint.save(state, {"epochs": [asdict(epoch) for epoch in epochs]})
    if not np.isfinite(epochs[-1].loss):
        raise RefusedError("the loss is not finite")
    return Model.of(state.best, given.catalogue), epochs


def _start(given: Fit, checkpoint: Checkpoint | None) -> tuple[State, list[Epoch]]:
    settings = given.settings
    parameters = network.initial(
        network.Shape(settings.width, settings.blocks, settings.heads, settings.length),
        given.sequences.items,
        given.catalogue.content.tokens,
        given.seed,
    )
    state = State(AdamW.of(parameters), _copy(parameters), _copy(parameters))
    saved = checkpoint.load(state) if checkpoint is not None else None
    if saved is None:
        return state, []
    state, told = saved
    epochs = [Epoch(**e | {"quality": RankingQuality(**e["quality"])}) for e in told["epochs"]]
    return state, epochs


def _is_over(epochs: list[Epoch], patience: int) -> bool:
    found = [epoch.quality.ndcg_at_10 for epoch in epochs]
    return len(found) > patience and max(found[-patience:]) <= max(found[:-patience])


def _run(
    given: Fit, step: Callable, optimiser: AdamW, average: Parameters, number: int
) -> tuple[AdamW, Parameters, float]:
    """One epoch. Its randomness depends on seed and number alone, so that it can be resumed."""
    random = np.random.default_rng([given.seed, number])
    losses = []
    for batch in _batches(given, random):
        optimiser, average, loss = step(optimiser, average, batch)
        losses.append(loss)
    return optimiser, average, float(np.mean(jax.device_get(losses)))


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Batch:
    """One step's share: int32[rows, length] three times, sampled items, and a seed."""

    item: np.ndarray
    target: np.ndarray
    segment: np.ndarray
    negatives: np.ndarray
    seed: np.uint32


def _batches(given: Fit, random: np.random.Generator) -> Iterator[Batch]:
    settings, taken = given.settings, np.flatnonzero(given.catalogue.taken)
    packed = packing.pack(given.sequences, settings.rows, settings.length, random)
    for item, target, segment in zip(packed.item, packed.target, packed.segment, strict=True):
        negatives = taken[random.integers(len(taken), size=settings.negatives)].astype(np.int32)
        seed = np.uint32(random.integers(2**32, dtype=np.uint32))
        yield Batch(item, target, segment, negatives, seed)


def _stepper(given: Fit) -> Callable:
    settings, steps = given.settings, given.steps * given.settings.epochs
    warm_up = min(settings.warm_up, steps // 10)
    averaging = settings.averaging_in(steps)

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(
        optimiser: AdamW, average: Parameters, batch: Batch
    ) -> tuple[AdamW, Parameters, jax.Array]:
        loss = partial(_loss, given.catalogue, settings, batch)
        loss, gradient = jax.value_and_grad(loss)(optimiser.parameters)
        rate = warm_cosine(optimiser.step, steps, warm_up, settings.rate, settings.last_rate)
        optimiser = optimiser.moved(gradient, rate, DECAYS)
        return optimiser, blend(average, optimiser.parameters, averaging), loss

    return step


def _loss(
    catalogue: Catalogue, settings: Settings, batch: Batch, parameters: Parameters
) -> jax.Array:
    dropped = None
    if catalogue.content.tokens > 0:
        dropped = network.is_drawn(len(catalogue.taken), batch.seed + 1, settings.id_dropout)
    vectors, biases = catalogue.vectors(parameters.items, dropped)
    biases = catalogue.masked(biases)
    same = batch.segment[:, :, None] == batch.segment[:, None, :]
    visible = same & np.tri(same.shape[1], dtype=bool)
    draw = Draw(batch.seed, settings.dropout)
    outputs = network.outputs(parameters.users, vectors[batch.item], visible, draw)
    outputs, targets = outputs.reshape(-1, settings.width), batch.target.reshape(-1)
    if settings.negatives == 0:
        return full_cross_entropy(outputs, vectors, biases, targets)
    taken = int(catalogue.taken.sum())
    return sampled_cross_entropy(outputs, vectors, biases, targets, batch.negatives, taken)


def _copy(parameters: Parameters) -> Parameters:
    return jax.tree.map(jnp.array, parameters)
