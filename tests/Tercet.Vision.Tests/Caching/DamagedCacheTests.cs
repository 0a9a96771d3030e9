using System.Security.Cryptography;
using CsCheck;

namespace Tercet.Vision.Tests.Caching;

public class DamagedCacheTests
{
    private const int Images = 8;

    /// <summary>The file, and what is done to its bytes.</summary>
    private static readonly Dictionary<string, (string File, Func<byte[], byte[]> Damage)> Damages = new()
    {
        ["half of the vectors"] = ("1.vectors", bytes => bytes[..(bytes.Length / 2 - 3)]),
        ["no vectors"] = ("1.vectors", _ => []),
        ["half of the keys"] = ("1.keys", bytes => bytes[..(bytes.Length / 2 + 5)]),
        ["no keys"] = ("1.keys", _ => []),
        ["vectors that end in zeros"] = (
            "1.vectors", bytes => [.. bytes[..(bytes.Length / 3)], .. new byte[bytes.Length - bytes.Length / 3]]),
        ["keys that end in zeros"] = (
            "1.keys", bytes => [.. bytes[..(bytes.Length / 3)], .. new byte[bytes.Length - bytes.Length / 3]]),
        ["vectors shifted by a byte"] = ("1.vectors", bytes => [0, .. bytes]),
        ["keys shifted by a byte"] = ("1.keys", bytes => [0, .. bytes]),
        ["keys in reverse order"] = ("1.keys", bytes => [.. bytes.Chunk(40).Reverse().SelectMany(record => record)]),
        ["vectors followed by others"] = ("1.vectors", bytes => [.. bytes, .. bytes]),
        ["keys followed by others"] = ("1.keys", bytes => [.. bytes, .. bytes.Reverse()]),
        ["empty encoder settings"] = ("encoder.json", _ => []),
        ["a lock file with content"] = ("1.lock", _ => [1, 2, 3]),
        ["unrelated files"] = ("notes.keys", _ => [1, 2, 3]),
        ["keys without vectors"] = ("7.keys", _ => new byte[400]),
        ["vectors without keys"] = ("7.vectors", _ => new byte[400]),
        ["a number with a leading zero"] = ("01.keys", _ => new byte[400]),
    };

    public static TheoryData<string> Names() => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_cache_gives_correct_rows_and_is_repaired(string name)
    {
        using var run = new CachedRun(Images);
        var expected = run.Expect(encoded: Images, fromCache: 0);
        var (file, damage) = Damages[name];
        var path = Path.Combine(run.Part, file);
        File.WriteAllBytes(path, damage(File.Exists(path) ? File.ReadAllBytes(path) : []));

        Assert.Equal(expected, run.Embed().Take());
        Assert.Equal(expected, run.Expect(encoded: 0, fromCache: Images));
    }

    [Fact]
    public void Files_that_only_look_like_a_segment_are_ignored()
    {
        using var run = new CachedRun(Images);
        var expected = run.Expect(encoded: Images, fromCache: 0);
        File.WriteAllBytes(Path.Combine(run.Part, "07.keys"), new byte[400]);
        File.WriteAllBytes(Path.Combine(run.Part, "7.vectors"), new byte[40_000]);
        Assert.Equal(expected, run.Expect(encoded: 0, fromCache: Images));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_row_that_is_not_finite_is_repaired_even_if_its_check_is_right(float value)
    {
        const int KeyBytes = 32, CheckBytes = 8;
        using var run = new CachedRun(Images);
        var expected = run.Expect(encoded: Images, fromCache: 0);
        var (keysPath, vectorsPath) = (Path.Combine(run.Part, "1.keys"), Path.Combine(run.Part, "1.vectors"));
        var (keys, vectors) = (File.ReadAllBytes(keysPath), File.ReadAllBytes(vectorsPath));
        BitConverter.TryWriteBytes(vectors, value);
        SHA256.HashData(vectors.AsSpan(0, vectors.Length / Images)).AsSpan(0, CheckBytes).CopyTo(keys.AsSpan(KeyBytes));
        File.WriteAllBytes(keysPath, keys);
        File.WriteAllBytes(vectorsPath, vectors);
        Assert.Equal(expected, run.Expect(encoded: 1, fromCache: Images - 1));
    }

    [Fact]
    public void Random_damage_gives_correct_rows_and_is_repaired()
    {
        using var run = new CachedRun(Images);
        var expected = run.Expect(encoded: Images, fromCache: 0);
        var change = Gen.Select(Gen.Bool, Gen.Double[0, 1], Gen.Byte);
        Gen.Select(change.Array[1, 5], Gen.Double[0, 4], Gen.Double[0, 4]).Sample(
            (changes, keysKept, vectorsKept) =>
            {
                foreach (var keys in (bool[])[true, false])
                {
                    var path = Path.Combine(run.Part, keys ? "1.keys" : "1.vectors");
                    var bytes = File.ReadAllBytes(path);
                    foreach (var (_, place, value) in changes.Where(change => change.Item1 == keys && bytes.Length > 0))
                        bytes[(int)(place * (bytes.Length - 1))] = value;
                    File.WriteAllBytes(path, bytes[..(int)(bytes.Length * Math.Min(1, keys ? keysKept : vectorsKept))]);
                }
                Assert.Equal(expected, run.Embed().Take());
                Assert.Equal(expected, run.Expect(encoded: 0, fromCache: Images));
            },
            iter: 60, threads: 1);
    }

    /// <summary>Repaired rows go to the first segment, which is read before the one that holds the damaged ones.</summary>
    [Fact]
    public void Damage_in_a_later_segment_is_repaired()
    {
        using var run = new CachedRun(Images);
        var expected = run.Expect(encoded: Images, fromCache: 0);
        foreach (var extension in (string[])[".keys", ".vectors"])
            File.Move(Path.Combine(run.Part, "1" + extension), Path.Combine(run.Part, "2" + extension));
        Assert.Equal(expected, run.Expect(encoded: 0, fromCache: Images));

        var vectors = Path.Combine(run.Part, "2.vectors");
        var bytes = File.ReadAllBytes(vectors);
        bytes.AsSpan().Clear();
        File.WriteAllBytes(vectors, bytes);
        Assert.Equal(expected, run.Expect(encoded: Images, fromCache: 0));
        Assert.Equal(expected, run.Expect(encoded: 0, fromCache: Images));
    }
}
