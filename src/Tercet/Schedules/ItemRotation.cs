namespace Tercet;

/// <summary>
/// The items that a class contributes to each pass: they rotate in a random order, so that over passes all are seen equally
/// often. When the rotation closes at its start, another order is drawn, so that other items meet.
/// </summary>
internal sealed class ItemRotation(ulong seed, RandomPurpose purpose, ulong part)
{
    /// <summary>
    /// Chooses the items of a class in a pass: different ones, or where it has too few each as often as any other, ±1.
    /// </summary>
    /// <param name="items">All its items.</param>
    /// <param name="number">The class.</param>
    /// <param name="pass">The pass, from 0.</param>
    /// <param name="chosen">Filled.</param>
    public void Choose(ReadOnlySpan<int> items, int number, long pass, Span<int> chosen)
    {
        if (chosen.IsEmpty)
            return;
        if (items.Length == 1)
        {
            chosen.Fill(items[0]);
            return;
        }
        var round = items.Length / GreatestCommonDivisor(items.Length, chosen.Length); // passes until it closes at its start
        var order = items.ToArray();
        new RandomStream(seed, purpose, 2 * (ulong)(pass / round) + part, (ulong)number).Shuffle(order.AsSpan());
        var first = pass % round * chosen.Length;
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = order[(int)((first + i) % order.Length)];
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
