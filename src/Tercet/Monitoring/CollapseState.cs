namespace Tercet;

/// <summary>Whether a model in training has collapsed; <see cref="CollapseMonitor"/> has the rule.</summary>
public enum CollapseState
{
    /// <summary>Its embeddings are spread out, and it retrieves.</summary>
    Healthy,

    /// <summary>Its embeddings have contracted, but it still retrieves: their scale has shrunk, not their order.</summary>
    Contracted,

    /// <summary>It no longer retrieves.</summary>
    Collapsed,
}
