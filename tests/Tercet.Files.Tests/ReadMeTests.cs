using System.Text.RegularExpressions;

namespace Tercet.Files.Tests;

/// <summary>The C# examples of the README and the docs are the code below, compiled and run; a page that drifts from it fails.</summary>
[Collection(nameof(ReadMeTests))]
[CollectionDefinition(nameof(ReadMeTests), DisableParallelization = true)]
public sealed partial class ReadMeTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void The_examples_of_the_readme_and_the_docs_are_the_ones_that_run_here()
    {
        string[] pages = [Path.Combine(Root, "README.md"), Path.Combine(Root, "docs", "evaluation.md")];
        var source = File.ReadAllText(Path.Combine(Root, "tests", "Tercet.Files.Tests", "ReadMeTests.cs"));
        var examples = pages.SelectMany(page => CodeBlock().Matches(File.ReadAllText(page))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(4, examples.Count);
        foreach (var example in examples)
        {
            var lines = example.Split('\n').ToLookup(line => line.StartsWith("using Tercet.", StringComparison.Ordinal));
            foreach (var directive in lines[true])
                Assert.Contains(directive, source, StringComparison.Ordinal);
            var body = string.Join('\n', lines[false]).Trim().Split('\n').Select(line => line.Length == 0 ? "" : "        " + line);
            Assert.Contains(string.Join('\n', body), source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_examples_work()
    {
        var folder = Directory.CreateTempSubdirectory("tercet-readme");
        var (before, output) = (Environment.CurrentDirectory, Console.Out);
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            Console.SetOut(TextWriter.Null);
            WriteInput();
            Mine();
            Read();
            Evaluate();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Console.SetOut(output);
            folder.Delete(recursive: true);
        }
    }

    private static void Mine()
    {
        var data = new Dataset(ItemTableFile.ReadCsv("items.csv").Table);
        using var embeddings = EmbeddingFile.Open("items.npy");
        var miner = new TripletMiner(new MiningSource(data, embeddings), new TripletOptions
        {
            Triplets = 10_000,
            Schedule = new HardnessSchedule { Curve = Curve.Sigmoid, Cap = 0.85, Cycles = 10 },
        });
        foreach (var triplet in miner.Mine(Split.Train))
            Console.WriteLine($"{miner.AnchorKey(triplet)} {miner.PositiveKey(triplet)} {miner.NegativeKey(triplet)}: {triplet.Hardness:0.00}");
        var lists = miner.ToLists(); // the same as six lists: anchors, positives and negatives of train and of test

        var batches = new BatchMiner(new MiningSource(data, embeddings), new BatchOptions { ClassesPerBatch = 32, SamplesPerClass = 2 });
        foreach (var batch in batches.Mine(Split.Train))
            Learn(batch.Items.Select(item => (item.Class, batches.KeyOf(item))));

        Assert.Equal(10_000, lists.TrainAnchors.Count);
        Assert.Equal(2_000, lists.TestNegatives.Count);
        using var folder = RunFolder.Create("RUN");
        new TripletRunWriter(folder, miner, TableFormat.Parquet).Write(cancellationToken: TestContext.Current.CancellationToken);
        folder.Commit();
    }

    private static void Read()
    {
        foreach (var batch in TripletReader.Read("RUN/train.parquet").Chunk(32))
            Step(batch.Select(row => row.Triplet.Anchor), batch.Select(row => row.Triplet.Positive), batch.Select(row => row.Triplet.Negative));
    }

    private static void Evaluate()
    {
        var items = ItemTableFile.ReadCsv("items.csv").Table;
        using var embeddings = EmbeddingFile.Open("items.npy");
        var result = RetrievalEvaluation.Evaluate(new RetrievalSet(items, embeddings)); // or Evaluate(queries, gallery)
        foreach (var (k, recall) in result.RecallAt)
            Console.WriteLine($"Recall@{k}: {recall:0.000}");
        Console.WriteLine($"MAP@R: {result.MapAtR:0.000}, R-precision: {result.RPrecision:0.000}");
        Console.WriteLine($"{result.Queries} queries, {result.QueriesWithoutMatch} of them without a match, against {result.Gallery} items");

        Assert.Equal([1, 5, 10, 50], result.RecallAt.Keys);
    }

    private static void Step(IEnumerable<int> anchors, IEnumerable<int> positives, IEnumerable<int> negatives)
    {
        Assert.Equal(anchors.Count(), negatives.Count());
        Assert.DoesNotContain(true, anchors.Zip(positives, (anchor, positive) => anchor == positive));
    }

    private static void Learn(IEnumerable<(string Class, string Key)> items) =>
        Assert.All(items.GroupBy(item => item.Class), group => Assert.Equal(2, group.Distinct().Count()));

    private static void WriteInput()
    {
        const int Items = 200, Dimensions = 8;
        File.WriteAllLines("items.csv", ["file,class", .. Enumerable.Range(0, Items).Select(i => $"{i}.png,class {i / 4}")]);
        var stream = new RandomStream(1, RandomPurpose.Pool, 0, 0);
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Items}, {Dimensions}), }}".PadRight(117) + "\n";
        using var file = new BinaryWriter(File.Create("items.npy"));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        for (var i = 0; i < Items * Dimensions; i++)
            file.Write((float)stream.NextDouble());
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tercet.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
