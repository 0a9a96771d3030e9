namespace Tercet;

/// <summary>
/// Which items are trained on and which are held out for testing: made once, and passed to training, mining and evaluation alike.
/// Items without a class are in neither part.
/// </summary>
/// <example><code>
/// var split = DataSplit.ByClass(items, testRatio: 0.2);
/// var miner = new TripletMiner(items, options, split);
/// var test = split.TestRows;
/// </code></example>
public sealed class DataSplit
{
    /// <summary>The least number of classes on each side of a split by class: a triplet has two.</summary>
    private const int MinClasses = 2;

    private readonly ItemTable _items, _units;

    private DataSplit(LabeledItems items, string identity, int[] train, int[] test, double? testRatio = null)
    {
        (_items, _units, Identity, TrainRows, TestRows) = (items.Items, items.Units, identity, train, test);
        TestRatio = testRatio ?? (double)test.Length / Math.Max(1, train.Length + test.Length);
        if (!items.ArePairs)
            return;
        (TrainQueries, TestQueries) = (train, test);
        TrainRows = [.. Enumerable.Range(0, items.Items.Count).Where(items.Items.TakesPart)];
        TestRows = test.Length == 0 ? [] : TrainRows;
    }

    /// <summary>How the split was made, such as <c>by-class test-ratio=0.2 seed=0</c>; it goes into the manifest.</summary>
    public string Identity { get; }

    /// <summary>Rows of the items to train on, ascending; for pairs, all passages.</summary>
    public IReadOnlyList<int> TrainRows { get; }

    /// <summary>
    /// Rows of the items held out, ascending; empty where none are. For pairs, all passages where queries are held out: these are
    /// the ones to be searched.
    /// </summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>For pairs: rows of the queries to train on, ascending; else null.</summary>
    public IReadOnlyList<int>? TrainQueries { get; }

    /// <summary>For pairs: rows of the queries held out, ascending; else null.</summary>
    public IReadOnlyList<int>? TestQueries { get; }

    /// <summary>
    /// The fraction of classes, items or groups that was to be held out; where none was given, the fraction of rows held out.
    /// </summary>
    internal double TestRatio { get; }

    /// <summary>Holds nothing out.</summary>
    /// <param name="items">The items.</param>
    public static DataSplit None(LabeledItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Split("none", items, _ => false);
    }

    /// <summary>
    /// Holds out whole classes, drawn at random: the classes of the test part are unseen in training. An item of several classes,
    /// some held out and some not, is in neither part. For pairs, queries are held out.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="testRatio">The fraction of the classes to hold out, in [0, 1); at least two stay on each side.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="InvalidOptionsException">The ratio is out of bounds.</exception>
    /// <exception cref="InvalidInputException">There are fewer than four classes.</exception>
    public static DataSplit ByClass(LabeledItems items, double testRatio = 0.2, ulong seed = 0)
    {
        if (IsEmpty(items, testRatio))
            return None(items);
        var classes = items.ClassNames.Count;
        if (classes < 2 * MinClasses && items.ArePairs)
            throw new InvalidInputException(
                $"{items.Units.Source}: {classes} queries with a positive are too few to hold some out: train and test split need "
                + $"{MinClasses} each. Set `TestRatio` to 0 for no test split.");
        if (classes < 2 * MinClasses)
            throw new InvalidInputException(
                $"{items.Items.Source}: {classes} classes are too few to hold some out: train and test split need two each. "
                + "Set `TestRatio` to 0 for no test split, or `SplitBy` to item to split by rows.");
        var test = Draw(classes, Math.Clamp(Portion(classes, testRatio), MinClasses, classes - MinClasses), seed);
        bool? IsTest(int row)
        {
            var numbers = items.UnitClasses.Of(row);
            foreach (var number in numbers)
            {
                if (test[number] != test[numbers[0]])
                    return null;
            }
            return test[numbers[0]];
        }

        return Split(IdentityOf("by-class", testRatio, seed), items, IsTest, testRatio);
    }

    /// <summary>
    /// Holds out single items, drawn at random, as the original method's code does: a class may be in both parts.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="testRatio">The fraction of the items to hold out, in [0, 1).</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="InvalidOptionsException">The ratio is out of bounds.</exception>
    public static DataSplit ByItem(LabeledItems items, double testRatio = 0.2, ulong seed = 0)
    {
        if (IsEmpty(items, testRatio))
            return None(items);
        int[] labeled = [.. Labeled(items)];
        var test = Draw(labeled.Length, Portion(labeled.Length, testRatio), seed);
        return new DataSplit(
            items, IdentityOf("by-item", testRatio, seed),
            [.. labeled.Where((_, place) => !test[place])], [.. labeled.Where((_, place) => test[place])], testRatio);
    }

    /// <summary>
    /// Holds out whole groups, drawn at random, so that no group is in both parts; an item without a group is a group of its own.
    /// </summary>
    /// <param name="items">The items, with groups (<see cref="ItemTable.Groups"/>).</param>
    /// <param name="testRatio">The fraction of the groups to hold out, in [0, 1); at least one stays on each side.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="InvalidOptionsException">The ratio is out of bounds.</exception>
    /// <exception cref="InvalidInputException">The items have no groups, or only one.</exception>
    public static DataSplit ByGroup(LabeledItems items, double testRatio = 0.2, ulong seed = 0)
    {
        if (IsEmpty(items, testRatio))
            return None(items);
        var groups = items.Units.Groups
            ?? throw new InvalidInputException(
                $"{items.Units.Source}: no groups to split by. Name the column of groups: `GroupColumn`.");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var groupOf = new int[items.Units.Count];
        var count = 0;
        foreach (var row in Labeled(items))
        {
            if (groups[row] is not { } group)
                groupOf[row] = count++;
            else if (!numbers.TryGetValue(group, out groupOf[row]))
                numbers.Add(group, groupOf[row] = count++);
        }
        if (count < 2)
            throw new InvalidInputException(
                $"{items.Items.Source}: all items are of one group, so that none can be held out. "
                + "Set `TestRatio` to 0 for no test split, or split by class.");
        var test = Draw(count, Math.Clamp(Portion(count, testRatio), 1, count - 1), seed);
        return Split(IdentityOf("by-group", testRatio, seed), items, row => test[groupOf[row]], testRatio);
    }

    /// <summary>Takes the split from a column of the table.</summary>
    /// <param name="items">The items.</param>
    /// <param name="values">
    /// For each item <c>train</c> or <c>test</c>, in any letter case; not read where an item has no class.
    /// </param>
    /// <param name="name">The name of the column, for the manifest.</param>
    /// <exception cref="InvalidInputException">Other values, or another number of them.</exception>
    public static DataSplit FromColumn(LabeledItems items, IReadOnlyList<string?> values, string name = "split")
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(values);
        var table = items.Units;
        if (values.Count != table.Count)
            throw new InvalidInputException(
                $"{table.Source}: {table.Count} items but {values.Count} values of the split. Expected one for each item.");
        bool Is(int row, string part) => string.Equals(values[row]?.Trim(), part, StringComparison.OrdinalIgnoreCase);
        List<string> unknown =
        [
            .. Labeled(items).Where(row => !Is(row, "train") && !Is(row, "test"))
                .Select(row => $"{table.Describe(row)}: '{values[row]}'"),
        ];
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"{table.Source}: {unknown.Count} rows are in neither part of the split", unknown,
                "Expected train or test in every row that has a class.");
        return Split($"column {name}", items, row => Is(row, "test"));
    }

    /// <summary>Takes the split from lists of rows; rows in neither list take no part.</summary>
    /// <param name="items">The items.</param>
    /// <param name="trainRows">Rows to train on, in any order; rows without a class may be among them.</param>
    /// <param name="testRows">Rows to hold out.</param>
    /// <exception cref="InvalidInputException">A row is in both lists, or is not in the table.</exception>
    public static DataSplit FromRows(LabeledItems items, IReadOnlyCollection<int> trainRows, IReadOnlyCollection<int> testRows)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(trainRows);
        ArgumentNullException.ThrowIfNull(testRows);
        HashSet<int> train = [.. trainRows], test = [.. testRows];
        List<string> wrong =
        [
            .. train.Where(test.Contains).Order().Select(row => FormattableString.Invariant($"row {row}: in both lists")),
            .. train.Concat(test).Where(row => (uint)row >= (uint)items.Units.Count).Order()
                .Select(row => FormattableString.Invariant($"row {row}: not in the table")),
        ];
        if (wrong.Count > 0)
            throw new InvalidInputException(
                $"{items.Units.Source}: {wrong.Count} rows of the split cannot be used", wrong,
                $"Expected rows from 0 to {items.Units.Count - 1}, each in one list at most.");
        return new DataSplit(items, "rows", [.. Labeled(items).Where(train.Contains)], [.. Labeled(items).Where(test.Contains)]);
    }

    /// <summary>Groups with items in both parts: what is tested was partly seen in training.</summary>
    /// <param name="items">The items that the split was made from.</param>
    /// <returns>0 where the items have no groups.</returns>
    public int CountSharedGroups(LabeledItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        RequireItems(items);
        if (items.Units.Groups is not { } groups)
            return 0;
        var train = (TrainQueries ?? TrainRows).Select(row => groups[row]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return (TestQueries ?? TestRows).Select(row => groups[row]).OfType<string>().Distinct(StringComparer.Ordinal).Count(train.Contains);
    }

    /// <summary>Refuses a split that was made from other items: what it holds out would be other classes.</summary>
    internal void RequireItems(LabeledItems items)
    {
        if (items.ArePairs == TrainQueries is null)
            throw new InvalidInputException(
                $"{items.Items.Source}: the split was made from items {(items.ArePairs ? "without" : "with")} pairs. "
                + "Expected a split of these items. Make it from the items that it is used with.");
        if (!ReferenceEquals(items.Units, _units))
            RequireSameQueries(items);
        if (ReferenceEquals(items.Items, _items))
            return;
        List<string> wrong =
        [
            .. TrainRows.Concat(TestRows).Where(row => row >= items.Items.Count || !items.Items.TakesPart(row)).Order()
                .Select(row => FormattableString.Invariant($"row {row}")),
        ];
        if (wrong.Count > 0)
            throw new InvalidInputException(
                $"{items.Items.Source}: {wrong.Count} rows of the split are not items with a class", wrong,
                "Expected a split of these items. Make it from the items that it is used with.");
        List<string> others =
        [
            .. TrainRows.Concat(TestRows).Where(row => items.Items.Classes[row] != _items.Classes[row]).Order()
                .Select(row => $"{items.Items.Describe(row)}: '{items.Items.Classes[row]}', but the split has '{_items.Classes[row]}'"),
        ];
        if (others.Count > 0 || items.Items.Count != _items.Count)
            throw new InvalidInputException(
                $"{items.Items.Source}: the split was made from other items, {_items.Count} of them where there are {items.Items.Count}",
                others, "Expected a split of these items, in this order. Make it from the items that it is used with.");
    }

    private void RequireSameQueries(LabeledItems items)
    {
        if (!items.ArePairs)
            return;
        var (queries, before) = (items.Units, _units);
        List<string> others =
        [
            .. TrainQueries!.Concat(TestQueries!).Order()
                .Where(row => row >= queries.Count || queries.KeyOf(row) != before.KeyOf(row)).Select(before.Describe),
        ];
        if (others.Count > 0 || queries.Count != before.Count)
            throw new InvalidInputException(
                $"{queries.Source}: the split was made from other queries, {before.Count} of them where there are {queries.Count}",
                others, "Expected a split of these items, in this order. Make it from the items that it is used with.");
    }

    /// <summary>The rows of items, or of queries, that have a class.</summary>
    private static IEnumerable<int> Labeled(LabeledItems items) =>
        Enumerable.Range(0, items.Units.Count).Where(row => items.UnitClasses.Of(row).Length > 0);

    private static DataSplit Split(string identity, LabeledItems items, Func<int, bool?> isTest, double? testRatio = null)
    {
        var parts = Labeled(items).ToLookup(isTest);
        return new DataSplit(items, identity, [.. parts[false]], [.. parts[true]], testRatio);
    }

    private static string IdentityOf(string name, double testRatio, ulong seed) =>
        FormattableString.Invariant($"{name} test-ratio={testRatio:R} seed={seed}");

    private static bool IsEmpty(LabeledItems items, double testRatio)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!(testRatio is >= 0 and < 1))
            throw new InvalidOptionsException(
                [new OptionFault("TestRatio", $"is {testRatio}; expected a fraction in [0, 1), 0 for no test split.")]);
        return testRatio == 0;
    }

    private static int Portion(int of, double ratio) => (int)Math.Round(of * ratio, MidpointRounding.AwayFromZero);

    private static bool[] Draw(int from, int count, ulong seed)
    {
        var drawn = new bool[from];
        foreach (var i in new RandomStream(seed, RandomPurpose.Split, 0, 0).Sample(from, count))
            drawn[i] = true;
        return drawn;
    }
}
