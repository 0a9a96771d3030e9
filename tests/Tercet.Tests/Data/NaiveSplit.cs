using CsCheck;

namespace Tercet.Tests.Data;

/// <summary>What is held out as a whole.</summary>
internal enum SplitUnit
{
    Class,
    Item,
    Group,
}

/// <summary>
/// The brute-force reference of splits: docs/definitions.md, written down once more. It shares only the random stream of the draw
/// with the library.
/// </summary>
internal sealed record NaiveSplit(SplitUnit Unit, double Ratio, ulong Seed)
{
    public static readonly NaiveSplit None = new(SplitUnit.Class, 0, 0);

    public static readonly Gen<NaiveSplit> Generator =
        from unit in Gen.Enum<SplitUnit>()
        from ratio in Gens.OneOf(0.0, 0.2, 0.4)
        from seed in Gen.ULong
        select new NaiveSplit(unit, ratio, seed);

    /// <summary>Single items in place of groups where a data set has none.</summary>
    public NaiveSplit For(Scenario scenario) =>
        Unit == SplitUnit.Group && scenario.Groups is null ? this with { Unit = SplitUnit.Item } : this;

    /// <summary>The library's split.</summary>
    public DataSplit Of(LabeledItems items) => Unit switch
    {
        SplitUnit.Class => DataSplit.ByClass(items, Ratio, Seed),
        SplitUnit.Item => DataSplit.ByItem(items, Ratio, Seed),
        _ => DataSplit.ByGroup(items, Ratio, Seed),
    };

    /// <summary>The rows of a part, ascending.</summary>
    public int[] RowsOf(Scenario scenario, SplitPart part)
    {
        int[] labeled = [.. Enumerable.Range(0, scenario.Classes.Length).Where(row => scenario.Classes[row] is not null)];
        if (Ratio == 0)
            return part == SplitPart.Train ? labeled : [];
        string UnitOf(int row) => Unit switch
        {
            SplitUnit.Class => scenario.Classes[row]!,
            SplitUnit.Item => $"row {row}",
            _ => scenario.Groups![row] ?? $"row {row}",
        };
        var units = labeled.Select(UnitOf).Distinct().ToList();
        var count = (int)Math.Round(units.Count * Ratio, MidpointRounding.AwayFromZero);
        var atLeast = Unit switch { SplitUnit.Class => 2, SplitUnit.Group => 1, _ => 0 };
        count = Math.Clamp(count, atLeast, units.Count - atLeast);
        var heldOut = new RandomStream(Seed, RandomPurpose.Split, 0, 0).Sample(units.Count, count).Select(place => units[place])
            .ToHashSet();
        return [.. labeled.Where(row => heldOut.Contains(UnitOf(row)) == (part == SplitPart.Test))];
    }
}
