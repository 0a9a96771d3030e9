using System.Globalization;
using System.Text;
using System.Text.Json;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using Tercet.Testing;

namespace Tercet.Viewer.Tests;

/// <summary>Runs to look at, made in a folder.</summary>
internal static class SampleRuns
{
    private static readonly JsonSerializerOptions RecordFormat = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    /// <summary>Mines a table of items with given embeddings, one class per letter.</summary>
    /// <param name="folder">Where data and run are written.</param>
    /// <param name="name">The run's name.</param>
    /// <param name="options">What is mined; triplets at a constant hardness by default.</param>
    /// <param name="format">The format of the sequence.</param>
    /// <returns>The run's folder.</returns>
    public static string OfTexts(TempFolder folder, string name = "run", MiningOptions? options = null, TableFormat format = TableFormat.Parquet)
    {
        const int Classes = 12, PerClass = 5;
        var random = new Random(7);
        var rows = new List<string> { "file,class,text" };
        var values = new float[Classes * PerClass, 8];
        for (var item = 0; item < Classes * PerClass; item++)
        {
            var label = item / PerClass;
            rows.Add(string.Create(
                CultureInfo.InvariantCulture, $"doc-{item:000},topic {(char)('A' + label)},\"Text {item} about topic {(char)('A' + label)}, with <b>markup</b> & more.\""));
            for (var i = 0; i < 8; i++)
                values[item, i] = (float)(Math.Sin(label * 3 + i) + 0.3 * random.NextDouble());
        }
        folder.Write("items.csv", string.Join('\n', rows) + "\n");
        if (!File.Exists(folder["items.npy"]))
            EmbeddingFile.Write(folder["items.npy"], values);
        var files = new DataFiles { Data = folder["items.csv"], Embeddings = folder["items.npy"] };
        return Mine(files, folder[name], options ?? new TripletOptions { TripletsPerEpoch = 300 }, format);
    }

    /// <summary>Mines the bundled set of characters.</summary>
    /// <param name="folder">Where it is unpacked to.</param>
    /// <param name="name">The run's name.</param>
    /// <param name="options">What is mined; the original method by default.</param>
    /// <returns>The run's folder.</returns>
    public static string OfImages(TempFolder folder, string name = "run", MiningOptions? options = null) => Mine(
        DemoSet.Unpack(folder["demo"]), folder[name],
        options ?? MiningRecipe.Original.ApplyTo(new TripletOptions { TripletsPerEpoch = 2000 }), TableFormat.Parquet);

    /// <summary>Items whose label is wrong in the data of <see cref="WithLabelErrors"/>.</summary>
    public static IReadOnlyList<string> WrongItems { get; } = [NameOf(3), NameOf(17), NameOf(29)];

    /// <summary>How many these are.</summary>
    public static int WrongLabels => WrongItems.Count;

    /// <summary>Mines 40 items of 8 well separated classes, three of them with the label of the class after theirs.</summary>
    /// <param name="folder">Where data and run are written.</param>
    /// <returns>The run's folder.</returns>
    public static string WithLabelErrors(TempFolder folder)
    {
        var random = new Random(3);
        var values = new float[40, 16];
        var rows = new List<string> { "file,class" };
        for (var item = 0; item < 40; item++)
        {
            var name = NameOf(item);
            rows.Add($"{name},{(WrongItems.Contains(name) ? WrongLabelOf(name) : RightLabelOf(name))}");
            for (var i = 0; i < 16; i++)
                values[item, i] = (float)(Math.Cos((item / 5 + 1) * (i + 1)) + 0.2 * random.NextDouble());
        }
        folder.Write("errors.csv", string.Join('\n', rows) + "\n");
        EmbeddingFile.Write(folder["errors.npy"], values);
        return Mine(FilesOfErrors(folder), folder["errors"], new TripletOptions { TripletsPerEpoch = 200 }, TableFormat.Parquet);
    }

    /// <summary>Mines the same data with corrected labels.</summary>
    public static string MineAgain(TempFolder folder, string relabel) => Mine(
        FilesOfErrors(folder) with { Relabel = relabel }, folder["again"], new TripletOptions { TripletsPerEpoch = 200 }, TableFormat.Parquet);

    /// <summary>The label that an item should have.</summary>
    public static string RightLabelOf(string name) => $"kind {(char)('A' + NumberOf(name) / 5)}";

    /// <summary>The label that an item has where it is wrong.</summary>
    public static string WrongLabelOf(string name) => $"kind {(char)('A' + (NumberOf(name) / 5 + 1) % 8)}";

    /// <summary>Mines queries and passages.</summary>
    public static string OfPairs(TempFolder folder)
    {
        var random = new Random(5);
        float[,] queries = new float[20, 8], passages = new float[60, 8];
        foreach (var matrix in new[] { queries, passages })
        {
            for (var row = 0; row < matrix.GetLength(0); row++)
            {
                for (var i = 0; i < 8; i++)
                    matrix[row, i] = (float)(random.NextDouble() - 0.5);
            }
        }
        folder.Write("queries.csv", "id,text\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"q{i},Question {i}?\n")));
        folder.Write("passages.csv", "id,text\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"p{i},Passage {i} <script>alert(1)</script>\n")));
        folder.Write("pairs.csv", "query,passage\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"q{i},p{3 * i}\n")));
        EmbeddingFile.Write(folder["queries.npy"], queries);
        EmbeddingFile.Write(folder["passages.npy"], passages);
        var files = new RetrievalFiles
        {
            Data = folder["passages.csv"],
            Catalog = folder["queries.csv"],
            Pairs = folder["pairs.csv"],
            Embeddings = folder["passages.npy"],
            CatalogEmbeddings = folder["queries.npy"],
        };
        return Mine(files, folder["pairs"], new TripletOptions { TripletsPerEpoch = 100 }, TableFormat.Parquet);
    }

    /// <summary>The folder of a training run of five epochs that has just started.</summary>
    public static string OfTraining(TempFolder folder)
    {
        OfTexts(folder, "mined");
        var inputs = RunManifest.Read(folder["mined"]).Inputs;
        var record = new { version = "0", options = new { mining = RunManifest.Read(folder["mined"]).Options with { Epochs = 5 } }, inputs };
        folder.Write("training/training.json", JsonSerializer.SerializeToUtf8Bytes(record, RecordFormat));
        return folder["training"];
    }

    /// <summary>Writes the epochs that a training run has completed.</summary>
    public static void AddEpochs(string run, params string[] health)
    {
        var rows = health.Select((verdict, i) => string.Create(
            CultureInfo.InvariantCulture, $"{i + 1},100,0.5,{1.0 / (i + 1)},0.4,0.8,0.3,0.9,1.2,0.1,5.5,0.{i + 5},{verdict}\n"));
        var text = "epoch,triplets,hardness,loss,active_fraction,accuracy,d_ap,d_an,mean_distance,deviation,effective_rank,sample_recall,health\n"
            + string.Concat(rows);
        DurableFile.Write(Path.Combine(run, "epochs.csv"), file => file.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Writes the triplets of the last epoch of a training run.</summary>
    public static void AddLatestTriplets(TempFolder folder, string run) => DurableFile.Write(
        Path.Combine(run, "latest.parquet"), file => file.Write(File.ReadAllBytes(Path.Combine(folder["mined"], "train.parquet"))));

    private static DataFiles FilesOfErrors(TempFolder folder) => new() { Data = folder["errors.csv"], Embeddings = folder["errors.npy"] };

    private static string NameOf(int item) => string.Create(CultureInfo.InvariantCulture, $"item-{item:00}");

    private static int NumberOf(string name) => int.Parse(name.Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>Mines files.</summary>
    public static string Mine(InputFiles files, string target, MiningOptions options, TableFormat format)
    {
        new MineJob
        {
            Files = files,
            Options = options,
            Out = target,
            Format = format,
            WithReport = false,
            Encoding = new ImageEncoding { Options = new() { Cache = CacheFolder.Default } },
        }.Run(new ProgressDisplay(quiet: true), CancellationToken.None);
        return target;
    }
}
