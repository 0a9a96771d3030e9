using CsCheck;

namespace Tercet.Tests.Data;

public sealed class SplitterTests
{
    [Fact]
    public void Whole_classes_go_to_one_side_and_every_labelled_item_to_one() =>
        Gen.Select(Gen.Int[-1, 9].Array[40, 80], Gen.Double[0.01, 0.99], Gen.ULong).Sample(
            (labels, ratio, seed) =>
            {
                for (var i = 0; i < 20; i++)
                    labels[i] = i / 2;
                var data = Data(labels);
                var (train, test) = Splitter.Create(data, ratio, SplitBy.Class, seed);
                int[] both = [.. train.Items, .. test!.Items];
                return both.Order().SequenceEqual(Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0))
                    && !train.Items.Select(i => labels[i]).Intersect(test.Items.Select(i => labels[i])).Any()
                    && test.Classes == Math.Clamp((int)Math.Round(10 * ratio, MidpointRounding.AwayFromZero), 2, 8);
            },
            threads: 1);

    [Fact]
    public void Items_are_held_out_in_the_asked_portion()
    {
        var data = Data([.. Enumerable.Range(0, 100).Select(i => i % 4)]);
        var (train, test) = Splitter.Create(data, 0.25, SplitBy.Item, seed: 3);
        Assert.Equal((75, 25), (train.Items.Length, test!.Items.Length));
        Assert.Equal(Enumerable.Range(0, 100), train.Items.Concat(test.Items).Order());
    }

    [Fact]
    public void A_ratio_of_zero_holds_nothing_out()
    {
        var (train, test) = Splitter.Create(Data([0, 0, -1, 1]), 0, SplitBy.Class, seed: 0);
        Assert.Equal([0, 1, 3], train.Items);
        Assert.Null(test);
    }

    [Fact]
    public void Three_classes_are_too_few_to_hold_some_out() =>
        Assert.Equal(
            "items: 3 classes are too few to hold some out for the test: training and test need two each. Use --test-ratio 0 for "
            + "no test split, or --split item to split by rows.",
            FaultOf([0, 0, 1, 1, 2, 2], 0.2, SplitBy.Class));

    [Fact]
    public void A_split_of_no_class_or_one_is_refused()
    {
        Assert.Equal(
            "the test split has 0 classes. A triplet's negative is of another class: expected two or more. Use another test "
            + "ratio (0 for no test split) or seed.",
            FaultOf([0, 0, 1, 1], 0.01, SplitBy.Item));
        Assert.Equal(
            "the test split has 1 class. A triplet's negative is of another class: expected two or more. Use another test ratio "
            + "(0 for no test split) or seed.",
            FaultOf([0, 0, 1, 1], 0.25, SplitBy.Item));
        Assert.StartsWith(
            "the training split has 0 classes.", FaultOf([0, 0, 1, 1], 0.99, SplitBy.Item), StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_in_which_no_class_has_two_items_has_no_anchors() =>
        Assert.Equal(
            "items: every class of the training split has a single item. Anchor and positive are two items of a class: give more "
            + "items, or a catalog of reference items to supply the anchors.",
            Assert.Throws<InvalidInputException>(
                () => new TripletOptions { TestRatio = 0 }.RequireSplit(Data([0, 1, 2]))).Message);

    [Fact]
    public void Batches_need_none() => new BatchOptions { TestRatio = 0 }.RequireSplit(Data([0, 1, 2]));

    [Fact]
    public void Another_seed_gives_another_split()
    {
        var data = Data([.. Enumerable.Range(0, 200).Select(i => i % 100)]);
        var splits = Enumerable.Range(0, 5).Select(
            seed => string.Join(' ', Splitter.Create(data, 0.2, SplitBy.Class, (ulong)seed).Test!.Items));
        Assert.Equal(5, splits.Distinct().Count());
    }

    private static Dataset Data(int[] labels) => new(new ItemTable(Array.ConvertAll(labels, n => n < 0 ? null : $"c{n}")));

    private static string FaultOf(int[] labels, double ratio, SplitBy by) =>
        Assert.Throws<InvalidInputException>(() => Splitter.Create(Data(labels), ratio, by, seed: 0)).Message;
}
