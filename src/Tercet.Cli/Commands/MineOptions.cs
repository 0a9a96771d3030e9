using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;

namespace Tercet.Cli.Commands;

/// <summary>The options that determine what is mined, the same for <c>mine</c> and <c>plan</c>.</summary>
internal sealed class MineOptions
{
    private readonly DataOptions _data = new();
    private readonly EncoderOptions _encoder = new();
    private readonly SequenceOptions _sequence = new(new TripletOptions());

    private readonly Option<int?> _testTriplets = OptionFactory.OptionalNumber<int>(
        "--test-triplets", "N", "Test triplets, 0 or more. [default: triplets × test ratio]");

    private readonly Option<int?> _testBatches = OptionFactory.OptionalNumber<int>(
        "--test-batches", "N", "Test batches, 0 or more. [default: one pass over the test classes]");

    private readonly Option<StepRange?> _steps = new("--steps")
    {
        HelpName = "A..B",
        Description = "Only the training steps (triplets or batches) from A to before B, identical to those of the whole "
            + "sequence. [default: all]",
        CustomParser = ParseSteps,
    };

    private readonly Option<TableFormat> _format = OptionFactory.OfEnum(
        "--format", "File format of the sequence.", TableFormat.Parquet);

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Write the sequence, split.csv and the manifest alone: no plots, no report.",
    };

    /// <summary>The data.</summary>
    public Option[] Data => [.. _data.Sources, .. _sequence.HeldOut];

    /// <summary>The encoder of images.</summary>
    public Option[] Encoder => [.. _encoder.Model, .. _encoder.Images];

    /// <summary>What the files of the result are.</summary>
    public Option[] Format => [_format, _noReport];

    /// <summary>The degree of parallelism, which does not affect the result.</summary>
    public Option Threads => _sequence.Threads;

    /// <summary>The sequence.</summary>
    public (string Title, Option[] Options)[] Sequence =>
    [
        ("Sequence", [.. _sequence.Length, _testTriplets, _steps, _sequence.Seed]),
        ("Batches of classes", [_sequence.Kind, .. _sequence.Batches, _testBatches]),
        ("Hardness", _sequence.Hardness),
        (
            "Candidates and positives",
            [_sequence.Positive, _sequence.Distance, .. _data.Filters, .. _sequence.Candidates]),
    ];

    /// <summary>Adds all but those of the output.</summary>
    public void AddTo(GroupedCommand command)
    {
        command.AddGroup("Data", Data);
        command.AddGroup("Encoder", Encoder);
        foreach (var (title, options) in Sequence)
            command.AddGroup(title, options);
    }

    /// <summary>The specified options that determine the result, as arguments.</summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed) => SpecifiedArguments.Of(
        parsed, [.. Data, .. Encoder, .. Sequence.SelectMany(group => group.Options), .. Format]);

    /// <summary>Reads the job.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The run's folder.</param>
    public MineJob Read(ParseResult parsed, string target)
    {
        var faults = new UsageFaults();
        faults.Add(_sequence.Faults(parsed, [_testTriplets], [_testBatches]));
        var options = ReadSequence(parsed, faults);
        var split = _sequence.ReadSplit(parsed, faults);
        faults.ThrowIfAny();
        var files = _data.Read(parsed, _data.PathOf(parsed)!);
        return new MineJob
        {
            Files = files,
            Encoding = ReadEncoding(parsed, files, options.MaxDegreeOfParallelism),
            Options = options,
            Split = split,
            Steps = parsed.GetValue(_steps),
            Out = target,
            Format = parsed.GetValue(_format),
            WithReport = !parsed.GetValue(_noReport),
        };
    }

    private MiningOptions ReadSequence(ParseResult parsed, UsageFaults faults) => _sequence.Read(parsed, faults) switch
    {
        TripletOptions triplets => triplets with { TestTriplets = parsed.GetValue(_testTriplets) },
        BatchOptions batches => batches with { TestBatches = parsed.GetValue(_testBatches) },
        var options => options,
    };

    private ImageEncoding ReadEncoding(ParseResult parsed, DataFiles files, int threads)
    {
        if (files.Embeddings is not null && _encoder.Specified(parsed).ToList() is { Count: > 0 } specified)
            throw new UsageException(ImageOptions.WithoutImages(specified));
        return _encoder.Read(parsed, threads);
    }

    private static StepRange? ParseSteps(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split("..");
        if (parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end))
            return new StepRange(start, end);
        result.AddError($"--steps is '{text}'; expected A..B, such as 0..1000: from step 0 to before step 1000.");
        return null;
    }
}
