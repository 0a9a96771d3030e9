namespace Tercet.CommandLine.Data;

/// <summary>The files of labelled items that a command mines from.</summary>
public sealed record DataFiles : InputFiles
{
    /// <summary>The columns of the tables.</summary>
    public ItemTableOptions Table { get; init; } = new();

    /// <summary>The options that name <see cref="Table"/>'s columns, those that were specified.</summary>
    public IReadOnlyList<string> SpecifiedColumns { get; init; } = [];

    /// <summary>What stands between the labels of an item; null where each has one.</summary>
    public string? ClassSeparator { get; init; }

    /// <summary>Corrections of classes; null for none.</summary>
    public string? Relabel { get; init; }

    /// <summary>Whether texts are embedded, not images, so that files only name rows.</summary>
    public bool EmbedsTexts { get; init; }

    /// <summary>Which items are positives, where items have several labels.</summary>
    public LabelMatch Match { get; init; }

    private protected override (string Items, string Catalog) Roles => ("", "catalog-");

    private protected override IEnumerable<string?> OtherTables => [Relabel];

    private IEnumerable<string> Tables => new[] { Data, Catalog }.OfType<string>();

    /// <inheritdoc/>
    public override IEnumerable<string> Faults(string target)
    {
        if (CatalogEmbeddings is not null && Catalog is null)
            yield return "--catalog-embeddings needs --catalog, the table of its rows.";
        if (CatalogEmbeddings is not null && Embeddings is null)
            yield return "--catalog-embeddings needs --embeddings: both must come from the same encoder.";
        if (Embeddings is not null && Catalog is not null && CatalogEmbeddings is null)
            yield return "--catalog with --embeddings needs --catalog-embeddings: both must come from the same encoder.";
        if (EmbeddingColumn is not null && Embeddings is null)
            yield return "--embedding-column needs --embeddings, the file with that column.";
        if (SpecifiedColumns.Count > 0 && Tables.All(Directory.Exists))
        {
            yield return $"{string.Join(", ", SpecifiedColumns)}: for a CSV file, but --data is a folder, where each sub-folder is a "
                + "class. Leave it out, or give a CSV file.";
        }
        if (Images is not null && Tables.All(Directory.Exists))
            yield return "--images: for a CSV file, but --data is a folder, whose images are in it. Leave out one of them.";
        else if (Images is not null && File.Exists(Data) && !Directory.Exists(Images))
            yield return $"--images {Images}: no such folder. Expected the one that file names in the table are relative to.";
        foreach (var folder in Tables.Where(Directory.Exists))
        {
            var inside = Path.GetRelativePath(folder, target);
            if (!Path.IsPathRooted(inside) && inside.Split('/', '\\')[0] != "..")
                yield return $"--out {target} lies inside {folder}, where its images would count as a class. Choose a folder "
                    + "beside it.";
        }
    }

    /// <inheritdoc/>
    public override DataTables ReadTables(ICollection<ManifestInput> inputs, string? splitColumn = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (splitColumn is not null && Directory.Exists(Data))
            throw new UsageException(
                "--split-column names a column of a CSV file, but --data is a folder. Leave it out, or give a CSV file.");
        var items = ReadTable(Data, "data", Table with { SplitColumn = splitColumn }, inputs);
        var catalog = Catalog is null ? null : ReadTable(Catalog, "catalog", Table, inputs);
        if (Embeddings is not null && Images is not null)
            inputs.Add(new ManifestInput("images", Images, null)); // not read, but shown by the report and the viewer
        var otherFiles = items.OtherFiles + (catalog?.OtherFiles ?? 0);
        var tables = new DataTables(items.Table, catalog?.Table, [], otherFiles, items.Split)
        {
            ClassSeparator = ClassSeparator,
            Match = Match,
            Notes = [.. items.Notes, .. catalog is null ? [] : CatalogNotes.Of(items, catalog)],
        };
        if (Relabel is not null)
            tables = WithCorrections(tables, inputs);
        if (Exclude is null)
            return tables;
        var excluded = ExcludedPairsFile.Read(Exclude, tables.Items, tables.Catalog);
        inputs.Add(new ManifestInput("exclude", Exclude, excluded.Sha256));
        return tables with { ExcludedPairs = excluded.Pairs };
    }

    /// <inheritdoc/>
    public override ManifestOptions WithColumns(ManifestOptions options)
    {
        var described = options with
        {
            ClassSeparator = ClassSeparator,
            Match = ClassSeparator is null ? null : EnumNames.ToKebabCase(Match),
            Duplicates = Duplicates is { } handling ? EnumNames.ToKebabCase(handling) : null,
        };
        return Directory.Exists(Data)
            ? described
            : described with { FileColumn = Table.FileColumn, ClassColumn = Table.ClassColumn, GroupColumn = Table.GroupColumn };
    }

    private DataTables WithCorrections(DataTables tables, ICollection<ManifestInput> inputs)
    {
        var file = RelabelFile.Read(Relabel!, tables.Items, tables.Catalog);
        inputs.Add(new ManifestInput("relabel", Relabel!, file.Sha256));
        var corrected = tables with
        {
            Items = file.Apply(tables.Items),
            Catalog = tables.Catalog is null ? null : file.Apply(tables.Catalog),
        };
        return corrected with { Notes = [.. tables.Notes, .. RelabelNotes.Of(Relabel!, tables, corrected)] };
    }

    private ItemTableFile ReadTable(string path, string role, ItemTableOptions columns, ICollection<ManifestInput> inputs)
    {
        ImageEncoding.RequireData(path);
        var file = Directory.Exists(path)
            ? ItemTableFile.ReadFolder(path)
            : ItemTableFile.ReadCsv(path, columns with
            {
                RequireFiles = (Embeddings is null && !EmbedsTexts) || (path == Data && SpecifiedColumns.Contains("--file-column")),
                UniqueFiles = Embeddings is null && !EmbedsTexts,
            });
        inputs.Add(new ManifestInput(role, path, file.Sha256, Encoding: file.EncodingName));
        return file;
    }
}
