namespace Tercet;

/// <summary>The items of one part of a split, by class, with the classes that can supply an anchor.</summary>
internal sealed class Subset
{
    private readonly ItemsByClass _items;
    private readonly ItemsByClass _anchors;

    /// <summary>Collects the items of a part.</summary>
    /// <param name="data">The data.</param>
    /// <param name="split">How they are split.</param>
    /// <param name="part">The part.</param>
    public Subset(LabeledItems data, DataSplit split, SplitPart part)
    {
        var isTrain = part == SplitPart.Train;
        int[] items = [.. isTrain ? split.TrainRows : split.TestRows];
        (Data, Items, Part) = (data, items, part);
        var classes = data.ClassNames.Count;
        _items = new ItemsByClass(items, data.ItemClasses, classes);
        var anchors = (isTrain ? split.TrainQueries : split.TestQueries)
            ?? (data.Catalog is null ? items : [.. Enumerable.Range(0, data.Catalog.Count)]);
        _anchors = data.Catalog is null ? _items : new ItemsByClass(anchors, data.AnchorClasses, classes);
        PresentClasses =
            [.. Enumerable.Range(0, classes).Where(c => _items.Of(c).Length > 0 && (!data.ArePairs || _anchors.Of(c).Length > 0))];
        if (data.Match == LabelMatch.All)
            _anchors = new ItemsByClass(anchors, data.AnchorClasses, classes, row => PositivesOf(row).Length > 0);
        AnchorClasses = [.. PresentClasses.Where(c => data.Match == LabelMatch.All || data.Catalog is not null
            ? _anchors.Of(c).Length > 0
            : _items.Of(c).Length > 1)];
        Places = new int[data.Items.Count];
        Array.Fill(Places, -1);
        for (var place = 0; place < items.Length; place++)
            Places[items[place]] = place;
        if (Classes < (data.ArePairs ? 1 : 2))
            throw new InvalidInputException(
                (data.ArePairs
                    ? $"the {Name} split has no query with a positive: expected one or more. "
                    : $"the {Name} split has {Classes} class{(Classes == 1 ? "" : "es")}. "
                      + "A triplet's negative is of another class: expected two or more. ")
                + "Use another `TestRatio` (0 for no test split) or `Seed`.");
    }

    /// <summary>The data that the items belong to.</summary>
    public LabeledItems Data { get; }

    /// <summary>The part of the data.</summary>
    public SplitPart Part { get; }

    /// <summary>The name of the part in messages.</summary>
    public string Name => Part == SplitPart.Train ? "training" : "test";

    /// <summary>Item ids, ascending: the candidates, before any filter.</summary>
    public int[] Items { get; }

    /// <summary>The place of each item id in <see cref="Items"/>, −1 for the items of other splits.</summary>
    public int[] Places { get; }

    /// <summary>Classes with at least one item here, ascending.</summary>
    public int[] PresentClasses { get; }

    /// <summary>The number of classes with an item here.</summary>
    public int Classes => PresentClasses.Length;

    /// <summary>The classes that can supply an anchor and a positive, ascending.</summary>
    public int[] AnchorClasses { get; }

    /// <summary>The ids of a class's items here, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int number) => _items.Of(number);

    /// <summary>The ids, in the catalog where there is one, of those that may be a class's anchor.</summary>
    public ReadOnlySpan<int> AnchorsOf(int number) => _anchors.Of(number);

    /// <summary>Whether the anchor is among what <see cref="PositivesOf(int, int)"/> lists.</summary>
    public bool ListsAnchor => Data.Catalog is null && Data.Match != LabelMatch.All;

    /// <summary>What may be the positive in a step of a class.</summary>
    public ReadOnlySpan<int> PositivesOf(int number, int anchor) =>
        Data.Match == LabelMatch.All ? PositivesOf(anchor) : ItemsOf(number);

    /// <summary>All positives of an anchor, ascending, without the anchor itself.</summary>
    public int[] PositivesOf(int anchor)
    {
        var own = Data.AnchorClasses.Of(anchor);
        if (own.IsEmpty)
            return [];
        var found = new List<int>();
        if (Data.Match == LabelMatch.All)
        {
            var rarest = own[0];
            foreach (var number in own)
                rarest = ItemsOf(number).Length < ItemsOf(rarest).Length ? number : rarest;
            foreach (var item in ItemsOf(rarest))
            {
                if (HasAll(Data.ItemClasses.Of(item), own))
                    found.Add(item);
            }
        }
        else
        {
            foreach (var number in own)
                found.AddRange(ItemsOf(number));
            if (own.Length > 1)
                found = [.. found.Distinct().Order()];
        }
        if (Data.Catalog is null)
            found.Remove(anchor);
        return [.. found];
    }

    /// <summary>Refuses a split in which no class can supply an anchor and a positive.</summary>
    public void RequireAnchors()
    {
        if (AnchorClasses.Length == 0 && Data.Match == LabelMatch.All)
            throw new InvalidInputException(
                $"{Data.Items.Source}: no item of the {Name} split has all labels of "
                + (Data.Catalog is null ? "another. " : "a catalog item. ")
                + "A positive has all labels of its anchor: give more items, or let it share any label.");
        if (AnchorClasses.Length == 0)
            throw new InvalidInputException(
                $"{Data.Items.Source}: every class of the {Name} split has a single item. "
                + "Anchor and positive are two items of a class: "
                + "give more items, or a catalog of reference items to supply the anchors.");
    }

    /// <summary>The rows of all that may be an anchor.</summary>
    public int[] AllAnchors()
    {
        var anchors = new List<int>();
        foreach (var number in AnchorClasses)
            anchors.AddRange(AnchorsOf(number));
        return Data.AnchorClasses.AreSeveral ? [.. anchors.Distinct()] : [.. anchors];
    }

    /// <summary>Whether ascending numbers contain all of others, ascending too.</summary>
    private static bool HasAll(ReadOnlySpan<int> numbers, ReadOnlySpan<int> others)
    {
        var next = 0;
        foreach (var number in numbers)
        {
            if (next < others.Length && number == others[next])
                next++;
        }
        return next == others.Length;
    }

    /// <summary>Ids grouped by class: those of class c are _ids[_starts[c].._starts[c + 1]].</summary>
    private sealed class ItemsByClass
    {
        private readonly int[] _starts;
        private readonly int[] _ids;

        public ItemsByClass(IReadOnlyList<int> ids, ClassLists classesOf, int classes, Func<int, bool>? takes = null)
        {
            if (takes is not null)
                ids = [.. ids.Where(takes)];
            _starts = new int[classes + 1];
            foreach (var id in ids)
            {
                foreach (var number in classesOf.Of(id))
                    _starts[number + 1]++;
            }
            for (var c = 0; c < classes; c++)
                _starts[c + 1] += _starts[c];
            _ids = new int[_starts[classes]];
            var next = _starts.ToArray();
            foreach (var id in ids)
            {
                foreach (var number in classesOf.Of(id))
                    _ids[next[number]++] = id;
            }
        }

        public ReadOnlySpan<int> Of(int number) => _ids.AsSpan(_starts[number].._starts[number + 1]);
    }
}
