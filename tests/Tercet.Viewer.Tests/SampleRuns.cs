using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using Tercet.Testing;

namespace Tercet.Viewer.Tests;

/// <summary>Runs to look at, made in a folder.</summary>
internal static class SampleRuns
{
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

    private static string Mine(DataFiles files, string target, MiningOptions options, TableFormat format)
    {
        new MineJob
        {
            Files = files, Options = options, Out = target, Format = format, WithReport = false,
            Encoding = new ImageEncoding { Options = new() { Cache = CacheFolder.Default } },
        }.Run(new ProgressDisplay(quiet: true), CancellationToken.None);
        return target;
    }
}
