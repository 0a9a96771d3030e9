using System.Text.Json;
using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

/// <summary>Pixels are bit-identical to those of Pillow and torchvision.</summary>
public class PillowTests
{
    public static TheoryData<string> Pictures() => [.. Fixture.Rows("images.json", "pictures").Select(row => row.Text("name"))];

    public static TheoryData<string> Vectors() => [.. Fixture.Rows("images.json", "vectors").Select(row => row.Text("file"))];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Decodes_as_Pillow(string name)
    {
        var row = Fixture.Rows("images.json", "pictures").Single(row => row.Text("name") == name);
        var image = RgbImage.Decode(Fixture.BytesOf(row.Text("image")));
        Assert.Equal((row.Number("width"), row.Number("height")), (image.Width, image.Height));
        Assert.Equal(Fixture.Bytes(row.Text("pixels")), Fixture.Colours(image));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Fits_as_torchvision(string file)
    {
        var row = Fixture.Rows("images.json", "vectors").Single(row => row.Text("file") == file);
        var share = row.GetProperty("share") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 1;
        var fitted = ImageFitting.Fit(
            RgbImage.Decode(Fixture.BytesOf(row.Text("image"))), row.Number("width"), row.Number("height"),
            EnumNames.Parse<ImageFit>(row.Text("fit"))!.Value, share,
            EnumNames.Parse<Interpolation>(row.Text("interpolation"))!.Value);
        Assert.Equal((row.Number("width"), row.Number("height")), (fitted.Width, fitted.Height));
        Assert.Equal(Fixture.Bytes(file), Fixture.Colours(fitted));
    }

    [Fact]
    public void Both_interpolations_and_all_fits_are_covered() =>
        Assert.Equal(
            6, Fixture.Rows("images.json", "vectors").DistinctBy(row => (row.Text("fit"), row.Text("interpolation"))).Count());
}
