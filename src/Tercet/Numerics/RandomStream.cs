namespace Tercet;

/// <summary>What a random stream is drawn for; each purpose has streams of its own.</summary>
internal enum RandomPurpose : ulong
{
    Split = 1,
    Coverage = 2,
    Anchor = 3,
    Positive = 4,
    Negative = 5,
    Pool = 6,
    ItemRotation = 8,
    CatalogRotation = 9,
    HardnessOrder = 10,
}

/// <summary>
/// The only source of randomness: SplitMix64 (Steele, Lea, Flood 2014), seeded with a hash of (seed, purpose, part, index).
/// A stream depends on nothing else, in particular not on the order of work, so any slice of a sequence can be drawn alone.
/// </summary>
/// <example><code>
/// var index = step.Random.Next(candidates.Count);   // within a selector
/// </code></example>
public sealed class RandomStream
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">What it is drawn for; 1 to 99 are those of the library.</param>
    /// <param name="part">Which part of the data, or 0.</param>
    /// <param name="index">Which of the streams for this purpose, such as a step.</param>
    public RandomStream(ulong seed, ulong purpose, ulong part, ulong index)
    {
        var key = Mix(seed + Gamma);
        key = Mix(key + purpose * Gamma);
        key = Mix(key + (part + 1) * Gamma);
        _state = Mix(key + (index + 1) * Gamma);
    }

    internal RandomStream(ulong seed, RandomPurpose purpose, ulong part, ulong index) : this(seed, (ulong)purpose, part, index)
    {
    }

    /// <summary>64 uniform bits.</summary>
    internal ulong Next() => Mix(_state += Gamma);

    /// <summary>A uniform integer in [0, bound), without bias (Lemire 2019).</summary>
    /// <param name="bound">1 or more.</param>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        if (low < range)
        {
            var rejected = unchecked(0UL - range) % range;
            while (low < rejected)
                high = Math.BigMul(Next(), range, out low);
        }
        return (int)high;
    }

    /// <summary>A uniform double in [0, 1): a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Shuffles the elements uniformly (Fisher and Yates, from the front).</summary>
    internal void Shuffle<T>(Span<T> values)
    {
        for (var i = 0; i < values.Length - 1; i++)
        {
            var j = i + Next(values.Length - i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>
    /// <paramref name="count"/> distinct integers of [0, <paramref name="bound"/>), ascending; each set is equally likely
    /// (Floyd 1987).
    /// </summary>
    internal int[] Sample(int bound, int count)
    {
        var chosen = new HashSet<int>(count);
        for (var i = bound - count; i < bound; i++)
        {
            var candidate = Next(i + 1);
            if (!chosen.Add(candidate))
                chosen.Add(i);
        }
        var sample = chosen.ToArray();
        Array.Sort(sample);
        return sample;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
