using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Glyphs;

/// <summary>Draws the characters of one typeface. Safe for several threads at once.</summary>
internal sealed class Typeface : IDisposable
{
    private const int CopyrightName = 0;
    private const int LicenceName = 13;
    private const int LicenceAddressName = 14;
    private const int WindowsPlatform = 3;
    private const int English = 0x409;

    private readonly SKTypeface _typeface;
    private readonly SKFont _font;

    public Typeface(SKTypeface typeface)
    {
        _typeface = typeface;
        _font = new SKFont(typeface, typeface.UnitsPerEm) { Hinting = SKFontHinting.None, LinearMetrics = true };
    }

    public string Name => _typeface.FamilyName;

    /// <summary>The name as a folder: lower case, hyphens for what is no letter or digit.</summary>
    public string Slug => string.Join('-', new string([.. Name.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Copyright and licence as the font itself states them, the first line of each.</summary>
    public IEnumerable<string> Notices()
    {
        var table = _typeface.GetTableData(0x6E616D65 /* name */);
        return from id in new[] { CopyrightName, LicenceName, LicenceAddressName }
               let text = NameRecord(table, id)
               where text.Length > 0
               select text.Split('\r', '\n')[0].Trim();
    }

    /// <summary>Whether the typeface has the character and draws ink for it: some fonts map characters to blank glyphs.</summary>
    public bool Draws(int character)
    {
        using var outline = Outline(character);
        return outline?.TightBounds is { Width: > 0, Height: > 0 };
    }

    /// <summary>
    /// An 8-bit grey PNG, black on white. The em square spans 7/8 of the image, for every character alike; the ink is centred.
    /// </summary>
    public byte[] Render(int character, int size)
    {
        using var outline = Outline(character)
            ?? throw new ArgumentOutOfRangeException(nameof(character), character, $"Not in {Name}.");
        var ink = outline.TightBounds;
        var scale = size * 0.875f / _typeface.UnitsPerEm;
        using var bitmap = new SKBitmap(new SKImageInfo(size, size, SKColorType.Gray8, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.Translate(size / 2f, size / 2f);
        canvas.Scale(scale);
        canvas.Translate(-ink.MidX, -ink.MidY);
        canvas.DrawPath(outline, black);
        using var pixels = bitmap.PeekPixels();
        // Unfiltered, since strokes on white repeat byte for byte: at 32 pixels an eighth smaller than with the filters chosen by row.
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, 9))
            ?? throw new GlyphsException($"{Name}, U+{character:X4}: the image could not be encoded as PNG.");
        return png.ToArray();
    }

    public void Dispose()
    {
        _font.Dispose();
        _typeface.Dispose();
    }

    private SKPath? Outline(int character)
    {
        var glyph = _font.GetGlyph(character);
        return glyph == 0 ? null : _font.GetGlyphPath(glyph);
    }

    /// <summary>A string of the OpenType table 'name', in English, or "" where the font does not hold it.</summary>
    private static string NameRecord(ReadOnlySpan<byte> table, int id)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(table[2..]);
        var strings = table[BinaryPrimitives.ReadUInt16BigEndian(table[4..])..];
        for (var i = 0; i < count; i++)
        {
            var record = table.Slice(6 + 12 * i, 12);
            if (Field(record, 0) == WindowsPlatform && Field(record, 2) == English && Field(record, 3) == id)
                return Encoding.BigEndianUnicode.GetString(strings.Slice(Field(record, 5), Field(record, 4)));
        }
        return "";
    }

    private static int Field(ReadOnlySpan<byte> record, int index) => BinaryPrimitives.ReadUInt16BigEndian(record[(2 * index)..]);
}
