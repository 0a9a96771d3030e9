using System.Text;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>The readers that are given damaged files, and the command line.</summary>
internal sealed class FuzzTargets(string folder)
{
    /// <summary>The names of all targets.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "npy", "npy into memory", "parquet", "table", "excluded", "relabel", "manifest", "plan", "part", "triplets.csv",
        "triplets.jsonl", "triplets.parquet", "png", "jpeg", "webp", "gif", "bmp", "command line",
    ];

    /// <summary>A target's share of all inputs; the faster it is, the more it gets.</summary>
    public static int ShareOf(string name) => name switch
    {
        "triplets.parquet" => 1,
        "parquet" or "command line" => 4,
        "png" => 15,
        "bmp" => 20,
        _ => 8,
    };

    /// <summary>Creates a target by name.</summary>
    public FuzzTarget Create(string name) => name switch
    {
        "npy" => Files("x.npy", Npy(), path => EmbeddingFile.Open(path).Dispose()),
        "npy into memory" => Files("x.npy", Npy(), path => EmbeddingMatrix.Read(path).Dispose()),
        "parquet" => Files("x.parquet", Parquet(), path => EmbeddingFile.Open(path).Dispose()),
        "table" => Files("x.csv", Tables(), path => ItemTableFile.ReadCsv(path, new ItemTableOptions { GroupColumn = "group" })),
        "excluded" => Excluded(),
        "relabel" => Relabel(),
        "manifest" => Files("run/manifest.json", Manifests(), path => RunManifest.Read(Path.GetDirectoryName(path)!)),
        "plan" => Files("x.json", [.. Plans().Select(plan => plan.ToJson())], path => RunPlan.ReadFile(path)),
        "part" => Part(),
        "triplets.csv" => Triplets(TableFormat.Csv, ".csv"),
        "triplets.jsonl" => Triplets(TableFormat.Jsonl, ".jsonl"),
        "triplets.parquet" => Triplets(TableFormat.Parquet, ".parquet"),
        "png" => FuzzTarget.OfImages("png-*"),
        "jpeg" => FuzzTarget.OfImages("jpeg-*"),
        "webp" => FuzzTarget.OfImages("webp-*"),
        "gif" => FuzzTarget.OfImages("gif*"),
        "bmp" => FuzzTarget.OfImages("bmp*"),
        _ => CommandLineTarget.Create(),
    };

    private FuzzTarget Files(string name, byte[][] valid, Action<string> read) =>
        FuzzTarget.OfFiles(Path.Combine(folder, name), valid, read);

    private FuzzTarget Excluded()
    {
        var table = new ItemTable(["x", "x", "y"], ["a.png", "b.png", "c.png"]);
        byte[][] valid = ["item,other\na.png,b.png\nb.png,c.png\n"u8.ToArray(), "a;b\nc.png;\"a.png\"\n"u8.ToArray()];
        return Files("x.csv", valid, path => ExcludedPairsFile.Read(path, table));
    }

    private FuzzTarget Relabel()
    {
        var table = new ItemTable(["x", "x", null, "y"], ["a.png", "b.png", "b.png", "c.png"]);
        byte[][] valid = ["item,class,was\na.png,y,x\nb.png,,x\n"u8.ToArray(), "a;b\nc.png;\"x;\ny\"\na.png;y\n"u8.ToArray()];
        return Files("x.csv", valid, path => RelabelFile.Read(path, table).Apply(table));
    }

    /// <summary>Parts of two plans: each is whole, damaged or of another plan, and whole only as it was written.</summary>
    private FuzzTarget Part()
    {
        var plans = Plans();
        byte[] Write(RunPlan plan, int number)
        {
            var path = Path.Combine(folder, "valid.part");
            using var writer = new PartWriter(path, plan, number);
            writer.Write(output => output.Write("a sequence of steps"));
            return File.ReadAllBytes(path);
        }

        byte[][] valid = [Write(plans[0], 0), Write(plans[0], 1), Write(plans[1], 0)];
        return Files("x.part", valid, path =>
        {
            var state = PartsFolder.Check(path, plans[0], 0);
            var written = Array.FindIndex(valid, part => part.AsSpan().SequenceEqual(File.ReadAllBytes(path)));
            var expected = written < 0 ? PartState.Damaged : written == 0 ? PartState.Done : PartState.Foreign;
            if (state != expected)
                throw new InvalidOperationException($"a part is said to be {state}, but is {expected}");
        });
    }

    private static RunPlan[] Plans()
    {
        var file = new PlannedFile("items.csv", 100, DateTime.UnixEpoch);
        var plan = new RunPlan
        {
            Version = "1.0.0",
            Make = "triplets",
            Command = ["mine", "--data", "items.csv"],
            Out = "run",
            WorkingFolder = "..",
            Inputs = [new PlannedInput(new ManifestInput("data", "items.csv", new string('0', 64)), null, [file])],
            Notes = ["a note"],
            Parts = [new PlannedPart(0, 10, 100, 1000), new PlannedPart(10, 20, 100, 1000)],
            Expected = new PlanCost(1.5, 1 << 20, 2),
        };
        return [plan.Identified(), (plan with { Make = "embeddings", Expected = null, Overwrite = true }).Identified()];
    }

    private FuzzTarget Triplets(TableFormat format, string extension)
    {
        var valid = File.ReadAllBytes(Path.Combine(Run(format, batches: false), "train" + extension));
        return Files("x" + extension, [valid], path => _ = TripletReader.Read(path).Count());
    }

    private static byte[][] Npy()
    {
        var values = Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes(i * 0.5f)).ToArray();
        static byte[] Header(byte version, string text) =>
        [
            0x93, .. "NUMPY"u8, version, 0, (byte)text.Length, 0, .. new byte[version == 1 ? 0 : 2],
            .. Encoding.ASCII.GetBytes(text),
        ];
        return
        [
            [.. Header(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }\n"), .. values],
            [.. Header(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }      \n"), .. values],
            [.. Header(1, "{\"descr\": \"<f2\", \"fortran_order\": False, \"shape\": (4L, 6L)}\n"), .. values],
        ];
    }

    private static byte[][] Parquet() =>
    [
        .. FuzzTarget.Fixtures("list-of-float.parquet"), .. FuzzTarget.Fixtures("list-of-double.parquet"),
        .. FuzzTarget.Fixtures("fixed-size-array.parquet"),
    ];

    private static byte[][] Tables() =>
    [
        "file,class,group\na.png,\"x, y\",1\nb.png,x,1\nc.png,,2\nd.png,é,2\n"u8.ToArray(),
        "class;file;price (net, gross);group\nx;a.png;1,5;1\ny;b.png;\"2;5\";2\n"u8.ToArray(),
        "sep=;\nfile;class;group\n\"a\"\"b.png\";x;1\r\nb.png;y;2\r\n"u8.ToArray(),
        "file\tclass\tgroup\na.png\tx\t1\nb.png\ty\t2\n"u8.ToArray(),
        "2\nfile class group\na.png x 1\nb.png y 2\n"u8.ToArray(),
        [0xff, 0xfe, .. Encoding.Unicode.GetBytes("file,class,group\na.png,x,1\nb.png,y,2\n")],
    ];

    private byte[][] Manifests() =>
    [
        .. new[] { false, true }.Select(batches => Run(TableFormat.Csv, batches))
            .Select(run => File.ReadAllBytes(Path.Combine(run, "manifest.json"))),
    ];

    private string Run(TableFormat format, bool batches)
    {
        var items = new LabeledItems(["a", "a", "b", "b", "c", "c"]);
        var embeddings = new float[,] { { 0, 1 }, { 0, 2 }, { 3, 1 }, { 3, 2 }, { 5, 5 }, { 5, 6 } };
        var target = Path.Combine(folder, Invariant($"{format}-{batches}"));
        var written = new RunWriterOptions { Format = format };
        var options = new TripletOptions { TripletsPerEpoch = 10 };
        var shape = new BatchOptions { ClassesPerBatch = 2 };
        if (batches)
            RunWriter.Write(target, new BatchMiner(items, shape), embeddings, options: written);
        else
            RunWriter.Write(target, new TripletMiner(items, options), embeddings, options: written);
        return target;
    }
}
