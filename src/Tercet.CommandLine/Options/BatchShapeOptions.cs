using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that say how large batches of classes are, the same wherever they are formed.</summary>
public sealed class BatchShapeOptions
{
    private static readonly BatchOptions Default = new();

    private readonly Option<int> _classes = OptionFactory.Number("--classes-per-batch", "P", "Classes in a batch, 2 or more.", Default.ClassesPerBatch);
    private readonly Option<int> _samples = OptionFactory.Number("--samples-per-class", "S", "Items of each class in it, 2 or more, one of them from the catalog where there is one.", Default.SamplesPerClass);
    private readonly Option<LastBatchHandling> _last = OptionFactory.OfEnum("--last", "What becomes of the last batch of a pass, where the classes do not fill it: kept short, dropped, or filled with classes that the pass had before.", Default.Last);

    public Option[] All => [_classes, _samples, _last];

    public BatchOptions Read(ParseResult parsed) => new()
    {
        ClassesPerBatch = parsed.GetValue(_classes),
        SamplesPerClass = parsed.GetValue(_samples),
        Last = parsed.GetValue(_last),
    };
}
