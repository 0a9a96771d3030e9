using System.CommandLine;
using System.IO.Compression;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet demo</c>: the whole way of the data on a bundled set of 2,000 characters in two typefaces.</summary>
internal static class DemoCommand
{
    /// <summary>Where it is unpacked to by default.</summary>
    public const string Folder = "tercet-demo";

    private static readonly Option<string> Out = Options.Text("--out", "DIR", "The folder to unpack to and to write the run into.", Folder);

    /// <summary>The file that tells a demo's folder; unpacked first.</summary>
    private const string Marker = "README.txt";

    public static Command Create()
    {
        var command = new GroupedCommand("demo", "Unpacks a small real image set (2,000 characters, one typeface for the catalog and one for the items), and mines it with the defaults.")
        {
            Examples = ["tercet demo"],
        };
        command.AddGroup("Output", Out);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(Out);
            var job = new MineJob
            {
                Files = Unpack(folder),
                Options = new TripletOptions(),
                Out = Path.Combine(folder, "run"),
                Overwrite = true,
            };
            var display = new ProgressDisplay(quiet: false);
            job.Run(display, cancellationToken).Print(display);
            Console.WriteLine($"\nOpen {Path.Combine(job.Out, "report.html")} to see the triplets. On your own images, one sub-folder a class:");
            Console.WriteLine($"  {RunSummary.AsInvoked("tercet mine --data YOUR-FOLDER --out RUN")}");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    /// <summary>Refuses a folder that holds something else than a demo.</summary>
    private static void RequireOwn(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, Marker)))
            throw new InvalidInputException($"{folder}: the folder holds other files. Expected a new folder, or one that the demo was unpacked to: choose another with --out.");
    }

    /// <summary>Unpacks what is not there yet; files that are there stay as they are.</summary>
    internal static DataFiles Unpack(string folder)
    {
        RequireOwn(folder);
        using var resource = typeof(DemoCommand).Assembly.GetManifestResourceStream("Demo/glyphs.zip")!;
        using var archive = new ZipArchive(resource);
        foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0).OrderByDescending(entry => entry.FullName == Marker))
        {
            var path = Path.Combine(folder, entry.FullName);
            if (File.Exists(path))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path + ".partial", overwrite: true);
            File.Move(path + ".partial", path);
        }
        return Files(folder);
    }

    /// <summary>The files of a demo.</summary>
    internal static DataFiles Files(string folder) =>
        new() { Data = Path.Combine(folder, "items.csv"), Catalog = Path.Combine(folder, "catalog.csv"), Images = Path.Combine(folder, "images") };
}
