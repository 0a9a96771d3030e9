using System.CommandLine;
using Tercet.Cli.Commands;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary>The options that say how an encoder learns from triplets.</summary>
internal sealed class LearningOptions
{
    private static readonly TrainingOptions Default = new();
    private static readonly TripletTraining DefaultTriplets = new();

    private readonly Option<double> _margin = Options.Number("--margin", "M", "By how much a negative is to be farther than the positive, in units of the distance; above 0.", DefaultTriplets.Loss.Margin);
    private readonly Option<bool> _softMargin = new("--soft-margin") { Description = "The loss ln(1 + exp(d_ap − d_an)), in place of a margin." };
    private readonly Option<bool> _noUnitLength = new("--no-unit-length") { Description = "Leave embeddings at the length that the encoder gives them." };
    private readonly Option<int> _batchSize = Options.Number("--batch-size", "N", "Triplets a batch, in order; 1 or more.", DefaultTriplets.BatchSize);
    private readonly Option<double> _learningRate = Options.Number("--learning-rate", "R", "Adam's; above 0.", Default.LearningRate);
    private readonly Option<int> _remine = Options.Number("--remine", "1|0", "1: mine before each epoch on what the encoder then makes of the items. 0: mine all on the inputs as they are.", 1);

    private readonly Option<BatchLossKind> _loss = Options.OfEnum("--loss", "For batches of classes: the loss that finds its negatives within the batch.", BatchLossKind.SemiHard);
    private readonly Option<double> _temperature = Options.Number("--temperature", "T", "Of nt-xent, above 0.", new NtXentLoss().Temperature);

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
        Sequence = mining switch
        {
            BatchOptions batches => new BatchTraining { Options = batches, Loss = LossOf(parsed, batches.Distance) },
            _ => new TripletTraining
            {
                Options = (TripletOptions)mining,
                Loss = Triplet(parsed, mining.Distance),
                BatchSize = parsed.GetValue(_batchSize),
            },
        },
        UnitLength = !parsed.GetValue(_noUnitLength),
        LearningRate = parsed.GetValue(_learningRate),
        Remine = parsed.GetValue(_remine) != 0,
    };

    /// <summary>NT-Xent.</summary>
    public NtXentLoss NtXent(ParseResult parsed) => new() { Temperature = parsed.GetValue(_temperature) };

    /// <summary>The triplet loss.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="distance">Its distance.</param>
    public TripletLoss Triplet(ParseResult parsed, Distance distance) =>
        new() { Distance = distance, Margin = parsed.GetValue(_margin), SoftMargin = parsed.GetValue(_softMargin) };

    private IBatchLoss LossOf(ParseResult parsed, Distance distance) => parsed.GetValue(_loss) switch
    {
        BatchLossKind.SemiHard => new SemiHardLoss { Triplet = Triplet(parsed, distance) },
        BatchLossKind.BatchHard => new BatchHardLoss { Triplet = Triplet(parsed, distance) },
        _ => NtXent(parsed),
    };

    /// <summary>What contradicts itself, in words.</summary>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(_softMargin) && Options.Given(parsed, [_margin]).Any())
            yield return "--margin is of no use with --soft-margin: give one of them.";
        if (parsed.GetValue(_remine) is not (0 or 1) and var remine)
            yield return FormattableString.Invariant($"--remine is {remine}; expected 1 (before each epoch) or 0 (once).");
    }
}
