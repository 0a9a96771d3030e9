using System.Numerics;

namespace Tercet;

/// <summary>
/// A random permutation of the steps of a sequence that needs no memory, so that any slice can be mined alone: a Feistel network
/// of four rounds over the next power of four, repeated until the result is a step (cycle walking; Black and Rogaway 2002).
/// </summary>
internal sealed class StepPermutation(ulong seed, long steps)
{
    private const int Rounds = 4;

    private readonly int _halfBits = Math.Max(1, (65 - BitOperations.LeadingZeroCount((ulong)(steps - 1))) / 2);

    /// <summary>The step of the schedule whose hardness a step gets.</summary>
    /// <param name="step">0 to steps − 1.</param>
    public long At(long step)
    {
        var place = (ulong)step;
        do
            place = Encipher(place);
        while (place >= (ulong)steps);
        return (long)place;
    }

    private ulong Encipher(ulong value)
    {
        var mask = (1UL << _halfBits) - 1;
        var (left, right) = (value >> _halfBits, value & mask);
        for (var round = 0; round < Rounds; round++)
        {
            var key = new RandomStream(seed, RandomPurpose.HardnessOrder, (ulong)round, right).Next();
            (left, right) = (right, left ^ (key & mask));
        }
        return (left << _halfBits) | right;
    }
}
