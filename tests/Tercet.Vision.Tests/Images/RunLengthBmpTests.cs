using System.Buffers.Binary;

namespace Tercet.Vision.Tests.Images;

/// <summary>Run lengths as Pillow 12 reads them; earlier versions misread skips, and odd counts of 4 bits.</summary>
public class RunLengthBmpTests
{
    private const int Width = 12, Height = 5;

    /// <summary>The rows from below; a palette of these colours in all three channels.</summary>
    private static readonly byte[] Colours = [50, 60, 70, 80, 90, 100, 110, 120];

    [Fact]
    public void Runs_values_and_skips_of_8_bits() => Assert.Equal(
        Rows(
            [1, 1, 1, 1, 1, 4, 5, 6, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0, 0],
            [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]),
        Decode(1, [5, 1, 0, 3, 4, 5, 6, 0, 0, 0, 0, 2, 3, 2, 2, 5, 0, 0, 12, 7, 0, 1]));

    [Fact]
    public void Runs_values_and_skips_of_4_bits() => Assert.Equal(
        Rows(
            [1, 2, 1, 2, 1, 3, 4, 5, 6, 7, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 5, 6, 0, 0, 0, 0, 0, 0, 0],
            [3, 7, 3, 7, 3, 7, 3, 7, 3, 7, 3, 7]),
        Decode(2, [5, 0x12, 0, 5, 0x34, 0x56, 0x70, 0, 0, 0, 0, 2, 3, 2, 2, 0x56, 0, 0, 12, 0x37, 0, 1]));

    [Fact]
    public void A_run_ends_with_its_row_and_an_image_may_end_early() => Assert.Equal(
        Rows(
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2],
            [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        Decode(1, [10, 1, 9, 2, 0, 0, 1, 3, 0, 1]));

    [Fact]
    public void Values_beyond_the_palette_are_grey() => Assert.Equal(
        Enumerable.Repeat((byte)200, Width * Height),
        Decode(1, [.. Enumerable.Repeat<byte[]>([Width, 200, 0, 0], Height).SelectMany(run => run)]));

    [Theory]
    [InlineData(new byte[] { 12 })]
    [InlineData(new byte[] { 12, 1, 0, 2, 3 })]
    [InlineData(new byte[] { 12, 1, 0, 9, 1, 2 })]
    public void Run_lengths_that_end_early_are_reported(byte[] data) =>
        Assert.StartsWith(
            "image: a truncated image.", Assert.Throws<InvalidInputException>(() => Decode(1, data)).Message,
            StringComparison.Ordinal);

    /// <summary>The shown rows from above, in grey.</summary>
    private static byte[] Rows(params byte[][] fromBelow) =>
        [.. fromBelow.Reverse().SelectMany(row => row).Select(value => Colours[value])];

    /// <summary>The first channel.</summary>
    private static byte[] Decode(int compression, byte[] data)
    {
        const int FileHeader = 14, Header = 40;
        var file = new byte[FileHeader + Header + Colours.Length * 4 + data.Length];
        var start = file.Length - data.Length;
        "BM"u8.CopyTo(file);
        var planesAndBits = 1 | (compression == 1 ? 8 : 4) << 16;
        int[] fields = [Header, Width, Height, planesAndBits, compression, data.Length, 0, 0, Colours.Length];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), start);
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(FileHeader + i * sizeof(int)), fields[i]);
        for (var i = 0; i < Colours.Length; i++)
            file.AsSpan(FileHeader + Header + i * 4, 3).Fill(Colours[i]);
        data.CopyTo(file, start);
        return [.. RgbImage.Decode(file).Pixels.ToArray().Where((_, i) => i % 4 == 0)];
    }
}
