namespace Tercet.Native;

/// <summary>What is held out, as a caller says it.</summary>
internal static unsafe class Splits
{
    /// <summary>What is held out as a whole.</summary>
    private enum HeldOut
    {
        Class,
        Item,
        Group,
    }

    public static DataSplit Create(LabeledItems items, byte* options, long* testRows, long count)
    {
        var reader = new OptionReader(options);
        var (by, ratio, seed) = (reader.Enum<HeldOut>("by"), reader.Number("test_ratio") ?? 0.2, reader.Integer<ulong>("seed") ?? 0);
        reader.ThrowIfAny();
        if (testRows is not null)
        {
            if (count is < 0 or > int.MaxValue)
                throw new InvalidInputException($"test: {count} rows; expected 0 or more.");
            var test = new HashSet<int>();
            for (long i = 0; i < count; i++)
                test.Add(Exports.Row(testRows[i], "test"));
            return DataSplit.FromRows(items, [.. Enumerable.Range(0, items.Items.Count).Where(row => !test.Contains(row))], test);
        }
        return by switch
        {
            HeldOut.Item => DataSplit.ByItem(items, ratio, seed),
            HeldOut.Group => DataSplit.ByGroup(items, ratio, seed),
            _ => DataSplit.ByClass(items, ratio, seed),
        };
    }

    public static void Copy(IReadOnlyList<int> rows, long* destination)
    {
        if (rows.Count > 0 && destination is null)
            throw new InvalidInputException($"no place for {rows.Count} rows.");
        for (var i = 0; i < rows.Count; i++)
            destination[i] = rows[i];
    }
}
