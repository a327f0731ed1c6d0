import hashlib
import json

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
import pytest
from conftest import edit_json, write_interactions

from reco_train.__main__ import main
from reco_train.embeddings.interactions import Interactions
from reco_train.encoder import checks, fitting, graph, losses, network, packing
from reco_train.encoder.checkpoint import Checkpoint
from reco_train.encoder.content import EVERY_ITEM, Content
from reco_train.encoder.fitting import Asked, Fit
from reco_train.encoder.model import Catalogue, Model
from reco_train.encoder.network import Draw, Shape
from reco_train.encoder.sequences import Sequences
from reco_train.encoder.settings import PRESETS, Settings
from reco_train.errors import RefusedError

ITEMS = 30
RED, BLUE = 77, -5
"""Token keys of the even and the odd items."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """200 users who walk a ring of the even or of the odd items; item 30 (red) nobody takes."""
    random = np.random.default_rng(3)
    lengths = random.integers(4, 16, 200)
    walks = zip(random.integers(0, ITEMS, 200), lengths, strict=True)
    items = np.concatenate([(s + 2 * np.arange(n)) % ITEMS for s, n in walks])
    users = np.repeat(np.arange(200), lengths)
    in_turn = np.argsort(np.concatenate([np.arange(n) for n in lengths]), kind="stable")
    folder = write_interactions(
        tmp_path_factory.mktemp("world") / "interactions",
        users[in_turn],
        items[in_turn],
        np.ones(len(items)),
        [f"item-{number}" for number in range(ITEMS + 1)],
        200,
    )
    np.save(folder / "content_item.npy", np.arange(ITEMS + 1, dtype=np.int32))
    tokens = np.where(np.arange(ITEMS + 1) % 2 == 0, RED, BLUE)
    np.save(folder / "content_token.npy", tokens.astype(np.int64))
    edit_json(folder / "manifest.json", content=ITEMS + 1)
    return folder


@pytest.fixture(scope="module")
def version(world, tmp_path_factory):
    """The folder of a version trained on the world."""
    return train(world, tmp_path_factory.mktemp("models"))


def train(interactions, registry, *more):
    arguments = ["--interactions", str(interactions), "--registry", str(registry)]
    assert main(["encoder", *arguments, "--preset", "demo", *more]) == 0
    return max((registry / "retrieval").iterdir())


def test_a_version_holds_all_that_serving_needs(version):
    manifest = json.loads((version / "manifest.json").read_text())

    vectors = np.load(version / "item_vectors.npy")
    assert (vectors.dtype, vectors.shape) == (np.float32, (ITEMS + 1, 65))
    assert np.load(version / "query_projection.npy").shape == (65, 65)
    assert np.load(version / "token_keys.npy").tolist() == [EVERY_ITEM, BLUE, RED]
    assert np.load(version / "token_vectors.npy").shape == (3, 65)
    assert manifest["kind"] == "retrieval"
    assert manifest["encoder"] == {"history": 50, "tokens": 3}
    assert manifest["query"]["weight"] == "sqrt"
    assert manifest["metrics"]["fallback_explains"] > 0.2
    assert manifest["lineage"]["seed"] == 1
    for name, told in manifest["files"].items():
        content = (version / name).read_bytes()
        assert told == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_it_finds_what_comes_next(version):
    metrics = json.loads((version / "manifest.json").read_text())["metrics"]
    query = encode(version, [4, 6, 8, 10])

    scores = np.load(version / "item_vectors.npy") @ query

    assert scores[:ITEMS].argmax() == 12
    assert metrics["hr_at_10"] > 0.95
    assert metrics["ndcg_at_10"] > 0.9


def test_an_item_that_nobody_took_has_the_vector_of_its_content(version):
    vectors, tokens = (np.load(version / f"{n}_vectors.npy") for n in ("item", "token"))

    assert vectors[ITEMS] == pytest.approx((tokens[0] + tokens[2]) / np.sqrt(2), abs=1e-6)
    scores = encode(version, [4, 6, 8, 10]) @ np.stack([tokens[1], tokens[2]], axis=1)
    assert scores[1] > scores[0]  # who walks the even items would rather have a red one


def test_golden_queries_are_what_the_graph_answers(version):
    histories, queries = (np.load(version / f"golden_{n}.npy") for n in ("histories", "queries"))

    assert histories.dtype == np.int32
    for history, query in zip(histories, queries, strict=True):
        assert encode(version, history[history >= 0]) == pytest.approx(query, abs=1e-5)
    assert np.all(queries[:, -1] == 1)


def encode(version, items):
    session = onnxruntime.InferenceSession((version / "user_tower.onnx").read_bytes())
    vectors = np.load(version / "item_vectors.npy")[None, np.asarray(items)]
    lengths = np.array([len(items)], np.int64)
    return session.run(["query"], {"items": vectors, "lengths": lengths})[0][0]


def test_an_interrupted_training_goes_on_to_the_same_bits(
    world, version, tmp_path, monkeypatch, capsys
):
    def interrupt(epoch, *_):
        if epoch.number == 3:
            raise KeyboardInterrupt

    arguments = ["--interactions", str(world), "--registry", str(tmp_path), "--preset", "demo"]
    kept = ["--checkpoints", str(tmp_path / "kept")]
    with monkeypatch.context() as patch:
        patch.setattr("reco_train.encoder.training.tell_epoch", interrupt)
        with pytest.raises(KeyboardInterrupt):
            main(["encoder", *arguments, *kept])
    again = train(world, tmp_path, *kept)

    said = capsys.readouterr().err
    assert "epoch 3 of" in said
    assert "epoch 2 of" not in said

    first, second = (json.loads((v / "manifest.json").read_text()) for v in (version, again))
    assert first["files"] == second["files"]
    assert first["metrics"]["epochs"] == second["metrics"]["epochs"] > 2
    assert not list((tmp_path / "kept").glob("*.npz"))


def test_a_checkpoint_of_something_else_is_as_good_as_none(tmp_path):
    tree = {"a": jnp.arange(3.0)}
    Checkpoint(tmp_path, "one").save(tree, {"epochs": []})

    assert Checkpoint(tmp_path, "other").load(tree) is None
    restored, told = Checkpoint(tmp_path, "one").load({"a": jnp.zeros(3)})
    assert restored["a"].tolist() == [0, 1, 2]
    assert told["epochs"] == []
    (tmp_path / "encoder.npz").write_bytes(b"cut off")
    assert Checkpoint(tmp_path, "one").load(tree) is None


@pytest.mark.parametrize(("blocks", "heads", "length"), [(2, 2, 24), (1, 1, 9)])
def test_the_exported_graph_equals_the_network(blocks, heads, length):
    model = random_model(Shape(32, blocks, heads, length), items=50)
    random = np.random.default_rng(1)
    windows = random.integers(0, 50, (20, length))
    for row, window in enumerate(windows):
        window[: length - 1 - row % length] = -1

    encoder = checks.Encoder(graph.export(model.users).SerializeToString(), model.vectors)

    expected = model.encode(windows)
    difference = np.abs(encoder.encode(windows) - expected).max()
    assert difference < 2e-6 * np.abs(expected).max()
    checks.check_all(encoder, model, windows)


def test_a_graph_that_answers_wrongly_is_refused():
    good = np.random.default_rng(1).standard_normal((4, 9)).astype(np.float32)
    model = random_model(Shape(8, 1, 1, 4), items=5)

    with pytest.raises(RefusedError, match="a query is not finite"):
        checks.check_finite(np.full((4, 9), np.nan), model)
    with pytest.raises(RefusedError, match=r"differ by 0\.0"):
        checks.check_parity(good, good * 1.01)
    with pytest.raises(RefusedError, match="same for every user"):
        checks.check_varies(np.ones((4, 9)))


def test_an_output_depends_on_nothing_later_and_on_no_other_segment():
    tower = random_model(Shape(16, 2, 2, 8), items=5).users
    vectors, others = np.random.default_rng(2).standard_normal((2, 1, 8, 16), np.float32)
    segment = np.array([[1, 1, 1, 2, 2, 2, 2, 2]])
    visible = (segment[:, :, None] == segment[:, None, :]) & np.tri(8, dtype=bool)
    changed = np.concatenate([others[:, :3], vectors[:, 3:6], others[:, 6:]], axis=1)

    before, after = (np.asarray(network.outputs(tower, v, visible))[0] for v in (vectors, changed))

    assert before[3:6] == pytest.approx(after[3:6], abs=1e-6)
    assert np.abs(before - after)[[0, 1, 2, 6, 7]].max(axis=1).min() > 0.01


def test_dropout_keeps_the_mean_and_differs_from_place_to_place():
    rows = jnp.ones((100, 100))

    one, other = (network.drop(rows, Draw(jnp.uint32(9), 0.3), place) for place in (0, 1))

    assert float(one.mean()) == pytest.approx(1, abs=0.03)
    assert float((one == 0).mean()) == pytest.approx(0.3, abs=0.02)
    both = float(((one == 0) & (other == 0)).mean())
    assert both == pytest.approx(0.09, abs=0.02)


def test_the_full_loss_and_its_gradient_are_those_of_the_softmax(monkeypatch):
    monkeypatch.setattr(losses, "CHUNK", 4)
    random = np.random.default_rng(5)
    outputs, vectors = (
        jnp.asarray(random.standard_normal(s), "float32") for s in ((12, 6), (9, 6))
    )
    biases = jnp.asarray(random.standard_normal(9), "float32")
    targets = jnp.asarray([3, -1, 0, 8, 8, 2, -1, 5, 1, 1, 4, 7])

    def plain(outputs, vectors, biases):
        shares = jax.nn.log_softmax(outputs @ vectors.T + biases)
        known = targets >= 0
        return -jnp.where(known, shares[jnp.arange(12), targets], 0).sum() / known.sum()

    def chunked(*arrays):
        return losses.full_cross_entropy(*arrays, targets)

    expected = jax.value_and_grad(plain, argnums=(0, 1, 2))(outputs, vectors, biases)
    found = jax.value_and_grad(chunked, argnums=(0, 1, 2))(outputs, vectors, biases)
    for left, right in zip(jax.tree.leaves(expected), jax.tree.leaves(found), strict=True):
        assert np.asarray(left) == pytest.approx(np.asarray(right), abs=1e-6)


def test_the_sampled_loss_is_about_the_full_one():
    random = np.random.default_rng(6)
    outputs, vectors = (
        jnp.asarray(random.standard_normal(s) / 2, "float32") for s in ((64, 8), (400, 8))
    )
    biases, targets = jnp.zeros(400), jnp.asarray(random.integers(0, 400, 64))
    negatives = jnp.asarray(random.integers(0, 400, 4000))

    full = losses.full_cross_entropy(outputs, vectors, biases, targets)
    sampled = losses.sampled_cross_entropy(outputs, vectors, biases, targets, negatives, 400)

    assert float(sampled) == pytest.approx(float(full), rel=0.01)


def test_each_event_is_an_input_once_beside_the_one_that_follows():
    sequences = Sequences.build(9, np.array([3, 0, 1, 4]), np.array([1, 2, 3, 8, 4, 5, 4, 6]))

    batches = packing.pack(sequences, 2, 4, np.random.default_rng(1))

    assert batches.item.shape == (1, 2, 4)
    cells = zip(*(a.ravel().tolist() for a in (batches.item, batches.target)), strict=True)
    inputs = sorted(cell for cell, part in zip(cells, batches.segment.ravel(), strict=True) if part)
    assert inputs == [(1, 2), (2, 3), (4, 5), (4, 6), (5, packing.NO_TARGET)]
    assert len(np.unique(batches.segment)) == 3


def test_a_run_of_events_with_an_item_counts_once_and_a_return_is_no_target():
    events = Interactions(
        users=2,
        item_ids=["a", "b", "c"],
        user=np.array([0, 1, 0, 0, 0, 0], np.int32),
        item=np.array([0, 2, 0, 1, 1, 0], np.int32),
        weight=np.ones(6, np.float32),
        described={},
    )

    sequences = Sequences.of(events)

    assert sequences.item.tolist() == [0, 1, 0, 2]
    assert sequences.first_time.tolist() == [True, True, False, True]
    assert sequences.window(np.array([0, 1]), 2).tolist() == [[1, 0], [-1, 2]]
    assert sequences.but_last(np.array([1, 1])).counts.tolist() == [2, 0]


@pytest.mark.parametrize("text", ["7 5 6\n5 7\n6 6 5\n", "1 7 5 6\n2 5 7\n3 6 6 5\n"])
def test_a_file_of_sequences_may_lead_with_the_user(tmp_path, text):
    (tmp_path / "sequences.txt").write_text(text)

    sequences = Sequences.read(tmp_path / "sequences.txt")

    assert sequences.counts.tolist() == [3, 2, 3]
    assert sequences.item.tolist() == [2, 0, 1, 0, 2, 1, 1, 0]


def test_content_keeps_tokens_that_several_items_share():
    item = np.array([0, 1, 2, 2, 3, 3, 4, 4, 0])
    key = np.array([9, 9, 9, 4, 4, 4, 4, 5, 5])

    content = Content.of(5, item, key)

    assert content.keys.tolist() == [EVERY_ITEM, 4, 9]
    assert (content.weight > 0).sum(axis=1).tolist() == [2, 2, 3, 2, 2]
    assert np.square(content.weight).sum(axis=1) == pytest.approx(np.ones(5))


def test_more_data_and_less_time_mean_fewer_epochs():
    def settings(users, events, preset, items=3_000):
        sequences = Sequences.build(items, np.full(users, events), np.zeros(users * events, int))
        return Settings.suited_to(sequences, preset)

    full, quick, demo = (settings(6_000, 165, preset) for preset in PRESETS)
    assert full.epochs > quick.epochs > demo.epochs >= 1
    assert (full.length, quick.length, settings(20_000, 9, "full").length) == (200, 100, 50)
    assert settings(10, 10, "full", items=50_001).negatives > 0
    assert settings(10, 10, "full", items=50_000).negatives == 0


def test_training_with_sampled_negatives_learns_too(world):
    sequences = Sequences.of(Interactions.read(world))
    users = np.arange(100)
    cut = (np.arange(200) < 100).astype(int)
    kept = sequences.but_last(cut)
    settings = Settings(
        width=16, blocks=1, heads=1, length=16, rows=4, rate=1e-2, epochs=8, negatives=20
    )
    catalogue = Catalogue(Content.none(sequences.items), kept.popularity() > 0)
    asked = Asked(kept, users, sequences.last_of(users))

    _, epochs = fitting.fit(Fit(kept, catalogue, asked, settings, 1), lambda _: None)

    assert epochs[-1].quality.hr_at_10 > 0.9


def test_evaluate_answers_in_json(world, capsys):
    assert main(["evaluate", "--data", str(world), "--preset", "demo"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["test"]["hr_at_10"] > 0.9
    assert found["users"] == 200


def test_nobody_with_two_items_is_bad_input(world, tmp_path):
    folder = write_interactions(tmp_path / "few", [0, 1], [0, 1], [1, 1], ["a", "b"], 2)

    arguments = ["--interactions", str(folder), "--registry", str(tmp_path)]

    assert main(["encoder", *arguments]) == 2


def random_model(shape, items):
    random = np.random.default_rng(8)
    start = network.initial(shape, items, 0, 8)
    spread = [a + random.standard_normal(a.shape).astype("f") / 20 for a in jax.tree.leaves(start)]
    parameters = jax.tree.unflatten(jax.tree.structure(start), spread)
    return Model.of(parameters, Catalogue(Content.none(items), np.ones(items, bool)))
