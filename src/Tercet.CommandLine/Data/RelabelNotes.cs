using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>Counts what a file of corrected classes changes.</summary>
internal static class RelabelNotes
{
    /// <summary>The notes; none where the file has no corrections.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">The tables as read.</param>
    /// <param name="after">The tables with corrected classes.</param>
    public static IEnumerable<string> Of(string path, DataTables before, DataTables after)
    {
        (string? Was, string? Is)[] rows =
        [
            .. before.Items.Classes.Zip(after.Items.Classes),
            .. (before.Catalog?.Classes ?? []).Zip(after.Catalog?.Classes ?? []),
        ];
        var changed = rows.Count(row => row.Is is not null && row.Is != row.Was);
        var leftOut = rows.Count(row => row.Is is null && row.Was is not null);
        if (changed + leftOut > 0)
            yield return Invariant($"{path}: {changed:N0} items have another class than in the data, {leftOut:N0} are left out ")
                + "because their class is not known.";
        var known = rows.SelectMany(row => before.LabelsOf(row.Was)).ToHashSet(StringComparer.Ordinal);
        var added = rows.SelectMany(row => after.LabelsOf(row.Is)).Distinct(StringComparer.Ordinal).Where(label => !known.Contains(label))
            .ToList();
        if (added.Count > 0)
            yield return Invariant($"{path}: {added.Count:N0} classes are not in the data, such as '{added[0]}'; they are new classes.");
    }
}
