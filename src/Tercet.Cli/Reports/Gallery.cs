using SkiaSharp;
using Tercet.Mining;
using Tercet.Sequencing;

namespace Tercet.Cli.Reports;

/// <summary>Picks triplets spread over the first cycle of a run, with their images where there are any.</summary>
/// <param name="miner">Whose triplets they are.</param>
/// <param name="anchorImages">The folder that anchors' files are relative to.</param>
/// <param name="itemImages">The folder that items' files are relative to.</param>
internal sealed class Gallery(TripletMiner miner, string anchorImages, string itemImages)
{
    private const int Count = 9;
    private const int LargestKept = 32 << 10;
    private const int ThumbnailSize = 128;

    private readonly HashSet<long> _steps = Choose(miner);
    private readonly List<Triplet> _chosen = [];

    public void Observe(Triplet triplet)
    {
        if (_steps.Contains(triplet.Step))
            _chosen.Add(triplet);
    }

    public IReadOnlyList<TripletExample> Examples() => _chosen.ConvertAll(t => new TripletExample(
        t.Step, t.TargetHardness, t.Hardness,
        new ExampleItem(t.AnchorClass, Image(anchorImages, miner.Source.Data.Anchors.Files, t.Anchor)),
        new ExampleItem(t.AnchorClass, Image(itemImages, miner.Source.Data.Items.Files, t.Positive)),
        new ExampleItem(t.NegativeClass, Image(itemImages, miner.Source.Data.Items.Files, t.Negative))));

    private static HashSet<long> Choose(TripletMiner miner)
    {
        var range = miner.StepsOf(Datasets.Split.Train);
        HardnessSchedule schedule = miner.Options.Schedule;
        var length = Math.Min(range.Length, Math.Max(1, miner.Options.TotalSteps / schedule.Cycles));
        return [.. Enumerable.Range(0, Count).Select(i => range.Start + (length - 1) * i / (Count - 1))];
    }

    private static byte[]? Image(string folder, IReadOnlyList<string>? files, int row)
    {
        if (files is null || Path.Combine(folder, files[row]) is var path && !File.Exists(path))
            return null;
        using var bitmap = SKBitmap.Decode(path);
        if (bitmap is null)
            return null;
        if (Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase) && new FileInfo(path).Length <= LargestKept)
            return File.ReadAllBytes(path);
        var scale = Math.Min(1, ThumbnailSize / (double)Math.Max(bitmap.Width, bitmap.Height));
        var size = new SKSizeI(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
        using var small = bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var png = small.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
