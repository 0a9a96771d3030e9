namespace Tercet;

/// <summary>
/// Gallery items at exactly the same distance from a query: what they contribute, expected over all their orders, each as likely
/// (McSherry and Najork 2008).
/// </summary>
/// <param name="Before">s: gallery items that are nearer.</param>
/// <param name="RelevantBefore">b: those of them that are of the query's class.</param>
/// <param name="Size">n: items of the group.</param>
/// <param name="Relevant">r: those of them that are of the query's class.</param>
internal readonly record struct TieGroup(int Before, int RelevantBefore, int Size, int Relevant)
{
    /// <summary>
    /// The probability that one of the class is among those of the group that stand at the first <paramref name="places"/> places
    /// of the whole ranking: with m of them, 1 − C(n − r, m) / C(n, m).
    /// </summary>
    public double HitWithin(int places)
    {
        var miss = 1.0;
        for (var i = 0; i < SlotsWithin(places) && miss > 0; i++)
            miss *= (double)(Size - Relevant - i) / (Size - i);
        return 1 - miss;
    }

    /// <summary>How many of the class are expected among those: m·r / n.</summary>
    public double RelevantWithin(int places) => (double)SlotsWithin(places) * Relevant / Size;

    /// <summary>
    /// The expected sum of P(i)·rel(i) over the places i of the group up to <paramref name="places"/>. One of the class stands at
    /// the group's place j with probability r / n; of the j − 1 before it, (j − 1)(r − 1) / (n − 1) are then expected to be of
    /// the class.
    /// </summary>
    public double PrecisionWithin(int places)
    {
        var sum = 0.0;
        for (var j = 1; j <= SlotsWithin(places); j++)
            sum += (RelevantBefore + 1 + (j - 1.0) * (Relevant - 1) / Math.Max(1, Size - 1)) / (Before + j);
        return sum * ((double)Relevant / Size);
    }

    private int SlotsWithin(int places) => Math.Clamp(places - Before, 0, Size);
}
