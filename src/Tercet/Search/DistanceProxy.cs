namespace Tercet.Search;

/// <summary>An increasing function of the distance d that the float32 search approximates: factor · d, or its square.</summary>
internal readonly record struct DistanceProxy(double Factor, bool Squared)
{
    public double Of(double distance)
    {
        var scaled = Factor * distance;
        return Squared ? scaled * Math.Abs(scaled) : scaled; // a threshold may be negative, and must stay below all distances
    }
}
