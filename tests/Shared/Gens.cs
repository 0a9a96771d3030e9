using CsCheck;

namespace Tercet.Testing;

/// <summary>Generators that CsCheck does not have.</summary>
internal static class Gens
{
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
