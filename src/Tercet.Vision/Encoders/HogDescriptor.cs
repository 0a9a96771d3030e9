using Tercet.Vision.Encoders;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// Histograms of oriented gradients (Dalal and Triggs 2005): a unit vector of 1,764 components that describes where edges of
/// which orientation are, and is invariant to brightness and contrast.
/// </summary>
/// <remarks>
/// The image is stretched to 64 × 64 and converted to grey. Each pixel's gradient (gx, gy), by central differences with the
/// border replicated, adds its length √(gx² + gy²) to a grid of 8 × 8 cells of 8 × 8 pixels with 9 unsigned orientations,
/// distributed linearly between the two nearest orientations and bilinearly between the four nearest cells. Each of the 7 × 7
/// blocks of 2 × 2 cells is divided by √(‖v‖² + 1) (one grey level is far below any edge), clipped at 0.2 and scaled to unit
/// length (L2-Hys). Finally, the whole vector is scaled to unit length. Order of components: block row, block column, cell row,
/// cell column, orientation. An image without any gradient gives the uniform unit vector, 1/42 in each component, since a zero
/// vector has no cosine. All arithmetic is in float64: the same image gives bit-identical embeddings on every platform.
/// </remarks>
/// <example><code>
/// using var hog = new HogDescriptor();
/// using var embeddings = ImageEmbedder.Embed(hog, files, "photos").Embeddings;         // 1,764 components per row
/// </code></example>
public sealed class HogDescriptor() : ImageDescriptor("hog", "v2: 64 x 64, cells of 8, 9 orientations, blocks of 2 x 2")
{
    private const int Side = 64;
    private const int CellSide = 8;
    private const int Cells = Side / CellSide;
    private const int GridSide = Cells + 2; // the border receives contributions outside the grid, and is not read
    private const int BlockSide = 2;
    private const int Blocks = Cells - BlockSide + 1;
    private const int BlockLength = BlockSide * BlockSide * OrientationBins.Count;
    private const int Length = Blocks * Blocks * BlockLength;
    private const double Clip = 0.2;

    /// <summary>
    /// For each pixel of a row or column, the first of the two nearest grid cells, and the weight of the second.
    /// </summary>
    private static readonly (int Cell, double NextWeight)[] Surrounding = [.. Enumerable.Range(0, Side).Select(pixel =>
    {
        var position = (pixel + 0.5) / CellSide - 0.5;
        return ((int)Math.Floor(position) + 1, position - Math.Floor(position));
    })];

    /// <inheritdoc/>
    public override int Dimensions => Length;

    /// <inheritdoc/>
    public override string Description => $"histograms of oriented gradients (HOG) of the image at {Side} × {Side}";

    /// <inheritdoc/>
    protected override void Describe(RgbImage image, Span<float> embedding)
    {
        ArgumentNullException.ThrowIfNull(image);
        Span<double> histograms = stackalloc double[GridSide * GridSide * OrientationBins.Count];
        Span<float> grey = stackalloc float[Side * Side];
        Resampling.Resize(image, Side, Side, Interpolation.Bilinear).CopyLuma(grey);
        histograms.Clear();
        Accumulate(grey, histograms);
        Span<double> blocks = stackalloc double[Length];
        for (var block = 0; block < Blocks * Blocks; block++)
            Normalise(histograms, block / Blocks, block % Blocks, blocks.Slice(block * BlockLength, BlockLength));
        var norm = Norm(blocks);
        for (var i = 0; i < Length; i++)
            embedding[i] = norm > 0 ? (float)(blocks[i] / norm) : (float)(1 / Math.Sqrt(Length));
    }

    private static void Accumulate(ReadOnlySpan<float> pixels, Span<double> histograms)
    {
        for (var y = 0; y < Side; y++)
        {
            var above = Math.Max(y - 1, 0) * Side;
            var below = Math.Min(y + 1, Side - 1) * Side;
            for (var x = 0; x < Side; x++)
            {
                var gx = (double)pixels[y * Side + Math.Min(x + 1, Side - 1)] - pixels[y * Side + Math.Max(x - 1, 0)];
                var gy = (double)pixels[below + x] - pixels[above + x];
                var magnitude = Math.Sqrt(gx * gx + gy * gy);
                if (magnitude > 0)
                    Distribute(histograms, x, y, magnitude, OrientationBins.Interpolate(gx, gy));
            }
        }
    }

    /// <summary>Distributes a pixel's gradient among the four cells whose centres surround it.</summary>
    private static void Distribute(
        Span<double> histograms, int x, int y, double magnitude, (int Nearest, int Next, double NextWeight) orientation)
    {
        var (column, right) = Surrounding[x];
        var (row, lower) = Surrounding[y];
        for (var i = 0; i < 4; i++)
        {
            var index = (row + i / 2) * GridSide + column + i % 2;
            var cell = histograms.Slice(index * OrientationBins.Count, OrientationBins.Count);
            var part = magnitude * (i < 2 ? 1 - lower : lower) * (i % 2 == 0 ? 1 - right : right);
            cell[orientation.Nearest] += part * (1 - orientation.NextWeight);
            cell[orientation.Next] += part * orientation.NextWeight;
        }
    }

    private static void Normalise(ReadOnlySpan<double> histograms, int row, int column, Span<double> block)
    {
        const int RowLength = BlockSide * OrientationBins.Count;
        for (var y = 0; y < BlockSide; y++)
        {
            var cell = (row + 1 + y) * GridSide + column + 1;
            histograms.Slice(cell * OrientationBins.Count, RowLength).CopyTo(block[(y * RowLength)..]);
        }
        var length = Norm(block);
        var scale = Math.Sqrt(length * length + 1);
        foreach (ref var value in block)
            value = Math.Min(value / scale, Clip);
        var clipped = Norm(block);
        if (clipped == 0)
            return;
        foreach (ref var value in block)
            value /= clipped;
    }

    private static double Norm(ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
