using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary>The options that say how an encoder learns from triplets.</summary>
internal sealed class LearningOptions
{
    private static readonly TrainingOptions Default = new();

    private readonly Option<double> _margin = OptionFactory.Number("--margin", "M", "By how much a negative is to be farther than the positive, in units of the distance; above 0.", Default.Loss.Margin);
    private readonly Option<bool> _softMargin = new("--soft-margin") { Description = "The loss ln(1 + exp(d_ap − d_an)), in place of a margin." };
    private readonly Option<bool> _noUnitLength = new("--no-unit-length") { Description = "Leave embeddings at the length that the encoder gives them." };
    private readonly Option<int> _batchSize = OptionFactory.Number("--batch-size", "N", "Triplets a batch, in order; 1 or more.", Default.BatchSize);
    private readonly Option<double> _learningRate = OptionFactory.Number("--learning-rate", "R", "Adam's; above 0.", Default.LearningRate);
    private readonly Option<int> _remine = OptionFactory.Number("--remine", "1|0", "1: mine before each epoch on what the encoder then makes of the items. 0: mine all on the inputs as they are.", 1);

    private readonly Option<InBatchLoss> _loss = OptionFactory.OfEnum("--loss", "For batches of classes: the loss that finds its negatives within the batch.", Default.InBatch);
    private readonly Option<double> _temperature = OptionFactory.Number("--temperature", "T", "Of nt-xent, above 0.", Default.Temperature);

    public Option[] All => [_margin, _softMargin, _noUnitLength, _batchSize, _learningRate, _remine];

    /// <summary>The loss of batches.</summary>
    public Option[] OfBatches => [_loss, _temperature];

    /// <summary>Its temperature alone, where something else chooses the loss.</summary>
    public Option Temperature => _temperature;

    /// <summary>What bears on triplets alone.</summary>
    public Option[] OfTriplets => [_batchSize];

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mining">What is mined; its distance is the loss's.</param>
    public TrainingOptions Read(ParseResult parsed, MiningOptions mining) => new()
    {
        Mining = mining,
        Loss = new TripletLoss { Distance = mining.Distance, Margin = parsed.GetValue(_margin), SoftMargin = parsed.GetValue(_softMargin) },
        UnitLength = !parsed.GetValue(_noUnitLength),
        BatchSize = parsed.GetValue(_batchSize),
        LearningRate = parsed.GetValue(_learningRate),
        Remine = parsed.GetValue(_remine) != 0,
        InBatch = parsed.GetValue(_loss),
        Temperature = parsed.GetValue(_temperature),
    };

    /// <summary>What contradicts itself, in words.</summary>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(_softMargin) && parsed.Specified([_margin]).Any())
            yield return "--margin is of no use with --soft-margin: give one of them.";
        if (parsed.GetValue(_remine) is not (0 or 1) and var remine)
            yield return FormattableString.Invariant($"--remine is {remine}; expected 1 (before each epoch) or 0 (once).");
    }
}
