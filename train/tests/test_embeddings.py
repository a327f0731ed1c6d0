import hashlib
import json

import numpy as np
import pytest
from conftest import edit_json

from reco_train.__main__ import main
from reco_train.embeddings.histories import Histories, QueryRule
from reco_train.embeddings.interactions import Interactions


def train(interactions, registry, *more):
    arguments = ["--interactions", str(interactions), "--registry", str(registry)]
    return main(["embeddings", *arguments, "--dimension", "16", *more])


def test_a_version_holds_all_that_serving_needs(interactions, tmp_path):
    assert train(interactions, tmp_path / "models") == 0

    folder = tmp_path / "models" / "retrieval" / "v1"
    manifest = json.loads((folder / "manifest.json").read_text())
    vectors = np.load(folder / "item_vectors.npy")
    assert (vectors.dtype, vectors.shape) == (np.float32, (41, 16))
    assert np.load(folder / "query_projection.npy").shape == (16, 16)
    ids = json.loads((folder / "items.json").read_text("utf-8"))
    assert ids[39:] == ["größe 尺寸 🎬", "never taken"]
    assert not vectors[40].any()
    assert manifest["dimension"] == 16
    assert manifest["query"]["history"] == 20
    assert manifest["query"]["weight"] in ("sqrt", "raw")
    assert manifest["lineage"]["data"]["events"] == 1200
    for name, told in manifest["files"].items():
        content = (folder / name).read_bytes()
        assert told == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_a_query_finds_what_follows_and_its_scores_are_of_order_one(interactions, tmp_path):
    train(interactions, tmp_path / "models")

    scores = serve(tmp_path / "models" / "retrieval" / "v1", [17, 18, 19, 20, 21, 22], [1] * 6)

    assert scores[:40].argmax() in (23, 24)
    assert 0.2 < scores.max() < 5
    metrics = manifest_of(tmp_path / "models" / "retrieval" / "v1")["metrics"]
    assert metrics["hr_at_10"] > 0.9 > metrics["popularity_hr_at_10"]


def test_a_seed_gives_the_same_bits_again(interactions, tmp_path):
    for _ in range(2):
        train(interactions, tmp_path / "models", "--seed", "5")

    first, second = (manifest_of(tmp_path / "models" / "retrieval" / v) for v in ("v1", "v2"))
    assert first["files"] == second["files"]
    assert first["lineage"]["seed"] == 5


def test_a_single_event_trains_without_validation(interactions, tmp_path):
    for name in ("user", "item", "weight", "time"):
        np.save(interactions / f"{name}.npy", np.load(interactions / f"{name}.npy")[:1])
    edit_json(interactions / "manifest.json", events=1)

    assert train(interactions, tmp_path / "models") == 0

    folder = tmp_path / "models" / "retrieval" / "v1"
    assert manifest_of(folder)["metrics"] == {"validated_users": 0}
    assert np.isfinite(np.load(folder / "item_vectors.npy")).all()
    assert np.isfinite(np.load(folder / "query_projection.npy")).all()


def test_a_pair_stands_once_at_its_newest_event_and_a_query_decays_with_age():
    events = Interactions(
        users=2,
        item_ids=["a", "b", "c"],
        user=np.array([0, 1, 0, 0, 0], np.int32),
        item=np.array([0, 2, 1, 0, 2], np.int32),
        weight=np.array([1, 1, 4, 9, 16], np.float32),
        described={},
    )

    histories = Histories.of(events)

    assert histories.item.tolist() == [1, 0, 2, 2]
    assert histories.newest.tolist() == [4, 9, 16, 1]
    queries = histories.queries(np.array([2, 3]), QueryRule(0.5, "sqrt")).toarray()
    assert queries.tolist() == [[1.5, 0.5, 4], [0, 0, 1]]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda d: (d / "user.npy").unlink(), "user.npy: file is missing"),
        (lambda d: (d / "items.json").write_text("[1"), "items.json: content is not JSON"),
        (lambda d: (d / "manifest.json").write_text('{"format": NaN}'), "NaN is no JSON number"),
        (lambda d: edit_json(d / "manifest.json", format=2), "format is 2; expected 1"),
        (lambda d: edit_json(d / "manifest.json", events=0), "events is 0; expected a whole"),
        (lambda d: edit_json(d / "manifest.json", items=40), "length is 41; expected 40"),
        (lambda d: edit_json(d / "manifest.json", users=50), "[50] is 50; expected 0 to 49"),
        (lambda d: set_entry(d / "weight.npy", 3, 0), "[3] is 0.0; expected finite and above 0"),
        (lambda d: set_entry(d / "time.npy", 5, 1), "[5] is 1; expected no earlier than"),
        (lambda d: np.save(d / "item.npy", np.zeros(1200)), "dtype is float64; expected int32"),
        (lambda d: (d / "time.npy").write_bytes(b"PK"), "time.npy: content is not an array"),
    ],
)
def test_bad_input_is_named_and_nothing_is_published(interactions, tmp_path, capsys, spoil, told):
    spoil(interactions)

    assert train(interactions, tmp_path / "models") == 2

    assert told in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


def set_entry(path, index, value):
    array = np.load(path)
    array[index] = value
    np.save(path, array)


def manifest_of(folder):
    return json.loads((folder / "manifest.json").read_text())


def serve(folder, oldest_first, weights):
    """Scores all items as serving does: q = P * sum_i w_i * decay^age_i * v_i."""
    query = manifest_of(folder)["query"]
    vectors, matrix = (np.load(folder / f"{n}.npy") for n in ("item_vectors", "query_projection"))
    newest_first = oldest_first[::-1][: query["history"]]
    strengths = np.asarray(weights[::-1][: query["history"]], np.float32)
    strengths = np.sqrt(strengths) if query["weight"] == "sqrt" else strengths
    decayed = strengths * query["recency_decay"] ** np.arange(len(newest_first))
    return vectors @ (matrix @ (decayed @ vectors[newest_first]))
