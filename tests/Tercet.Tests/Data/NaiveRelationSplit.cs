namespace Tercet.Tests.Data;

/// <summary>
/// The parts of a split of a <see cref="RelationScenario"/>: docs/definitions.md, written down once more. It shares only the random
/// stream of the draw with the library.
/// </summary>
internal static class NaiveRelationSplit
{
    /// <summary>Single items in place of groups where a data set has none.</summary>
    public static NaiveSplit For(this NaiveSplit split, RelationScenario scenario) =>
        split.Unit == SplitUnit.Group && scenario.UnitGroups is null ? split with { Unit = SplitUnit.Item } : split;

    /// <summary>Rows of the items of a part, ascending: for pairs, all passages.</summary>
    public static int[] ItemsOf(this NaiveSplit split, RelationScenario scenario, SplitPart part)
    {
        var units = split.UnitsOf(scenario, part);
        if (scenario.Kind != RelationKind.Pairs)
            return units;
        return units.Length == 0 ? [] : [.. Enumerable.Range(0, scenario.ItemCount).Where(scenario.TakesPart)];
    }

    /// <summary>Rows of what may be an anchor in a part, ascending.</summary>
    public static int[] AnchorsOf(this NaiveSplit split, RelationScenario scenario, SplitPart part) =>
        scenario.CatalogLabels is { } catalog ? [.. Enumerable.Range(0, catalog.Length)] : split.UnitsOf(scenario, part);

    /// <summary>Rows of what is split, of a part: queries for pairs, else items.</summary>
    public static int[] UnitsOf(this NaiveSplit split, RelationScenario scenario, SplitPart part)
    {
        var all = scenario.Units;
        if (split.Ratio == 0)
            return part == SplitPart.Train ? all : [];
        string[] NamesOf(int row) => split.Unit switch
        {
            SplitUnit.Class => scenario.ClassesOfUnit(row),
            SplitUnit.Item => [$"row {row}"],
            _ => [scenario.UnitGroups![row] ?? $"row {row}"],
        };
        string[] names = split.Unit == SplitUnit.Class ? scenario.Classes : [.. all.SelectMany(NamesOf).Distinct()];
        var count = (int)Math.Round(names.Length * split.Ratio, MidpointRounding.AwayFromZero);
        var atLeast = split.Unit switch { SplitUnit.Class => 2, SplitUnit.Group => 1, _ => 0 };
        count = Math.Clamp(count, atLeast, names.Length - atLeast);
        var heldOut = new RandomStream(split.Seed, RandomPurpose.Split, 0, 0).Sample(names.Length, count)
            .Select(place => names[place]).ToHashSet();
        return [.. all.Where(row => NamesOf(row).All(name => heldOut.Contains(name) == (part == SplitPart.Test)))];
    }
}
