using Tercet.Vision;

namespace Tercet.Reliability.Tests;

/// <summary>A reader and how it is given damaged input.</summary>
/// <param name="Read">Damages an input and reads it.</param>
internal sealed record FuzzTarget(Action<Mutator> Read)
{
    /// <summary>A reader of files.</summary>
    /// <param name="path">Where a file is put.</param>
    /// <param name="valid">Files without damage; each is read once.</param>
    /// <param name="read">The reader.</param>
    public static FuzzTarget OfFiles(string path, byte[][] valid, Action<string> read)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        void Read(byte[] file)
        {
            File.WriteAllBytes(path, file);
            read(path);
        }

        foreach (var file in valid)
            Read(file);
        return new FuzzTarget(mutator => Read(mutator.Damage(valid)));
    }

    /// <summary>The decoder of images.</summary>
    /// <param name="pattern">The names of valid images; each is decoded once.</param>
    public static FuzzTarget OfImages(string pattern)
    {
        static void Decode(byte[] file) => RgbImage.Decode(file, maxPixels: 1_000_000);

        var valid = Fixtures(pattern);
        foreach (var file in valid)
            Decode(file);
        return new FuzzTarget(mutator =>
        {
            var file = mutator.Damage(valid);
            if (mutator.OneIn(2))
                PngChunks.Seal(file);
            Decode(file);
        });
    }

    /// <summary>Fixtures of the tests of readers.</summary>
    public static byte[][] Fixtures(string pattern)
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), pattern);
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
