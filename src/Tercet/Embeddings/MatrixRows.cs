namespace Tercet;

/// <summary>
/// The rows of a matrix being generated, in memory or in a file; written in any order and from several threads.
/// </summary>
internal sealed class MatrixRows : IDisposable
{
    private readonly string _name;
    private readonly float[]? _values;
    private readonly NpyWriter? _writer;

    public MatrixRows(string name, string? file, int rows, int dimensions)
    {
        (_name, Dimensions) = (name, dimensions);
        if (file is not null)
            _writer = new NpyWriter(file, rows, dimensions);
        else if ((long)rows * dimensions <= Array.MaxLength)
            _values = new float[(long)rows * dimensions];
        else
            throw new InvalidInputException(FormattableString.Invariant(
                $"{name}: {rows} embeddings of {dimensions} components, more than an array of {Array.MaxLength} numbers holds. ")
                + $"Write them to a file: set `{nameof(MatrixGenerationOptions.File)}`.");
    }

    public int Dimensions { get; }

    public void Write(int row, ReadOnlySpan<float> values)
    {
        if (_writer is not null)
            _writer.WriteRow(row, values);
        else
            values.CopyTo(_values.AsSpan(checked(row * Dimensions), Dimensions));
    }

    public EmbeddingMatrix ToMatrix()
    {
        if (_writer is null)
            return EmbeddingMatrix.FromArray(_values!, Dimensions, _name);
        _writer.Complete();
        return EmbeddingMatrix.Open(_writer.Path);
    }

    public void Dispose() => _writer?.Dispose();
}
