using System.Runtime.InteropServices;
using System.Text;

namespace Tercet.Native;

// The structures of tercet.h, which describes them.

[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct Texts
{
    private readonly byte* _bytes;
    private readonly long* _ends;
    private readonly long _count;

    /// <summary>The texts; an empty one is null.</summary>
    public string?[] ToArray(string name)
    {
        if (_count is < 0 or > int.MaxValue || (_count > 0 && (_ends is null || _bytes is null)))
            throw new InvalidInputException($"{name}: {_count} texts; expected 0 to {int.MaxValue}.");
        var texts = new string?[_count];
        long start = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var end = _ends[i];
            if (end < start || end - start > int.MaxValue)
                throw new InvalidInputException($"{name}: text {i} ends at byte {end}, but starts at {start}.");
            texts[i] = end == start ? null : Encoding.UTF8.GetString(_bytes + start, (int)(end - start));
            start = end;
        }
        return texts;
    }
}

[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct Matrix
{
    private readonly void* _values;
    private readonly long _rows, _dimensions;
    private readonly int _type;

    /// <summary>The matrix, which stays where it is.</summary>
    public EmbeddingMatrix Open(string name)
    {
        if (_values is null || _rows is < 1 or > int.MaxValue || _dimensions is < 1 or > EmbeddingMatrix.MaxDimensions)
            throw new InvalidInputException(
                $"{name}: {_rows} rows of {_dimensions} components; expected 1 to {int.MaxValue} rows, "
                + $"of 1 to {EmbeddingMatrix.MaxDimensions} components.");
        var (rows, dimensions) = ((int)_rows, (int)_dimensions);
        return _type switch
        {
            0 => EmbeddingMatrix.FromPointer((float*)_values, rows, dimensions, name),
            1 => EmbeddingMatrix.FromPointer((Half*)_values, rows, dimensions, name),
            _ => throw new InvalidInputException($"{name}: type {_type}; expected 0 for float32 or 1 for float16."),
        };
    }
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct StepsWanted
{
    private readonly int _test;
    private readonly long _start, _end;

    public bool IsTest => _test != 0;

    /// <summary>The steps; null for all.</summary>
    public StepRange? Range => _start == -1 && _end == -1 ? null : new StepRange(_start, _end);
}

[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct TripletColumns
{
    private readonly long* _step, _anchor, _positive, _negative;
    private readonly int* _cycle, _rank;
    private readonly double* _positiveDistance, _negativeDistance, _targetHardness, _hardness;
    private readonly long _capacity;

    public long Write(MinedSequence<Triplet> triplets)
    {
        Capacity.Require(_capacity, triplets.Count);
        for (var i = 0; i < triplets.Count; i++)
        {
            var triplet = triplets[i];
            _step[i] = triplet.Step;
            _anchor[i] = triplet.Anchor;
            _positive[i] = triplet.Positive;
            _negative[i] = triplet.Negative;
            _cycle[i] = triplet.Cycle;
            _rank[i] = triplet.Rank;
            _positiveDistance[i] = triplet.PositiveDistance;
            _negativeDistance[i] = triplet.NegativeDistance;
            _targetHardness[i] = triplet.TargetHardness ?? double.NaN;
            _hardness[i] = triplet.Hardness;
        }
        return triplets.Count;
    }
}

[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct BatchColumns
{
    private readonly long* _step, _item;
    private readonly int* _group, _role;
    private readonly double* _distance, _targetHardness, _hardness;
    private readonly long _capacity;

    public long Write(MinedSequence<Batch> batches)
    {
        Capacity.Require(_capacity, batches.Sum(batch => (long)batch.Items.Count));
        long i = 0;
        foreach (var batch in batches)
        {
            foreach (var item in batch.Items)
            {
                _step[i] = batch.Step;
                _item[i] = item.Row;
                _group[i] = item.Group;
                _role[i] = (int)item.Role;
                _distance[i] = item.Distance ?? double.NaN;
                _targetHardness[i] = batch.TargetHardness ?? double.NaN;
                _hardness[i] = item.Hardness ?? double.NaN;
                i++;
            }
        }
        return i;
    }
}

/// <summary>The room that a caller has for results.</summary>
internal static class Capacity
{
    public static void Require(long capacity, long rows)
    {
        if (rows > capacity)
            throw new InvalidInputException($"room for {capacity} rows; expected room for {rows}.");
    }
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct SelectorStep(double targetHardness, double positiveDistance, long anchor, long positive)
{
    public readonly double TargetHardness = targetHardness, PositiveDistance = positiveDistance;
    public readonly long Anchor = anchor, Positive = positive;
}

[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct Callbacks
{
    private readonly delegate* unmanaged<void*, double, double> _curve;
    private readonly delegate* unmanaged<void*, SelectorStep*, double*, long*, long, long> _selector;
    private readonly void* _context;

    /// <summary>A curve of the caller's own; null for none.</summary>
    public IHardnessCurve? Curve
    {
        get
        {
            var (curve, context) = ((nint)_curve, (nint)_context);
            return curve == 0
                ? null
                : HardnessCurve.Custom("own", u => ((delegate* unmanaged<void*, double, double>)curve)((void*)context, u));
        }
    }

    /// <summary>A selector of the caller's own; null for none.</summary>
    public INegativeSelector? Selector
    {
        get
        {
            var (selector, context) = ((nint)_selector, (nint)_context);
            return selector == 0
                ? null
                : NegativeSelector.Custom("own", (candidates, step) => Select(selector, context, candidates, step));
        }
    }

    private static Candidate Select(nint selector, nint context, ICandidates candidates, SelectionStep step)
    {
        var all = new Candidate[candidates.Count];
        candidates.CopyTo(all);
        var distances = Array.ConvertAll(all, candidate => candidate.Distance);
        var rows = Array.ConvertAll(all, candidate => (long)candidates.RowOf(candidate));
        var own = new SelectorStep(step.TargetHardness ?? double.NaN, step.PositiveDistance, step.Anchor, step.Positive);
        long place;
        fixed (double* distance = distances)
        fixed (long* row = rows)
        {
            place = ((delegate* unmanaged<void*, SelectorStep*, double*, long*, long, long>)selector)(
                (void*)context, &own, distance, row, all.Length);
        }
        return place >= 0 && place < all.Length
            ? all[place]
            : throw new InvalidOperationException($"the selector returned {place}; expected an index from 0 to {all.Length - 1}.");
    }
}
