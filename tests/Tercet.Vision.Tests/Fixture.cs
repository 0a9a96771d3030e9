using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tercet.Vision.Tests;

/// <summary>The files of Fixtures/, which make_images.py and make_models.py wrote with Pillow, torchvision and PyTorch.</summary>
internal static partial class Fixture
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static byte[] BytesOf(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>The rows of a list in images.json or models.json, by name.</summary>
    public static IEnumerable<JsonElement> Rows(string file, string list)
    {
        using var json = JsonDocument.Parse(BytesOf(file));
        return [.. json.RootElement.GetProperty(list).EnumerateArray().Select(row => row.Clone())];
    }

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    public static int Number(this JsonElement row, string name) => row.GetProperty(name).GetInt32();

    /// <summary>The elements of a .npy file of bytes, of any shape.</summary>
    public static byte[] Bytes(string name)
    {
        var file = BytesOf(name);
        var header = 10 + BitConverter.ToUInt16(file, 8);
        Assert.Equal("|u1", Descr().Match(System.Text.Encoding.ASCII.GetString(file, 10, header - 10)).Groups[1].Value);
        return file[header..];
    }

    /// <summary>Red, green and blue of an image, pixel after pixel.</summary>
    public static byte[] Colours(RgbImage image) => [.. image.Pixels.ToArray().Where((_, i) => i % 4 != 3)];

    [GeneratedRegex("'descr': '([^']*)'")]
    private static partial Regex Descr();
}
