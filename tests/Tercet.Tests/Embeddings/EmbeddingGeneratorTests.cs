using System.Collections;
using CsCheck;
using Microsoft.Extensions.AI;

namespace Tercet.Tests.Embeddings;

public sealed class EmbeddingGeneratorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Any_batch_size_and_concurrency_and_order_of_ends_give_the_same_matrix() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 20], Gen.Int[1, 7], Gen.Bool, Gen.Int[0, 1 << 20]).SampleAsync(
            async (inputs, batchSize, concurrency, toFile, seed) =>
            {
                var ends = new ShuffledEnds((inputs + batchSize - 1) / batchSize, concurrency, seed);
                using var generator = new FakeGenerator(during: ends.WaitAsync);
                var options = new MatrixGenerationOptions
                {
                    BatchSize = batchSize,
                    Concurrency = concurrency,
                    File = toFile ? _folder["x.npy"] : null,
                };
                using var matrix = await generator.GenerateMatrixAsync(new InOrder(inputs), options, cancellationToken: Token);
                Assert.Equal((inputs, 3), (matrix.Count, matrix.Dimensions));
                var row = new float[3];
                for (var i = 0; i < inputs; i++)
                {
                    matrix.CopyRow(i, row);
                    Assert.Equal(FakeGenerator.Embed(100 + i), row);
                }
                Assert.Equal(Numbers(inputs), generator.Batches.SelectMany(batch => batch).Order());
                Assert.All(generator.Batches, batch => Assert.InRange(batch.Length, 1, batchSize));
                Assert.Equal(Math.Min(concurrency, ends.Calls), generator.MostInFlight);
            },
            iter: 200, threads: 1);

    [Fact]
    public async Task A_generator_that_computes_on_the_calling_thread_is_called_at_once_too()
    {
        using var both = new CountdownEvent(2);
        using var generator = new FakeGenerator(during: (_, cancellationToken) =>
        {
            both.Signal();
            both.Wait(cancellationToken);
            return Task.CompletedTask;
        });
        using var matrix = await generator.GenerateMatrixAsync(
            Numbers(2), new MatrixGenerationOptions { BatchSize = 1, Concurrency = 2 }, cancellationToken: Token);
        Assert.Equal(2, generator.MostInFlight);
    }

    [Fact]
    public async Task The_file_is_written_row_by_row_and_is_the_matrix()
    {
        var path = _folder.Write("x.npy", "before");
        using var generator = new FakeGenerator();
        var options = new MatrixGenerationOptions { BatchSize = 2, File = path };
        using var matrix = await generator.GenerateMatrixAsync(Numbers(5), options, cancellationToken: Token);
        Assert.Equal(path, matrix.Name);
        Assert.Equal(NpyHeader.FormattedBytes + 5 * 3 * 4, new FileInfo(path).Length);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Options_reach_every_call_and_progress_reaches_the_total()
    {
        using var generator = new FakeGenerator();
        var told = new Reports();
        var small = new EmbeddingGenerationOptions { ModelId = "small" };
        var options = new MatrixGenerationOptions { BatchSize = 3, Concurrency = 1, Generator = small };
        using var matrix = await generator.GenerateMatrixAsync(Numbers(8), options, told, Token);
        Assert.Equal([(3, 8), (6, 8), (8, 8)], told.All);
        Assert.Equal(3, generator.Options.Count);
        Assert.All(generator.Options, given => Assert.Same(options.Generator, given));
    }

    [Theory]
    [InlineData("openai", "text-embedding-3-small", "openai text-embedding-3-small")]
    [InlineData(null, "clip", "clip")]
    [InlineData("onnx", null, "onnx")]
    [InlineData(null, " ", "embedding generator")]
    public async Task The_matrix_is_named_after_provider_and_model(string? provider, string? model, string name)
    {
        using var generator = new FakeGenerator(metadata: new EmbeddingGeneratorMetadata(provider, null, model));
        using var matrix = await generator.GenerateMatrixAsync(Numbers(1), cancellationToken: Token);
        Assert.Equal(name, matrix.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_a_call_fails_the_others_are_cancelled_and_awaited_and_its_exception_is_thrown(bool ofCancellation)
    {
        // A call that times out ends as if cancelled, though nobody asked for it.
        Exception expected = ofCancellation ? new TaskCanceledException("timed out") : new InvalidDataException("no such model");
        var path = _folder.Write("x.npy", "before");
        var (allStarted, started, cancelled) = (new TaskCompletionSource(), 0, 0);
        using var generator = new FakeGenerator(during: async (batch, cancellationToken) =>
        {
            if (batch[0] == 100)
                return; // Opens the file, whose other rows never come.
            if (Interlocked.Increment(ref started) == 3)
                allStarted.SetResult();
            if (batch[0] == 106)
            {
                await allStarted.Task;
                throw expected;
            }
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
                throw new InvalidOperationException("what a cancelled call may end with");
            }
        });
        var options = new MatrixGenerationOptions { BatchSize = 2, Concurrency = 3, File = path };
        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => generator.GenerateMatrixAsync(Numbers(20), options, cancellationToken: Token));
        Assert.Same(expected, thrown);
        Assert.Equal((2, 0, 4), (cancelled, generator.InFlight, generator.Batches.Count));
        Assert.Equal("before", await File.ReadAllTextAsync(path, Token));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_is_stopped_leaves_nothing(bool beforeItStarts)
    {
        using var stop = new CancellationTokenSource();
        if (beforeItStarts)
            await stop.CancelAsync();
        using var generator = new FakeGenerator(during: async (batch, cancellationToken) =>
        {
            if (batch[0] == 100)
                return;
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        var options = new MatrixGenerationOptions { BatchSize = 1, Concurrency = 2, File = _folder["x.npy"] };
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => generator.GenerateMatrixAsync(Numbers(9), options, cancellationToken: stop.Token));
        Assert.Equal(stop.Token, thrown.CancellationToken);
        Assert.Equal(0, generator.InFlight);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        if (beforeItStarts)
            Assert.Empty(generator.Batches);
    }

    [Fact]
    public async Task An_exception_of_the_progress_or_of_the_inputs_ends_the_work_too()
    {
        using var generator = new FakeGenerator();
        var expected = new InvalidDataException("the disk is gone");
        Assert.Same(expected, await Assert.ThrowsAsync<InvalidDataException>(() =>
            generator.GenerateMatrixAsync(Numbers(9), progress: new Reports { Fault = expected }, cancellationToken: Token)));
        Assert.Same(expected, await Assert.ThrowsAsync<InvalidDataException>(() =>
            generator.GenerateMatrixAsync(new InOrder(200) { Fault = expected }, cancellationToken: Token)));
    }

    private static int[] Numbers(int count) => [.. Enumerable.Range(100, count)];

    /// <summary>Numbers that may be read once each, in order; the last of them can be a fault.</summary>
    private sealed class InOrder(int count) : IReadOnlyList<int>
    {
        private int _next;

        public int Count => count;

        public Exception? Fault { get; init; }

        public int this[int index]
        {
            get
            {
                Assert.Equal(_next++, index);
                return Fault is null || _next < count ? 100 + index : throw Fault;
            }
        }

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(100, count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Reports : IProgress<(int Done, int Total)>
    {
        public List<(int Done, int Total)> All { get; } = [];

        public Exception? Fault { get; init; }

        public void Report((int Done, int Total) value)
        {
            if (Fault is not null)
                throw Fault;
            All.Add(value);
        }
    }

    /// <summary>Holds as many calls as may be in flight, and then lets one of them end, chosen by the seed.</summary>
    private sealed class ShuffledEnds(int batches, int concurrency, int seed)
    {
        private readonly List<TaskCompletionSource> _held = [];
        private readonly RandomStream _stream = new((ulong)seed, RandomPurpose.Pool, 0, 0);
        private readonly Lock _lock = new();

        public int Calls { get; private set; }

        public Task WaitAsync(int[] batch, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _held.Add(mine);
                Calls++;
                while (_held.Count > 0 && (Calls == batches || _held.Count == concurrency))
                {
                    var next = (int)(_stream.NextDouble() * _held.Count);
                    _held[next].SetResult();
                    _held.RemoveAt(next);
                }
                return mine.Task.WaitAsync(cancellationToken);
            }
        }
    }
}
