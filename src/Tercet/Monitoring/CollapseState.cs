namespace Tercet;

/// <summary>Whether a model in training has collapsed; <see cref="CollapseMonitor"/> has the rule.</summary>
public enum CollapseState
{
    /// <summary>It has not.</summary>
    Healthy,

    /// <summary>Its embeddings have contracted, or its loss is at a plateau.</summary>
    AtRisk,

    /// <summary>It maps everything to (nearly) a single point.</summary>
    Collapsed,
}
