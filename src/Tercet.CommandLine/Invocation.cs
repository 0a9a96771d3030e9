namespace Tercet.CommandLine;

/// <summary>How the tools are called from here: suggested commands have to work as printed.</summary>
public static class Invocation
{
    /// <summary>The tool that mines.</summary>
    public const string Tool = "tercet";

    /// <summary>The tool that trains.</summary>
    public const string TrainingTool = "tercet-train";

    /// <summary>Passes the first tool's name as called to the second, to which it delegates.</summary>
    private const string Variable = "TERCET_INVOCATION";

    private const string ToolProject = "Tercet.Cli", TrainingProject = "Tercet.Train";

    /// <summary>
    /// The commands of <see cref="TrainingTool"/>, to which <see cref="Tool"/> delegates, with their descriptions.
    /// </summary>
    public static IReadOnlyDictionary<string, string> TrainingCommands { get; } = new Dictionary<string, string>
    {
        ["train"] = $"Train an encoder on triplets that are re-mined before each epoch ({TrainingTool}).",
        ["compare"] = $"Train with several strategies and compare the results ({TrainingTool}).",
    };

    /// <summary>The tool that this process is, or that it was started by.</summary>
    public static string Name => Current().IsTrainer ? TrainingTool : Tool;

    /// <summary>The environment variable that a process started by this one inherits the name of the tool from.</summary>
    public static (string Name, string Value) Inherited => (Variable, Current().Prefix);

    /// <summary>The words that call this tool from any folder and without a shell, such as <c>dotnet /opt/Tercet.Cli.dll</c>.</summary>
    public static IReadOnlyList<string> Words
    {
        get
        {
            var path = Environment.ProcessPath ?? Tool;
            return Path.GetFileNameWithoutExtension(path) == "dotnet"
                ? [path, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
                : [path];
        }
    }

    /// <summary>A command line as it works from here.</summary>
    /// <param name="command">The command, starting with <c>tercet</c>; any other is returned unchanged.</param>
    public static string Of(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!command.StartsWith(Tool + " ", StringComparison.Ordinal))
            return command;
        var arguments = command[(Tool.Length + 1)..];
        var (prefix, isTrainer, project) = Current();
        var forTrainer = TrainingCommands.ContainsKey(arguments.Split(' ')[0]);
        if (project is not null && isTrainer != forTrainer)
            prefix = FromSource(Path.Combine(Path.GetDirectoryName(project)!, forTrainer ? TrainingProject : ToolProject));
        else if (isTrainer && !forTrainer)
            prefix = Tool;
        return $"{prefix} {arguments}";
    }

    /// <summary>A path quoted where a shell would not take it as it is.</summary>
    /// <param name="path">The path.</param>
    public static string Quote(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsWindows())
            return path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
        return path.Length > 0 && path.All(c => char.IsLetterOrDigit(c) || "_-./:@%+,=".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static (string Prefix, bool IsTrainer, string? Project) Current()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } inherited)
            return (inherited, false, SourceProject());
        var isTrainer = AppDomain.CurrentDomain.FriendlyName.StartsWith(TrainingTool, StringComparison.OrdinalIgnoreCase);
        var path = Environment.ProcessPath ?? Tool;
        if (SourceProject() is { } project)
            return (FromSource(project), isTrainer, project);
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
            return ($"dotnet {Quote(Shorten(Environment.GetCommandLineArgs()[0]))}", isTrainer, null);
        return (IsOnPath(path) ? Path.GetFileNameWithoutExtension(path) : Quote(Shorten(path)), isTrainer, null);
    }

    private static string FromSource(string project) =>
        $"dotnet run -c Release --project {Quote(Path.GetRelativePath(".", project))} --";

    /// <summary>The project whose build output this process runs from; null for an installed or published tool.</summary>
    private static string? SourceProject()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.Name is ToolProject or TrainingProject
                && File.Exists(Path.Combine(folder.FullName, folder.Name + ".csproj")))
                return AppContext.BaseDirectory.Contains("publish", StringComparison.Ordinal) ? null : folder.FullName;
        }
        return null;
    }

    /// <summary>A path from the current folder where the file is inside it, else the full one.</summary>
    private static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(".", path);
        if (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            return path;
        return relative.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? relative : Path.Combine(".", relative);
    }

    private static bool IsOnPath(string path) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) == Path.GetDirectoryName(path));
}
