using System.CommandLine;
using System.Globalization;
using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Mining;
using Tercet.Runs;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet mine</c>: from labelled items to a run of triplets.</summary>
internal static class MineCommand
{
    private static readonly MiningOptions Default = new();
    private static readonly ItemTableOptions DefaultTable = new();

    private static readonly Option<string> Data = new("--data") { HelpName = "PATH", Required = true, Description = "A CSV file with a row for each item, or a folder with a sub-folder of images for each class." };
    private static readonly Option<string?> Catalog = new("--catalog") { HelpName = "PATH", Description = "Reference items, one or more for each class, in the same form: anchors come from there." };
    private static readonly Option<string?> Images = new("--images") { HelpName = "DIR", Description = "The folder that file names are relative to. [default: the folder of the CSV file]" };
    private static readonly Option<string?> Embeddings = new("--embeddings") { HelpName = "FILE", Description = "Embeddings of the items (.npy of float32 or float16, or .parquet with a list column), a row for each row of the data, in place of an encoder." };
    private static readonly Option<string?> CatalogEmbeddings = new("--catalog-embeddings") { HelpName = "FILE", Description = "The same for the catalog." };
    private static readonly EncoderOptions Encoder = new();
    private static readonly Option<string> FileColumn = Options.Text("--file-column", "NAME", "The column of file names, or of other unique keys.", DefaultTable.FileColumn);
    private static readonly Option<string> ClassColumn = Options.Text("--class-column", "NAME", "The column of class labels.", DefaultTable.ClassColumn);
    private static readonly Option<double> TestRatio = Options.Number("--test-ratio", "R", "The part held out for the test, 0 (none) to below 1.", Default.TestRatio);
    private static readonly Option<SplitBy> Split = Options.OfEnum("--split", "What is held out: whole classes, unseen in training, or single rows.", Default.SplitBy);

    private static readonly Option<int> Triplets = Options.Number("--triplets", "N", "Triplets an epoch, 1 or more.", Default.Triplets);
    private static readonly Option<int> Epochs = Options.Number("--epochs", "N", "Epochs, 1 or more; one schedule runs over all their steps.", Default.Epochs);
    private static readonly Option<int?> TestTriplets = Options.OptionalNumber<int>("--test-triplets", "N", "Test triplets, 0 or more. [default: triplets × test ratio]");
    private static readonly Option<StepRange?> Steps = new("--steps")
    {
        HelpName = "A..B",
        Description = "Only the training steps from A to before B, with the same triplets as in the whole sequence. [default: all]",
        CustomParser = ParseSteps,
    };

    private static readonly Option<Strategy> Strategy = Options.OfEnum("--strategy", "How negatives are chosen.", Default.Strategy);
    private static readonly ScheduleOptions Schedule = new();
    private static readonly Option<Scale> Scale = Options.OfEnum("--scale", "What a hardness means among the candidates.", Default.Scale);
    private static readonly Option<PositiveChoice> Positive = Options.OfEnum("--positive", "Which item of the class is the positive.", Default.Positive);
    private static readonly Option<Distance> DistanceOption = Options.OfEnum("--distance", "Between embeddings.", Default.Distance);
    private static readonly Option<string?> Exclude = new("--exclude") { HelpName = "FILE", Description = "A CSV file of two columns, each naming an item: pairs that must never be anchor and negative." };
    private static readonly Option<string?> GroupColumn = new("--group-column") { HelpName = "NAME", Description = "A column of groups: items of one group are never each other's negatives." };
    private static readonly Option<double> MinDistance = Options.Number("--min-distance", "D", "A candidate nearer than this is taken for a duplicate, not a negative; 0 or more.", Default.MinDistance);
    private static readonly Option<int?> Pool = Options.OptionalNumber<int>("--pool", "N", "Draw each step's candidates from N random items, 2 or more, where there are over a hundred times as many; the error in hardness is measured and reported. [default: all items]");
    private static readonly Option<ulong> Seed = Options.Number("--seed", "N", "The seed of every random choice, 0 or more.", Default.Seed);
    private static readonly Option<int> Threads = Options.Number("--threads", "N", "Threads at work, 1 or more; the result does not depend on it.", Default.Threads);

    private static readonly Option<string> Out = Options.Text("--out", "DIR", "The folder to write the run to.", "tercet-run");
    private static readonly Option<TripletFormat> Format = Options.OfEnum("--format", "The format of the triplets.", TripletFormat.Parquet);
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the run that the folder holds. Other files in it stay." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Print nothing but errors, and what --json asks for." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON." };

    public static Command Create()
    {
        var command = new GroupedCommand("mine", "Mines an ordered sequence of triplets from labelled items, and writes it with a manifest, plots and a report.")
        {
            Examples =
            [
                "tercet mine --data photos/ --out RUN                 a sub-folder of images for each class",
                "tercet mine --data items.csv --images photos/ --out RUN",
                "tercet mine --data items.csv --catalog catalog.csv --images photos/ --triplets 70000 --cycles 70",
                "tercet mine --data items.csv --images photos/ --encoder model.onnx --preset imagenet --out RUN",
                "tercet mine --data items.csv --embeddings items.npy --distance cosine --out RUN",
                "tercet mine --data items.csv --embeddings epoch3.npy --epochs 10 --steps 30000..40000",
            ],
        };
        command.AddGroup("Data", Data, Catalog, Images, Embeddings, CatalogEmbeddings, FileColumn, ClassColumn, TestRatio, Split);
        command.AddGroup("Images to embeddings", [.. Encoder.Model, .. Encoder.Images]);
        command.AddGroup("Sequence", Triplets, Epochs, TestTriplets, Steps, Seed);
        command.AddGroup("Hardness", [Strategy, .. Schedule.All, Scale]);
        command.AddGroup("Candidates and positives", Positive, DistanceOption, Exclude, GroupColumn, MinDistance, Pool);
        command.AddGroup("Output", Out, Format, Force, Quiet, Json, Threads);
        command.SetAction((parsed, cancellation) =>
        {
            var job = new MineJob
            {
                Data = parsed.GetRequiredValue(Data),
                Catalog = parsed.GetValue(Catalog),
                Images = parsed.GetValue(Images),
                Embeddings = parsed.GetValue(Embeddings),
                CatalogEmbeddings = parsed.GetValue(CatalogEmbeddings),
                Encoding = ReadEncoding(parsed),
                Exclude = parsed.GetValue(Exclude),
                Table = new ItemTableOptions
                {
                    FileColumn = parsed.GetRequiredValue(FileColumn),
                    ClassColumn = parsed.GetRequiredValue(ClassColumn),
                    GroupColumn = parsed.GetValue(GroupColumn),
                },
                Options = ReadOptions(parsed),
                Out = parsed.GetRequiredValue(Out),
                Format = parsed.GetValue(Format),
                Overwrite = parsed.GetValue(Force),
            };
            var quiet = parsed.GetValue(Quiet);
            var display = new ProgressDisplay(quiet);
            var result = job.Run(display, cancellation);
            if (parsed.GetValue(Json))
                Console.WriteLine(RunSummary.ToJson(result.Folder, result.Manifest, result.Train));
            else if (!quiet)
                result.Print(display);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static ImageEncoding ReadEncoding(ParseResult parsed)
    {
        if (parsed.GetValue(Embeddings) is not null && Encoder.Given(parsed).ToList() is { Count: > 0 } given)
            throw new InvalidOptionsException([$"{string.Join(", ", given)}: of no use beside --embeddings, since no image is embedded. Leave out one or the other."]);
        return Encoder.Read(parsed, parsed.GetValue(Threads));
    }

    private static MiningOptions ReadOptions(ParseResult parsed) => new()
    {
        Triplets = parsed.GetValue(Triplets),
        Epochs = parsed.GetValue(Epochs),
        TestRatio = parsed.GetValue(TestRatio),
        TestTriplets = parsed.GetValue(TestTriplets),
        SplitBy = parsed.GetValue(Split),
        Steps = parsed.GetValue(Steps),
        Strategy = parsed.GetValue(Strategy),
        Schedule = Schedule.Read(parsed),
        Scale = parsed.GetValue(Scale),
        Positive = parsed.GetValue(Positive),
        Distance = parsed.GetValue(DistanceOption),
        MinDistance = parsed.GetValue(MinDistance),
        Pool = parsed.GetValue(Pool),
        Seed = parsed.GetValue(Seed),
        Threads = parsed.GetValue(Threads),
    };

    private static StepRange? ParseSteps(System.CommandLine.Parsing.ArgumentResult result)
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
