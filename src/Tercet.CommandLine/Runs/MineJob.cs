using System.Reflection;
using System.Text;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;

namespace Tercet.CommandLine.Runs;

/// <summary>A run of <c>tercet mine</c>: reads, embeds where needed, mines, and writes the run's folder.</summary>
public sealed record MineJob
{
    /// <summary>What is mined from.</summary>
    public required DataFiles Files { get; init; }

    /// <summary>How images are embedded.</summary>
    public ImageEncoding Encoding { get; init; } = new();

    /// <summary>What is mined.</summary>
    public required MiningOptions Options { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Out { get; init; }

    /// <summary>The format of the sequences.</summary>
    public TableFormat Format { get; init; }

    /// <summary>Whether an existing run is overwritten.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The version of the tools.</summary>
    public static string Version { get; } =
        typeof(MineJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Runs the job.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early; the folder is then as it was.</param>
    public MineResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        RequireValid();
        var inputs = new List<ManifestInput>();
        var (data, excluded) = Files.ReadTables(inputs);
        Options.RequireSplit(data); // a split that fails should fail before images are read
        using var encoder = Files.Embeddings is null ? Encoding.Open() : null;
        if (encoder is OnnxEncoder model)
            inputs.Add(new ManifestInput("encoder", Encoding.Encoder, model.Sha256));
        using var folder = RunFolder.Create(Out, Overwrite);
        using var embedded = Files.Embed(data, Encoding, encoder, inputs, display, cancellationToken);
        var source = new MiningSource(embedded.Data, embedded.Items, embedded.Catalog, excluded);
        var work = MiningWork.Create(source, Options, folder, Format, ImageFolders());
        display.Run(
            Options is BatchOptions ? "Mining batches" : "Mining triplets",
            progress => work.Writer.Write(work.Report(progress), cancellationToken));
        AddTables(work.Writer, data);
        var manifest = Describe(work.Writer, inputs, encoder);
        display.Run("Drawing", _ =>
        {
            foreach (var (name, content) in RunReport.Draw(Out, manifest, work.Writer.Train, work.Examples()))
                work.Writer.Add(name, content);
        });
        cancellationToken.ThrowIfCancellationRequested();
        work.Writer.WriteManifest(manifest);
        folder.Commit();
        return new MineResult(Out, manifest, work.Writer.Train, work.Distances());
    }

    private void RequireValid()
    {
        var faults = new UsageFaults();
        faults.AddFrom(Options.Validate);
        faults.AddRange(Files.Faults(Out));
        faults.ThrowIfAny();
    }

    private ImageFolders ImageFolders() =>
        new(ImageEncoding.FolderOf(Files.Catalog ?? Files.Data, Files.Images), ImageEncoding.FolderOf(Files.Data, Files.Images));

    /// <summary>Keeps the tables of folders, whose rows are named nowhere else.</summary>
    private void AddTables(RunWriter writer, Dataset data)
    {
        foreach (var (path, table, name) in new[] { (Files.Data, data.Items, "items.csv"), (Files.Catalog, data.Catalog, "catalog.csv") })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, System.Text.Encoding.UTF8.GetBytes(ItemTableFile.ToCsv(table)));
        }
    }

    private RunManifest Describe(RunWriter writer, List<ManifestInput> inputs, ImageEncoder? encoder)
    {
        var manifest = writer.Describe(Version, inputs, RunReport.Files);
        return manifest with
        {
            Options = Files.WithColumns(manifest.Options),
            Encoder = encoder is null ? null : ImageEncoding.Describe(encoder),
        };
    }
}
