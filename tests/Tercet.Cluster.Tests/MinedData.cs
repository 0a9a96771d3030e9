using SkiaSharp;
using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>A table with embeddings, one with images, and the runs that one machine makes of them.</summary>
internal sealed class MinedData : IDisposable
{
    private const int Items = 2000, PerClass = 10, Dimensions = 32, ImageCount = 200, ImageSize = 48;

    private static readonly string[] Tool = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll")];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<PartedKind, WholeRun> _runs = [];

    public MinedData()
    {
        WriteItems();
        WriteImages();
    }

    /// <summary>The name of every run's folder.</summary>
    public const string RunName = "run";

    /// <summary>The words that call the tool.</summary>
    public static IReadOnlyList<string> Words => Tool;

    /// <summary>The embeddings.</summary>
    public string Embeddings => _folder["items.npy"];

    /// <summary>The table of the images.</summary>
    public string Images => _folder["images.csv"];

    /// <summary>The run of a kind, made when it is first wanted.</summary>
    public WholeRun Whole(PartedKind kind) => _runs.TryGetValue(kind, out var run) ? run : _runs[kind] = WholeRun.Make(this, kind);

    /// <summary>Makes a folder for commands to run in, inside that of the inputs.</summary>
    public string MakeFolder(string name) => Directory.CreateDirectory(_folder[name]).FullName;

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

    private void WriteItems()
    {
        _folder.Write("items.csv", string.Concat(
            Enumerable.Range(0, Items).Select(i => Invariant($"{i}.png,c{i / PerClass}\n")).Prepend("file,class\n")));
        using var npy = new NpyWriter(Embeddings, Items, Dimensions);
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

    private void WriteImages()
    {
        _folder.Write(
            "images.csv", string.Concat(Enumerable.Range(0, ImageCount).Select(i => Invariant($"{i}.png\n")).Prepend("file\n")));
        var random = new Random(1);
        using var bitmap = new SKBitmap(ImageSize, ImageSize);
        for (var i = 0; i < ImageCount; i++)
        {
            for (var pixel = 0; pixel < ImageSize * ImageSize; pixel++)
                bitmap.SetPixel(pixel % ImageSize, pixel / ImageSize, new SKColor((uint)random.Next() | 0xFF000000));
            _folder.Write(Invariant($"images/{i}.png"), bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        }
    }
}
