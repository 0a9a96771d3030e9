namespace Tercet.Search;

/// <summary>Candidates to exclude from row after row.</summary>
/// <param name="count">Candidates per row.</param>
internal sealed class CandidateMask(int count)
{
    private readonly short[] _codes = CreateCodes(count);

    /// <summary>Excludes the candidate at a place from now on.</summary>
    public void Exclude(int index) => _codes[index] = CodeScale.Excluded;

    /// <summary>Takes the excluded candidates out of a row.</summary>
    public void ApplyTo(CandidateRow row) => row.Exclude(_codes);

    private static short[] CreateCodes(int count)
    {
        var codes = new short[count];
        Array.Fill(codes, short.MinValue);
        return codes;
    }
}
