namespace Tercet.Search.Kernels;

/// <summary>
/// Multiplies a group of anchors with a panel of candidates: <see cref="Rows"/> × <see cref="Columns"/> dot products at
/// once, kept in registers over the whole depth. Each dot product is one chain of multiply-adds in order of the
/// components, so |computed − exact| ≤ γₙ Σ|xᵢyᵢ|, γₙ = n·2⁻²⁴ / (1 − n·2⁻²⁴), n = depth (Higham 2002, section 3.1),
/// with or without fused arithmetic.
/// </summary>
/// <remarks>
/// Kernels, and the other inner loops over components, are compiled with full optimization at once: compiled in tiers, a command over
/// a million rows spent half a second of processor time in code that was not optimized yet.
/// </remarks>
internal abstract unsafe class TileKernel
{
    /// <summary>The name by which <see cref="KernelTable.EnvironmentVariable"/> selects it.</summary>
    public abstract string Name { get; }

    /// <summary>Anchors per group.</summary>
    public abstract int Rows { get; }

    /// <summary>Candidates per panel.</summary>
    public abstract int Columns { get; }

    /// <summary>Whether this processor supports it.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Adds, or writes, the dot products of one tile.</summary>
    /// <param name="depth">Components, 1 or more.</param>
    /// <param name="anchors">depth × Rows floats: component k of anchor i at k · Rows + i.</param>
    /// <param name="candidates">depth × Columns floats: component k of candidate j at k · Columns + j.</param>
    /// <param name="sums">Rows × Columns floats, a row per anchor.</param>
    /// <param name="accumulate">Whether the products are added to what <paramref name="sums"/> holds.</param>
    public abstract void Multiply(int depth, float* anchors, float* candidates, float* sums, bool accumulate);
}
