using System.Globalization;
using Tercet.Cli.Tests.Commands;

namespace Tercet.Cli.Tests.Parts;

/// <summary>A run that is planned in a folder, and the one that one machine makes of the same.</summary>
internal sealed class PlannedRun : IDisposable
{
    /// <summary>The environments that make one cluster of different processors.</summary>
    private static readonly (string Name, string Value)[] Processors =
    [
        ("TERCET_KERNEL", ""), ("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX2", "0"), ("TERCET_KERNEL", "scalar"),
        ("DOTNET_EnableHWIntrinsic", "0"),
    ];

    private readonly WorkFolder _work = new();

    /// <summary>Writes items, without planning anything.</summary>
    public PlannedRun(int items = 300) => Options = [.. _work.WriteItems(items, 9, perClass: 3).Skip(1)];

    /// <summary>The options that name the items.</summary>
    public string[] Options { get; set; }

    /// <summary>The run's folder.</summary>
    public string Folder => _work["run"];

    /// <summary>A file in the working folder.</summary>
    public string this[string name] => _work[name];

    /// <summary>Writes a text file in the working folder.</summary>
    public string Write(string name, string text) => _work.Write(name, text);

    /// <summary>The file of a part.</summary>
    public string FileOf(int part) => Path.Combine(Folder, "parts", part.ToString("00000", CultureInfo.InvariantCulture) + ".part");

    /// <summary>Plans the run.</summary>
    public Tool Plan(params string[] options) => Tool.Run(["plan", .. Options, .. options, "--out", Folder]);

    /// <summary>Makes a part, on another kind of processor for each.</summary>
    public Tool Part(int part, params string[] options) => Tool.Run(
        [Processors[part % Processors.Length]],
        ["part", Folder, part.ToString(CultureInfo.InvariantCulture), "--threads", part % 2 == 0 ? "1" : "3", .. options]);

    /// <summary>Plans the run and makes its parts, the last one first.</summary>
    public void MakeParts(int count, params string[] options)
    {
        Require(Plan([.. options, "--parts", count.ToString(CultureInfo.InvariantCulture)]));
        var parts = RunPlan.Read(Folder).Parts.Count;
        for (var part = parts - 1; part >= 0; part--)
            Require(Part(part));
    }

    /// <summary>Merges.</summary>
    public Tool Merge(params string[] options) => Tool.Run(["merge", Folder, .. options]);

    /// <summary>Makes the run on one machine, in a folder of the same name, and compares it to this one, byte for byte.</summary>
    public void RequireWhole(params string[] options)
    {
        var found = Read();
        Directory.Delete(Folder, recursive: true);
        Require(Tool.Run(["mine", .. Options, .. options, "--quiet", "--out", Folder]));
        Assert.Equal(Read(), found);
    }

    /// <summary>A command that must succeed.</summary>
    public static Tool Require(Tool tool)
    {
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        return tool;
    }

    public void Dispose() => _work.Dispose();

    private Dictionary<string, string> Read() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ToDictionary(
        file => Path.GetRelativePath(Folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
