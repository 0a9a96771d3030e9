using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace Tercet;

/// <summary>
/// Generates one matrix. As many loops as calls may be in flight each take a batch, call the generator and write the rows, until
/// no batch is left or a loop has failed; so each loop holds at most one batch of inputs and one of embeddings.
/// </summary>
internal sealed class MatrixGeneration<TInput>(
    IEmbeddingGenerator<TInput, Embedding<float>> generator, string name, IReadOnlyList<TInput> inputs,
    MatrixGenerationOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
{
    private readonly Lock _inputsLock = new();
    private readonly Lock _rowsLock = new();
    private readonly int _total = inputs.Count;
    private int _taken;
    private int _done;
    private int _firstInput;
    private MatrixRows? _rows;
    private Exception? _failure;

    public async Task<EmbeddingMatrix> RunAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = (int)(((long)_total + options.BatchSize - 1) / options.BatchSize);
        try
        {
            // On threads of the pool, since a generator that computes here may end its calls before it returns.
            var loops = Enumerable.Range(0, Math.Min(options.Concurrency, batches))
                .Select(_ => Task.Run(() => LoopAsync(stop), CancellationToken.None));
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_failure is not null)
                ExceptionDispatchInfo.Throw(_failure);
            cancellationToken.ThrowIfCancellationRequested();
            return _rows!.ToMatrix();
        }
        finally
        {
            _rows?.Dispose();
        }
    }

    private async Task LoopAsync(CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && TakeBatch() is (var start, { } batch))
            {
                var embeddings =
                    await generator.GenerateAsync(batch, options.GenerationOptions, stop.Token).ConfigureAwait(false);
                Write(start, batch.Length, embeddings);
                progress?.Report(new WorkProgress("embedding", Interlocked.Add(ref _done, batch.Length), _total));
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // How a call ends after its cancellation does not matter: the failure that led to it is reported.
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private (int Start, TInput[]? Batch) TakeBatch()
    {
        lock (_inputsLock)
        {
            var start = _taken;
            if (start == _total)
                return (start, null);
            var batch = new TInput[Math.Min(options.BatchSize, _total - start)];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = inputs[start + i];
            _taken += batch.Length;
            return (start, batch);
        }
    }

    private void Write(int start, int count, GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        if (embeddings.Count != count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{name}: {embeddings.Count} embeddings for the {count} inputs {start} to {start + count - 1} (from 0). ")
                + "Expected one for each input, in the same order. Check the generator.");
        var faults = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var vector = embeddings[i].Vector.Span;
            if (FaultOf(vector, start + i) is { } fault)
                faults.Add(FormattableString.Invariant($"input {start + i}: {fault}"));
            else
                _rows!.Write(start + i, vector);
        }
        if (faults.Count > 0)
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"{name}: {faults.Count} of the {count} embeddings of inputs {start} to {start + count - 1} (from 0) ")
                + "cannot be used",
                faults,
                "Expected finite numbers, as many for every input. "
                + "Check the generator and its options, or leave these inputs out.");
    }

    private string? FaultOf(ReadOnlySpan<float> vector, int input)
    {
        if (vector.Length == 0)
            return "no components";
        if (vector.Length > EmbeddingMatrix.MaxDimensions)
            return FormattableString.Invariant($"{vector.Length} components, where {EmbeddingMatrix.MaxDimensions} are the most");
        if (DimensionsGiven(vector.Length, input) is var dimensions && dimensions != vector.Length)
            return FormattableString.Invariant($"{vector.Length} components, where input {_firstInput} has {dimensions}");
        for (var k = 0; k < vector.Length; k++)
        {
            if (!float.IsFinite(vector[k]))
                return FormattableString.Invariant($"component {k} is {EmbeddingMatrix.Describe(vector[k])}");
        }
        return null;
    }

    /// <summary>The dimensions of the matrix: those of the embedding that came first, for which the rows are made.</summary>
    private int DimensionsGiven(int found, int input)
    {
        lock (_rowsLock)
        {
            if (_rows is null)
                (_rows, _firstInput) = (new MatrixRows(name, options.File, _total, found), input);
            return _rows.Dimensions;
        }
    }
}
