namespace Tercet.Vision;

/// <summary>How an image of any size is resized to the input size of a model.</summary>
public enum ImageFit
{
    /// <summary>Resized in both directions, ignoring the aspect ratio.</summary>
    Stretch,

    /// <summary>
    /// Resized to cover the target size divided by <see cref="ImagePreparation.CropShare"/>, then centre-cropped: torchvision's
    /// Resize and CenterCrop.
    /// </summary>
    Crop,

    /// <summary>Resized to fit inside the target size, centred on white: Pillow's ImageOps.pad.</summary>
    Pad,
}
