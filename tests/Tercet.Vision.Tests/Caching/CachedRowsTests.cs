namespace Tercet.Vision.Tests.Caching;

/// <summary>Mining reads each row many times per epoch, so reading must not allocate.</summary>
public sealed class CachedRowsTests : IDisposable
{
    private const int Images = 20, Passes = 500;

    private readonly CachedRun _run = new(Images);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Rows_are_read_in_place_without_allocating()
    {
        using var matrix = _run.Embed().Embeddings;
        var buffer = new float[matrix.Dimensions];
        AssertAllocatesNothing(() =>
        {
            for (var row = 0; row < matrix.Count; row++)
                Assert.False(matrix.ReadRow(row, buffer).Overlaps(buffer));
        });
    }

    [Fact]
    public void Rows_are_copied_without_allocating()
    {
        using var matrix = _run.Embed().Embeddings;
        var buffer = new float[matrix.Dimensions];
        AssertAllocatesNothing(() =>
        {
            for (var row = 0; row < matrix.Count; row++)
                matrix.CopyRow(row, buffer);
        });
    }

    [Fact]
    public void Parts_of_rows_are_read_in_place_without_allocating()
    {
        const int PartLength = 100;
        using var matrix = _run.Embed().Embeddings;
        var buffer = new float[PartLength];
        AssertAllocatesNothing(() =>
        {
            for (var row = 0; row < matrix.Count; row++)
            {
                for (var start = 0; start < matrix.Dimensions; start += PartLength)
                    matrix.ReadPart(row, start, buffer.AsSpan(0, Math.Min(PartLength, matrix.Dimensions - start)));
            }
        });
    }

    [Fact]
    public void Missing_rows_are_filled_without_allocating()
    {
        _run.Files.AddRange([null, null]);
        using var matrix = _run.Embed().Embeddings;
        var buffer = new float[matrix.Dimensions];
        AssertAllocatesNothing(() =>
        {
            foreach (var row in (ReadOnlySpan<int>)[Images, Images + 1])
                Assert.True(matrix.ReadRow(row, buffer).IndexOfAnyExcept(float.NaN) < 0);
        });
    }

    [Fact]
    public void Parts_beyond_a_row_are_rejected()
    {
        using var matrix = _run.Embed().Embeddings;
        var buffer = new float[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.ReadPart(0, matrix.Dimensions - 1, buffer).Length);
    }

    private static void AssertAllocatesNothing(Action pass)
    {
        pass(); // compiles what it calls
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Passes; i++)
            pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
