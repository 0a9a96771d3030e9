namespace Tercet;

/// <summary>Deals the items out between training and test.</summary>
internal static class Splitter
{
    /// <summary>The least number of classes on each side of a split by class: a triplet has two.</summary>
    private const int MinClasses = 2;

    /// <summary>Splits a data set; without a test split where the ratio is 0.</summary>
    public static (Subset Train, Subset? Test) Create(Dataset data, double testRatio, SplitBy by, ulong seed)
    {
        var labelled = Enumerable.Range(0, data.Items.Count).Where(i => data.ItemClasses[i] >= 0).ToArray();
        if (testRatio == 0)
            return (new Subset(data, labelled, Split.Train), null);
        var isTest = by == SplitBy.Class
            ? ChooseClasses(data, testRatio, seed)
            : ChooseItems(labelled, data.Items.Count, testRatio, seed);
        bool InTest(int item) => isTest[by == SplitBy.Class ? data.ItemClasses[item] : item];
        return (
            new Subset(data, [.. labelled.Where(item => !InTest(item))], Split.Train),
            new Subset(data, [.. labelled.Where(InTest)], Split.Test));
    }

    private static bool[] ChooseClasses(Dataset data, double testRatio, ulong seed)
    {
        var classes = data.ClassNames.Count;
        if (classes < 2 * MinClasses)
            throw new InvalidInputException($"{data.Items.Source}: {classes} classes are too few to hold some out for the test: training and test need two each. Use --test-ratio 0 for no test split, or --split item to split by rows.");
        var count = Math.Clamp(Portion(classes, testRatio), MinClasses, classes - MinClasses);
        return Choose(classes, count, seed);
    }

    private static bool[] ChooseItems(int[] labelled, int items, double testRatio, ulong seed)
    {
        var chosen = Choose(labelled.Length, Portion(labelled.Length, testRatio), seed);
        var isTest = new bool[items];
        for (var i = 0; i < labelled.Length; i++)
            isTest[labelled[i]] = chosen[i];
        return isTest;
    }

    private static int Portion(int of, double ratio) => (int)Math.Round(of * ratio, MidpointRounding.AwayFromZero);

    private static bool[] Choose(int from, int count, ulong seed)
    {
        var chosen = new bool[from];
        foreach (var i in new RandomStream(seed, RandomPurpose.Split, 0, 0).Sample(from, count))
            chosen[i] = true;
        return chosen;
    }
}
