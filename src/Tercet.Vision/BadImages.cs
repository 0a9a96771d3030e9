namespace Tercet.Vision;

/// <summary>What becomes of images that cannot be used.</summary>
public enum BadImages
{
    /// <summary>All are looked for, and told together; nothing is embedded for good.</summary>
    Fail,

    /// <summary>They are left out, and told with the result.</summary>
    Skip,
}
