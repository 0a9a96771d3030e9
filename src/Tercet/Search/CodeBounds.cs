namespace Tercet.Search;

/// <summary>Which codes a reference distance may have, and the reverse: what the codes of one anchor can separate.</summary>
/// <param name="Scale">How the float32 values became codes.</param>
/// <param name="Proxy">What the values approximate.</param>
/// <param name="Bound">The maximum difference between a value and the proxy of its reference distance.</param>
internal readonly record struct CodeBounds(CodeScale Scale, DistanceProxy Proxy, double Bound)
{
    /// <summary>The least code that a candidate at <paramref name="distance"/> or beyond may have.</summary>
    public int LeastFrom(double distance) => Scale.LeastFrom(Proxy.Of(distance) - Bound);

    /// <summary>The least code that only candidates at <paramref name="distance"/> or beyond have.</summary>
    public int CertainFrom(double distance) => Scale.CertainFrom(Proxy.Of(distance) + Bound);

    /// <summary>The greatest code that a candidate no farther than <paramref name="distance"/> may have.</summary>
    public int GreatestUpTo(double distance) => Scale.GreatestUpTo(Proxy.Of(distance) + Bound);

    /// <summary>The least code of a candidate that may be farther than one of the given code.</summary>
    public int NotNearerThan(int code) => Scale.LeastFrom(Scale.Floor(code) - 2 * Bound);

    /// <summary>The greatest code of a candidate that may be nearer than one of the given code.</summary>
    public int NotFartherThan(int code) => Scale.GreatestUpTo(Scale.Ceiling(code) + 2 * Bound);
}
