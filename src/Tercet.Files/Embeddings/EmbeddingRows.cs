using ParquetSharp;
using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Gathers the lists of all row groups of a column and checks that all are of one length.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class EmbeddingRows(string path)
{
    private readonly List<float> _values = [];
    private int _rows;
    private int _dimensions;

    /// <summary>Adds a row group.</summary>
    /// <param name="column">Its column of floats, doubles, or float16 in two bytes.</param>
    public void Read(ColumnReader column)
    {
        switch (column)
        {
            case ColumnReader<float> floats:
                Read(floats, value => value);
                break;
            case ColumnReader<double> doubles:
                Read(doubles, Narrow);
                break;
            case ColumnReader<FixedLenByteArray> halves:
                Read(halves, Widen);
                break;
            default:
                throw new InvalidDataException($"a column of type {column.Type}");
        }
    }

    /// <summary>The matrix of all rows.</summary>
    public EmbeddingMatrix ToMatrix()
    {
        if (_rows == 0)
            throw new InvalidInputException($"{path}: no rows. Expected one list of floats per item.");
        CloseRow();
        return EmbeddingMatrix.FromMemory(_values.ToArray(), _dimensions, path);
    }

    private void Read<T>(ColumnReader<T> column, Func<T, float> convert) where T : unmanaged
    {
        var present = column.ColumnDescriptor.MaxDefinitionLevel;
        ParquetRows.ReadChunks(column, (definitions, repetitions, values) =>
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
        });
    }

    private float Narrow(double value)
    {
        var narrow = (float)value;
        if (float.IsInfinity(narrow) && double.IsFinite(value))
            throw new InvalidInputException(FormattableString.Invariant(
                $"{path}: row {_rows - 1} (from 0) holds {value:R}. Expected values within ±{float.MaxValue:R}, float32's range."));
        return narrow;
    }

    private static unsafe float Widen(FixedLenByteArray value) => (float)*(Half*)value.Pointer;

    private void CloseRow()
    {
        if (_rows == 1)
            _dimensions = _values.Count;
        var length = _values.Count - (long)(_rows - 1) * _dimensions;
        if (_rows > 0 && length != _dimensions)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{path}: the list in row {_rows - 1} (from 0) has {length} values, the ones before it {_dimensions}. ")
                + "Expected lists of one length.");
    }
}
