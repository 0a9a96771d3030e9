using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that name the items, the same in every command that mines.</summary>
/// <param name="required">Whether <c>--data</c> must be given.</param>
public sealed class DataOptions(bool required = true)
{
    private static readonly ItemTableOptions Default = new();

    private readonly Option<string?> _data = new("--data", "-d")
    {
        HelpName = "PATH",
        Required = required,
        Description = "A CSV file with one row per item, or a folder with one sub-folder of images per class.",
    };

    private readonly Option<string?> _catalog = OptionFactory.OptionalText(
        "--catalog", "PATH", "Reference items in the same form, one or more per class; anchors are taken from it.");

    private readonly Option<string?> _images = OptionFactory.OptionalText(
        "--images", "DIR", "The folder that file names are relative to. [default: the folder of the CSV file]");

    private readonly Option<string?> _embeddings = OptionFactory.OptionalText(
        "--embeddings", "FILE",
        "Embeddings of the items, one row per row of the data, in place of an encoder: .npy (float32 or float16), or .parquet "
        + "with a list column.");

    private readonly Option<string?> _catalogEmbeddings = OptionFactory.OptionalText(
        "--catalog-embeddings", "FILE", "Embeddings of the catalog, in the same form.");

    private readonly Option<string?> _embeddingColumn = OptionFactory.OptionalText(
        "--embedding-column", "NAME", "The list column of embeddings in .parquet files. [default: the only one]");

    private readonly Option<string> _fileColumn = OptionFactory.Text(
        "--file-column", "NAME", "The column of file names, or of other unique keys.", Default.FileColumn);

    private readonly Option<string> _classColumn = OptionFactory.Text(
        "--class-column", "NAME", "The column of class labels.", Default.ClassColumn);

    private readonly Option<string?> _relabel = OptionFactory.OptionalText(
        "--relabel", "FILE",
        "Corrections of class labels, which leave the data as they are: a CSV file whose first two columns are an item and its class, "
        + "blank to leave the item out.");

    private readonly Option<string?> _exclude = OptionFactory.OptionalText(
        "--exclude", "FILE", "A CSV file of two columns, each naming an item: pairs that are never anchor and negative.");

    private readonly Option<string?> _groupColumn = OptionFactory.OptionalText(
        "--group-column", "NAME", "A column of groups: items of one group are never each other's negatives.");

    /// <summary>Where the items come from.</summary>
    public Option[] Sources =>
        [_data, _catalog, _images, _embeddings, _catalogEmbeddings, _embeddingColumn, _fileColumn, _classColumn, _relabel];

    /// <summary>Those that are of labelled items alone.</summary>
    public Option[] OfItems => [_catalog, _embeddings, _catalogEmbeddings, _fileColumn, _classColumn, _relabel];

    /// <summary>Which items are never anchor and negative.</summary>
    public Option[] Filters => [_exclude, _groupColumn];

    /// <summary>The table of items; null where it is not specified.</summary>
    /// <param name="parsed">The command line.</param>
    public string? PathOf(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>The folder of images; null where it is not specified.</summary>
    /// <param name="parsed">The command line.</param>
    public string? ImagesOf(ParseResult parsed) => parsed.GetValue(_images);

    /// <summary>The column of embeddings; null where it is not specified.</summary>
    /// <param name="parsed">The command line.</param>
    public string? EmbeddingColumnOf(ParseResult parsed) => parsed.GetValue(_embeddingColumn);

    /// <summary>The column of groups; null where it is not specified.</summary>
    /// <param name="parsed">The command line.</param>
    public string? GroupColumnOf(ParseResult parsed) => parsed.GetValue(_groupColumn);

    /// <summary>The file of excluded pairs; null where it is not specified.</summary>
    /// <param name="parsed">The command line.</param>
    public string? ExcludeOf(ParseResult parsed) => parsed.GetValue(_exclude);

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The table of items.</param>
    public DataFiles Read(ParseResult parsed, string data) => new()
    {
        Data = data,
        Catalog = parsed.GetValue(_catalog),
        Images = parsed.GetValue(_images),
        Embeddings = parsed.GetValue(_embeddings),
        CatalogEmbeddings = parsed.GetValue(_catalogEmbeddings),
        EmbeddingColumn = parsed.GetValue(_embeddingColumn),
        Exclude = parsed.GetValue(_exclude),
        Relabel = parsed.GetValue(_relabel),
        Table = new ItemTableOptions
        {
            FileColumn = parsed.GetRequiredValue(_fileColumn),
            ClassColumn = parsed.GetRequiredValue(_classColumn),
            GroupColumn = parsed.GetValue(_groupColumn),
        },
        SpecifiedColumns = [.. parsed.Specified([_fileColumn, _classColumn, _groupColumn])],
    };
}
