using System.Reflection;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.Vision;

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

    /// <summary>What is held out.</summary>
    public SplitChoice Split { get; init; } = new();

    /// <summary>The training steps to mine; null for all.</summary>
    public StepRange? Steps { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Out { get; init; }

    /// <summary>The format of the sequences.</summary>
    public TableFormat Format { get; init; }

    /// <summary>Whether an existing run is overwritten.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether plots and a report are drawn.</summary>
    public bool WithReport { get; init; } = true;

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
        var stamps = Files.Stamp();
        var inputs = new List<ManifestInput>();
        var tables = Files.ReadTables(inputs, Split.Column);
        Plan(tables);
        using var encoder = Files.Embeddings is null ? Encoding.Open() : null;
        if (encoder is OnnxEncoder model)
            inputs.Add(new ManifestInput("encoder", Encoding.Encoder, model.Sha256));
        using var folder = RunFolder.Create(Out, Overwrite);
        using var embedded = Files.Embed(tables, Encoding, encoder, inputs, display, cancellationToken);
        var work = Plan(embedded.Tables);
        var options = new RunWriterOptions { Format = Format, Steps = Steps, Inputs = inputs };
        var writer = work.CreateWriter(folder, options, ImageFolders());
        display.Run(
            Options is BatchOptions ? "Mining batches" : "Mining triplets",
            progress => writer.WriteSequences(embedded.Items, embedded.Catalog, progress, cancellationToken));
        AddTables(writer, tables);
        var manifest = display.Run("Checking embeddings", _ => Describe(writer, embedded, encoder));
        if (WithReport)
            display.Run("Drawing", _ => Draw(writer, manifest, work.Examples));
        cancellationToken.ThrowIfCancellationRequested();
        stamps.RequireUnchanged();
        writer.Complete(manifest);
        return new MineResult(Out, manifest, writer.Train, writer.Statistics);
    }

    private void RequireValid()
    {
        var faults = new UsageFaults();
        faults.Add(Options.Faults());
        faults.Add(Split.Faults());
        if (Steps is { } steps && steps.Start >= steps.End)
            faults.Add($"`Steps` is {steps}; expected start..end with start < end; the end is exclusive.");
        faults.Add(Files.Faults(Out));
        faults.ThrowIfAny();
    }

    /// <summary>Plans the sequence; a plan that fails should fail before images are read.</summary>
    private MiningWork Plan(DataTables tables)
    {
        var items = tables.Join();
        var work = MiningWork.Create(items, Options, Split.Create(items, tables.SplitValues));
        if (Steps is { } steps)
            work.Plan.RequireSteps(steps);
        return work;
    }

    private ImageFolders ImageFolders()
    {
        ImageFolder FolderOf(string table) => new(ImageEncoding.FolderOf(table, Files.Images), Encoding.Options.MaxPixels);
        return new ImageFolders(FolderOf(Files.Catalog ?? Files.Data), FolderOf(Files.Data));
    }

    /// <summary>Keeps the tables of folders, whose rows are named nowhere else.</summary>
    private void AddTables(RunWriter writer, DataTables tables)
    {
        foreach (var (path, table, name) in new[]
        {
            (Files.Data, tables.Items, "items.csv"), (Files.Catalog, tables.Catalog, "catalog.csv"),
        })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, System.Text.Encoding.UTF8.GetBytes(ItemTableFile.ToCsv(table)));
        }
    }

    private void Draw(RunWriter writer, RunManifest manifest, RunExamples examples)
    {
        foreach (var (name, content) in RunReport.Draw(Out, manifest, writer.Train, examples))
            writer.Add(name, content);
    }

    private RunManifest Describe(RunWriter writer, EmbeddedData data, ImageEncoder? encoder)
    {
        var manifest = writer.Describe(data.Tables.OtherFiles, WithReport ? RunReport.Files : []);
        string[] notes = [.. data.Tables.Notes, .. data.Notes];
        return manifest with
        {
            Options = Files.WithColumns(manifest.Options),
            Notes = notes.Length == 0 ? null : notes,
            Encoder = encoder is null ? null : ImageEncoding.Describe(encoder),
        };
    }
}
