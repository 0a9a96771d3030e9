using System.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary>The options of loss and optimizer.</summary>
internal sealed class LearningOptions
{
    private static readonly TrainingOptions Default = new();
    private static readonly TripletTraining DefaultTriplets = new();

    private readonly Option<double> _margin = OptionFactory.Number(
        "--margin", "M", "Margin of the triplet loss, in units of the distance (> 0).", DefaultTriplets.Loss.Margin);

    private readonly Option<bool> _softMargin = OptionFactory.Switch(
        "--soft-margin", "Soft margin: the loss ln(1 + exp(d_ap − d_an)).");

    private readonly Option<bool> _noUnitLength = OptionFactory.Switch("--no-unit-length", "Do not L2-normalise embeddings.");

    private readonly Option<int> _batchSize = OptionFactory.Number(
        "--batch-size", "N", "Triplets per batch, in order; 1 or more.", DefaultTriplets.BatchSize);

    private readonly Option<double> _learningRate = OptionFactory.Number(
        "--learning-rate", "R", "Adam learning rate (> 0).", Default.LearningRate);

    private readonly Option<bool> _noRemine = OptionFactory.Switch(
        "--no-remine", "Mine all epochs on the inputs, instead of each epoch on the embeddings that the encoder then gives.");

    private readonly Option<BatchLossKind> _loss = OptionFactory.OfEnum(
        "--loss", "For batches of classes: the loss, which selects negatives within the batch.", BatchLossKind.SemiHard);

    private readonly Option<double> _temperature = OptionFactory.Number(
        "--temperature", "T", "NT-Xent temperature (> 0).", new NtXentLoss().Temperature);

    public Option[] All => [_margin, _softMargin, _noUnitLength, _batchSize, _learningRate, _noRemine];

    /// <summary>Those that apply to batches of classes only.</summary>
    public Option[] OfBatches => [_loss, _temperature];

    /// <summary>The temperature alone, where something else determines the loss.</summary>
    public Option Temperature => _temperature;

    /// <summary>Those that apply to triplets only.</summary>
    public Option[] OfTriplets => [_batchSize];

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mining">What is mined; its distance is that of the loss.</param>
    /// <param name="distance">The option of the distance.</param>
    public TrainingOptions Read(ParseResult parsed, MiningOptions mining, Option distance) => new()
    {
        Sequence = mining switch
        {
            BatchOptions batches => new BatchTraining { Options = batches, Loss = ReadBatchLoss(parsed, batches.Distance, distance) },
            _ => new TripletTraining
            {
                Options = (TripletOptions)mining,
                Loss = ReadTripletLoss(parsed, mining.Distance),
                BatchSize = parsed.GetValue(_batchSize),
            },
        },
        UnitLength = !parsed.GetValue(_noUnitLength),
        LearningRate = parsed.GetValue(_learningRate),
        Remine = !parsed.GetValue(_noRemine),
    };

    public NtXentLoss ReadNtXent(ParseResult parsed) => new() { Temperature = parsed.GetValue(_temperature) };

    /// <summary>Reads the triplet loss.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="distance">Its distance.</param>
    public TripletLoss ReadTripletLoss(ParseResult parsed, Distance distance) =>
        new() { Distance = distance, Margin = parsed.GetValue(_margin), SoftMargin = parsed.GetValue(_softMargin) };

    /// <summary>What contradicts itself.</summary>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(_softMargin) && parsed.IsSpecified(_margin))
            yield return "--margin has no effect with --soft-margin. Leave out one of them.";
    }

    /// <summary>Reads batch-hard, whose default distance is not that of the other losses.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="distance">The distance as read.</param>
    /// <param name="option">Its option.</param>
    public BatchHardLoss ReadBatchHard(ParseResult parsed, Distance distance, Option option) => new()
    {
        Triplet = ReadTripletLoss(parsed, parsed.IsSpecified(option) ? distance : new BatchHardLoss().Distance),
    };

    private IBatchLoss ReadBatchLoss(ParseResult parsed, Distance distance, Option option) => parsed.GetValue(_loss) switch
    {
        BatchLossKind.SemiHard => new SemiHardLoss { Triplet = ReadTripletLoss(parsed, distance) },
        BatchLossKind.BatchHard => ReadBatchHard(parsed, distance, option),
        _ => ReadNtXent(parsed),
    };
}
