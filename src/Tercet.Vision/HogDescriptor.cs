namespace Tercet.Vision;

/// <summary>
/// Histograms of oriented gradients (Dalal and Triggs 2005): an image as a unit vector of <see cref="Dimensions"/> components
/// that tells which edges run where, and not how bright or how strong they are.
/// </summary>
/// <remarks>
/// The image is stretched to 64 × 64. Each pixel's gradient (gx, gy), central differences with the border repeated, adds its
/// length √(gx² + gy²) to a grid of 8 × 8 cells of 8 × 8 pixels with 9 unsigned orientations, shared linearly between the
/// two nearest orientations and bilinearly between the four nearest cells. Each of the 7 × 7 blocks of 2 × 2 cells is divided by
/// √(‖v‖² + 1), one grey level being far below any edge, clipped at 0.2 and scaled to unit length (L2-Hys); last, the whole
/// vector is scaled to unit length. Order of components: block row, block column, cell row, cell column, orientation.
/// An image without any gradient gives the uniform unit vector, 1/42 in each component, since a vector of zeros has no cosine.
/// Plain double arithmetic: the same image gives the same bits on every platform.
/// </remarks>
public static class HogDescriptor
{
    /// <summary>Components: 7 × 7 blocks of 2 × 2 cells of 9 orientations.</summary>
    public const int Dimensions = Blocks * Blocks * BlockLength;

    /// <summary>Name and version, for manifests. Another version would give other vectors.</summary>
    public const string Name = "hog-64-8-9 v1";

    private const int Side = 64;
    private const int CellSide = 8;
    private const int Cells = Side / CellSide;
    private const int BlockSide = 2;
    private const int Blocks = Cells - BlockSide + 1;
    private const int BlockLength = BlockSide * BlockSide * OrientationBins.Count;
    private const double Clip = 0.2;

    /// <summary>Describes an image.</summary>
    /// <param name="image">An image of any size.</param>
    /// <param name="destination">At least <see cref="Dimensions"/> long; receives components from 0 to 1.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Describe(GreyImage image, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (destination.Length < Dimensions)
            throw new ArgumentException($"{destination.Length} components; {Dimensions} are needed.", nameof(destination));
        Span<double> histograms = stackalloc double[Cells * Cells * OrientationBins.Count];
        histograms.Clear();
        Accumulate(Resampling.Resize(image, Side, Side).Pixels, histograms);
        Span<double> blocks = stackalloc double[Dimensions];
        for (var block = 0; block < Blocks * Blocks; block++)
            Normalise(histograms, block / Blocks, block % Blocks, blocks.Slice(block * BlockLength, BlockLength));
        var length = Length(blocks);
        for (var i = 0; i < Dimensions; i++)
            destination[i] = length > 0 ? (float)(blocks[i] / length) : (float)(1 / Math.Sqrt(Dimensions));
    }

    private static void Accumulate(float[] pixels, Span<double> histograms)
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
                    Share(histograms, x, y, magnitude, OrientationBins.Divide(gx, gy));
            }
        }
    }

    /// <summary>Adds a pixel's gradient to the cells whose centres surround it; parts beyond the image are dropped.</summary>
    private static void Share(
        Span<double> histograms, int x, int y, double magnitude, (int Nearest, int Next, double NextShare) orientation)
    {
        var (left, right) = CellsAround(x);
        var (upper, lower) = CellsAround(y);
        foreach (var (row, rowShare) in (ReadOnlySpan<(int, double)>)[upper, lower])
        {
            foreach (var (column, columnShare) in (ReadOnlySpan<(int, double)>)[left, right])
            {
                if (row is < 0 or >= Cells || column is < 0 or >= Cells)
                    continue;
                var cell = histograms.Slice((row * Cells + column) * OrientationBins.Count, OrientationBins.Count);
                var part = magnitude * rowShare * columnShare;
                cell[orientation.Nearest] += part * (1 - orientation.NextShare);
                cell[orientation.Next] += part * orientation.NextShare;
            }
        }
    }

    private static ((int Cell, double Share) Before, (int Cell, double Share) After) CellsAround(int pixel)
    {
        var position = (pixel + 0.5) / CellSide - 0.5;
        var before = (int)Math.Floor(position);
        return ((before, before + 1 - position), (before + 1, position - before));
    }

    private static void Normalise(ReadOnlySpan<double> histograms, int row, int column, Span<double> block)
    {
        const int RowLength = BlockSide * OrientationBins.Count;
        for (var y = 0; y < BlockSide; y++)
            histograms.Slice(((row + y) * Cells + column) * OrientationBins.Count, RowLength).CopyTo(block[(y * RowLength)..]);
        var length = Length(block);
        var scale = Math.Sqrt(length * length + 1);
        foreach (ref var value in block)
            value = Math.Min(value / scale, Clip);
        var clipped = Length(block);
        if (clipped == 0)
            return;
        foreach (ref var value in block)
            value /= clipped;
    }

    private static double Length(ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
