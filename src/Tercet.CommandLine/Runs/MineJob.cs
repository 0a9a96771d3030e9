using System.Reflection;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.Vision.Onnx;

namespace Tercet.CommandLine.Runs;

/// <summary>One run of <c>tercet mine</c>: reads, embeds where needed, mines, and writes the run's folder.</summary>
public sealed record MineJob
{
    public required DataFiles Files { get; init; }
    public ImageEncoding Encoding { get; init; } = new();
    public required MiningOptions Options { get; init; }
    public required string Out { get; init; }
    public TableFormat Format { get; init; }
    public bool Overwrite { get; init; }

    /// <summary>The version of the tool.</summary>
    public static string Version { get; } =
        typeof(MineJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public MineResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        Options.Validate();
        if (Files.Faults(Out).ToList() is { Count: > 0 } faults)
            throw new UsageException(faults);
        var inputs = new List<ManifestInput>();
        var (data, pairs) = Files.ReadTables(inputs);
        Options.RequireSplit(data); // a split that fails should fail before images are read
        using var encoder = Files.Embeddings is null ? Encoding.Open() : null;
        if (encoder is OnnxEncoder model)
            inputs.Add(new ManifestInput("encoder", Encoding.Encoder, model.Sha256));
        using var folder = RunFolder.Create(Out, Overwrite);
        using var embedded = Files.Embed(data, Encoding, encoder, inputs, display, cancellationToken);
        var work = MiningWork.Create(new MiningSource(embedded.Data, embedded.Items, embedded.Catalog, pairs), Options, folder, Format, new ImageFolders(
            ImageEncoding.FolderOf(Files.Catalog ?? Files.Data, Files.Images), ImageEncoding.FolderOf(Files.Data, Files.Images)));
        var writer = work.Writer;
        display.Run(Options is BatchOptions ? "Forming batches" : "Mining triplets", progress =>
        {
            writer.Write(new StepProgress(progress, work.TrainSteps, work.TrainSteps + work.TestSteps), cancellationToken);
            return true;
        });
        foreach (var (path, table, name) in new[] { (Files.Data, data.Items, "items.csv"), (Files.Catalog, data.Catalog, "catalog.csv") })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, System.Text.Encoding.UTF8.GetBytes(ItemTableFile.ToCsv(table)));
        }
        var manifest = writer.Describe(Version, inputs, RunReport.Files);
        manifest = manifest with { Options = Files.WithColumns(manifest.Options), Encoder = encoder is null ? null : ImageEncoding.Describe(encoder) };
        display.Run("Drawing", _ =>
        {
            foreach (var (name, content) in RunReport.Draw(Out, manifest, writer.Train, work.Examples()))
                writer.Add(name, content);
            return true;
        });
        cancellationToken.ThrowIfCancellationRequested();
        writer.WriteManifest(manifest);
        folder.Commit();
        return new MineResult(Out, manifest, writer.Train, work.Distances());
    }

    /// <summary>Tells of the steps of both splits as one run of work.</summary>
    private sealed class StepProgress(IProgress<(int, int)> inner, long train, long total) : IProgress<MiningProgress>
    {
        public void Report(MiningProgress value) =>
            inner.Report(((int)(1000 * ((value.Split == Split.Train ? 0 : train) + value.Done) / total), 1000));
    }
}
