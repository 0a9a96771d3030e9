using System.Text;
using Tercet.Search;

namespace Tercet.Tests.Embeddings;

/// <summary>A matrix of more than 2³¹ elements, almost all of it a hole in a sparse file.</summary>
public sealed class LargeNpyTests
{
    private const int Dimensions = 1 << 15;
    private const int Rows = (1 << 16) + 3;

    [Fact]
    public void Rows_beyond_two_to_the_thirty_first_element_are_read_and_searched()
    {
        using var folder = new TempFolder();
        int[] labelled = [0, 1, 2, Rows - 3, Rows - 2, Rows - 1];
        var path = folder["large.npy"];
        WriteSparse(path, labelled);
        using var matrix = EmbeddingMatrix.Open(path);
        Assert.Equal((Rows, Dimensions), (matrix.Count, matrix.Dimensions));

        var row = new float[Dimensions];
        for (var i = 0; i < labelled.Length; i++)
        {
            matrix.CopyRow(labelled[i], row);
            Assert.Equal((1f + i, -1f - i), (row[0], row[^1]));
            Assert.False(row.AsSpan(1, Dimensions - 2).ContainsAnyExcept(0f));
        }

        // Row i of the six differs from row j by (j − i, i − j) in the two components that are not zero.
        var search = new DistanceSearch(matrix, labelled, matrix, labelled, Distance.Euclidean, threads: 2);
        search.Visit(labelled, (anchor, row) =>
        {
            for (var i = 0; i < labelled.Length; i++)
                Assert.Equal(Math.Sqrt(2 * (i - anchor) * (i - anchor)), row.DistanceTo(i));
            Assert.Equal(anchor, row.Nearest.Index);
            Assert.Equal(anchor < 3 ? 5 : 0, row.Farthest.Index);
        }, TestContext.Current.CancellationToken);
    }

    private static void WriteSparse(string path, int[] rows)
    {
        var header = $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({Rows}, {Dimensions}), }}\n";
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        var start = file.Position;
        file.SetLength(start + (long)Rows * Dimensions * 2);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var (column, value) in new[] { (0, 1 + i), (Dimensions - 1, -1 - i) })
            {
                file.Position = start + ((long)rows[i] * Dimensions + column) * 2;
                file.Write(BitConverter.GetBytes((Half)value));
            }
        }
    }
}
