using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Tercet.Cli.Reports;
using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Mining;
using Tercet.Runs;
using Tercet.Vision;

namespace Tercet.Cli.Commands;

/// <summary>One run of <c>tercet mine</c>: reads, embeds where needed, mines, and writes the run's folder.</summary>
internal sealed record MineJob
{
    public required string Data { get; init; }
    public string? Catalog { get; init; }
    public string? Images { get; init; }
    public string? Embeddings { get; init; }
    public string? CatalogEmbeddings { get; init; }
    public string? Exclude { get; init; }
    public required ItemTableOptions Table { get; init; }
    public required MiningOptions Options { get; init; }
    public required string Out { get; init; }
    public TripletFormat Format { get; init; }
    public bool Overwrite { get; init; }

    /// <summary>The version of the tool.</summary>
    public static string Version { get; } =
        typeof(MineJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public (RunManifest Manifest, SequenceSummary Train) Run(ProgressDisplay display, CancellationToken cancellation)
    {
        Options.Validate();
        RequireConsistency();
        var inputs = new List<ManifestInput>();
        var items = ReadTable(Data, "data", inputs);
        var data = new Dataset(items, Catalog is null ? null : ReadTable(Catalog, "catalog", inputs));
        var pairs = ReadPairs(data, inputs);
        Splitter.Create(data, Options.TestRatio, Options.SplitBy, Options.Seed); // a split that fails should fail before images are read
        using var folder = RunFolder.Create(Out, Overwrite);
        using var itemEmbeddings = Embed(items, Data, Embeddings, "", inputs, display, cancellation);
        using var catalogEmbeddings = data.Catalog is { } catalog
            ? Embed(catalog, Catalog!, CatalogEmbeddings, "catalog-", inputs, display, cancellation)
            : null;
        var miner = new TripletMiner(new MiningSource(data, itemEmbeddings, catalogEmbeddings, pairs), Options);
        var writer = new RunWriter(folder, miner, Format);
        var gallery = new Gallery(miner, ImagesOf(Catalog ?? Data), ImagesOf(Data));
        display.Run("Mining triplets", progress =>
        {
            var total = miner.StepsOf(Split.Train).Length + miner.StepsOf(Split.Test).Length;
            writer.WriteTriplets(new StepProgress(progress, miner.StepsOf(Split.Train).Length, total), gallery.Observe, cancellation);
            return true;
        });
        foreach (var (path, table, name) in new[] { (Data, items, "items.csv"), (Catalog, data.Catalog, "catalog.csv") })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, Encoding.UTF8.GetBytes(table.ToCsv()));
        }
        var manifest = WithColumns(writer.Describe(Version, inputs, RunReport.Files));
        display.Run("Drawing", _ =>
        {
            foreach (var (name, content) in RunReport.Draw(Out, manifest, writer.Train, gallery.Examples()))
                writer.Add(name, content);
            return true;
        });
        cancellation.ThrowIfCancellationRequested();
        writer.WriteManifest(manifest);
        folder.Commit();
        return (manifest, writer.Train);
    }

    private RunManifest WithColumns(RunManifest manifest) => Directory.Exists(Data) ? manifest : manifest with
    {
        Options = manifest.Options with { FileColumn = Table.FileColumn, ClassColumn = Table.ClassColumn, GroupColumn = Table.GroupColumn },
    };

    private void RequireConsistency()
    {
        var faults = new List<string>();
        if (CatalogEmbeddings is not null && Catalog is null)
            faults.Add("--catalog-embeddings needs --catalog, the table of its rows.");
        if (CatalogEmbeddings is not null && Embeddings is null)
            faults.Add("--catalog-embeddings needs --embeddings: both must come from the same encoder.");
        if (Embeddings is not null && Catalog is not null && CatalogEmbeddings is null)
            faults.Add("--catalog with --embeddings needs --catalog-embeddings: both must come from the same encoder.");
        if (Table.GroupColumn is not null && Directory.Exists(Data))
            faults.Add("--group-column names a column of a CSV file, but --data is a folder.");
        foreach (var folder in new[] { Data, Catalog }.Where(Directory.Exists))
        {
            var inside = Path.GetRelativePath(folder!, Out);
            if (!Path.IsPathRooted(inside) && inside.Split('/', '\\')[0] != "..")
                faults.Add($"--out {Out} lies inside {folder}, where its pictures would be taken for a class. Choose a folder beside it.");
        }
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }

    private ItemTable ReadTable(string path, string role, List<ManifestInput> inputs)
    {
        if (!Path.Exists(path))
            throw new BadInputException($"{path}: no such file or folder. Expected a CSV file with a row for each item, or a folder with a sub-folder of images for each class.");
        var table = Directory.Exists(path)
            ? ItemTable.ReadFolder(path)
            : ItemTable.ReadCsv(path, Table with { RequireFiles = Embeddings is null });
        inputs.Add(new ManifestInput(role, path, table.Sha256, Encoding: table.EncodingName));
        return table;
    }

    private ExcludedPairs? ReadPairs(Dataset data, List<ManifestInput> inputs)
    {
        if (Exclude is null)
            return null;
        var pairs = ExcludedPairs.ReadCsv(Exclude, data);
        inputs.Add(new ManifestInput("exclude", Exclude, pairs.Sha256));
        return pairs;
    }

    private string ImagesOf(string data) =>
        Directory.Exists(data) ? data : Images ?? (Path.GetDirectoryName(data) is { Length: > 0 } folder ? folder : ".");

    private EmbeddingMatrix Embed(
        ItemTable table, string data, string? embeddings, string role, List<ManifestInput> inputs, ProgressDisplay display, CancellationToken cancellation)
    {
        if (embeddings is not null)
        {
            var matrix = display.Run($"Reading {embeddings}", _ => EmbeddingMatrix.Open(embeddings));
            using var file = File.OpenRead(embeddings);
            inputs.Add(new ManifestInput(role + "embeddings", embeddings, Convert.ToHexStringLower(SHA256.HashData(file))));
            return matrix;
        }
        var images = ImagesOf(data);
        var files = table.Files!.Select((file, i) => table.Classes[i] is null ? null : file).ToList();
        var result = display.Run($"Describing the images of {data}", progress => ImageEmbedder.Embed(
            files, images, item => $"{data}, {table.PlaceOf(item)}", Options.Threads, progress, cancellation));
        inputs.Add(new ManifestInput(role + "images", images, result.Sha256, Encoder: ImageEmbedder.Encoder));
        return result.Embeddings;
    }

    /// <summary>Tells of the steps of both splits as one run of work.</summary>
    private sealed class StepProgress(IProgress<(int, int)> inner, long train, long total) : IProgress<MiningProgress>
    {
        public void Report(MiningProgress value) =>
            inner.Report(((int)(1000 * ((value.Split == Split.Train ? 0 : train) + value.Done) / total), 1000));
    }
}
