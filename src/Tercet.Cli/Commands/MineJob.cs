using System.Reflection;
using System.Security.Cryptography;
using Tercet.Cli.Reports;
using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Mining;
using Tercet.Runs;
using Tercet.Vision;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;

namespace Tercet.Cli.Commands;

/// <summary>One run of <c>tercet mine</c>: reads, embeds where needed, mines, and writes the run's folder.</summary>
internal sealed record MineJob
{
    public required string Data { get; init; }
    public string? Catalog { get; init; }
    public string? Images { get; init; }
    public string? Embeddings { get; init; }
    public string? CatalogEmbeddings { get; init; }
    public ImageEncoding Encoding { get; init; } = new();
    public string? Exclude { get; init; }
    public required ItemTableOptions Table { get; init; }
    public required MiningOptions Options { get; init; }
    public required string Out { get; init; }
    public TripletFormat Format { get; init; }
    public bool Overwrite { get; init; }

    /// <summary>The version of the tool.</summary>
    public static string Version { get; } =
        typeof(MineJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public MineResult Run(ProgressDisplay display, CancellationToken cancellation)
    {
        Options.Validate();
        RequireConsistency();
        var inputs = new List<ManifestInput>();
        var items = ReadTable(Data, "data", inputs);
        var catalog = Catalog is null ? null : ReadTable(Catalog, "catalog", inputs);
        var data = new Dataset(items, catalog);
        var pairs = ReadPairs(data, inputs);
        Splitter.Create(data, Options.TestRatio, Options.SplitBy, Options.Seed); // a split that fails should fail before images are read
        using var encoder = Embeddings is null ? Encoding.Open() : null;
        if (encoder is OnnxEncoder model)
            inputs.Add(new ManifestInput("encoder", Encoding.Encoder, model.Sha256));
        using var folder = RunFolder.Create(Out, Overwrite);
        using var itemEmbeddings = Embed(items, Data, Embeddings, "", encoder, inputs, display, cancellation);
        using var catalogEmbeddings = catalog is null ? null : Embed(catalog, Catalog!, CatalogEmbeddings, "catalog-", encoder, inputs, display, cancellation);
        if (Encoding.Options.OnBadImage == BadImages.Skip)
            data = WithoutMissing(data, itemEmbeddings, catalogEmbeddings);
        var miner = new TripletMiner(new MiningSource(data, itemEmbeddings, catalogEmbeddings, pairs), Options);
        var writer = new RunWriter(folder, miner, Format);
        var gallery = new Gallery(miner, ImageEncoding.FolderOf(Catalog ?? Data, Images), ImageEncoding.FolderOf(Data, Images));
        display.Run("Mining triplets", progress =>
        {
            var total = miner.StepsOf(Split.Train).Length + miner.StepsOf(Split.Test).Length;
            writer.WriteTriplets(new StepProgress(progress, miner.StepsOf(Split.Train).Length, total), gallery.Observe, cancellation);
            return true;
        });
        foreach (var (path, table, name) in new[] { (Data, items, "items.csv"), (Catalog, catalog, "catalog.csv") })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, System.Text.Encoding.UTF8.GetBytes(table.ToCsv()));
        }
        var manifest = WithColumns(writer.Describe(Version, inputs, RunReport.Files)) with { Encoder = encoder is null ? null : ImageEncoding.Describe(encoder) };
        display.Run("Drawing", _ =>
        {
            foreach (var (name, content) in RunReport.Draw(Out, manifest, writer.Train, gallery.Examples()))
                writer.Add(name, content);
            return true;
        });
        cancellation.ThrowIfCancellationRequested();
        writer.WriteManifest(manifest);
        folder.Commit();
        return new MineResult(Out, manifest, writer.Train, [.. Enum.GetValues<Split>().Select(miner.StatisticsOf).OfType<MiningStatistics>()]);
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
        ImageEncoding.RequireData(path);
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

    private EmbeddingMatrix Embed(
        ItemTable table, string data, string? embeddings, string role, ImageEncoder? encoder, List<ManifestInput> inputs, ProgressDisplay display, CancellationToken cancellation)
    {
        if (encoder is null)
        {
            var matrix = display.Run($"Reading {embeddings}", _ => EmbeddingMatrix.Open(embeddings!));
            using var file = File.OpenRead(embeddings!);
            inputs.Add(new ManifestInput(role + "embeddings", embeddings!, Convert.ToHexStringLower(SHA256.HashData(file))));
            return matrix;
        }
        var images = ImageEncoding.FolderOf(data, Images);
        var result = Encoding.Embed(encoder, table, item => table.Classes[item] is not null, data, images, display, cancellation);
        inputs.Add(new ManifestInput(role + "images", images, result.Sha256));
        return result.Embeddings;
    }

    /// <summary>Leaves out items without an embedding, and those of classes whose catalog items are all without one.</summary>
    private static Dataset WithoutMissing(Dataset data, EmbeddingMatrix items, EmbeddingMatrix? catalog)
    {
        var rest = data.Items.Without(items.MissingRows);
        if (catalog is null)
            return new Dataset(rest);
        var references = data.Catalog!.Without(catalog.MissingRows);
        var classes = references.Classes.ToHashSet();
        return new Dataset(rest.Without([.. Enumerable.Range(0, rest.Count).Where(i => !classes.Contains(rest.Classes[i]))]), references);
    }

    /// <summary>Tells of the steps of both splits as one run of work.</summary>
    private sealed class StepProgress(IProgress<(int, int)> inner, long train, long total) : IProgress<MiningProgress>
    {
        public void Report(MiningProgress value) =>
            inner.Report(((int)(1000 * ((value.Split == Split.Train ? 0 : train) + value.Done) / total), 1000));
    }
}
