namespace Tercet.Vision;

/// <summary>What to do with images that are missing, damaged, too large or of an unsupported format.</summary>
public enum BadImageHandling
{
    /// <summary>Check every image, report all bad ones in one exception, and return no embeddings.</summary>
    Fail,

    /// <summary>Skip them: their rows are missing (NaN), and the result reports what is wrong with each.</summary>
    Skip,
}
