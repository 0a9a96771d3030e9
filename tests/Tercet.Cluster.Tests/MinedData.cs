using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>A table with embeddings, and the run that one machine mines from it.</summary>
internal sealed class MinedData : IDisposable
{
    private const int Items = 2000, PerClass = 10, Dimensions = 32;

    private static readonly string[] Tool = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll")];

    private readonly TempFolder _folder = new();

    public MinedData()
    {
        _folder.Write("items.csv", string.Concat(
            Enumerable.Range(0, Items).Select(i => Invariant($"{i}.png,c{i / PerClass}\n")).Prepend("file,class\n")));
        using (var npy = new NpyWriter(Embeddings, Items, Dimensions))
        {
            var state = 12345u;
            var row = new float[Dimensions];
            for (var i = 0; i < Items; i++)
            {
                for (var k = 0; k < Dimensions; k++)
                {
                    state = state * 1664525 + 1013904223; // Numerical Recipes' generator
                    row[k] = (int)(state >> 28) - 8; // small whole numbers, so that ties abound
                }
                npy.WriteRow(i, row);
            }
            npy.Complete();
        }
        Directory.CreateDirectory(_folder["whole"]);
        Run(_folder["whole"], ["mine", .. Options, "--out", RunName]).Require();
        Whole = Read(_folder["whole"]);
    }

    /// <summary>The name of every run's folder.</summary>
    public const string RunName = "run";

    /// <summary>The folder of the inputs. Commands run in folders inside it.</summary>
    public string Folder => _folder.Path;

    /// <summary>The words that call the tool.</summary>
    public static IReadOnlyList<string> Words => Tool;

    /// <summary>The embeddings.</summary>
    public string Embeddings => _folder["items.npy"];

    /// <summary>The options of the run.</summary>
    public static IReadOnlyList<string> Options { get; } =
        ["--data", "../items.csv", "--embeddings", "../items.npy", "--triplets", "2000", "--test-ratio", "0.2", "--no-report", "--quiet"];

    /// <summary>The files of the run that one machine mined, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Whole { get; }

    /// <summary>Runs the tool in a folder.</summary>
    public static Command Run(string folder, IEnumerable<string> arguments) => Command.Run(Tool[0], [.. Tool[1..], .. arguments], folder);

    /// <summary>The files of the run in a folder, by name, but for scripts and logs.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(string folder)
    {
        var run = Path.Combine(folder, RunName);
        return Directory.GetFiles(run, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(run, path)))
            .Where(file => !file.Name.StartsWith("slurm/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.Path));
    }

    public void Dispose() => _folder.Dispose();
}
