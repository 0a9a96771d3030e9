using System.Text.Json;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Tests.Commands;

/// <summary>
/// The runs of <see cref="DeterminismTests"/>: one process per instruction set, which executes every command, since starting a
/// process takes longer than a command.
/// </summary>
public sealed class InstructionSetRuns : IDisposable
{
    /// <summary>Commands of <c>mine</c>, less what is the same in all.</summary>
    public static readonly IReadOnlyList<string> Mined =
    [
        "--strategy scheduled --scale range --distance euclidean",
        "--strategy scheduled --scale rank --distance squared-euclidean",
        "--strategy scheduled --scale log-rank --distance cosine",
        "--strategy scheduled --scale relative --distance euclidean",
        "--strategy easiest --distance cosine",
        "--strategy hardest --distance euclidean",
        "--strategy random --distance squared-euclidean",
        "--strategy semi-hard --distance cosine",
        "--strategy distance-weighted --distance euclidean",
        Batches + "--scale log-rank --distance euclidean",
        Batches + "--scale range --distance squared-euclidean --group-size 3 --last-batch fill",
        Batches + "--scale rank --distance cosine --last-batch drop --batches 20",
        Batches + "--scale relative --distance euclidean --samples-per-class 4",
        Batches + "--strategy hardest --distance cosine --group-size 4",
        Batches + "--strategy easiest --distance squared-euclidean",
        Batches + "--strategy random --distance euclidean",
    ];

    private const string Batches = "--mine batches ";
    private const int EncodedImages = 200;
    private const string ListVariable = "TERCET_TEST_COMMANDS";

    private static readonly (string Name, string Value, string Threads)[] Sets =
    [
        ("TERCET_KERNEL", "", "1"), ("DOTNET_EnableAVX512", "0", "2"), ("DOTNET_EnableAVX2", "0", "7"),
        ("DOTNET_EnableHWIntrinsic", "0", "2"), ("TERCET_KERNEL", "scalar", "1"),
    ];

    private static readonly string[] Files = ["train.parquet", "test.parquet", "manifest.json"];

    private readonly WorkFolder _runs = new(), _unitLength = new(), _plain = new(), _images = new();

    /// <summary>Executes the commands.</summary>
    public InstructionSetRuns()
    {
        string[] triplets = [.. _unitLength.WriteItems(400, 37, perClass: 3, unitLength: true), "--triplets", "500"];
        string[] batches = [.. _plain.WriteItems(400, 37, perClass: 3), "--classes-per-batch", "8", "--epochs", "3"];
        DemoSet.Unpack(_images["demo"]);
        var someImages = File.ReadLines(_images["demo/items.csv"]).Take(1 + EncodedImages);
        var images = _images.Write("demo/some.csv", string.Join('\n', someImages));
        for (var set = 0; set < Sets.Length; set++)
        {
            var (name, value, threads) = Sets[set];
            string[] common = ["--threads", threads, "--quiet", "--out"];
            string[][] commands =
            [
                ["encode", "--data", images, "--images", _images["demo/images"], "--no-cache", .. common, Embeddings(set)],
                .. Mined.Select((options, i) => (string[])[.. DataOf(options), .. options.Split(' '), .. common, Folder(set, i)]),
            ];
            var lines = commands.Select(command => JsonSerializer.Serialize(command));
            var list = _runs.Write($"set{set}/commands.jsonl", string.Join('\n', lines));
            var tool = Tool.RunAssembly(
                typeof(InstructionSetRuns).Assembly.Location, [(name, value), (ListVariable, list)],
                "-explicit", "only", "-method", $"{typeof(InstructionSetRuns.Child).FullName}.{nameof(Child.Executes_commands)}");
            Assert.True((tool.ExitCode, tool.Error) == (0, ""), $"{name}={value}: {tool.Output}{tool.Error}");
        }

        string[] DataOf(string options) => options.StartsWith(Batches, StringComparison.Ordinal) ? batches : triplets;
    }

    public void Dispose()
    {
        _runs.Dispose();
        _unitLength.Dispose();
        _plain.Dispose();
        _images.Dispose();
    }

    /// <summary>The files that a command of <see cref="Mined"/> wrote, by instruction set.</summary>
    internal IEnumerable<byte[][]> FilesOf(string options)
    {
        var index = Mined.ToList().IndexOf(options);
        return Enumerable.Range(0, Sets.Length)
            .Select(set => Array.ConvertAll(Files, file => File.ReadAllBytes(Path.Combine(Folder(set, index), file))));
    }

    /// <summary>The file of embeddings of some images, by instruction set.</summary>
    internal IEnumerable<byte[]> EncodedImageFiles() =>
        Enumerable.Range(0, Sets.Length).Select(set => File.ReadAllBytes(Embeddings(set)));

    private string Folder(int set, int command) => _runs[$"set{set}/run{command}"];

    private string Embeddings(int set) => _runs[$"set{set}/images.npy"];

    /// <summary>What the process of an instruction set runs. Not a test of its own, and so explicit.</summary>
    public sealed class Child
    {
        [Fact(Explicit = true)]
        public void Executes_commands()
        {
            var list = Environment.GetEnvironmentVariable(ListVariable);
            Assert.SkipWhen(list is null, $"{ListVariable} names no list of commands.");
            var main = System.Reflection.Assembly.LoadFrom(Tool.Assembly).EntryPoint!;
            foreach (var line in File.ReadLines(list!))
                Assert.Equal((0, line), ((int)main.Invoke(null, [JsonSerializer.Deserialize<string[]>(line)])!, line));
        }
    }
}
