using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet mine</c>: from labelled items to a run.</summary>
internal static class MineCommand
{
    private static readonly MineOptions Options = new();

    private static readonly OutputOptions Output = new("run", "tercet-run");

    private static readonly Option<bool> Resume = OptionFactory.Switch(
        "--resume", "Mine in parts that are kept: the same command, repeated after an interruption, goes on where it was.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "mine",
            "Mine an ordered sequence of triplets, or of batches, from labelled items, or from queries and passages, and write it "
                + "with a manifest, plots and a report.")
        {
            Examples =
            [
                "tercet mine --data photos/ --out RUN                 one sub-folder of images per class",
                "tercet mine --data items.csv --images photos/ --out RUN",
                "tercet mine --data items.csv --catalog catalog.csv --images photos/ --triplets 70000 --cycles 70",
                "tercet mine --data items.csv --images photos/ --encoder model.onnx --preset imagenet --out RUN",
                "tercet mine --data items.csv --embeddings items.npy --distance cosine --out RUN",
                "tercet mine --data items.csv --embeddings epoch3.npy --epochs 10 --steps 30000..40000",
                "tercet mine --data items.csv --embeddings items.npy --mine batches --classes-per-batch 32 --samples-per-class 2",
                "tercet mine --queries q.csv --passages p.jsonl --pairs qrels.tsv --encoder MODEL/ --negatives 8 --layout tuple",
                "tercet mine --data items.csv --embeddings items.npy --triplets 5000000 --resume --out RUN",
            ],
        };
        Options.AddTo(command);
        command.AddGroup("Output", [Output.Folder, .. Options.Format, Resume, .. Output.Others, Options.Threads]);
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var job = Options.Read(parsed, Output.FolderOf(parsed)) with
        {
            Overwrite = Output.Force(parsed),
            Resumed = parsed.GetValue(Resume) ? ["mine", .. Options.Arguments(parsed)] : null,
        };
        var display = new ProgressDisplay(Output.Quiet(parsed));
        var result = job.Run(display, cancellationToken);
        if (Output.Json(parsed))
            Console.WriteLine(result.ToJson());
        else if (!Output.Quiet(parsed))
            result.Print(display);
    }
}
