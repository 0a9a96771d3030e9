using ParquetSharp;

namespace Tercet.Files;

/// <summary>Reads embeddings from a list column of a Parquet file, as pandas and Hugging Face datasets write it.</summary>
internal static class ParquetEmbeddings
{
    /// <summary>Reads a file, or the parts of one.</summary>
    /// <param name="name">The file, or the folder of its parts.</param>
    /// <param name="parts">The files, in the order of their rows.</param>
    /// <param name="column">The list column; null for the only one.</param>
    public static EmbeddingMatrix Read(string name, IReadOnlyList<string> parts, string? column)
    {
        var rows = new EmbeddingRows(name);
        foreach (var part in parts)
            Read(part, column, rows);
        return rows.ToMatrix();
    }

    private static void Read(string path, string? column, EmbeddingRows rows)
    {
        try
        {
            using var reader = new ParquetFileReader(path);
            var columns = Enumerable.Range(0, reader.FileMetaData.NumColumns)
                .Select(place => new Leaf(place, reader.FileMetaData.Schema.Column(place))).ToList();
            var chosen = Choose(path, columns, column);
            for (var i = 0; i < reader.FileMetaData.NumRowGroups; i++)
            {
                using var group = reader.RowGroup(i);
                using var values = group.Column(chosen.Place);
                rows.Read(values);
            }
        }
        catch (Exception e) when (UnreadableFile.IsFormatError(e))
        {
            throw new InvalidInputException(
                $"{path}: not a readable Parquet file ({UnreadableFile.Describe(e)}). "
                + "Expected one with a list column of floats, one list per row.", e);
        }
    }

    private static Leaf Choose(string path, List<Leaf> columns, string? name)
    {
        const string Expected = "Expected one column that holds a list of floats in each row";
        var all = string.Join(", ", columns.Select(column => column.Name).Distinct());
        if (name is not null)
        {
            var named = columns.Find(column => column.Name == name || column.Path == name)
                ?? throw new InvalidInputException($"{path}: no column '{name}' among {all}.");
            return named.IsEmbedding
                ? named
                : throw new InvalidInputException($"{path}: column {name} holds {named.Content}. {Expected}.");
        }
        var embeddings = columns.FindAll(column => column.IsEmbedding);
        if (embeddings.Count == 1)
            return embeddings[0];
        if (embeddings.Count > 1)
            throw new InvalidInputException(
                $"{path}: {embeddings.Count} columns hold lists of floats ({string.Join(", ", embeddings.Select(c => c.Name))}). "
                + "Name one (`EmbeddingColumn`).");
        if (columns.Find(column => column.IsList) is { } list)
            throw new InvalidInputException(
                $"{path}: column {list.Name} holds {list.Content}. {Expected}: float32, float64 or float16.");
        throw new InvalidInputException($"{path}: no list column among {all}. {Expected}.");
    }

    /// <summary>A column of values; those of a list are named after the list.</summary>
    private sealed class Leaf(int place, ColumnDescriptor column)
    {
        public int Place => place;

        public ColumnDescriptor Column => column;

        public string Path { get; } = column.Path.ToDotString();

        public string Name { get; } = column.Path.ToDotVector()[0];

        public bool IsList => column.MaxRepetitionLevel == 1;

        public bool IsEmbedding => IsList
            && (column.PhysicalType is PhysicalType.Float or PhysicalType.Double || column.LogicalType is Float16LogicalType);

        public string Content
        {
            get
            {
                var type = column.LogicalType is NoneLogicalType ? $"{column.PhysicalType}" : $"{column.LogicalType}";
                return column.MaxRepetitionLevel switch
                {
                    0 => $"single values ({type})",
                    1 => $"lists of {type}",
                    _ => $"lists of lists ({type})",
                };
            }
        }
    }
}
