using System.CommandLine;

namespace Tercet.CommandLine.Options;

/// <summary>The size of batches of classes.</summary>
internal sealed class BatchShapeOptions
{
    private static readonly BatchOptions Default = new();

    private readonly Option<int> _classes = OptionFactory.Number(
        "--classes-per-batch", "P", "Classes per batch, 2 or more.", Default.ClassesPerBatch);

    private readonly Option<int> _samples = OptionFactory.Number(
        "--samples-per-class", "S",
        "Items per class in a batch, 2 or more, one of them from the catalog if there is one.", Default.SamplesPerClass);

    private readonly Option<LastBatchHandling> _lastBatch = OptionFactory.OfEnum(
        "--last-batch",
        "Handling of an incomplete last batch of a pass (as drop_last): keep it, drop it, or fill it with classes already seen.",
        Default.LastBatch);

    public Option[] All => [_classes, _samples, _lastBatch];

    public BatchOptions Read(ParseResult parsed) => new()
    {
        ClassesPerBatch = parsed.GetValue(_classes),
        SamplesPerClass = parsed.GetValue(_samples),
        LastBatch = parsed.GetValue(_lastBatch),
    };
}
