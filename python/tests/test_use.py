"""What people pass, and what they are told when it does not fit."""
import numpy as np
import pytest

import tercet

pandas = pytest.importorskip("pandas")
torch = pytest.importorskip("torch")


def mined(labels, embeddings, **options):
    return tercet.TripletMiner(labels, triplets_per_epoch=50, **options).mine(embeddings).negative


@pytest.mark.parametrize("make", [
    list, tuple, np.array, pandas.Series, lambda labels: pandas.Series(labels, dtype="category"), lambda labels: np.array(labels, object),
    lambda labels: pandas.Series(labels, dtype="string"), lambda labels: [int(label.split()[1]) for label in labels],
    lambda labels: np.array([int(label.split()[1]) for label in labels]), lambda labels: torch.tensor([int(label.split()[1]) for label in labels]),
    lambda labels: pandas.Series([int(label.split()[1]) for label in labels], dtype="Int64"), lambda labels: [f"  {label}\t" for label in labels],
])
def test_labels_of_any_kind(data, make):
    np.testing.assert_array_equal(mined(make(data.labels), data.embeddings), mined(data.labels, data.embeddings))


@pytest.mark.parametrize("none", [None, float("nan"), "", "  ", pandas.NA, -1])
def test_items_without_a_label_are_left_out(data, none):
    labels = [int(label.split()[1]) for label in data.labels] if isinstance(none, int) else list(data.labels)
    labels[3] = labels[10] = none
    triplets = tercet.TripletMiner(labels, triplets_per_epoch=500, strategy="random").mine(data.embeddings)
    assert (2, "items without a class", "a row without a class label takes no part") in triplets.skipped
    assert not {3, 10} & set(np.concatenate([triplets.anchor, triplets.positive, triplets.negative]).tolist())


@pytest.mark.parametrize("make", [
    lambda e: e, lambda e: e.tolist(), torch.tensor, lambda e: torch.tensor(e).requires_grad_(), np.asfortranarray, pandas.DataFrame,
    lambda e: np.repeat(e, 2, axis=1)[:, ::2], lambda e: e.astype(">f4"), lambda e: e.astype(float), lambda e: torch.tensor(e).double(),
])
def test_embeddings_of_any_kind(data, make):
    np.testing.assert_array_equal(mined(data.labels, make(data.embeddings)), mined(data.labels, data.embeddings))


def test_half_precision(data):
    half = data.embeddings.astype(np.float16)
    expected = mined(data.labels, half.astype(np.float32))
    np.testing.assert_array_equal(mined(data.labels, half), expected)
    np.testing.assert_array_equal(mined(data.labels, torch.tensor(half)), expected)
    rounded = torch.tensor(data.embeddings).bfloat16()
    np.testing.assert_array_equal(mined(data.labels, rounded), mined(data.labels, rounded.float()))


def test_no_copy(data):
    from tercet import _arrays
    tensor = torch.tensor(data.embeddings)
    for values, address in ((data.embeddings, data.embeddings.ctypes.data), (tensor, tensor.data_ptr()), (data.embeddings[5:], data.embeddings[5:].ctypes.data)):
        assert _arrays.embeddings(values, "embeddings").ctypes.data == address


@pytest.mark.parametrize("error, words, use", [
    (TypeError, "labels: int; expected a list", lambda d: tercet.TripletMiner(5)),
    (TypeError, "labels: str; expected a list", lambda d: tercet.TripletMiner("labels.csv")),
    (TypeError, "item 1 is 1.5, of type float; expected str or int", lambda d: tercet.TripletMiner([1, 1.5])),
    (TypeError, "item 0 is True", lambda d: tercet.TripletMiner([True, False])),
    (TypeError, "bytes; expected str: decode it", lambda d: tercet.TripletMiner([b"a", b"b"])),
    (ValueError, "not valid Unicode", lambda d: tercet.TripletMiner(["\ud800", "b"])),
    (ValueError, "labels: shape (2, 2); expected one dimension", lambda d: tercet.TripletMiner(np.ones((2, 2), int))),
    (ValueError, "no items", lambda d: tercet.TripletMiner([])),
    (ValueError, "one class only", lambda d: tercet.TripletMiner(["a", "a"])),
    (ValueError, "no row has a class", lambda d: tercet.TripletMiner([None, ""])),
    (ValueError, "epochs is 0; expected 1 or more.\ncap is 1.5", lambda d: tercet.TripletMiner(d.labels, epochs=0, cap=1.5)),
    (ValueError, "epochs is 2.5; expected a whole number", lambda d: tercet.TripletMiner(d.labels, epochs=2.5)),
    (ValueError, "epochs is true; expected a whole number", lambda d: tercet.TripletMiner(d.labels, epochs=True)),
    (ValueError, "cap is NaN; expected a hardness", lambda d: tercet.TripletMiner(d.labels, cap=np.nan)),
    (ValueError, "Did you mean semi-hard?", lambda d: tercet.TripletMiner(d.labels, recipe="semihard")),
    (ValueError, "Did you mean euclidean?", lambda d: tercet.TripletMiner(d.labels, distance="euclid")),
    (ValueError, "curve has no effect with recipe", lambda d: tercet.TripletMiner(d.labels, recipe="original", curve="sine")),
    (ValueError, "growth has no effect with a custom curve", lambda d: tercet.TripletMiner(d.labels, curve=abs, growth=2)),
    (ValueError, "group_size is 9; expected 2 to classes_per_batch, 4", lambda d: tercet.BatchSampler(d.labels, classes_per_batch=4, group_size=9)),
    (ValueError, "curve has no effect with the strategy random", lambda d: tercet.TripletMiner(d.labels, curve=abs, strategy="random")),
    (ValueError, "cap has no effect with the recipe random", lambda d: tercet.TripletMiner(d.labels, recipe="random", cap=0.5)),
    (ValueError, "scale has no effect with a custom strategy", lambda d: tercet.TripletMiner(d.labels, scale="rank", strategy=abs)),
    (ValueError, "no memory for", lambda d: tercet.BatchSampler(d.labels, classes_per_batch=2**31 - 1, samples_per_class=2**31 - 1).update(d.embeddings)),
    (ValueError, "which of the 3 epochs", lambda d: tercet.TripletMiner(d.labels, epochs=3).mine(d.embeddings)),
    (TypeError, "a list of tensors; expected one: torch.cat", lambda d: mined(d.labels, [torch.tensor(row) for row in d.embeddings])),
    (ValueError, "options:", lambda d: tercet.TripletMiner(d.labels, seed=10**5000)),
    (TypeError, "item 0 is", lambda d: tercet.TripletMiner([np.ones(2), np.ones(2)])),
    (ValueError, "gallery: the queries themselves", lambda d: tercet.evaluate(d.embeddings, d.embeddings, d.labels, d.labels)),
    (TypeError, "what the strategy returned: 2.7", lambda d: mined(d.labels, d.embeddings, strategy=lambda distances, rows, step: 2.7)),
    (ValueError, "cycles is 60; expected at most the number of steps, 50", lambda d: mined(d.labels, d.embeddings, cycles=60)),
    (ValueError, "exclude: shape (2,); expected (n, 2)", lambda d: tercet.TripletMiner(d.labels, exclude=[1, 2])),
    (TypeError, "exclude: float64; expected row numbers", lambda d: tercet.TripletMiner(d.labels, exclude=[[1.0, 2.0]])),
    (ValueError, "row 99999999999", lambda d: tercet.TripletMiner(d.labels, exclude=[[1, 99999999999]])),
    (ValueError, "catalog_groups is given without catalog", lambda d: tercet.TripletMiner(d.labels, catalog_groups=d.groups)),
    (ValueError, "the catalog lacks", lambda d: tercet.TripletMiner(d.labels, catalog=d.catalog[1:])),
    (TypeError, "split: tuple; expected what tercet.split returned", lambda d: tercet.TripletMiner(d.labels, split=([1], [2]))),
    (ValueError, "labels: the split was made from other items", lambda d: tercet.TripletMiner(d.labels, split=tercet.split(d.labels[::-1]))),
    (ValueError, "the split was made from other items, 100 of them", lambda d: tercet.TripletMiner(d.labels, split=tercet.split(d.labels[:100]))),
    (TypeError, "curve: returned None for u = 0.0", lambda d: mined(d.labels, d.embeddings, curve=lambda u: None)),
    (TypeError, "labels: dict; expected a list", lambda d: tercet.TripletMiner({"a": 1, "b": 2})),
    (ValueError, "Encode them, or set their label to none.", lambda d: mined(d.labels, np.where(np.arange(len(d.labels))[:, None] == 3, np.nan, d.embeddings))),
    (ValueError, "catalog_embeddings has 2 rows, catalog", lambda d: tercet.TripletMiner(d.labels, catalog=d.catalog).mine(d.embeddings, catalog_embeddings=d.catalog_embeddings[:2])),
    (ValueError, "items but 3 groups", lambda d: tercet.TripletMiner(d.labels, groups=[1, 2, 3])),
    (TypeError, "test: bool; expected row numbers", lambda d: tercet.split(d.labels, test=[True, False])),
    (ValueError, "test is 1.5; expected a fraction in [0, 1)", lambda d: tercet.split(d.labels, 1.5)),
    (ValueError, "no groups to split by", lambda d: tercet.split(d.labels, by="group")),
    (ValueError, "row 9999: not in the table", lambda d: tercet.split(d.labels, test=[1, 9999])),
    (ValueError, "epoch is 1; expected 0 to 0, since epochs=1", lambda d: tercet.TripletMiner(d.labels).mine(d.embeddings, 1)),
    (TypeError, "epoch: 0.5; expected a whole number", lambda d: tercet.TripletMiner(d.labels).mine(d.embeddings, 0.5)),
    (ValueError, "steps is (5, 5)", lambda d: tercet.TripletMiner(d.labels).mine(d.embeddings, steps=(5, 5))),
    (ValueError, "embeddings has 3 rows, labels", lambda d: mined(d.labels, d.embeddings[:3])),
    (ValueError, "embeddings: shape (5,); expected (items, dimensions)", lambda d: mined(d.labels, np.ones(5, np.float32))),
    (ValueError, "expected (items, dimensions)", lambda d: mined(d.labels, np.ones((len(d.labels), 0), np.float32))),
    (ValueError, "not an array", lambda d: mined(d.labels, [[1.0], [1.0, 2.0]])),
    (TypeError, "complex128; expected numbers", lambda d: mined(d.labels, d.embeddings.astype(complex))),
    (TypeError, "expected numbers", lambda d: mined(d.labels, "embeddings.npy")),
    (ValueError, "are not finite (rows and components count from 0):\n  row 4, component 2: NaN",
     lambda d: mined(d.labels, np.where(np.arange(d.embeddings.size).reshape(d.embeddings.shape) == 4 * 16 + 2, np.nan, d.embeddings))),
    (ValueError, "+infinity", lambda d: mined(d.labels, d.embeddings.astype(float) * 1e39)),
    (ValueError, "constant, all", lambda d: mined(d.labels, np.ones_like(d.embeddings))),
    (ValueError, "a catalog without embeddings", lambda d: mined(d.labels, d.embeddings, catalog=d.catalog)),
    (ValueError, "65537 components", lambda d: mined(["a", "b", "a"], np.ones((3, 65537), np.float32))),
    (ValueError, "all zeros, and have no cosine distance", lambda d: mined(d.labels, d.embeddings * (np.arange(len(d.labels)) > 0)[:, None], distance="cosine")),
    (ValueError, "no test triplets", lambda d: tercet.TripletMiner(d.labels).mine_test(d.embeddings)),
    (ValueError, "size is 0; expected", lambda d: next(tercet.TripletMiner(d.labels).mine(d.embeddings).batches(0))),
    (ValueError, "progress is 3", lambda d: tercet.TripletMiner(d.labels).mine(d.embeddings, progress=3)),
    (RuntimeError, "call sampler.update(embeddings) before each epoch", lambda d: list(tercet.BatchSampler(d.labels))),
    (ValueError, "k is [5, 1]", lambda d: tercet.recall_at_k(d.embeddings, None, d.labels, k=(5, 1))),
    (TypeError, "k: 1.5; expected a whole number", lambda d: tercet.recall_at_k(d.embeddings, None, d.labels, k=[1.5])),
    (ValueError, "expected both, or neither", lambda d: tercet.recall_at_k(d.embeddings, d.embeddings, d.labels)),
    (ValueError, "queries has 16 components per row, gallery 3", lambda d: tercet.recall_at_k(d.embeddings, d.embeddings[:, :3], d.labels, d.labels)),
    (ValueError, "no class has two items", lambda d: tercet.CollapseMonitor(range(len(d.labels)), d.embeddings)),
    (ZeroDivisionError, "division by zero", lambda d: mined(d.labels, d.embeddings, curve=lambda u: 1 / 0)),
    (KeyError, "'x'", lambda d: mined(d.labels, d.embeddings, strategy=lambda distances, rows, step: {}["x"])),
    (RuntimeError, "the selector returned 100000", lambda d: mined(d.labels, d.embeddings, strategy=lambda distances, rows, step: 100000)),
    (RuntimeError, "expected a value in [0, 1]", lambda d: mined(d.labels, d.embeddings, curve=lambda u: 2)),
])
def test_errors(data, error, words, use):
    with pytest.raises(error) as raised:
        use(data)
    assert words in str(raised.value)
    assert isinstance(raised.value, (tercet.TercetError, ZeroDivisionError, KeyError))


def test_callables_of_your_own(data):
    own = tercet.TripletMiner(data.labels, triplets_per_epoch=200, curve=lambda u: u * u, scale="rank", cap=1).mine(data.embeddings)
    u = np.tile(np.arange(20) / 19, 10)
    np.testing.assert_allclose(own.target_hardness, u * u, atol=1e-7)

    def third(distances, rows, step):
        assert step.d_ap > 0 and len(distances) == len(rows)
        assert data.labels[rows[0]] != data.labels[step.anchor] == data.labels[step.positive]
        return int(np.argsort(distances, kind="stable")[2])
    assert set(tercet.TripletMiner(data.labels, triplets_per_epoch=200, strategy=third).mine(data.embeddings).rank.tolist()) == {3}


def test_what_a_custom_strategy_is_given_may_be_kept(data):
    kept = []

    def nearest(distances, rows, step):
        kept.append((distances, rows, step))
        return int(distances.argmin())
    triplets = tercet.TripletMiner(data.labels, triplets_per_epoch=100, strategy=nearest, threads=1).mine(data.embeddings)
    for distances, rows, step in kept:
        assert len(set(rows.tolist())) == len(rows) and (distances > 0).all() and 0 <= step.anchor < len(data.labels)
    assert set(triplets.rank.tolist()) == {1}


def test_one_miner_with_functions_of_ones_own_is_for_one_call_at_a_time(data):
    def nested(distances, rows, step):
        miner.mine(data.embeddings)
    miner = tercet.TripletMiner(data.labels, triplets_per_epoch=5, strategy=nested)
    with pytest.raises(tercet.StateError, match="mining already"):
        miner.mine(data.embeddings)


def test_results_can_be_pickled_and_miners_cannot(data):
    import copy
    import pickle
    miner = tercet.TripletMiner(data.labels, triplets_per_epoch=20)
    triplets = miner.mine(data.embeddings)
    again = pickle.loads(pickle.dumps(triplets))
    np.testing.assert_array_equal(again.negative, triplets.negative)
    assert again.to_dict()["anchor_class"] == triplets.to_dict()["anchor_class"]
    for use in (pickle.dumps, copy.deepcopy):
        for one in (miner, tercet.split(data.labels), tercet.BatchSampler(data.labels)):
            with pytest.raises(TypeError, match="cannot be copied or pickled"):
                use(one)


def test_held_out_rows_may_lack_an_embedding(data):
    split = tercet.split(data.labels)
    embeddings = data.embeddings.copy()
    embeddings[split.test] = np.nan
    miner = tercet.TripletMiner(data.labels, triplets_per_epoch=50, split=split)
    assert len(miner.mine(embeddings)) == 50
    with pytest.raises(tercet.InputError, match="no embedding"):
        miner.mine_test(embeddings)
    embeddings[split.train] = 1
    with pytest.raises(tercet.InputError, match="constant"):
        miner.mine(embeddings)


def test_batches_cover_the_epoch_in_order(data):
    triplets = tercet.TripletMiner(data.labels, triplets_per_epoch=100).mine(data.embeddings)
    parts = list(triplets.batches(32))
    assert [len(a) for a, _, _ in parts] == [32, 32, 32, 4]
    for place, name in enumerate(("anchor", "positive", "negative")):
        column = np.concatenate([part[place] for part in parts])
        np.testing.assert_array_equal(column, getattr(triplets, name))
        assert column.dtype == np.int64
    frame = triplets.to_pandas()
    assert (frame.anchor_class != frame.negative_class).all() and len(frame) == 100
    with pytest.raises(AttributeError, match="its columns are step"):
        triplets.anchors


def test_progress(data):
    calls = []
    tercet.TripletMiner(data.labels, triplets_per_epoch=300).mine(data.embeddings, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (300, 300)
    pytest.importorskip("tqdm")
    assert len(tercet.TripletMiner(data.labels, triplets_per_epoch=300).mine(data.embeddings, progress=True)) == 300


def test_error_in_progress_ends_the_work(data):
    def fail(done, total):
        raise LookupError("mine")
    with pytest.raises(LookupError, match="mine"):
        tercet.TripletMiner(data.labels, triplets_per_epoch=300_000, candidate_pool=150).mine(data.embeddings, progress=fail)


class TestSampler:
    def test_rows_one_by_one(self, data):
        from tercet.torch import IndexSampler
        sampler = tercet.BatchSampler(data.labels, classes_per_batch=7, last_batch="fill")
        sampler.update(data.embeddings)
        rows = [row for batch in sampler.mined.rows() for row in batch]
        indices = IndexSampler(sampler)
        assert len(indices) == len(rows) and list(indices) == rows
        uneven = tercet.BatchSampler(data.labels, classes_per_batch=7)
        uneven.update(data.embeddings)
        with pytest.raises(tercet.OptionsError, match="last_batch='fill' or 'drop'"):
            list(IndexSampler(uneven))

    def test_feeds_a_data_loader(self, data):
        sampler = tercet.BatchSampler(data.labels, classes_per_batch=8, samples_per_class=2, epochs=3)
        loader = torch.utils.data.DataLoader(torch.arange(len(data.labels)), batch_sampler=sampler, num_workers=2)
        for epoch in range(3):
            mined = sampler.update(torch.tensor(data.embeddings))
            batches = [batch.tolist() for batch in loader]
            assert batches == mined.rows() and len(loader) == len(batches)
            assert set(mined.epoch.tolist()) == {epoch}
            assert all(len(batch) == 2 * len({data.labels[row] for row in batch}) for batch in batches)
        with pytest.raises(tercet.TercetError, match="update"):
            list(loader)
        with pytest.raises(ValueError, match="epoch is 3; expected 0 to 2"):
            sampler.update(data.embeddings)

    def test_half_read_batches_may_be_read_again(self, data):
        sampler = tercet.BatchSampler(data.labels, classes_per_batch=4)
        sampler.update(data.embeddings)
        assert next(iter(sampler)) == list(sampler)[0]


class TestEvaluation:
    @pytest.mark.parametrize("distance", ["euclidean", "cosine"])
    @pytest.mark.parametrize("ties", [False, True])
    def test_recall_of_the_reference(self, data, distance, ties):
        """All pairs in NumPy; ties in every order."""
        e = data.embeddings
        if ties:  # rows that are equal: rows that are only parallel differ in the last bit of their cosines
            e = e[:20, :4][np.random.default_rng(5).integers(20, size=len(e))]
        labels, x = np.array(data.labels), e.astype(float)
        if distance == "cosine":
            x = x / np.linalg.norm(x, axis=1, keepdims=True)
        d = np.round(((x[:, None] - x[None]) ** 2).sum(2), 9)
        np.fill_diagonal(d, np.inf)
        found = tercet.evaluate(e, None, labels, k=(1, 3), distance=distance)
        for k in (1, 3):
            hits = []
            for i in range(len(x)):
                relevant = (labels == labels[i]) & (np.arange(len(x)) != i)
                if not relevant.any():
                    continue
                order, chance = np.sort(np.unique(d[i])), 0.0
                taken = 0
                for value in order:
                    group = d[i] == value
                    if taken + group.sum() >= k or relevant[group].any():
                        draw, hit, size = k - taken, (relevant & group).sum(), group.sum()
                        if draw >= size:
                            chance = float(hit > 0)
                        else:
                            miss = np.prod([(size - hit - j) / (size - j) for j in range(draw)])
                            chance = 1 - miss
                        if hit or draw <= size:
                            break
                    taken += group.sum()
                hits.append(chance)
            assert found.recall[k] == pytest.approx(np.mean(hits), abs=1e-12)
        assert found.queries == len(x) and found.gallery == len(x)

    def test_gallery(self, data):
        recall = tercet.recall_at_k(data.embeddings, data.catalog_embeddings, data.labels, data.catalog, k=1)
        nearest = ((data.embeddings[:, None] - data.catalog_embeddings[None]) ** 2).sum(2).argmin(1)
        assert recall == {1: pytest.approx(np.mean([data.catalog[n] == label for n, label in zip(nearest, data.labels)]))}

    def test_collapse(self, data):
        monitor = tercet.CollapseMonitor(data.labels, data.embeddings)
        assert monitor.state == "healthy" and monitor.recall_at_1 > 0.2
        assert monitor.observe(data.embeddings * 0.3) == "contracted"
        assert monitor.observe(np.random.default_rng(0).normal(size=data.embeddings.shape)) == "collapsed"
        assert monitor.observe(np.full_like(data.embeddings, 2.0)) == "collapsed"
        assert monitor.mean_distance == 0
