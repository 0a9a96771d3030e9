namespace Tercet.Search;

/// <summary>Candidates to be excluded from rows of the same length, all at once and without a branch per candidate.</summary>
/// <param name="length">Candidates per row.</param>
internal sealed class ExclusionMask(int length)
{
    private readonly short[] _codes = CreateEmpty(length);

    /// <summary>For each candidate <see cref="CodeScale.Excluded"/>, or the least code where it may stay.</summary>
    public ReadOnlySpan<short> Codes => _codes;

    /// <summary>Adds a candidate.</summary>
    public void Add(int index) => _codes[index] = CodeScale.Excluded;

    private static short[] CreateEmpty(int length)
    {
        var codes = new short[length];
        Array.Fill(codes, short.MinValue);
        return codes;
    }
}
