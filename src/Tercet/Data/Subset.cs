namespace Tercet;

/// <summary>The items of one part of a split, by class, with the classes that can supply an anchor.</summary>
internal sealed class Subset
{
    private readonly ItemsByClass _items;
    private readonly ItemsByClass _anchors;

    public Subset(LabeledItems data, int[] items, SplitPart part)
    {
        (Data, Items, Part) = (data, items, part);
        var classes = data.ClassNames.Count;
        _items = new ItemsByClass(items, data.ItemClasses, classes);
        _anchors = data.CatalogClasses is { } catalog
            ? new ItemsByClass([.. Enumerable.Range(0, catalog.Length).Where(i => catalog[i] >= 0)], catalog, classes)
            : _items;
        var needed = data.Catalog is null ? 2 : 1;
        var present = Enumerable.Range(0, classes).Where(c => _items.Of(c).Length > 0).ToArray();
        AnchorClasses = [.. present.Where(c => _items.Of(c).Length >= needed)];
        PresentClasses = present;
        Places = new int[data.Items.Count];
        Array.Fill(Places, -1);
        for (var place = 0; place < items.Length; place++)
            Places[items[place]] = place;
        if (Classes < 2)
            throw new InvalidInputException(
                $"the {Name} split has {Classes} class{(Classes == 1 ? "" : "es")}. "
                + "A triplet's negative is of another class: expected two or more. "
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

    /// <summary>Refuses a split in which no class can supply an anchor and a positive.</summary>
    public void RequireAnchors()
    {
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
        return [.. anchors];
    }

    /// <summary>Ids grouped by class: those of class c are _ids[_starts[c].._starts[c + 1]].</summary>
    private sealed class ItemsByClass
    {
        private readonly int[] _starts;
        private readonly int[] _ids;

        public ItemsByClass(int[] ids, int[] classOf, int classes)
        {
            _starts = new int[classes + 1];
            foreach (var id in ids)
                _starts[classOf[id] + 1]++;
            for (var c = 0; c < classes; c++)
                _starts[c + 1] += _starts[c];
            _ids = new int[ids.Length];
            var next = _starts.ToArray();
            foreach (var id in ids)
                _ids[next[classOf[id]]++] = id;
        }

        public ReadOnlySpan<int> Of(int number) => _ids.AsSpan(_starts[number].._starts[number + 1]);
    }
}
