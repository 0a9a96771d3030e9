namespace Tercet.Vision.Tests;

/// <summary>Reads embeddings.</summary>
internal static class Rows
{
    public static float[] RowOf(this EmbeddingMatrix matrix, int row)
    {
        var values = new float[matrix.Dimensions];
        matrix.CopyRow(row, values);
        return values;
    }

    /// <summary>All rows; disposes the matrix.</summary>
    public static float[][] Take(this EmbeddedImages embedded)
    {
        using var matrix = embedded.Embeddings;
        return [.. Enumerable.Range(0, matrix.Count).Select(matrix.RowOf)];
    }
}
