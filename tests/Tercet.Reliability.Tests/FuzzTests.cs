using System.Globalization;
using SkiaSharp;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Damaged files for every reader: each is read, or refused as an input; nothing else is thrown, and none takes long. TERCET_FUZZ is
/// the number of files per reader.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly int Files = int.Parse(
        Environment.GetEnvironmentVariable("TERCET_FUZZ") ?? "3000", NumberStyles.None, CultureInfo.InvariantCulture);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Readers =>
    [
        "npy", "parquet", "table", "excluded", "manifest", "triplets.csv", "triplets.jsonl", "triplets.parquet", "png", "jpeg", "webp",
        "gif",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_damaged_file_is_read_or_refused(string reader)
    {
        var target = Create(reader);
        target.Read(_folder.Write(target.Name, target.Valid)); // the undamaged file is read
        var faults = new List<string>();
        for (uint seed = 0; seed < Files && faults.Count < 10; seed++)
        {
            var path = _folder.Write(target.Name, new Mutator(seed).Damage(target.Valid));
            var work = Task.Run(() => Try(target.Read, path), TestContext.Current.CancellationToken);
            if (await Task.WhenAny(work, Task.Delay(Patience, TestContext.Current.CancellationToken)) != work)
                Assert.Fail(Invariant($"{reader}, seed {seed}: not read within {Patience.TotalSeconds} s"));
            if (await work is { } fault)
                faults.Add(Invariant($"{reader}, seed {seed}: {fault}"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string? Try(Action<string> read, string path)
    {
        try
        {
            read(path);
            return null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString().Split("\n   at Tercet.Reliability", StringSplitOptions.None)[0];
        }
    }

    private Target Create(string reader) => reader switch
    {
        "npy" => new Target("x.npy", File.ReadAllBytes(Npy()), path => EmbeddingFile.Open(path).Dispose()),
        "parquet" => new Target("x.parquet", Fixture("list-of-float.parquet"), path => EmbeddingFile.Open(path).Dispose()),
        "table" => new Target(
            "x.csv", "file,class,group\na.png,\"x, y\",1\nb.png,x,1\nc.png,,2\nd.png,é,2\n"u8.ToArray(),
            path => ItemTableFile.ReadCsv(path, new ItemTableOptions { GroupColumn = "group" })),
        "excluded" => new Target(
            "x.csv", "item,other\na.png,b.png\nb.png,c.png\n"u8.ToArray(),
            path => ExcludedPairsFile.Read(path, new ItemTable(["x", "x", "y"], ["a.png", "b.png", "c.png"]))),
        "manifest" => new Target(
            "run/manifest.json", File.ReadAllBytes(Path.Combine(Run(TableFormat.Csv), "manifest.json")),
            path => RunManifest.Read(Path.GetDirectoryName(path)!)),
        "triplets.csv" => Triplets(TableFormat.Csv),
        "triplets.jsonl" => Triplets(TableFormat.Jsonl),
        "triplets.parquet" => Triplets(TableFormat.Parquet),
        "png" => Image(SKEncodedImageFormat.Png),
        "jpeg" => Image(SKEncodedImageFormat.Jpeg),
        "webp" => Image(SKEncodedImageFormat.Webp),
        _ => new Target("x.gif", Fixture("gif-partial-transparent.gif"), Decode),
    };

    private Target Triplets(TableFormat format)
    {
        var extension = format switch { TableFormat.Csv => ".csv", TableFormat.Jsonl => ".jsonl", _ => ".parquet" };
        return new Target(
            "x" + extension, File.ReadAllBytes(Path.Combine(Run(format), "train" + extension)),
            path => _ = TripletReader.Read(path).Count());
    }

    private static Target Image(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(9, 7);
        for (var i = 0; i < 63; i++)
            bitmap.SetPixel(i % 9, i / 9, new SKColor((uint)(0xff000000 | (uint)i * 2654435)));
        return new Target("x.img", bitmap.Encode(format, 80).ToArray(), Decode);
    }

    private static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));

    private static void Decode(string path) => RgbImage.Load(path, maxPixels: 1_000_000);

    private string Npy()
    {
        using var npy = new NpyWriter(_folder["valid.npy"], 4, 3);
        for (var row = 0; row < 4; row++)
            npy.WriteRow(row, [row, 0.5f, -row]);
        npy.Complete();
        return _folder["valid.npy"];
    }

    private string Run(TableFormat format)
    {
        var items = new LabeledItems(["a", "a", "b", "b", "c", "c"]);
        var miner = new TripletMiner(items, new TripletOptions { TripletsPerEpoch = 10 });
        RunWriter.Write(
            _folder["valid"], miner, new float[,] { { 0, 1 }, { 0, 2 }, { 3, 1 }, { 3, 2 }, { 5, 5 }, { 5, 6 } },
            options: new RunWriterOptions { Format = format });
        return _folder["valid"];
    }

    private sealed record Target(string Name, byte[] Valid, Action<string> Read);
}
