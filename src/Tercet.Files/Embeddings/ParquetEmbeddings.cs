using Parquet;
using Parquet.Schema;

namespace Tercet.Files;

/// <summary>Reads embeddings from the one list column of a Parquet file, as pandas and Hugging Face datasets write it.</summary>
internal static class ParquetEmbeddings
{
    public static EmbeddingMatrix Read(string path)
    {
        try
        {
            return ReadAsync(path).GetAwaiter().GetResult();
        }
        catch (Exception e) when (UnreadableFile.IsFormatError(e))
        {
            throw new InvalidInputException(
                $"{path}: not a readable Parquet file ({e.Message}). "
                + "Expected one with a list column of floats, one list per row.", e);
        }
    }

    private static async Task<EmbeddingMatrix> ReadAsync(string path)
    {
        var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var fields = reader.Schema.GetDataFields();
            var lists = fields.Where(field => field.MaxRepetitionLevel == 1).ToList();
            if (lists.Count != 1)
            {
                var found = lists.Count == 0
                    ? "no list column"
                    : $"{lists.Count} list columns ({string.Join(", ", lists.Select(f => f.Path))})";
                throw new InvalidInputException(
                    $"{path}: {found} among {string.Join(", ", fields.Select(f => f.Path))}. "
                    + "Expected one column that holds a list of floats in each row.");
            }
            var rows = new RowCollector(path);
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var groupReader = reader.OpenRowGroupReader(group);
                await ReadGroupAsync(groupReader, lists[0], rows).ConfigureAwait(false);
            }
            return rows.ToMatrix();
        }
    }

    private static async Task ReadGroupAsync(ParquetRowGroupReader reader, DataField field, RowCollector rows)
    {
        if (field.ClrType == typeof(float))
            await AddAsync<float>(reader, field, rows, value => value).ConfigureAwait(false);
        else if (field.ClrType == typeof(double))
            await AddAsync<double>(reader, field, rows, value => (float)value).ConfigureAwait(false);
        else if (field.ClrType == typeof(Half))
            await AddAsync<Half>(reader, field, rows, value => (float)value).ConfigureAwait(false);
        else
            throw new InvalidInputException(
                $"{rows.Path}: column {field.Path} holds lists of {field.ClrType.Name}. Expected float32, float64 or float16.");
    }

    private static async Task AddAsync<T>(
        ParquetRowGroupReader reader, DataField field, RowCollector rows, Func<T, float> convert)
        where T : struct
    {
        var count = checked((int)(reader.GetMetadata(field)?.MetaData?.NumValues ?? 0));
        var values = new T[count];
        var definitions = new int[count];
        var repetitions = new int[count];
        await reader.ReadRawAsync<T>(field, values, definitions, repetitions).ConfigureAwait(false);
        rows.Add<T>(values, definitions, repetitions, field.MaxDefinitionLevel, convert);
    }

    /// <summary>Gathers the lists of all row groups and checks that all are of one length.</summary>
    private sealed class RowCollector(string path)
    {
        private readonly List<float> _values = [];
        private int _rows;
        private int _dimensions;

        public string Path => path;

        public void Add<T>(
            ReadOnlySpan<T> values, ReadOnlySpan<int> definitions, ReadOnlySpan<int> repetitions, int present,
            Func<T, float> convert)
        {
            var next = 0;
            for (var i = 0; i < repetitions.Length; i++)
            {
                if (repetitions[i] == 0)
                {
                    CloseRow();
                    _rows++;
                }
                if (definitions[i] != present)
                    throw new InvalidInputException(
                        $"{path}: row {_rows - 1} (from 0) holds an empty list or a missing value. "
                        + "Expected a list of floats in every row.");
                _values.Add(convert(values[next++]));
            }
        }

        public EmbeddingMatrix ToMatrix()
        {
            if (_rows == 0)
                throw new InvalidInputException($"{path}: no rows. Expected one list of floats per item.");
            CloseRow();
            return EmbeddingMatrix.FromMemory(_values.ToArray(), _dimensions, path);
        }

        private void CloseRow()
        {
            if (_rows == 1)
                _dimensions = _values.Count;
            var length = _values.Count - (long)(_rows - 1) * _dimensions;
            if (length != _dimensions)
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{path}: the list in row {_rows - 1} (from 0) has {length} values, the ones before it {_dimensions}. ")
                    + "Expected lists of one length.");
        }
    }
}
