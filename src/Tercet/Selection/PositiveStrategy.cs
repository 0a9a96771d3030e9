namespace Tercet;

/// <summary>Which item of the anchor's class becomes the positive.</summary>
public enum PositiveStrategy
{
    /// <summary>Any, each as likely.</summary>
    Random,

    /// <summary>The nearest to the anchor (easy positive, Xuan et al. 2020).</summary>
    Nearest,

    /// <summary>The farthest from the anchor (hard positive, Hermans et al. 2017).</summary>
    Farthest,
}
