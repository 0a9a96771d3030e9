namespace Tercet;

/// <summary>Whether a model in training still tells items apart; <see cref="CollapseMonitor"/> says by what rule.</summary>
public enum CollapseState
{
    /// <summary>It does.</summary>
    Healthy,

    /// <summary>Its embeddings have drawn together, or hardly any of its triplets come out right.</summary>
    AtRisk,

    /// <summary>It maps everything to nearly one point.</summary>
    Collapsed,
}
