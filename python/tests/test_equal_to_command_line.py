"""Python is a second face of the same engine: its arrays are the columns of the command line's files."""
import numpy as np
import pytest

import tercet

FLOATS = ("d_ap", "d_an", "target_hardness", "hardness", "distance")


def assert_equal(columns, arrays):
    """Equal to the last bit; an empty field is NaN."""
    for name, texts in columns.items():
        if name.endswith("file") or name in ("batch", "slot"):
            continue
        mine = arrays[name]
        if name in FLOATS:
            np.testing.assert_array_equal(np.array([float(text) if text else np.nan for text in texts]), mine, name)
        elif name == "role":
            assert texts == [("catalog", "item")[role] for role in mine]
        else:
            assert texts == [str(value) for value in np.asarray(mine).tolist()], name


TRIPLETS = {
    "default": {},
    "many epochs": {"epochs": 3, "recipe": "hardening"},
    "softening": {"recipe": "softening"}, "boundary": {"recipe": "boundary"}, "log-rank recipe": {"recipe": "log-rank"},
    "random": {"recipe": "random"}, "original": {"recipe": "original"}, "original with cap": {"recipe": "original", "cap": 0.5, "cycles": 3},
    "semi-hard": {"strategy": "semi-hard"},
    "distance-weighted": {"strategy": "distance-weighted", "distance": "cosine"},
    "range": {"scale": "range"}, "rank": {"scale": "rank"}, "log-rank": {"scale": "log-rank"}, "relative": {"scale": "relative"},
    "easiest": {"strategy": "easiest"}, "hardest": {"strategy": "hardest"},
    **{f"curve {curve}": {"curve": curve, "floor": 0.1, "cap": 0.9, "cycles": 2} for curve in
       ("constant", "linear", "sine", "tanh", "logarithmic", "sigmoid", "exponential")},
    "growth": {"curve": "tanh", "growth": 5.5}, "logistic": {"logistic_b": 8, "logistic_m": 0.4, "logistic_c": 1.2, "logistic_q": 0.9, "logistic_nu": 0.8},
    "reversed": {"curve": "linear", "order": "reversed"}, "shuffled": {"curve": "linear", "order": "shuffled"},
    "nearest positive": {"positive_strategy": "nearest"}, "farthest positive": {"positive_strategy": "farthest"},
    "cosine": {"distance": "cosine"}, "squared": {"distance": "squared-euclidean", "scale": "range"},
    "min distance": {"min_distance": 3.0, "strategy": "hardest"}, "pool": {"candidate_pool": 20}, "seed": {"seed": 2**64 - 1}, "one thread": {"threads": 1},
}


def options_of(values):
    """As the command line spells them."""
    renamed = {"triplets_per_epoch": "triplets", "batches_per_epoch": "batches"}
    return [text for name, value in values.items() for text in (f"--{renamed.get(name, name).replace('_', '-')}", str(value))]


@pytest.mark.parametrize("name", TRIPLETS)
def test_triplets(name, command_line, data):
    options = {"triplets_per_epoch": 150, **TRIPLETS[name]}
    train, test = command_line.mine(*options_of(options), "--test-ratio", 0.25)
    miner = tercet.TripletMiner(data.labels, split=tercet.split(data.labels, test=0.25, seed=options.get("seed", 0)), **options)
    whole = miner.mine(data.embeddings, steps=(0, miner.epochs * 150))
    assert_equal(train, whole.to_dict())
    assert_equal(test, miner.mine_test(data.embeddings).to_dict())
    parts = [miner.mine(data.embeddings, epoch) for epoch in range(miner.epochs)]
    np.testing.assert_array_equal(whole.negative, np.concatenate([part.negative for part in parts]))


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("catalog", [False, True])
def test_filters_and_catalog(command_line, data, tmp_path, threads, catalog):
    pairs = [(i, (7 * i + 3) % len(data.labels)) for i in range(len(data.catalog))]
    keys = "catalog.csv" if catalog else "items.csv"
    (tmp_path / "pairs.csv").write_text("a,b\n" + "".join(f"{keys}-{a}.png,items.csv-{b}.png\n" for a, b in pairs))
    train, _ = command_line.mine("--triplets", 300, "--test-ratio", 0, "--group-column", "group", "--exclude", tmp_path / "pairs.csv",
                                 "--strategy", "hardest", catalog=catalog) + [None]
    mine = tercet.TripletMiner(
        data.labels, groups=data.groups, triplets_per_epoch=300, strategy="hardest", threads=threads,
        exclude=pairs if catalog else pairs + [(b, a) for a, b in pairs],
        **({"catalog": data.catalog, "catalog_groups": data.catalog_groups} if catalog else {}))
    assert_equal(train, mine.mine(data.embeddings, **({"catalog_embeddings": data.catalog_embeddings} if catalog else {})).to_dict())


@pytest.mark.parametrize("by", ["class", "item", "group"])
def test_split(command_line, data, by):
    train, test = command_line.mine("--triplets", 200, "--test-ratio", 0.3, "--split", by, "--seed", 5, "--group-column", "group")
    split = tercet.split(data.labels, test=0.3, by=by, groups=data.groups, seed=5)
    miner = tercet.TripletMiner(data.labels, groups=data.groups, triplets_per_epoch=200, split=split, seed=5)
    assert_equal(train, miner.mine(data.embeddings).to_dict())
    assert_equal(test, miner.mine_test(data.embeddings).to_dict())
    named = tercet.split(data.labels, test=split.test)
    np.testing.assert_array_equal(named.train, split.train)
    mask = np.isin(np.arange(len(data.labels)), split.test)
    np.testing.assert_array_equal(tercet.split(data.labels, test=mask).test, split.test)


BATCHES = {
    "default": {}, "sequenced": {"recipe": "sequenced", "epochs": 3}, "hardest": {"recipe": "hardest"}, "random": {"recipe": "random"},
    "groups": {"group_size": 3, "scale": "rank"}, "fill": {"last_batch": "fill"}, "drop": {"last_batch": "drop"},
    "many": {"batches_per_epoch": 9, "samples_per_class": 3, "curve": "linear"}, "cosine": {"distance": "cosine", "seed": 7},
}


@pytest.mark.parametrize("catalog", [False, True])
@pytest.mark.parametrize("name", BATCHES)
def test_batches(name, catalog, command_line, data):
    options = {"classes_per_batch": 6, **BATCHES[name]}
    train = command_line.mine("--mine", "batches", *options_of(options), "--test-ratio", 0, catalog=catalog)[0]
    sampler = tercet.BatchSampler(data.labels, **options, **({"catalog": data.catalog} if catalog else {}))
    parts = [sampler.update(data.embeddings, **({"catalog_embeddings": data.catalog_embeddings} if catalog else {}))
             for _ in range(options.get("epochs", 1))]
    arrays = [part.to_dict() for part in parts]
    assert_equal(train, {name: np.concatenate([part[name] for part in arrays]) for name in arrays[0]})
    rows = list(sampler)
    assert len(rows) == len(sampler) == len(set(parts[-1].step.tolist()))
    assert sum(map(len, rows)) == len(parts[-1])


def test_test_batches(command_line, data):
    train, test = command_line.mine("--mine", "batches", "--classes-per-batch", 5, "--test-ratio", 0.4, "--test-batches", 3)
    sampler = tercet.BatchSampler(data.labels, classes_per_batch=5, split=tercet.split(data.labels, test=0.4), test_batches=3)
    assert_equal(test, sampler.mine_test(data.embeddings).to_dict())
    assert_equal(train, sampler.update(data.embeddings).to_dict())


def test_levels_agree(data):
    """Every level that is built here, and that this processor has, gives the same triplets."""
    from conftest import run_python
    from tercet import _engine
    built = [path.stem.removeprefix("libtercet-") for path in (_engine.Path(_engine.__file__).parent / "lib").glob("*.so")]
    results = set()
    for level in filter(_engine.has_level, built):
        done = run_python(
            "import numpy as np, tercet, hashlib; e = np.random.default_rng(1).normal(size=(900, 70)).astype('f4');"
            "t = tercet.TripletMiner(np.arange(900) // 3, triplets_per_epoch=2000, scale='relative', curve='tanh').mine(e);"
            "print(hashlib.sha256(b''.join(c.tobytes() for c in t._columns.values())).hexdigest())", TERCET_LEVEL=level)
        assert done.returncode == 0, done.stderr
        results.add(done.stdout)
    assert len(results) == 1
