using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.Vision;

namespace Tercet.Viewer.Runs;

/// <summary>What a run was mined from, as far as it is needed to show it: its tables, and where its images are.</summary>
public sealed class RunData
{
    private readonly RunRecord _record;
    private readonly string _folder;
    private readonly InputFiles _files;
    private readonly DataTables _tables;
    private readonly ViewerOptions _options;

    private RunData(RunRecord record, string folder, InputFiles files, DataTables tables, ViewerOptions options)
    {
        (_record, _folder, _files, _tables, _options) = (record, folder, files, tables, options);
        Items = new ItemSet(tables.Items, FolderOf(files.Data));
        Anchors = tables.Catalog is null ? Items : new ItemSet(tables.Catalog, FolderOf(files.Catalog!));
        Relation = new Relation(tables);
    }

    /// <summary>The items.</summary>
    public ItemSet Items { get; }

    /// <summary>The anchors: the catalog, or the items.</summary>
    public ItemSet Anchors { get; }

    /// <summary>Which of them belong together.</summary>
    public Relation Relation { get; }

    /// <summary>Reads the tables, and makes sure that they are those that were mined from.</summary>
    /// <param name="record">The run's record.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="options">The options of the viewer.</param>
    /// <exception cref="InvalidInputException">They are missing, damaged, or have changed.</exception>
    public static RunData Read(RunRecord record, string folder, ViewerOptions options)
    {
        var files = FilesOf(record, folder, options);
        var inputs = new List<ManifestInput>();
        var tables = files.ReadTables(inputs);
        // Corrections of labels are added to by marks, and leave the rows as they are.
        foreach (var input in inputs.Where(input => input.Role != "relabel"))
        {
            var recorded = record.Inputs.FirstOrDefault(other => other.Role == input.Role);
            if (recorded?.Sha256 is { } digest && input.Sha256 != digest)
                throw Changed(input.Path);
        }
        // A folder has no digest.
        if (record.Manifest?.Counts is { } counts)
        {
            if (counts.Items != tables.Items.Count)
                throw Changed(files.Data);
            if (counts.CatalogItems is { } count && count != tables.Catalog?.Count)
                throw Changed(files.Catalog ?? files.Data);
        }
        return new RunData(record, folder, files, tables, options);
    }

    private static InvalidInputException Changed(string path) =>
        new($"{path} has changed since the run was mined, so that its rows may be other items. Mine the run again.");

    /// <summary>Opens the embeddings, or computes them again as they were.</summary>
    /// <exception cref="InvalidInputException">They are not to be had; the message says what to do.</exception>
    public Neighbourhood OpenEmbeddings(CancellationToken cancellationToken)
    {
        var cache = _options.Cache ?? CacheFolder.Default;
        var display = new ProgressDisplay(quiet: true);
        var images = new ImageEncoding { Options = new ImageEmbedderOptions { Cache = cache, OnBadImage = BadImageHandling.Skip } };
        var inputs = new List<ManifestInput>();
        EmbeddedData embedded;
        if (_files.Embeddings is { } path)
        {
            if (!Path.Exists(path))
                throw new InvalidInputException($"{path}: the embeddings of this run are missing. Give them with --embeddings.");
            embedded = _files.Embed(_tables, images, null, inputs, display, cancellationToken, known: _record.Inputs);
        }
        else if (Encoder is not { } encoder)
        {
            throw new InvalidInputException(
                "A training run has no embeddings of its own yet. When it is done, embed the items with its encoder.onnx and mine.");
        }
        else if (TextEncoding.IsTextModel(encoder.Name))
        {
            var ofItems = RecordedEncoder.OfTexts(encoder, cache);
            var ofAnchors = _record.Options.QueryPrompt is { } prompt
                ? ofItems with { Texts = ofItems.Texts with { Prompt = prompt } }
                : ofItems;
            using var texts = new TextEncoders(ofItems, ofAnchors);
            RecordedEncoder.RequireSame(encoder, texts.Description.Fingerprint);
            embedded = _files.Embed(_tables, images, null, inputs, display, cancellationToken, texts: texts);
        }
        else
        {
            var encoding = RecordedEncoder.OfImages(encoder, images.Options);
            using var opened = encoding.Open();
            RecordedEncoder.RequireSame(encoder, opened.Fingerprint);
            embedded = _files.Embed(_tables, encoding, opened, inputs, display, cancellationToken);
        }
        return new Neighbourhood(embedded, EnumNames.Parse<Distance>(_record.Options.Distance) ?? Distance.Euclidean);
    }

    /// <summary>The recorded encoder, with the path of its model as it works from here.</summary>
    private ManifestEncoder? Encoder => _record.Encoder is { } encoder && !ImageEncoding.IsBuiltIn(encoder.Name)
        ? encoder with { Name = DataPaths.Find(encoder.Name, _folder) ?? encoder.Name }
        : _record.Encoder;

    private ImageFolder FolderOf(string table) =>
        new(ImageEncoding.FolderOf(table, _files.Images), RgbImage.DefaultMaxPixels) { FollowsLinks = _options.FollowsLinks };

    private static InputFiles FilesOf(RunRecord record, string folder, ViewerOptions options)
    {
        string Need(string role) => DataPaths.Find(record.PathOf(role), folder) ?? throw new InvalidInputException(
            $"{record.PathOf(role) ?? role}: not found from here nor from {folder}. Start the viewer in the folder in which the run was mined.");
        string? Embeddings(string role) =>
            (role.StartsWith("catalog", StringComparison.Ordinal) || role.StartsWith("query", StringComparison.Ordinal) ? null : options.Embeddings)
                ?? DataPaths.Find(record.PathOf(role), folder) ?? record.PathOf(role);
        var mined = record.Options;
        if (record.IsOfPairs)
        {
            var isOneTable = mined.AnchorColumn is not null;
            return new RetrievalFiles
            {
                Data = Need(isOneTable ? "data" : "passages"),
                Catalog = Need(isOneTable ? "data" : "queries"),
                Pairs = isOneTable ? null : Need("pairs"),
                AnchorColumn = mined.AnchorColumn,
                PositiveColumn = mined.PositiveColumn,
                Columns = new TextTableOptions
                {
                    IdColumn = mined.IdColumn,
                    TextColumn = mined.TextColumn ?? "text",
                    GroupColumn = mined.GroupColumn,
                },
                PairColumns = new PairsFileOptions
                {
                    QueryColumn = mined.QueryColumn,
                    PassageColumn = mined.PassageColumn,
                    ValueColumn = mined.GradeColumn,
                },
                MinGrade = mined.MinGrade ?? 1,
                Embeddings = Embeddings("passage-embeddings"),
                CatalogEmbeddings = Embeddings("query-embeddings"),
            };
        }
        var columns = new ItemTableOptions();
        return new DataFiles
        {
            Data = Need("data"),
            Catalog = record.PathOf("catalog") is null ? null : Need("catalog"),
            Images = options.Images ?? DataPaths.Find(record.PathOf("images"), folder),
            Embeddings = Embeddings("embeddings"),
            CatalogEmbeddings = Embeddings("catalog-embeddings"),
            Relabel = record.PathOf("relabel") is null ? null : Need("relabel"),
            EmbedsTexts = true, // so that rows need no file of their own
            ClassSeparator = mined.ClassSeparator,
            Match = EnumNames.Parse<LabelMatch>(mined.Match ?? "") ?? LabelMatch.Any,
            Table = columns with
            {
                FileColumn = mined.FileColumn ?? columns.FileColumn,
                ClassColumn = mined.ClassColumn ?? columns.ClassColumn,
                GroupColumn = mined.GroupColumn,
                TextColumn = mined.TextColumn ?? columns.TextColumn,
            },
        };
    }
}
