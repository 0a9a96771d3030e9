using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet view</c>: looks at runs in a browser.</summary>
internal static class ViewCommand
{
    private static readonly Argument<string[]> Runs = new("RUN")
    {
        Description = "Folders of runs: mined, or trained, also while they are still training.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> NoOpen = OptionFactory.Switch("--no-open", "Print the address only; do not open a browser.");

    private static readonly Option<string?> Images = OptionFactory.OptionalText(
        "--images", "DIR", "Folder that file names in the table are relative to. [default: as when the run was mined]");

    private static readonly Option<string?> Embeddings = OptionFactory.OptionalText(
        "--embeddings", "FILE", "Embeddings of the items of the first run. [default: those that it was mined from]");

    private static readonly Option<bool> FollowLinks = OptionFactory.Switch(
        "--follow-links", "Show images outside the data's folder that links in it lead to.");

    private static readonly Option<int> Port = OptionFactory.Number("--port", "N", "Port in [0, 65535]; 0 takes any that is free.", 0);

    private static readonly Option<string> Host = OptionFactory.Text(
        "--host", "ADDRESS", "Address to listen on. Any but that of this machine alone needs --expose.", "127.0.0.1");

    private static readonly Option<bool> Expose = OptionFactory.Switch(
        "--expose", "Let other machines in: whoever has the address, unencrypted, sees every image and text and can mark them.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "view", "Look at runs in a browser: the time line, every triplet, neighbours, doubtful labels, two runs side by side.")
        {
            Examples = ["tercet view RUN", "tercet view semi-hard random", "tercet view RUN --port 8080 --no-open"],
            WritesFiles = false,
        };
        command.Add(Runs);
        command.AddGroup("Data", Images, Embeddings, FollowLinks);
        command.AddGroup("Browser", NoOpen, Port, Host, Expose);
        command.SetWork(Run);
        return command;
    }

#if VIEWER
    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var faults = new UsageFaults();
        var port = parsed.GetValue(Port);
        if (port is < 0 or > ushort.MaxValue)
            faults.Add($"--port is {port}; expected a number in [0, {ushort.MaxValue}].");
        if (parsed.GetValue(Images) is { } images && !Directory.Exists(images))
            faults.Add($"--images {images}: no such folder. Expected the one that file names in the table are relative to.");
        if (parsed.GetValue(Embeddings) is { } embeddings && !Path.Exists(embeddings))
            faults.Add($"--embeddings {embeddings}: no such file. Expected .npy or .parquet, one row per item.");
        faults.ThrowIfAny();
        var options = new Viewer.ViewerOptions
        {
            Runs = parsed.GetRequiredValue(Runs),
            Port = port,
            Host = parsed.GetRequiredValue(Host),
            IsExposed = parsed.GetValue(Expose),
            Images = parsed.GetValue(Images),
            Embeddings = parsed.GetValue(Embeddings),
            FollowsLinks = parsed.GetValue(FollowLinks),
        };
        Serve(options, open: !parsed.GetValue(NoOpen), cancellationToken).GetAwaiter().GetResult();
    }

    private static async Task Serve(Viewer.ViewerOptions options, bool open, CancellationToken cancellationToken)
    {
        await using var viewer = await Viewer.ViewerServer.Start(options, cancellationToken);
        Console.WriteLine(viewer.Address);
        if (options.IsExposed)
            Console.Error.WriteLine("note: other machines may reach the viewer. Whoever has this address can see and mark everything.");
        Console.Error.WriteLine("Marks are saved in the run's folder at once. Ctrl+C ends the viewer.");
        if (open && !Browser.TryOpen(viewer.Address))
            Console.Error.WriteLine("No browser was found here: open the address yourself.");
        var ended = new TaskCompletionSource();
        using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }
#else
    private static void Run(ParseResult parsed, CancellationToken cancellationToken) => throw new UsageException(
        "This executable is compiled ahead of time, which the viewer's web server does not support. The tool for .NET has it:\n"
        + "dotnet pack src/Tercet.Cli -o artifacts && dotnet tool install --global Tercet.Tool --add-source artifacts");
#endif
}
