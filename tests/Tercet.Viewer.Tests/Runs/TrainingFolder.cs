using System.Text.Json;
using Tercet.Testing;

namespace Tercet.Viewer.Tests.Runs;

/// <summary>The folder of a training run that is still going, as <c>tercet train</c> writes it.</summary>
internal static class TrainingFolder
{
    /// <summary>The options of mining, as a record holds them.</summary>
    public const string Mining = """
        {"file-column":"file","class-column":"class","text-column":"text","mine":"triplets","triplets":100,"epochs":3,"split":"none","selector":"scheduled",
         "curve":"linear","cycles":1,"floor":0,"cap":1,"distance":"euclidean","min-distance":0,"seed":1}
        """;

    /// <summary>Writes the folder <c>training</c>, of the items of <see cref="SampleRuns.OfTexts"/>.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="epochs">Epochs that are complete.</param>
    public static string Write(TempFolder folder, int epochs)
    {
        var mined = SampleRuns.OfTexts(folder, $"mined-{epochs}", new TripletOptions { TripletsPerEpoch = 100, Epochs = Math.Max(1, epochs) });
        Directory.CreateDirectory(folder["training"]);
        folder.Write("training/training.json", $$"""
            {"version":"1.0","options":{"mining":{{Mining}},"training":{"loss":"triplet"} },
             "inputs":[{"role":"data","path":{{JsonSerializer.Serialize(folder["items.csv"])}},"sha256":null}],
             "encoder":{"kind":"linear"},"counts":{"items":60},"skipped":[],"files":[]}
            """);
        if (epochs == 0)
            return folder["training"];
        folder.Write("training/epochs.csv", "epoch,loss,health\n" + string.Concat(Enumerable.Range(1, epochs).Select(i => FormattableString.Invariant($"{i},{1.0 / i},healthy\n"))));
        File.Move(Path.Combine(mined, "train.parquet"), folder["training/latest.parquet"], overwrite: true);
        return folder["training"];
    }
}
