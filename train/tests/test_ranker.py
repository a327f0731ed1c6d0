import json
from dataclasses import replace
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import onnx
import onnxruntime
import pytest
from conftest import edit_json
from test_embeddings import set_entry

from reco_train.__main__ import main
from reco_train.errors import RefusedError
from reco_train.ranker import checks, graph, measures
from reco_train.ranker.network import Network, Normalisation, initial_parameters
from reco_train.ranker.rows import Rows, TrainingRows

HEADS = ["click", "rating4"]


def train(rows, registry, *more):
    return main(["ranker", "--rows", str(rows), "--registry", str(registry), *more])


def test_a_version_scores_its_golden_rows_bit_for_bit(rows, tmp_path):
    assert train(rows, tmp_path) == 0

    folder = tmp_path / "ranker" / "v1"
    user, item, request, outputs = (
        np.load(folder / f"golden_{name}.npy")
        for name in ("user", "item", "row_request", "outputs")
    )
    assert (item.shape, request.dtype, outputs.shape) == ((16, 5), np.int64, (16, 2))
    session = onnxruntime.InferenceSession(folder / "model.onnx")
    given = {"user": user, "item": item, "row_request": request}
    scores = session.run(HEADS, given)
    np.testing.assert_array_equal(np.stack(scores, axis=1), outputs)


def test_the_manifest_tells_spec_heads_and_measures(rows, tmp_path):
    train(rows, tmp_path, "--seed", "3")

    folder = tmp_path / "ranker" / "v1"
    manifest = json.loads((folder / "manifest.json").read_text())
    given = json.loads((rows / "manifest.json").read_text())
    assert manifest["feature_spec"] == given["feature_spec"]
    assert manifest["heads"] == HEADS
    assert manifest["lineage"]["data"]["rows"] == 3000
    assert manifest["lineage"]["command"][3:5] == ["ranker", "--rows"]
    assert set(manifest["files"]) == {f.name for f in folder.iterdir()} - {"manifest.json"}
    click, rating = (manifest["metrics"]["heads"][head] for head in HEADS)
    assert click["rows"] == 300
    assert click["auc"] > 0.8
    assert rating["auc"] > 0.85
    assert 0.75 < click["calibration"] < 1.25


def test_a_seed_gives_the_same_bits_again(rows, tmp_path):
    for _ in range(2):
        train(rows, tmp_path, "--seed", "3")

    first, second = ((tmp_path / "ranker" / v / "model.onnx").read_bytes() for v in ("v1", "v2"))
    assert first == second


def test_a_feature_that_never_varied_does_not_move_a_score():
    network, rows = some_network(), some_rows()
    item = rows.item.copy()
    item[:, 2] = 1e30

    scorer = checks.Scorer(graph.export(network, HEADS).SerializeToString(), HEADS)

    np.testing.assert_array_equal(scorer.score(rows), scorer.score(replace(rows, item=item)))


def test_a_graph_takes_one_user_for_many_rows_and_names_its_shapes():
    model = graph.export(some_network(), HEADS)

    shapes = {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    }
    assert shapes == {
        "user": ["R", 4],
        "item": ["N", 3],
        "row_request": ["N"],
        "click": ["N"],
        "rating4": ["N"],
    }
    assert [(o.domain, o.version) for o in model.opset_import] == [("", 17)]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"heads": jnp.zeros((64, 2))}, "head click is constant: every score is 0.5"),
        ({"second_bias": jnp.full(64, jnp.nan)}, "not finite"),
    ],
)
def test_a_broken_network_is_refused_with_the_reason(spoil, reason):
    network = some_network()
    network = replace(network, parameters=network.parameters._replace(**spoil))

    with pytest.raises(RefusedError, match=reason):
        check(network, network.predict)


def test_a_graph_that_differs_from_its_network_is_refused():
    network = some_network()

    with pytest.raises(RefusedError, match=r"differ by 0\.001; expected under 1e-05"):
        check(network, lambda rows: network.predict(rows) + np.float32(0.001))


def test_a_graph_whose_rows_move_with_their_batch_is_refused():
    model = graph.export(some_network(), HEADS)
    last = next(node for node in model.graph.node if node.op_type == "Sigmoid")
    mean = onnx.helper.make_node("ReduceMean", list(last.input), ["mean"], axes=[0])
    both = onnx.helper.make_node("Add", [last.input[0], "mean"], ["both"])
    last.input[0] = "both"
    nodes = list(model.graph.node)
    nodes[nodes.index(last) : nodes.index(last)] = [mean, both]
    del model.graph.node[:]
    model.graph.node.extend(nodes)

    scorer = checks.Scorer(model.SerializeToString(), HEADS)

    with pytest.raises(RefusedError, match="rows score differently alone"):
        checks.check_batch_invariance(scorer, some_rows())


def test_a_refused_model_leaves_no_version_and_exits_with_three(
    rows, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(checks, "PARITY", 0.0)

    assert train(rows, tmp_path / "models") == 3

    assert "refused to publish: ONNX Runtime and the network differ" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda d: set_entry(d / "item_features.npy", (7, 2), np.nan),
            "item_features.npy: [7, 2] (i2) is nan; expected finite",
        ),
        (
            lambda d: set_entry(d / "labels.npy", (4, 0), 1.5),
            "[4, 0] (click) is 1.5; expected 0 to 1 or NaN",
        ),
        (
            lambda d: set_entry(d / "labels.npy", (slice(None), 1), np.nan),
            "head rating4 is 0 known labels, all alike; expected different ones",
        ),
        (
            lambda d: set_entry(d / "row_request.npy", 9, 300),
            "row_request.npy: [9] is 300; expected 0 to 299",
        ),
        (
            lambda d: edit_json(d / "manifest.json", heads=["click", "user"]),
            'heads is "user"; expected letters, digits and _, and none of user, item, row_request',
        ),
        (
            lambda d: set_entry(d / "labels.npy", slice(2700, None), np.nan),
            "known labels is 0; expected at least one in the last 10 %",
        ),
        (
            lambda d: edit_json(d / "manifest.json", heads=["click"]),
            "labels.npy: shape is (3000, 2); expected (3000, 1)",
        ),
        (
            lambda d: edit_json(d / "manifest.json", feature_spec={"version": "1", "hash": ""}),
            'hash is ""; expected a non-empty text',
        ),
    ],
)
def test_bad_input_is_named_and_nothing_is_published(rows, tmp_path, capsys, spoil, told):
    spoil(rows)

    assert train(rows, tmp_path / "models") == 2

    assert told in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


def some_rows():
    random = np.random.default_rng(2)
    return Rows(
        user=random.standard_normal((5, 4)).astype(np.float32),
        item=random.standard_normal((40, 3)).astype(np.float32) * np.float32([1, 1, 0]),
        request=np.sort(random.integers(0, 5, 40)).astype(np.int32),
        label=np.zeros((40, 2), np.float32),
        weight=np.ones(40, np.float32),
    )


def some_network():
    rows = some_rows()
    user, item = Normalisation.of(rows.user), Normalisation.of(rows.item)
    return Network(user, item, initial_parameters(user, item, np.array([0.5, 0.2]), seed=4))


def check(network, predict):
    scorer = checks.Scorer(graph.export(network, HEADS).SerializeToString(), HEADS)
    checks.check_all(scorer, predict, some_rows())


def test_trees_score_the_same_in_onnx_and_tell_good_rows_from_bad(rows, tmp_path):
    trees = pytest.importorskip("reco_train.ranker.trees", exc_type=OSError)
    given = TrainingRows.read(rows)
    training, validation = given.split(rows)
    fitted = trees.fit(training, validation, given.heads, seed=1)
    model = trees.export(fitted, users=4, items=5).SerializeToString()

    scorer = checks.Scorer(model, given.heads)

    checks.check_parity(scorer, fitted.predict, validation)
    checks.check_batch_invariance(scorer, checks.spread(validation, 64))
    measured = measures.of_heads(given.heads, validation.label, scorer.score(validation))
    assert measured["click"]["auc"] > 0.8


def test_a_threshold_between_two_floats_asks_the_same_question_of_a_float():
    trees = pytest.importorskip("reco_train.ranker.trees", exc_type=OSError)
    for threshold in (0.1, -0.1, 0.0032931825844571, 1e-30, 16777217.0, 3.5):
        below = trees._below(threshold)
        assert below == float(np.float32(below))
        assert below <= threshold
        assert float(np.nextafter(np.float32(below), np.float32(np.inf))) > threshold


def test_network_and_trees_are_measured_on_rows_that_neither_has_seen(rows, tmp_path, capsys):
    pytest.importorskip("reco_train.ranker.trees", exc_type=OSError)

    assert main(["compare", "--rows", str(rows)]) == 0

    report = json.loads(Path(capsys.readouterr().out.strip()).read_text())
    assert report["rows"] == {"train": 2400, "validation": 300, "test": 300}
    for name in ("network", "lightgbm"):
        assert report[name]["onnx_parity"] < 1e-5
        assert report[name]["heads"]["click"]["auc"] > 0.75


def test_a_row_that_weighs_nothing_is_refused(rows, tmp_path, capsys):
    set_entry(rows / "weights.npy", 7, 0)

    assert train(rows, tmp_path / "models") == 2

    assert "weights.npy: [7] is 0.0; expected finite and above 0" in capsys.readouterr().err


def test_weights_move_what_is_learnt(rows, tmp_path):
    clicks = np.load(rows / "labels.npy")[:, 0] == 1
    np.save(rows / "weights.npy", np.where(clicks, 4, 1).astype(np.float32))
    train(rows, tmp_path)
    manifest = json.loads((tmp_path / "ranker" / "v1" / "manifest.json").read_text())

    assert manifest["metrics"]["heads"]["click"]["calibration"] > 1.4
