using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet encode</c>: images or texts to a .npy file of embeddings.</summary>
internal static class EncodeCommand
{
    private static readonly EncodeOptions Options = new();

    private static readonly Option<string> Out = new("--out", "-o")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The .npy file to write: float32, one row per row of the data.",
    };

    private static readonly Option<bool> Force = OptionFactory.Switch("--force", "Overwrite an existing file.");
    private static readonly Option<bool> Quiet = OptionFactory.Switch(
        "--quiet", "Print errors only, and the summary where --json is given.");
    private static readonly Option<bool> Json = OptionFactory.Switch("--json", "Print the summary as JSON.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "encode",
            "Embed images with a built-in descriptor or an ONNX model, or texts with a sentence-transformers model, and write the "
                + "embeddings as a NumPy file.")
        {
            Examples =
            [
                "tercet encode --data photos/ --out photos.npy",
                "tercet encode --data items.csv --images photos/ --encoder resnet.onnx --preset imagenet --out items.npy",
                "tercet encode --data items.csv --encoder clip-vision.onnx --preset clip --normalize --out items.npy",
                "tercet encode --data items.csv --encoder mine.onnx --size 128 --mean 0.5 --std 0.5 --out items.npy",
                "tercet encode --data passages.csv --encoder all-MiniLM-L6-v2/ --out passages.npy",
                "tercet encode --data queries.csv --encoder e5-small/ --prompt \"query: \" --out queries.npy",
            ],
        };
        Options.AddTo(command);
        command.AddGroup("Output", Out, Force, Quiet, Json, Options.Threads);
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = new EmbeddingTarget(parsed.GetRequiredValue(Out), parsed.GetValue(Force));
        var display = new ProgressDisplay(parsed.GetValue(Quiet));
        if (Options.IsOfTexts(parsed))
        {
            var result = Options.ReadTexts(parsed, target).Run(display, cancellationToken);
            Print(parsed, result.ToJson, () => result.Print(display));
        }
        else
        {
            var job = Options.Read(parsed, target.Path) with { Overwrite = target.Overwrite };
            var result = job.Run(display, cancellationToken);
            Print(parsed, result.ToJson, () => result.Print(display));
        }
    }

    private static void Print(ParseResult parsed, Func<string> toJson, Action print)
    {
        if (parsed.GetValue(Json))
            Console.WriteLine(toJson());
        else if (!parsed.GetValue(Quiet))
            print();
    }
}
