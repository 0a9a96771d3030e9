"""What happens to the interpreter: forks, signals, threads, memory, and calls that make no sense."""
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from conftest import ROOT, run_python

SETUP = ("import numpy as np, tercet, os, sys, time, multiprocessing, threading\n"
         "labels = np.arange(3000) // 3; e = np.random.default_rng(0).normal(size=(3000, 32)).astype('f4')\n"
         "miner = tercet.TripletMiner(labels, triplets_per_epoch=500)\n")


def output(code, **environment):
    done = run_python(SETUP + code, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_forked_child_is_refused_at_once():
    text = output("miner.mine(e)\n"
                  "child = os.fork()\n"
                  "if child == 0:\n"
                  "    for use in (lambda: miner.mine(e), lambda: tercet.TripletMiner(labels), lambda: tercet.recall_at_k(e, None, labels)):\n"
                  "        try: use()\n"
                  "        except tercet.ForkedError as error: print(error, flush=True)\n"
                  "    del miner\n"
                  "    os._exit(0)\n"
                  "assert os.waitpid(child, 0)[1] == 0\n"
                  "print(len(miner.mine(e)))\n")
    lines = text.splitlines()
    assert len(lines) == 4 and all("was forked after the parent used tercet" in line and "spawn" in line for line in lines[:3])
    assert lines[3] == "500"


def test_the_engine_itself_refuses_a_forked_child():
    text = output("from tercet import _engine\n"
                  "miner.mine(e)\n"
                  "child = os.fork()\n"
                  "if child == 0:\n"
                  "    _engine._is_forked = False\n"
                  "    try: tercet.split(labels)\n"
                  "    except tercet.ForkedError as error: print(error, flush=True)\n"
                  "    os._exit(0)\n"
                  "assert os.waitpid(child, 0)[1] == 0\n")
    assert "threads do not survive a fork" in text


def test_a_child_forked_before_first_use_mines():
    code = SETUP.replace("miner =", "make = lambda:")
    done = run_python(code + "child = os.fork()\nos.write(1, b'%d ' % len(make().mine(e)))\n"
                             "if child == 0: os._exit(0)\nassert os.waitpid(child, 0)[1] == 0\n")
    assert done.stdout.split() == ["500", "500"], done.stderr


def test_spawned_processes_mine(tmp_path):
    done = run_python("import multiprocessing, numpy as np, tercet\n"
                      "def mine(seed):\n"
                      "    e = np.random.default_rng(0).normal(size=(300, 8)).astype('f4')\n"
                      "    return int(tercet.TripletMiner(np.arange(300) // 3, triplets_per_epoch=100, seed=seed).mine(e).negative.sum())\n"
                      "if __name__ == '__main__':\n"
                      "    here = [mine(seed) for seed in range(4)]\n"
                      "    with multiprocessing.get_context('spawn').Pool(2) as pool:\n"
                      "        assert pool.map(mine, range(4)) == here\n"
                      "    print('equal')\n", file=tmp_path / "spawn.py")
    assert done.stdout == "equal\n", done.stderr


def test_loader_with_spawned_workers(tmp_path):
    pytest.importorskip("torch")
    done = run_python("import numpy as np, torch, tercet\n"
                      "if __name__ == '__main__':\n"
                      "    labels = np.arange(60) // 3\n"
                      "    sampler = tercet.BatchSampler(labels, classes_per_batch=4, epochs=2)\n"
                      "    loader = torch.utils.data.DataLoader(torch.arange(60), batch_sampler=sampler, num_workers=2, multiprocessing_context='spawn')\n"
                      "    for epoch in range(2):\n"
                      "        mined = sampler.update(np.random.default_rng(epoch).normal(size=(60, 4)))\n"
                      "        assert [batch.tolist() for batch in loader] == mined.rows()\n"
                      "    print('equal')\n", timeout=120, file=tmp_path / "loader.py")
    assert done.stdout == "equal\n", done.stderr


def test_needs_nothing_but_numpy():
    done = run_python("import sys\nfor name in ('torch', 'pandas', 'tqdm', 'pyarrow', 'scipy'): sys.modules[name] = None\n" + SETUP +
                      "sampler = tercet.BatchSampler(labels); sampler.update(e)\n"
                      "print(len(miner.mine(e)), len(next(iter(sampler))), 1 in tercet.recall_at_k(e, None, labels))\n")
    assert done.stdout == "500 64 True\n", done.stderr


def test_ctrl_c_stops_mining_within_a_second():
    code = ("import numpy as np, tercet, signal, sys\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background\n"
            "e = np.random.default_rng(0).normal(size=(40000, 512)).astype('f4')\n"
            "miner = tercet.TripletMiner(np.arange(40000) // 2, triplets_per_epoch=40000)\n"
            "print('started', flush=True)\n"
            "try: miner.mine(e)\n"
            "except KeyboardInterrupt: print('stopped', flush=True)\n"
            "miner.mine(e, steps=(0, 10)); print('mines', flush=True)\n")
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(ROOT / "python")})
    assert process.stdout.readline() == "started\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    assert process.stdout.readline() == "stopped\n", process.stderr.read()
    took = time.monotonic() - sent
    assert process.stdout.readline() == "mines\n"
    assert process.wait() == 0
    assert took < 5  # a second on a machine at rest


def test_interrupts_again_and_again_do_no_harm():
    """Memory that the engine writes to outlives any number of interrupts."""
    code = SETUP + ("import _thread, gc, signal\n"
                    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
                    "big = np.random.default_rng(0).normal(size=(20000, 128)).astype('f4')\n"
                    "sampler = tercet.TripletMiner(np.arange(20000) // 2, triplets_per_epoch=20000, curve=lambda u: u)\n"
                    "def interrupt():\n"
                    "    for _ in range(40): time.sleep(0.02); _thread.interrupt_main()\n"
                    "caught = 0\n"
                    "for _ in range(3):\n"
                    "    thread = threading.Thread(target=interrupt)\n"
                    "    try:\n"
                    "        thread.start()\n"
                    "        while True: sampler.mine(big)\n"
                    "    except KeyboardInterrupt: caught += 1\n"
                    "    while thread.is_alive():\n"
                    "        try: gc.collect(); time.sleep(0.01)\n"
                    "        except KeyboardInterrupt: pass\n"
                    "time.sleep(0.5); print(caught, len(miner.mine(e)))\n")
    done = run_python(code, timeout=120)
    assert done.stdout == "3 500\n", done.stderr


def test_exit_while_another_thread_mines():
    done = run_python(SETUP + "big = np.random.default_rng(0).normal(size=(30000, 512)).astype('f4')\n"
                              "slow = tercet.TripletMiner(np.arange(30000) // 2, triplets_per_epoch=30000)\n"
                              "threading.Thread(target=lambda: slow.mine(big), daemon=True).start(); time.sleep(1); print('end')\n")
    assert (done.returncode, done.stdout) == (0, "end\n"), done.stderr


def test_the_gil_is_free_and_threads_share_a_miner():
    text = output("count = 0\n"
                  "results = []\n"
                  "def work(): results.append(miner.mine(e).negative.tobytes())\n"
                  "threads = [threading.Thread(target=work) for _ in range(4)]\n"
                  "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
                  "print(len(results), len(set(results)))\n"
                  "big = np.random.default_rng(0).normal(size=(20000, 256)).astype('f4')\n"
                  "slow = tercet.TripletMiner(np.arange(20000) // 2, triplets_per_epoch=20000, threads=1)\n"
                  "mining = threading.Thread(target=lambda: slow.mine(big)); mining.start()\n"
                  "ticks = 0\n"
                  "while mining.is_alive(): ticks += 1; time.sleep(0.001)\n"
                  "print(ticks > 50)\n")
    assert text.split() == ["4", "1", "True"]


def test_memory_is_flat_over_100_epochs():
    text = output("def resident(): return int(open('/proc/self/statm').read().split()[1]) * 4096 / 2**20\n"
                  "sampler = tercet.BatchSampler(labels, classes_per_batch=8, epochs=120)\n"
                  "miner = tercet.TripletMiner(labels, epochs=120, triplets_per_epoch=2000)\n"
                  "for epoch in range(120):\n"
                  "    fresh = np.random.default_rng(epoch).normal(size=e.shape).astype('f4')\n"
                  "    miner.mine(fresh, epoch); sampler.update(fresh)\n"
                  "    if epoch == 19: before = resident()\n"
                  "print(resident() - before)\n")
    assert float(text) < 20


def test_wrong_calls_do_not_crash():
    """10,000 calls of the C interface and of the package that make no sense: each is an error, and the interpreter lives on."""
    text = output("""
import ctypes, random
from tercet import _engine, _arrays, _miner
random.seed(0)
library = _engine._load()
odd = [None, -1, 0, 1, 3.5, float('nan'), 10**30, 'x', '', b'y', [], [1], ['a', 'b', 'a'], {}, np.zeros((0, 3)), np.ones((2, 2)), e, e[:5],
       labels, labels[:5], True, object(), np.float64(2), (1, 2), range(4), set(), e.T, e.astype(complex), np.array('a'), lambda *_: 0]
pick = lambda: random.choice(odd)
names = [name for name in tercet.TripletMiner.__init__.__annotations__ if name not in ('labels', 'return', 'threads', 'triplets_per_epoch', 'epochs')]
good = tercet.TripletMiner(labels[:30], triplets_per_epoch=20)
sampler = tercet.BatchSampler(labels[:30], classes_per_batch=4)
outcomes = {}
def attempt(use):
    try: use(); outcome = 'ok'
    except tercet.TercetError as error: outcome = type(error).__name__
    outcomes[outcome] = outcomes.get(outcome, 0) + 1
for i in range(4000):
    attempt(lambda: tercet.TripletMiner(pick() if i % 2 else labels[:30], triplets_per_epoch=10, **{random.choice(names): pick(), random.choice(names): pick()}).mine(pick() if i % 3 else e[:30]))
    attempt(random.choice([lambda: good.mine(pick(), pick()), lambda: good.mine(e[:30], steps=pick()), lambda: sampler.update(pick(), pick()),
        lambda: tercet.split(pick(), pick(), pick(), seed=pick()), lambda: tercet.recall_at_k(pick(), pick(), pick(), pick(), k=pick()),
        lambda: tercet.CollapseMonitor(pick(), pick()), lambda: good.mine(e[:30], catalog_embeddings=pick())]))
texts = _arrays.Texts(['a', 'b', 'a']); bad = _arrays.Texts(['a', 'b', 'a'])
bad._ends[:] = [5, -3, 2**62]
matrices = [_arrays.Matrix(e[:30]) for _ in range(4)]
matrices[1].rows = -5; matrices[2].type = 7; matrices[3].values = None
handles = [good._miner._handle.value, sampler._miner._handle.value, good._miner.items.handle.value] + [ctypes.c_int64(v) for v in (0, -1, 2**63 - 1, 77777)]
options = [b'{}', b'', None, b'{', b'[]', b'{"epochs": 1e999}', b'{"epochs": "' + b'9' * 10**5 + b'"}', b'\\xff', b'{"triplets_per_epoch": -1}', b'{"x": 1}']
out = ctypes.c_int64()
statuses = set()
for i in range(2500):
    h = lambda: random.choice(handles)
    ref = lambda values: (lambda v: None if v is None else ctypes.byref(v))(random.choice(values))
    call = random.choice([
        ('tercet_items_create', ref([texts, bad, None]), ref([texts, bad, None]), ref([bad, None]), ref([bad, None]), None, ctypes.c_int64(random.choice([0, 5, -1])), ref([out, None])),
        ('tercet_split_create', h(), random.choice(options), None, ctypes.c_int64(0), ref([out, None])),
        ('tercet_triplet_miner_create', h(), h(), random.choice(options), None, ref([out, None])),
        ('tercet_batch_miner_create', h(), h(), random.choice(options), None, ref([out, None])),
        ('tercet_mine_triplets', h(), ref([_miner.Range(0, -1, -1), _miner.Range(1, 0, 5), _miner.Range(0, 5, 2**62), None]), ref(matrices + [None]), ref([None, matrices[0]]), None, ref([out, None]), None, None),
        ('tercet_mine_batches', h(), ref([_miner.Range(0, -1, -1), None]), ref(matrices + [None]), ref([None, matrices[1]]), None, ref([out, None]), None, None),
        ('tercet_evaluate', ref(matrices + [None]), ref([texts, bad, None]), ref(matrices + [None]), ref([texts, bad, None]), random.choice(options), None, None),
        ('tercet_monitor_create', ref(matrices + [None]), ref([texts, bad, None]), random.choice(options), ref([out, None])),
        ('tercet_monitor_observe', h(), ref(matrices + [None]))])
    status = getattr(library, call[0])(*call[1:])
    statuses.add(status)
    if status in (6, 7): print(call[0], library.tercet_text())
assert len(good.mine(e[:30])) == 20
print(sorted(outcomes), sorted(statuses))
""")
    assert "'ok'" in text and "InputError" in text and "OptionsError" in text
    assert text.count("\n") == 1, text  # no unexpected failure


@pytest.mark.skipif("CI_LARGE" not in os.environ, reason="needs 10 GiB of memory: CI_LARGE=1")
def test_four_gigabytes_are_not_copied():
    code = ("import numpy as np, tercet\n"
            "def resident(): return int(open('/proc/self/statm').read().split()[1]) * 4096 / 2**30\n"
            "e = np.ones((1_000_000, 1024), np.float32); e += np.arange(1_000_000, dtype=np.float32)[:, None] / 1e6\n"
            "before = resident()\n"
            "miner = tercet.TripletMiner(np.arange(1_000_000) // 2, triplets_per_epoch=64)\n"
            "t = miner.mine(e)\n"
            "import resource; print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)\n")
    done = run_python(code, timeout=600)
    before, peak = map(float, done.stdout.split())
    assert peak - before < 1
