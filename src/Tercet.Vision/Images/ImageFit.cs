namespace Tercet.Vision.Images;

/// <summary>How an image of any shape is brought to a model's.</summary>
public enum ImageFit
{
    /// <summary>Resized in both directions, whatever becomes of its proportions.</summary>
    Stretch,

    /// <summary>Resized to cover the target (or more, by the crop share), the middle cut out: torchvision's Resize and CenterCrop.</summary>
    Crop,

    /// <summary>Resized to lie within the target, in the middle, white around it: Pillow's ImageOps.pad.</summary>
    Pad,
}
