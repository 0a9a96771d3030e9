using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet encode</c>: images to a .npy file of embeddings.</summary>
internal static class EncodeCommand
{
    private static readonly ItemTableOptions DefaultTable = new();

    private static readonly Option<string> Data = new("--data") { HelpName = "PATH", Required = true, Description = "A CSV file with a row for each image, or a folder with a sub-folder of images for each class." };
    private static readonly Option<string?> Images = new("--images") { HelpName = "DIR", Description = "The folder that file names are relative to. [default: the folder of the CSV file]" };
    private static readonly Option<string> FileColumn = OptionFactory.Text("--file-column", "NAME", "The column of file names.", DefaultTable.FileColumn);
    private static readonly EncoderOptions Encoder = new();
    private static readonly Option<string> Out = new("--out") { HelpName = "FILE", Required = true, Description = "The .npy file to write: float32, a row for each row of the data." };
    private static readonly Option<int> Threads = OptionFactory.Number("--threads", "N", "Images worked on at once, 1 or more.", Environment.ProcessorCount);
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file where it exists." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Print nothing but errors, and what --json asks for." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON." };

    public static Command Create()
    {
        var command = new GroupedCommand("encode", "Embeds images with a built-in descriptor or an ONNX model, and writes the embeddings as a NumPy file.")
        {
            Examples =
            [
                "tercet encode --data photos/ --out photos.npy",
                "tercet encode --data items.csv --images photos/ --encoder resnet.onnx --preset imagenet --out items.npy",
                "tercet encode --data items.csv --encoder clip-vision.onnx --preset clip --normalize --out items.npy",
                "tercet encode --data items.csv --encoder mine.onnx --size 128 --mean 0.5 --std 0.5 --out items.npy",
            ],
        };
        command.AddGroup("Data", Data, Images, FileColumn);
        command.AddGroup("Encoder", Encoder.Model);
        command.AddGroup("Images", Encoder.Images);
        command.AddGroup("Output", Out, Force, Quiet, Json, Threads);
        command.SetAction((parsed, cancellationToken) =>
        {
            var job = new EncodeJob
            {
                Data = parsed.GetRequiredValue(Data),
                Images = parsed.GetValue(Images),
                FileColumn = parsed.GetRequiredValue(FileColumn),
                Encoding = Encoder.Read(parsed, parsed.GetValue(Threads)),
                Out = parsed.GetRequiredValue(Out),
                Overwrite = parsed.GetValue(Force),
            };
            var quiet = parsed.GetValue(Quiet);
            var display = new ProgressDisplay(quiet);
            var result = job.Run(display, cancellationToken);
            if (parsed.GetValue(Json))
                Console.WriteLine(result.ToJson());
            else if (!quiet)
                result.Print(display);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
