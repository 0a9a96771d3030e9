using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>A run of one kind: the options of its plan, and what one machine makes of it.</summary>
internal sealed class WholeRun
{
    private static readonly string[] Shared = ["--test-ratio", "0.2", "--no-report", "--quiet"];

    private WholeRun(MinedData data, string input, string[] options, string[] otherOptions) =>
        (Data, Input, Options, OtherOptions) = (data, input, options, otherOptions);

    /// <summary>The data of all kinds.</summary>
    public MinedData Data { get; }

    /// <summary>A file that every part reads.</summary>
    public string Input { get; }

    /// <summary>The options of the plan.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>What to add for another plan of as many parts.</summary>
    public IReadOnlyList<string> OtherOptions { get; }

    /// <summary>The files of the run that one machine made, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; private init; } = new Dictionary<string, byte[]>();

    /// <summary>Makes the run of a kind on this machine.</summary>
    public static WholeRun Make(MinedData data, PartedKind kind) => kind switch
    {
        PartedKind.Triplets => Mine(data, kind, "--triplets", "2000"),
        PartedKind.Batches => Mine(data, kind, "--mine", "batches", "--epochs", "8"),
        _ => Encode(data),
    };

    private static WholeRun Mine(MinedData data, PartedKind kind, params string[] sequence)
    {
        string[] options = ["--data", "../items.csv", "--embeddings", "../items.npy", .. sequence, .. Shared];
        var folder = data.MakeFolder(Invariant($"whole {kind}"));
        MinedData.Run(folder, ["mine", .. options, "--out", MinedData.RunName]).Require();
        return new WholeRun(data, data.Embeddings, options, ["--seed", "1"]) { Files = MinedData.Read(folder) };
    }

    /// <summary>Embeddings in a single part, which are those of <c>encode</c>.</summary>
    private static WholeRun Encode(MinedData data)
    {
        string[] options = ["--data", "../images.csv", "--images", "../images", "--no-cache", "--quiet"];
        var folder = data.MakeFolder("whole embeddings");
        MinedData.Run(folder, ["plan", "--encode", .. options, "--parts", "1", "--out", MinedData.RunName]).Require();
        MinedData.Run(folder, ["part", MinedData.RunName, "0"]).Require();
        MinedData.Run(folder, ["merge", MinedData.RunName]).Require();
        MinedData.Run(folder, ["encode", .. options, "--out", "encoded.npy"]).Require();
        var files = MinedData.Read(folder);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "encoded.npy")), files["embeddings.npy"]);
        return new WholeRun(data, data.Images, ["--encode", .. options], ["--encoder", "pixels"]) { Files = files };
    }
}
