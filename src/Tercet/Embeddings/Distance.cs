namespace Tercet;

/// <summary>How far two embeddings a and b are from each other. Every distance is computed in float64.</summary>
public enum Distance
{
    /// <summary>√Σ(aᵢ − bᵢ)².</summary>
    Euclidean,

    /// <summary>Σ(aᵢ − bᵢ)².</summary>
    SquaredEuclidean,

    /// <summary>1 − Σaᵢbᵢ / √(Σaᵢ² · Σbᵢ²), from 0 (same direction) to 2. Not defined for a row of zeros.</summary>
    Cosine,
}
