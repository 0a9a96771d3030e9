namespace Tercet.Vision.Tests.Onnx;

public class ImagePreparationTests
{
    [Fact]
    public void Presets_are_those_of_the_publishers_of_the_models()
    {
        AssertIs(new ImagePreparation(), null, ImageFit.Stretch, 1, Interpolation.Bilinear, [0], [1]);
        AssertIs(
            ImagePreparation.ImageNet, (224, 224), ImageFit.Crop, 0.875, Interpolation.Bilinear, [0.485, 0.456, 0.406],
            [0.229, 0.224, 0.225]);
        AssertIs(ImagePreparation.Inception, (299, 299), ImageFit.Stretch, 1, Interpolation.Bilinear, [0.5], [0.5]);
        AssertIs(
            ImagePreparation.Clip, (224, 224), ImageFit.Crop, 1, Interpolation.Bicubic,
            [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]);
    }

    [Fact]
    public void Values_are_scaled_then_shifted_then_divided()
    {
        var preparation = new ImagePreparation { PixelScale = 0.5, Mean = [1, 2, 3], Std = [2, 4, 8] };
        Assert.Equal([4.5, 2.0, 0.875], Enumerable.Range(0, 3).Select(channel => preparation.Convert(20, channel)));
        Assert.Equal((-1, 1), (ImagePreparation.Inception.Convert(0, 2), ImagePreparation.Inception.Convert(255, 2)));
    }

    private static void AssertIs(
        ImagePreparation actual, (int, int)? size, ImageFit fit, double cropShare, Interpolation interpolation,
        double[] mean, double[] std)
    {
        Assert.Equal((size, fit, cropShare, interpolation), (actual.Size, actual.Fit, actual.CropShare, actual.Interpolation));
        Assert.Equal((1.0 / 255, ChannelOrder.Rgb), (actual.PixelScale, actual.ChannelOrder));
        Assert.Equal(mean, actual.Mean);
        Assert.Equal(std, actual.Std);
    }
}
