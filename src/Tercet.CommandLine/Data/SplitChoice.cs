using Tercet.CommandLine.Options;

namespace Tercet.CommandLine.Data;

/// <summary>How data are split into train and test split.</summary>
/// <param name="By">What is held out as a whole.</param>
/// <param name="TestRatio">The fraction held out, in [0, 1).</param>
/// <param name="Seed">The seed of the draw.</param>
/// <param name="Column">The column that says it; null where it is drawn.</param>
public sealed record SplitChoice(SplitBy By, double TestRatio, ulong Seed, string? Column = null)
{
    /// <summary>The default: a fifth of the classes.</summary>
    public SplitChoice() : this(SplitBy.Class, 0.2, 0)
    {
    }

    /// <summary>Splits data.</summary>
    /// <param name="items">The data.</param>
    /// <param name="values">The values of the column of the split; null without one.</param>
    /// <exception cref="InvalidInputException">The data cannot be split like this.</exception>
    public DataSplit Create(LabeledItems items, IReadOnlyList<string?>? values) => By switch
    {
        SplitBy.Column => DataSplit.FromColumn(items, values!, Column!),
        SplitBy.Class => DataSplit.ByClass(items, TestRatio, Seed),
        SplitBy.Item => DataSplit.ByItem(items, TestRatio, Seed),
        _ => DataSplit.ByGroup(items, TestRatio, Seed),
    };

    /// <summary>The choice out of bounds.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (!(TestRatio is >= 0 and < 1))
        {
            yield return new OptionFault(
                nameof(TestRatio), $"is {TestRatio}; expected a fraction in [0, 1), 0 for no test split.");
        }
    }
}
