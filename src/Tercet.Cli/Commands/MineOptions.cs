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
    private readonly DataOptions _data = new(required: false);
    private readonly PairOptions _retrieval = new();
    private readonly NegativeOptions _negatives = new();
    private readonly EncoderOptions _encoder = new();
    private readonly SequenceOptions _sequence = new(
        new TripletOptions(), distance: "Distance metric; for queries and passages cosine, unless it is specified.");

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

    private readonly Option<TripletLayout> _layout = OptionFactory.OfEnum(
        "--layout",
        "A further file with one row per step: tuple (anchor, positive, negative_1 and so on) or list (anchor, candidates, labels, "
        + "scores).", TripletLayout.Rows);

    private readonly Option<ItemColumns?> _write = OptionFactory.OptionalEnum<ItemColumns>(
        "--write", "What is written of each item. One of ids, text, both. [default: ids; with --layout, text where there is one]");

    private readonly Option<string?> _textColumn = OptionFactory.OptionalText(
        "--text-column", "NAME", "The column of texts, for reports and files. [default: text, where there is one]");

    private readonly Option<string?> _classSeparator = OptionFactory.OptionalText(
        "--class-separator", "TEXT", "Items have several labels, and this stands between them, such as '|'. Negatives share none.");

    private readonly Option<LabelMatch> _match = OptionFactory.OfEnum(
        "--match", "With several labels, which items are positives: those that share any label of the anchor, or have all.",
        LabelMatch.Any);

    private readonly Option<DuplicateHandling?> _duplicates = OptionFactory.OptionalEnum<DuplicateHandling>(
        "--duplicates",
        "Items that are the same as an anchor, or as a positive of it, by file, text or embedding. One of keep (count them), "
        + "positive (never negatives), exclude (neither). [default: keep; exclude for queries and passages]");

    private readonly Option<string?> _queryPrompt = OptionFactory.OptionalText(
        "--query-prompt", "TEXT", "Text model: a string put before each query. [default: the model's own, or none]");

    private readonly Option<string?> _passagePrompt = OptionFactory.OptionalText(
        "--passage-prompt", "TEXT", "Text model: a string put before each passage. [default: the model's own, or none]");

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Write the sequence, split.csv and the manifest alone: no plots, no report.",
    };

    /// <summary>The data.</summary>
    public Option[] Data => [.. _data.Sources, _textColumn, _classSeparator, _match, .. _sequence.HeldOut];

    /// <summary>Queries and passages.</summary>
    public Option[] Retrieval => _retrieval.All;

    /// <summary>The encoder of images.</summary>
    public Option[] Encoder => [.. _encoder.Model, .. Texts, .. _encoder.Images];

    /// <summary>What the files of the result are.</summary>
    public Option[] Format => [_format, _layout, _write, _noReport];

    /// <summary>The degree of parallelism, which does not affect the result.</summary>
    public Option Threads => _sequence.Threads;

    private Option[] Texts => [.. _encoder.Texts, _queryPrompt, _passagePrompt];

    /// <summary>The sequence.</summary>
    public (string Title, Option[] Options)[] Sequence =>
    [
        ("Sequence", [.. _sequence.Length, _testTriplets, _steps, _sequence.Seed]),
        ("Batches of classes", [_sequence.Kind, .. _sequence.Batches, _testBatches]),
        ("Hardness", _sequence.Hardness),
        (
            "Candidates and positives",
            [_sequence.Positive, _sequence.Distance, .. _data.Filters, _duplicates, .. _sequence.Candidates]),
        ("Negatives", _negatives.All),
    ];

    /// <summary>Adds all but those of the output.</summary>
    public void AddTo(GroupedCommand command)
    {
        command.AddGroup("Data", Data);
        command.AddGroup("Queries and passages", Retrieval);
        command.AddGroup("Encoder", Encoder);
        foreach (var (title, options) in Sequence)
            command.AddGroup(title, options);
    }

    /// <summary>The specified options that determine the result, as arguments.</summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed) => SpecifiedArguments.Of(
        parsed, [.. Data, .. Retrieval, .. Encoder, .. Sequence.SelectMany(group => group.Options), .. Format]);

    /// <summary>Reads the job.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The run's folder.</param>
    public MineJob Read(ParseResult parsed, string target)
    {
        var faults = new UsageFaults();
        faults.Add(_sequence.Faults(parsed, [_testTriplets, _layout, .. _negatives.OfTriplets], [_testBatches]));
        var files = ReadFiles(parsed, faults);
        var options = _negatives.ApplyTo(parsed, ReadSequence(parsed, faults), faults);
        if (files is RetrievalFiles && !parsed.IsSpecified(_sequence.Distance))
            options = options with { Distance = Distance.Cosine };
        var split = _sequence.ReadSplit(parsed, faults);
        faults.Add(OutputFaults(parsed, files));
        faults.ThrowIfAny();
        return new MineJob
        {
            Files = files,
            Encoding = UsesTextModel(parsed, files) ? new() : ReadEncoding(parsed, files, options.MaxDegreeOfParallelism),
            Texts = UsesTextModel(parsed, files) ? ReadTexts(parsed, files, options.MaxDegreeOfParallelism) : null,
            Options = options,
            Split = split,
            Steps = parsed.GetValue(_steps),
            Out = target,
            Format = parsed.GetValue(_format),
            Layout = parsed.GetValue(_layout),
            Write = parsed.GetValue(_write),
            WithReport = !parsed.GetValue(_noReport),
        };
    }

    private InputFiles ReadFiles(ParseResult parsed, UsageFaults faults)
    {
        var (data, textColumn) = (_data.PathOf(parsed), parsed.GetValue(_textColumn));
        if (_retrieval.IsSpecified(parsed))
        {
            if (parsed.Specified([.. _data.OfItems, _classSeparator, _match]).ToList() is { Count: > 0 } specified)
                faults.Add($"{string.Join(", ", specified)}: no effect on queries and passages, which have no classes. Leave out one or the other.");
            var retrieval = _retrieval.Read(parsed, data, textColumn, faults);
            return retrieval with
            {
                QueryPrompt = parsed.GetValue(_queryPrompt),
                Columns = retrieval.Columns with
                {
                    RequireTexts = textColumn is not null || parsed.GetValue(_write) is ItemColumns.Text or ItemColumns.Both,
                    GroupColumn = _data.GroupColumnOf(parsed),
                },
                Images = _data.ImagesOf(parsed),
                EmbeddingColumn = _data.EmbeddingColumnOf(parsed),
                Exclude = _data.ExcludeOf(parsed),
                Duplicates = parsed.GetValue(_duplicates),
            };
        }
        if (parsed.Specified(_retrieval.All).ToList() is { Count: > 0 } without)
            faults.Add($"{string.Join(", ", without)}: for queries and passages, but none are named. Leave it out, or give --queries, --passages and --pairs.");
        if (data is null)
            faults.Add("--data is missing: a table or a folder of items; or --queries, --passages and --pairs.");
        if (parsed.IsSpecified(_match) && parsed.GetValue(_classSeparator) is null)
            faults.Add("--match has no effect without --class-separator. Leave it out, or add the separator of labels.");
        var files = _data.Read(parsed, data ?? "");
        return files with
        {
            Table = files.Table with
            {
                TextColumn = textColumn ?? files.Table.TextColumn,
                RequireTexts = textColumn is not null || UsesTextModel(parsed, files) || parsed.GetValue(_write) is ItemColumns.Text or ItemColumns.Both,
            },
            EmbedsTexts = UsesTextModel(parsed, files),
            ClassSeparator = parsed.GetValue(_classSeparator),
            Match = parsed.GetValue(_match),
            Duplicates = parsed.GetValue(_duplicates),
        };
    }

    private IEnumerable<string> OutputFaults(ParseResult parsed, InputFiles files)
    {
        if (files is RetrievalFiles { Embeddings: null, CatalogEmbeddings: null } && !_encoder.IsTextModel(parsed))
        {
            yield return parsed.Specified(_encoder.Model.Take(1)).Any()
                ? $"--encoder {_encoder.NameOf(parsed)}: no folder of a text model, which queries and passages need."
                : "--query-embeddings and --passage-embeddings are missing; or --encoder, the folder of a text model, to embed the texts.";
        }
        if (files is RetrievalFiles && parsed.Specified(_encoder.Texts.Take(1)).Any())
            yield return "--prompt has no effect on queries and passages. Use --query-prompt and --passage-prompt.";
        if (files is DataFiles && parsed.Specified([_queryPrompt, _passagePrompt]).Any())
            yield return "--query-prompt and --passage-prompt are for queries and passages. Use --prompt.";
        var (layout, format) = (parsed.GetValue(_layout), parsed.GetValue(_format));
        var hasLists = layout == TripletLayout.List || (layout == TripletLayout.Tuple && files is RetrievalFiles { Scores: not null });
        if (hasLists && format == TableFormat.Csv)
        {
            yield return $"--layout {EnumNames.ToKebabCase(layout)} has lists{(layout == TripletLayout.List ? "" : " of scores")}, which a "
                + "CSV file cannot hold. Use --format parquet or jsonl.";
        }
    }

    private MiningOptions ReadSequence(ParseResult parsed, UsageFaults faults) => _sequence.Read(parsed, faults) switch
    {
        TripletOptions triplets => triplets with { TestTriplets = parsed.GetValue(_testTriplets) },
        BatchOptions batches => batches with { TestBatches = parsed.GetValue(_testBatches) },
        var options => options,
    };

    private ImageEncoding ReadEncoding(ParseResult parsed, InputFiles files, int threads)
    {
        if (files.Embeddings is not null && _encoder.Specified(parsed).Concat(parsed.Specified(Texts)).ToList() is { Count: > 0 } specified)
            throw new UsageException(ImageOptions.WithoutImages(specified));
        return _encoder.Read(parsed, threads, _queryPrompt, _passagePrompt);
    }

    private bool UsesTextModel(ParseResult parsed, InputFiles files) => files.Embeddings is null && _encoder.IsTextModel(parsed);

    private TextEncoding ReadTexts(ParseResult parsed, InputFiles files, int threads)
    {
        var encoding = _encoder.ReadTexts(parsed, threads);
        return files is RetrievalFiles
            ? encoding with { Texts = encoding.Texts with { Prompt = parsed.GetValue(_passagePrompt) } }
            : encoding;
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
