using Tercet.Tests.Sequences;

namespace Tercet.Tests.Data;

public sealed class PairsTests
{
    private static readonly ItemTable Queries = ItemTable.WithoutClasses(["a", "b", "c", "d", "e"], source: "queries.csv");

    private static readonly ItemTable Passages = ItemTable.WithoutClasses(["x", "y", "z"], source: "passages.csv");

    private static readonly (int, int)[] Pairs = [(0, 0), (1, 1), (2, 2), (3, 0), (3, 1), (3, 1)];

    [Fact]
    public void Pairs_must_name_rows_that_are_there() => Assert.Equal(
        """
        pairs: 4 name rows that are not in the data:
          5, 0
          0, 3
          -1, 0
          0, -1
        Expected queries from 0 to 4 (rows of queries.csv) and passages from 0 to 2 (rows of passages.csv).
        """,
        FaultOf(() => LabeledItems.FromPairs(Queries, Passages, [(5, 0), (0, 3), (-1, 0), (0, -1), (4, 2), (5, 0)])));

    [Fact]
    public void Excluded_pairs_must_too() => Assert.StartsWith(
        "excluded pairs: 1 name rows that are not in the data:\n  5, 0\nExpected anchors from 0 to 4 (rows of queries.csv)",
        FaultOf(() => LabeledItems.FromPairs(Queries, Passages, Pairs, [(5, 0)])));

    [Fact]
    public void Without_a_pair_that_can_be_used_there_is_nothing_to_mine()
    {
        Assert.Equal(
            "queries.csv: no query has a positive, in 0 pairs. Expected a pair for each query to be an anchor.",
            FaultOf(() => LabeledItems.FromPairs(Queries, Passages, [])));
        Assert.Equal(
            "queries.csv: no query has a positive, in 1 pairs. Expected a pair for each query to be an anchor.",
            FaultOf(() => LabeledItems.FromPairs(Queries, Passages.Without([1]), [(0, 1), (0, 1)])));
        Assert.Equal(
            "queries.csv: no query has a positive, in 1 pairs. Expected a pair for each query to be an anchor.",
            FaultOf(() => LabeledItems.FromPairs(Queries.Without([0]), Passages, [(0, 1)])));
    }

    [Fact]
    public void Ids_are_there_and_differ()
    {
        Assert.Equal(
            "q.csv: 1 rows have no id, 2 the id of another:\n  item 2\n  item 1: a (first in item 0)\n  item 3: a (first in item 0)\n"
            + "Expected an id of its own in each row, since pairs name rows by it. Fill in what is missing; remove what is repeated.",
            FaultOf(() => ItemTable.WithoutClasses(["a", "a", "", "a"], source: "q.csv")));
        Assert.Equal("items: no items. Expected one or more.", FaultOf(() => ItemTable.WithoutClasses([])));
        Assert.Equal(
            "items: 2 items but 1 texts. Expected one for each item.",
            FaultOf(() => ItemTable.WithoutClasses(["a", "b"], texts: ["A"])));
        Assert.Equal(
            "items: 2 items but 3 groups. Expected one for each item.",
            FaultOf(() => ItemTable.WithoutClasses(["a", "b"], groups: ["g", null, "g"])));
    }

    [Fact]
    public void Groups_are_given_for_both_tables_or_for_none()
    {
        var grouped = ItemTable.WithoutClasses(["x"], groups: ["g"], source: "grouped.csv");
        Assert.Equal(
            "groups are given for only one of grouped.csv and queries.csv. Expected the group column in both.",
            FaultOf(() => LabeledItems.FromPairs(Queries, grouped, [(0, 0)])));
        Assert.Equal(
            "groups are given for only one of passages.csv and grouped.csv. Expected the group column in both.",
            FaultOf(() => LabeledItems.FromPairs(grouped, Passages, [(0, 0)])));
        Assert.Equal(
            "groups are given for only one of items and grouped.csv. Expected the group column in both.",
            FaultOf(() => LabeledItems.WithSeveralLabels(
                new ItemTable(["a|b", "b"]), "|", catalog: new ItemTable(["a", "b"], groups: ["g", "g"], source: "grouped.csv"))));
    }

    [Fact]
    public void What_takes_no_part_is_counted()
    {
        var data = LabeledItems.FromPairs(Queries.Without([1]), Passages.Without([2]), Pairs);
        Assert.Equal(["a", "d"], data.ClassNames);
        Assert.Equal(
            [(1, "passages left out"), (1, "queries left out"), (2, "queries without a positive")],
            data.Skipped.Select(skip => (skip.Count, skip.What)));
    }

    [Fact]
    public void Several_labels_need_a_separator_and_two_labels()
    {
        var items = new ItemTable(["a|b", "b", null, " | "]);
        Assert.Equal(["a", "b"], LabeledItems.WithSeveralLabels(items, "|").ClassNames);
        Assert.Throws<ArgumentException>(() => LabeledItems.WithSeveralLabels(items, ""));
        Assert.Equal(
            "`match` is unknown: 5; expected one of any, all.",
            Assert.Throws<InvalidOptionsException>(() => LabeledItems.WithSeveralLabels(items, "|", (LabelMatch)5)).Message);
        Assert.Equal(
            "items: one class only, 'a'. A triplet's negative is of another class: expected two classes or more.",
            FaultOf(() => LabeledItems.WithSeveralLabels(new ItemTable(["a|a", "a"]), "|")));
        Assert.StartsWith(
            "items: the catalog lacks 1 of the 2 classes in items:\n  b\n",
            FaultOf(() => LabeledItems.WithSeveralLabels(items, "|", catalog: new ItemTable(["a|c"]))));
    }

    /// <summary>The catalog item in both classes has no item with all of its labels; those of one label have.</summary>
    [Fact]
    public void A_catalog_item_with_a_label_that_no_item_has_is_no_anchor_for_all_labels()
    {
        var catalog = new ItemTable(["a|unicorn", "b"]);
        var all = LabeledItems.WithSeveralLabels(new ItemTable(["a", "b"]), "|", LabelMatch.All, catalog);
        var plan = new TripletMiner(all, new TripletOptions { TripletsPerEpoch = 1 }).Plan;
        Assert.Equal((1, 1), (plan.AnchorClasses, plan.Skipped.CountOf("classes without a positive")));
        var any = LabeledItems.WithSeveralLabels(new ItemTable(["a", "b"]), "|", LabelMatch.Any, catalog);
        Assert.Equal(2, new TripletMiner(any, new TripletOptions { TripletsPerEpoch = 1 }).Plan.AnchorClasses);
        Assert.Equal(1, all.CatalogClassesWithoutItems);
    }

    [Fact]
    public void Scores_are_finite_and_one_for_each_pair()
    {
        Assert.Equal(
            "scores: 2 are not finite:\n  anchor 0, item 1: NaN\n  anchor 2, item 0: Infinity\nExpected numbers.",
            FaultOf(() => new PairScores([(0, 1, double.NaN), (2, 0, double.PositiveInfinity), (0, 0, 1)])));
        Assert.Equal(
            "scores: 1 pairs occur more than once:\n  anchor 0, item 1: 0.5\nExpected one score for each pair.",
            FaultOf(() => new PairScores([(0, 1, 0.5), (1, 1, 1), (0, 1, 0.25)])));
        var scores = new PairScores([(0, 2, 0.5), (0, 1, -1.5), (3, 0, 0)]);
        Assert.Equal(3, scores.Count);
        Assert.Equal((-1.5, 0.5, 0.0), (scores.Of(0, 1), scores.Of(0, 2), scores.Of(3, 0)));
        Assert.Null(scores.Of(0, 0));
        Assert.Null(scores.Of(7, 0));
    }

    [Fact]
    public void Scores_must_name_rows_that_are_there() => Assert.Equal(
        """
        scores: 3 name rows that are not in the data:
          5, 0
          0, -1
          0, 3
        Expected anchors from 0 to 4 (rows of queries.csv) and items from 0 to 2 (rows of passages.csv).
        """,
        FaultOf(() => LabeledItems.FromPairs(Queries, Passages, Pairs).WithScores(
            new PairScores([(5, 0, 1), (0, 3, 1), (0, -1, 1), (4, 2, 1)]))));

    [Fact]
    public void A_split_holds_queries_out_and_all_passages_are_candidates()
    {
        var data = LabeledItems.FromPairs(Queries, Passages, Pairs);
        var split = DataSplit.ByClass(data, 0.5);
        Assert.Equal([0, 1, 2, 3], split.TrainQueries!.Concat(split.TestQueries!).Order());
        Assert.Equal(2, split.TestQueries!.Count);
        Assert.Equal([0, 1, 2], split.TrainRows);
        Assert.Equal([0, 1, 2], split.TestRows);
        Assert.Empty(DataSplit.None(data).TestRows);
    }

    [Fact]
    public void Rows_columns_and_groups_of_a_split_are_those_of_queries()
    {
        var grouped = ItemTable.WithoutClasses(["a", "b", "c"], groups: ["g", null, "g"], source: "queries.csv");
        var passages = ItemTable.WithoutClasses(["x", "y"], groups: [null, "g"]);
        var data = LabeledItems.FromPairs(grouped, passages, [(0, 0), (1, 1), (2, 1)]);
        var rows = DataSplit.FromRows(data, [0, 1], [2]);
        Assert.Equal([0, 1], rows.TrainQueries!);
        Assert.Equal([2], rows.TestQueries!);
        Assert.Equal(1, rows.CountSharedGroups(data));
        var column = DataSplit.FromColumn(data, ["test", "train", "test"]);
        Assert.Equal([1], column.TrainQueries!);
        Assert.Equal([0, 2], column.TestQueries!);
        Assert.Equal(0, column.CountSharedGroups(data));
        Assert.Equal(
            "queries.csv: 3 items but 2 values of the split. Expected one for each item.",
            FaultOf(() => DataSplit.FromColumn(data, ["train", "test"])));
        Assert.Equal(
            "queries.csv: 1 rows of the split cannot be used:\n  row 3: not in the table\n"
            + "Expected rows from 0 to 2, each in one list at most.",
            FaultOf(() => DataSplit.FromRows(data, [0, 3], [1])));
        var byGroup = DataSplit.ByGroup(data, 0.5);
        Assert.Equal(0, byGroup.CountSharedGroups(data));
        Assert.Equal(3, byGroup.TrainQueries!.Count + byGroup.TestQueries!.Count);
    }

    [Fact]
    public void A_split_of_other_queries_or_of_no_pairs_is_refused()
    {
        var data = LabeledItems.FromPairs(Queries, Passages, Pairs);
        var fewer = LabeledItems.FromPairs(ItemTable.WithoutClasses(["a", "c"], source: "few.csv"), Passages, [(0, 0), (1, 1)]);
        Assert.Equal(
            "few.csv: the split was made from other queries, 5 of them where there are 2:\n"
            + "  item 1: b\n  item 2: c\n  item 3: d\n"
            + "Expected a split of these items, in this order. Make it from the items that it is used with.",
            FaultOf(() => new TripletMiner(fewer, null, DataSplit.ByClass(data, 0.5))));
        var labeled = new ItemTable(["k", "k", "m"], source: "labeled.csv");
        var classes = new LabeledItems(labeled);
        var pairs = LabeledItems.FromPairs(Queries, labeled, Pairs);
        Assert.Equal(
            "labeled.csv: the split was made from items without pairs. "
            + "Expected a split of these items. Make it from the items that it is used with.",
            FaultOf(() => new TripletMiner(pairs, null, DataSplit.None(classes))));
        Assert.StartsWith(
            "labeled.csv: the split was made from items with pairs. ",
            FaultOf(() => new TripletMiner(classes, null, DataSplit.None(pairs))));
        Assert.NotNull(new TripletMiner(data, null, DataSplit.ByClass(LabeledItems.FromPairs(Queries, Passages, Pairs), 0.5)));
    }

    [Fact]
    public void A_part_without_an_anchor_is_refused()
    {
        var data = LabeledItems.FromPairs(Queries, Passages, Pairs);
        Assert.Equal(
            "the test split has no query with a positive: expected one or more. "
            + "Use another `TestRatio` (0 for no test split) or `Seed`.",
            FaultOf(() => new TripletMiner(data, null, DataSplit.ByItem(data, 0.1))));
        Assert.Equal(
            "items: no item of the training split has all labels of another. "
            + "A positive has all labels of its anchor: give more items, or let it share any label.",
            FaultOf(() => new TripletMiner(
                LabeledItems.WithSeveralLabels(new ItemTable(["a|b", "b|c", "c|a"]), "|", LabelMatch.All))));
    }

    [Fact]
    public void Batches_of_pairs_have_two_items_each_and_several_labels_have_no_batches()
    {
        var data = LabeledItems.FromPairs(Queries, Passages, Pairs);
        Assert.Equal(
            "`SamplesPerClass` is 3; expected 2 for pairs: a query and a passage.",
            Assert.Throws<InvalidOptionsException>(() => new BatchMiner(data, new BatchOptions { SamplesPerClass = 3 })).Message);
        var labels = LabeledItems.WithSeveralLabels(new ItemTable(["a|b", "b", "a"], source: "tags.csv"), "|");
        Assert.Equal(
            "tags.csv: items with several labels have no batches, whose items are of one class each. "
            + "Mine triplets, or give each item one label.",
            FaultOf(() => new BatchMiner(labels)));
        Assert.Equal(5, new BatchMiner(data, new BatchOptions { ClassesPerBatch = 2 }).Plan.Classes);
    }

    private static string FaultOf(Func<object> create) => Assert.Throws<InvalidInputException>(create).Message;
}
