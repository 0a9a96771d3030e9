using CsCheck;

namespace Tercet.Tests.Data;

public sealed class DataSplitTests
{
    private const string OtherRatio =
        "A triplet's negative is of another class: expected two or more. "
        + "Use another `TestRatio` (0 for no test split) or `Seed`.";

    [Fact]
    public void Holds_out_what_the_brute_force_reference_holds_out() =>
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), NaiveSplit.Generator, Gen.Double[0, 0.999]).Sample(
            (scenario, naive, ratio) =>
            {
                naive = (naive with { Ratio = ratio }).For(scenario);
                var split = naive.Of(scenario.ToItems());
                Assert.Equal(naive.RowsOf(scenario, SplitPart.Train), split.TrainRows);
                Assert.Equal(naive.RowsOf(scenario, SplitPart.Test), split.TestRows);
            },
            iter: 500, threads: 1);

    [Fact]
    public void Whole_classes_are_held_out_and_every_labelled_item_is_in_one_part() =>
        Gen.Select(Gen.Int[-1, 9].Array[40, 80], Gen.Double[0.01, 0.99], Gen.ULong).Sample(
            (labels, ratio, seed) =>
            {
                for (var i = 0; i < 20; i++)
                    labels[i] = i / 2;
                var split = DataSplit.ByClass(new LabeledItems(labels), ratio, seed);
                Assert.Equal(
                    Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0),
                    split.TrainRows.Concat(split.TestRows).Order());
                var testClasses = split.TestRows.Select(i => labels[i]).Distinct().ToList();
                Assert.Empty(split.TrainRows.Select(i => labels[i]).Intersect(testClasses));
                Assert.Equal(Math.Clamp((int)Math.Round(10 * ratio, MidpointRounding.AwayFromZero), 2, 8), testClasses.Count);
            },
            threads: 1);

    [Fact]
    public void Items_are_held_out_in_the_given_fraction()
    {
        var split = DataSplit.ByItem(new LabeledItems([.. Enumerable.Range(0, 100).Select(i => i % 4)]), 0.25, seed: 3);
        Assert.Equal((75, 25), (split.TrainRows.Count, split.TestRows.Count));
        Assert.Equal(Enumerable.Range(0, 100), split.TrainRows.Concat(split.TestRows).Order());
    }

    /// <summary>An item without a group is a group of its own, and both parts have one at least.</summary>
    [Fact]
    public void No_group_is_in_both_parts() =>
        Gen.Select(Gen.Int[-1, 6].Array[10, 60], Gen.Int[-1, 3].Array[60], Gen.Double[0.001, 0.999], Gen.ULong).Sample(
            (groups, labels, ratio, seed) =>
            {
                (labels[0], labels[1], groups[0], groups[1]) = (0, 1, -1, 6);
                var table = new ItemTable(
                    [.. labels.Take(groups.Length).Select(label => label < 0 ? null : $"c{label}")],
                    groups: [.. groups.Select(group => group < 0 ? null : $"g{group}")]);
                var split = DataSplit.ByGroup(new LabeledItems(table), ratio, seed);
                Assert.Equal(
                    Enumerable.Range(0, groups.Length).Where(i => labels[i] >= 0),
                    split.TrainRows.Concat(split.TestRows).Order());
                string GroupOf(int row) => groups[row] < 0 ? $"row {row}" : $"g{groups[row]}";
                var (train, test) = (split.TrainRows.Select(GroupOf).ToHashSet(), split.TestRows.Select(GroupOf).ToHashSet());
                Assert.Empty(train.Intersect(test));
                var all = train.Count + test.Count;
                Assert.Equal(Math.Clamp((int)Math.Round(all * ratio, MidpointRounding.AwayFromZero), 1, all - 1), test.Count);
            },
            threads: 1);

    [Fact]
    public void Without_groups_or_with_one_alone_no_group_can_be_held_out()
    {
        Assert.Equal(
            "items: no groups to split by. Name the column of groups: `GroupColumn`.",
            FaultOf(() => DataSplit.ByGroup(new LabeledItems(["a", "b"]))));
        var one = new LabeledItems(new ItemTable(["a", "b", null], groups: ["x", "x", "y"]));
        Assert.Equal(
            "items: all items are of one group, so that none can be held out. "
            + "Set `TestRatio` to 0 for no test split, or split by class.",
            FaultOf(() => DataSplit.ByGroup(one)));
        Assert.Equal([0, 1], DataSplit.ByGroup(one, testRatio: 0).TrainRows);
    }

    [Fact]
    public void A_ratio_of_zero_holds_nothing_out()
    {
        var items = new LabeledItems([0, 0, -1, 1]);
        DataSplit[] splits =
            [DataSplit.None(items), DataSplit.ByClass(items, 0), DataSplit.ByItem(items, 0), DataSplit.ByGroup(items, 0)];
        foreach (var split in splits)
        {
            Assert.Equal("none", split.Identity);
            Assert.Equal([0, 1, 3], split.TrainRows);
            Assert.Empty(split.TestRows);
        }
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1, "1")]
    [InlineData(double.NaN, "NaN")]
    public void A_ratio_out_of_bounds_is_refused(double ratio, string text)
    {
        var items = new LabeledItems(new ItemTable(["a", "b", "c", "d"], groups: ["x", "y", "z", "w"]));
        Func<DataSplit>[] splits =
            [() => DataSplit.ByClass(items, ratio), () => DataSplit.ByItem(items, ratio), () => DataSplit.ByGroup(items, ratio)];
        foreach (var split in splits)
        {
            var fault = Assert.Single(Assert.Throws<InvalidOptionsException>(split).Faults);
            Assert.Equal("TestRatio", fault.Property);
            Assert.Equal($"`TestRatio` is {text}; expected a fraction in [0, 1), 0 for no test split.", fault.Message);
        }
    }

    [Fact]
    public void Three_classes_are_too_few_to_hold_some_out() =>
        Assert.Equal(
            "items: 3 classes are too few to hold some out: train and test split need two each. "
            + "Set `TestRatio` to 0 for no test split, or `SplitBy` to item to split by rows.",
            FaultOf(() => DataSplit.ByClass(new LabeledItems([0, 0, 1, 1, 2, 2]))));

    [Fact]
    public void A_part_of_one_class_or_none_is_refused()
    {
        var items = new LabeledItems([0, 0, 1, 1]);
        Assert.Equal(
            $"the test split has 1 class. {OtherRatio}",
            FaultOf(() => new TripletMiner(items, null, DataSplit.ByItem(items, 0.25))));
        Assert.Equal(
            $"the training split has 0 classes. {OtherRatio}",
            FaultOf(() => new TripletMiner(items, null, DataSplit.ByItem(items, 0.99))));
    }

    [Fact]
    public void A_ratio_that_holds_out_no_item_is_refused()
    {
        var items = new LabeledItems([0, 0, 1, 1]);
        Assert.StartsWith(
            "the test split has 0 classes.",
            FaultOf(() => new TripletMiner(items, null, DataSplit.ByItem(items, 0.01))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_in_which_no_class_has_two_items_has_no_anchors_but_batches()
    {
        var items = new LabeledItems([0, 1, 2]);
        Assert.Equal(
            "items: every class of the training split has a single item. Anchor and positive are two items of a class: "
            + "give more items, or a catalog of reference items to supply the anchors.",
            FaultOf(() => new TripletMiner(items)));
        Assert.Equal(0, new BatchMiner(items).Plan.AnchorClasses);
    }

    [Fact]
    public void Another_seed_gives_another_split()
    {
        var items = new LabeledItems([.. Enumerable.Range(0, 200).Select(i => i % 100)]);
        var splits = Enumerable.Range(0, 5).Select(seed => string.Join(' ', DataSplit.ByClass(items, 0.2, (ulong)seed).TestRows));
        Assert.Equal(5, splits.Distinct().Count());
    }

    [Fact]
    public void A_column_names_the_part_of_each_item_that_has_a_class()
    {
        var items = new LabeledItems([0, 0, -1, 1, 1, -1]);
        var split = DataSplit.FromColumn(items, ["train", " TEST ", "validation", "Test", "TRAIN\t", null]);
        Assert.Equal([0, 4], split.TrainRows);
        Assert.Equal([1, 3], split.TestRows);
    }

    [Fact]
    public void Other_values_of_the_column_are_listed()
    {
        var items = new LabeledItems(
            new ItemTable(["a", "b", "a", null], files: ["w.jpg", "x.jpg", "y.jpg", "z.jpg"], source: "items.csv"));
        Assert.Equal(
            """
            items.csv: 2 rows are in neither part of the split:
              item 1: x.jpg: 'valid'
              item 2: y.jpg: ''
            Expected train or test in every row that has a class.
            """,
            FaultOf(() => DataSplit.FromColumn(items, ["train", "valid", null, "valid"])));
        Assert.Equal(
            "items.csv: 4 items but 2 values of the split. Expected one for each item.",
            FaultOf(() => DataSplit.FromColumn(items, ["train", "test"])));
    }

    [Fact]
    public void Lists_name_the_rows_of_each_part_and_the_others_take_no_part()
    {
        var items = new LabeledItems([0, 0, -1, 1, 1, 2]);
        var split = DataSplit.FromRows(items, [4, 0, 2, 0], [3, 1]);
        Assert.Equal([0, 4], split.TrainRows);
        Assert.Equal([1, 3], split.TestRows);
        Assert.Empty(DataSplit.FromRows(items, [0, 1, 3], []).TestRows);
    }

    [Fact]
    public void Rows_in_both_lists_or_not_in_the_table_are_listed() =>
        Assert.Equal(
            """
            items: 4 rows of the split cannot be used:
              row 1: in both lists
              row 3: in both lists
              row -1: not in the table
              row 4: not in the table
            Expected rows from 0 to 3, each in one list at most.
            """,
            FaultOf(() => DataSplit.FromRows(new LabeledItems([0, 0, 1, 1]), [0, 3, 1, -1], [3, 1, 4])));

    [Fact]
    public void The_identity_says_how_the_split_was_made()
    {
        var items = new LabeledItems(new ItemTable(["a", "b", "c", "d"], groups: ["x", "y", "z", null]));
        Assert.Equal("by-class test-ratio=0.2 seed=0", DataSplit.ByClass(items).Identity);
        Assert.Equal("by-item test-ratio=0.25 seed=18446744073709551615", DataSplit.ByItem(items, 0.25, ulong.MaxValue).Identity);
        Assert.Equal("by-group test-ratio=0.3333333333333333 seed=7", DataSplit.ByGroup(items, 1 / 3.0, 7).Identity);
        Assert.Equal("column split", DataSplit.FromColumn(items, ["train", "train", "train", "train"]).Identity);
        Assert.Equal("rows", DataSplit.FromRows(items, [0, 1, 2], [3]).Identity);
        Assert.Equal("none", DataSplit.None(items).Identity);
    }

    private static string FaultOf(Func<object> create) => Assert.Throws<InvalidInputException>(create).Message;
}
