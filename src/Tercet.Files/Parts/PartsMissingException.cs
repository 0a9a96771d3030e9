using System.Globalization;

namespace Tercet.Files;

/// <summary>Parts that a merge needs are not there yet.</summary>
/// <param name="message">Which, and what to do.</param>
public sealed class PartsMissingException(string message) : Exception(message)
{
    private const int Shown = 10;

    internal static string Describe(string run, IReadOnlyList<int> missing, int parts)
    {
        var numbers = string.Join(", ", missing.Take(Shown).Select(number => number.ToString(CultureInfo.InvariantCulture)))
            + (missing.Count > Shown ? ", …" : "");
        return FormattableString.Invariant($"{run}: {missing.Count} of {parts} parts are missing: {numbers}. ")
            + $"Mine them, such as with 'tercet part {run} {missing[0]}', then merge again; 'tercet status {run}' shows all.";
    }
}
