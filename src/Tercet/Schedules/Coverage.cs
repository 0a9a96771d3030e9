namespace Tercet;

/// <summary>
/// The order in which classes supply anchors: passes over all K classes, each a fresh uniformly random permutation, the
/// last one cut off where the steps end. So in T steps every class appears ⌊T/K⌋ or ⌊T/K⌋ + 1 times.
/// </summary>
/// <param name="classes">K.</param>
/// <param name="seed">The seed.</param>
/// <param name="part">Which sequence of it.</param>
internal sealed class Coverage(int classes, ulong seed, ulong part)
{
    private readonly int[] _order = new int[classes];
    private long _pass = -1;

    /// <summary>The order of the classes in a pass; valid until the next call.</summary>
    public ReadOnlySpan<int> OrderOf(long pass)
    {
        if (pass != _pass)
        {
            for (var i = 0; i < _order.Length; i++)
                _order[i] = i;
            var stream = new RandomStream(seed, RandomPurpose.Coverage, part, (ulong)pass);
            stream.Shuffle(_order.AsSpan());
            _pass = pass;
        }
        return _order;
    }
}
