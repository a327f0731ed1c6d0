import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from reco_train import registry
from reco_train.errors import InputError


def test_versions_count_up_and_an_abandoned_attempt_keeps_its_number(tmp_path):
    first = registry.publish(tmp_path, "ranker", {}, {})
    (tmp_path / "ranker" / "v7").mkdir()
    (tmp_path / "ranker" / "notes").mkdir()

    second = registry.publish(tmp_path, "ranker", {}, {})

    assert (first.name, second.name) == ("v1", "v8")


def test_trainers_that_publish_at_once_get_a_version_each(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(lambda _: registry.publish(tmp_path, "x", {}, {}), range(24)))

    assert sorted(int(folder.name[1:]) for folder in folders) == list(range(1, 25))


def test_the_manifest_names_each_file_with_its_digest_and_size(tmp_path):
    folder = registry.publish(tmp_path, "ranker", {"a.bin": b"abc"}, {"metrics": {"auc": None}})

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["files"] == {
        "a.bin": {"sha256": hashlib.sha256(b"abc").hexdigest(), "bytes": 3}
    }
    assert (manifest["name"], manifest["version"], manifest["kind"]) == ("ranker", 1, "ranker")
    assert sorted(file.name for file in folder.iterdir()) == ["a.bin", "manifest.json"]


def test_a_failure_on_the_way_leaves_no_version(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        registry.publish(tmp_path, "ranker", {"a.bin": b"abc"}, {"metrics": float("nan")})

    assert not (tmp_path / "ranker" / "v1" / "manifest.json").exists()


@pytest.mark.parametrize("step", range(9))
def test_killed_at_any_step_the_version_before_is_the_newest_whole_one(tmp_path, monkeypatch, step):
    """Three files: each is written aside, renamed, and its folder forced out."""
    files = {"a.bin": b"abc", "b.bin": b"defg"}
    registry.publish(tmp_path, "ranker", files, {})
    left = [step]

    def dying(function):
        def call(*arguments):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return function(*arguments)

        return call

    monkeypatch.setattr(registry.os, "fsync", dying(registry.os.fsync))
    monkeypatch.setattr(registry.Path, "replace", dying(registry.Path.replace))
    with pytest.raises(KeyboardInterrupt):
        registry.publish(tmp_path, "ranker", files, {})

    is_renamed = step == 8  # all that is missing is to force the manifest's rename out
    second = tmp_path / "ranker" / "v2"
    assert (second / "manifest.json").exists() == is_renamed
    if is_renamed:
        assert all((second / name).read_bytes() == files[name] for name in files)


def test_a_registry_that_is_a_file_is_bad_input(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(InputError, match="a file; expected a folder"):
        registry.publish(tmp_path / "file", "ranker", {}, {})


def test_arrays_are_little_endian_and_in_c_order(tmp_path):
    (tmp_path / "a.npy").write_bytes(registry.npy_bytes(np.arange(6.0).reshape(2, 3).T, "<f4"))

    array = np.load(tmp_path / "a.npy")

    assert array.dtype.str == "<f4"
    assert array.flags.c_contiguous
    assert array.tolist() == [[0, 3], [1, 4], [2, 5]]
