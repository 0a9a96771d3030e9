using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that say what items there are, the same for every command that makes triplets.</summary>
public sealed class DataOptions(bool required = true)
{
    private static readonly ItemTableOptions Default = new();

    private readonly Option<string?> _data = new("--data") { HelpName = "PATH", Required = required, Description = "A CSV file with a row for each item, or a folder with a sub-folder of images for each class." };
    private readonly Option<string?> _catalog = new("--catalog") { HelpName = "PATH", Description = "Reference items, one or more for each class, in the same form: anchors come from there." };
    private readonly Option<string?> _images = new("--images") { HelpName = "DIR", Description = "The folder that file names are relative to. [default: the folder of the CSV file]" };
    private readonly Option<string?> _embeddings = new("--embeddings") { HelpName = "FILE", Description = "Embeddings of the items (.npy of float32 or float16, or .parquet with a list column), a row for each row of the data, in place of an encoder." };
    private readonly Option<string?> _catalogEmbeddings = new("--catalog-embeddings") { HelpName = "FILE", Description = "The same for the catalog." };
    private readonly Option<string> _fileColumn = OptionFactory.Text("--file-column", "NAME", "The column of file names, or of other unique keys.", Default.FileColumn);
    private readonly Option<string> _classColumn = OptionFactory.Text("--class-column", "NAME", "The column of class labels.", Default.ClassColumn);
    private readonly Option<string?> _exclude = new("--exclude") { HelpName = "FILE", Description = "A CSV file of two columns, each naming an item: pairs that must never be anchor and negative." };
    private readonly Option<string?> _groupColumn = new("--group-column") { HelpName = "NAME", Description = "A column of groups: items of one group are never each other's negatives." };

    /// <summary>Where items come from.</summary>
    public Option[] Sources => [_data, _catalog, _images, _embeddings, _catalogEmbeddings, _fileColumn, _classColumn];

    /// <summary>Which items must not meet.</summary>
    public Option[] Filters => [_exclude, _groupColumn];

    /// <summary>The table of items; null where it was not given.</summary>
    public string? PathOf(ParseResult parsed) => parsed.GetValue(_data);

    /// <param name="parsed">The command line.</param>
    /// <param name="data">The table of items.</param>
    public DataFiles Read(ParseResult parsed, string data) => new()
    {
        Data = data,
        Catalog = parsed.GetValue(_catalog),
        Images = parsed.GetValue(_images),
        Embeddings = parsed.GetValue(_embeddings),
        CatalogEmbeddings = parsed.GetValue(_catalogEmbeddings),
        Exclude = parsed.GetValue(_exclude),
        Table = new ItemTableOptions
        {
            FileColumn = parsed.GetRequiredValue(_fileColumn),
            ClassColumn = parsed.GetRequiredValue(_classColumn),
            GroupColumn = parsed.GetValue(_groupColumn),
        },
    };
}
