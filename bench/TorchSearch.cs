using Tercet.Torch;
using static TorchSharp.torch;

namespace Tercet.Bench;

/// <summary>
/// The search as one writes it with libtorch: a block of anchors against all candidates by one matrix product, the extremes
/// of each row, and the nearest candidate at the threshold or beyond. Distances are squared Euclidean, less the anchor's own
/// square: that moves a row and its threshold alike. In float32 throughout, so near ties are not those of float64.
/// </summary>
internal sealed class TorchSearch : IDisposable
{
    /// <summary>Blocks of 32 took half as long again at 768 dimensions, those of 1024 and 2048 no less.</summary>
    private const int BlockAnchors = 512;

    private readonly bool _tuned;
    private readonly int _dimensions;
    private readonly Tensor _candidates;
    private readonly Tensor _squares;
    private readonly Tensor _distances;

    /// <summary>Prepares the candidates, and sets the number of threads for all of libtorch.</summary>
    /// <param name="candidates">Row after row.</param>
    /// <param name="dimensions">Values a row.</param>
    /// <param name="threads">Threads at work, 1 or more.</param>
    /// <param name="tuned">
    /// Without torch.where, argmin and a new matrix for each step, which come to mind first and at 64 dimensions take two thirds
    /// of the time.
    /// </param>
    public TorchSearch(float[] candidates, int dimensions, int threads, bool tuned)
    {
        TorchLibrary.Load(Console.Error);
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        (_dimensions, _tuned) = (dimensions, tuned);
        _candidates = tensor(candidates, [candidates.Length / dimensions, dimensions]).DetachFromDisposeScope();
        _squares = _candidates.square().sum(1).DetachFromDisposeScope();
        _distances = empty(tuned ? BlockAnchors : 0, _candidates.shape[0]).DetachFromDisposeScope();
    }

    /// <summary>The chosen candidate of each anchor.</summary>
    /// <param name="anchors">Row after row.</param>
    /// <param name="hardness">From 0, the farthest, to 1, the nearest.</param>
    public int[] Find(float[] anchors, double hardness)
    {
        var count = anchors.Length / _dimensions;
        var result = new int[count];
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var all = tensor(anchors, [count, _dimensions]);
        for (var start = 0; start < count; start += BlockAnchors)
        {
            using var blockScope = NewDisposeScope();
            var block = all.narrow(0, start, Math.Min(BlockAnchors, count - start));
            var chosen = _tuned ? ChooseInPlace(block, hardness) : Choose(block, hardness);
            chosen.to(ScalarType.Int32).data<int>().CopyTo(result, start);
        }
        return result;
    }

    public void Dispose()
    {
        _candidates.Dispose();
        _squares.Dispose();
        _distances.Dispose();
    }

    private Tensor Choose(Tensor anchors, double hardness)
    {
        var distances = addmm(_squares, anchors, _candidates.t(), beta: 1, alpha: -2);
        return where(distances >= Threshold(distances, hardness), distances, float.PositiveInfinity).argmin(1);
    }

    /// <summary>The same by steps that libtorch has vector code for, in a matrix that stays: fresh pages cost, too.</summary>
    private Tensor ChooseInPlace(Tensor anchors, double hardness)
    {
        var distances = _distances.narrow(0, 0, anchors.shape[0]);
        distances.copy_(_squares).addmm_(anchors, _candidates.t(), beta: 1, alpha: -2);
        var beyond = distances.sub_(Threshold(distances, hardness));
        // Keeps what is above the first number, that is 0 and more, and puts the second in place of the others.
        nn.functional.threshold(beyond, -float.Epsilon, double.PositiveInfinity, inplace: true);
        return beyond.min(1).indexes;
    }

    /// <summary>Rounding may put it beyond the farthest, where nothing would be left.</summary>
    private static Tensor Threshold(Tensor distances, double hardness)
    {
        var (nearest, farthest) = (distances.amin([1], keepdim: true), distances.amax([1], keepdim: true));
        return (hardness * nearest + (1 - hardness) * farthest).minimum(farthest);
    }
}
