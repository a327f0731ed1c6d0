import json

import numpy as np

from reco_train.__main__ import main


def test_rows_get_the_scores_that_the_version_was_published_with(rows, tmp_path):
    registry = tmp_path / "registry"
    options = ["--rows", str(rows), "--registry", str(registry), "--parent", "ranker@v7"]
    assert main(["ranker", *options]) == 0
    version = registry / "ranker" / "v1"
    asked = tmp_path / "asked"
    asked.mkdir()
    for golden, name in (("golden_user", "user_features"), ("golden_item", "item_features")):
        np.save(asked / f"{name}.npy", np.load(version / f"{golden}.npy"))
    request = np.load(version / "golden_row_request.npy")
    np.save(asked / "row_request.npy", request.astype(np.int32))
    users, items = (np.load(asked / f"{side}_features.npy") for side in ("user", "item"))
    sizes = {"requests": len(users), "user_width": users.shape[1]}
    sizes |= {"rows": len(items), "item_width": items.shape[1]}
    (asked / "manifest.json").write_text(json.dumps({"format": 1, **sizes}), "utf-8")

    scores = asked / "scores.npy"
    arguments = ["--model", str(version), "--rows", str(asked), "--scores", str(scores)]
    assert main(["score", *arguments]) == 0

    np.testing.assert_array_equal(np.load(scores), np.load(version / "golden_outputs.npy"))
    lineage = json.loads((version / "manifest.json").read_text("utf-8"))["lineage"]
    assert lineage["parent"] == "ranker@v7"


def test_rows_of_another_width_are_bad_input(rows, tmp_path, capsys):
    (rows / "manifest.json").write_text(
        json.dumps({"format": 1, "requests": 300, "rows": 3000, "user_width": 9, "item_width": 5}),
        "utf-8",
    )
    scores = ["--model", str(tmp_path), "--rows", str(rows), "--scores", str(tmp_path / "s.npy")]

    assert main(["score", *scores]) == 2
    assert "user_features.npy: shape" in capsys.readouterr().err
