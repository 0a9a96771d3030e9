using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

/// <summary>Pixels are those of Pillow and torchvision, to the bit: asked for are 2/255 on average and 12/255 anywhere.</summary>
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
        var share = row.GetProperty("share").ValueKind == System.Text.Json.JsonValueKind.Null ? 1 : row.GetProperty("share").GetDouble();
        var fitted = ImageFitting.Fit(
            RgbImage.Decode(Fixture.BytesOf(row.Text("image"))), row.Number("width"), row.Number("height"),
            EnumNames.Parse<ImageFit>(row.Text("fit"))!.Value, share, EnumNames.Parse<Interpolation>(row.Text("interpolation"))!.Value);
        Assert.Equal((row.Number("width"), row.Number("height")), (fitted.Width, fitted.Height));
        Assert.Equal(Fixture.Bytes(file), Fixture.Colours(fitted));
    }

    [Fact]
    public void Both_interpolations_and_all_fits_are_there() =>
        Assert.Equal(6, Fixture.Rows("images.json", "vectors").Select(row => (row.Text("fit"), row.Text("interpolation"))).Distinct().Count());
}
