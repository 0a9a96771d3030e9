"""The original method's own call."""
import stat

import pytest
from conftest import COMMAND

import tercet


@pytest.fixture
def executable(tmp_path, monkeypatch):
    """The command line, as the package finds it."""
    path = tmp_path / "tercet"
    path.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("TERCET_EXECUTABLE", str(path))


def test_six_lists(executable, command_line, data):
    lists = tercet.create_data(
        command_line.folder / "items.csv", command_line.folder / "catalog.csv", 0.2, "class", "file", total_data_points=300,
        hardness_threshold=0.8, num_hardness_cycles=7, embeddings=data.embeddings, catalog_embeddings=data.catalog_embeddings, seed=3)
    train, test = command_line.mine("--recipe", "original", "--cap", 0.8, "--cycles", 7, "--triplets", 300, "--test-ratio", 0.2, "--split", "item",
                                    "--seed", 3, catalog=True)
    assert list(lists) == [part[f"{role}_file"] for part in (train, test) for role in ("anchor", "positive", "negative")]
    assert [len(part) for part in lists] == [300] * 3 + [60] * 3
    assert all(name.startswith("catalog.csv") for name in lists[0] + lists[3])


def test_what_the_command_line_says_is_raised(executable, command_line, data):
    with pytest.raises(tercet.OptionsError, match="^hardness_threshold is 3; expected a hardness in .0, 1..$"):
        tercet.create_data(command_line.folder / "items.csv", command_line.folder / "catalog.csv", 0.2, "class", "file", hardness_threshold=3)
    with pytest.raises(tercet.InputError, match="no column 'kind'.*ycol"):
        tercet.create_data(command_line.folder / "items.csv", command_line.folder / "catalog.csv", 0.2, "kind", "file",
                           embeddings=data.embeddings, catalog_embeddings=data.catalog_embeddings)
    with pytest.raises(tercet.InputError, match="^embeddings has 5 rows"):
        tercet.create_data(command_line.folder / "items.csv", command_line.folder / "catalog.csv", 0.2, "class", "file",
                           embeddings=data.embeddings[:5], catalog_embeddings=data.catalog_embeddings)
    with pytest.raises(tercet.InputTypeError, match="data_filename: list; expected the path"):
        tercet.create_data([], "b.csv", 0.2, "class", "file")
    with pytest.raises(tercet.OptionsError, match="cap, triplets: set by this call"):
        tercet.create_data("a.csv", "b.csv", 0.2, "class", "file", triplets=3, cap=0.5)
    with pytest.raises(tercet.OptionsError, match="expected both, or neither"):
        tercet.create_data("a.csv", "b.csv", 0.2, "class", "file", embeddings=data.embeddings)


def test_without_an_executable(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TERCET_EXECUTABLE", raising=False)
    if (tercet.data.Path(tercet.__file__).parent / "bin").exists():
        pytest.skip("this package has one")
    with pytest.raises(tercet.TercetError, match="no tercet on the PATH"):
        tercet.create_data("a.csv", "b.csv", 0.2, "class", "file")
