
namespace Tercet.Torch.Tests.Training;

/// <summary>Data that an encoder learns quickly.</summary>
internal static class SmallSource
{
    public const int Classes = 20, PerClass = 4, Inputs = 8;

    /// <summary>Classes around random centres in the first half of the components, noise in the other.</summary>
    public static MiningSource Create(double noise = 0.3, double spread = 1)
    {
        var stream = new Random(1);
        var values = new float[Classes * PerClass * Inputs];
        for (var c = 0; c < Classes; c++)
        {
            var centre = Enumerable.Range(0, Inputs)
                .Select(k => k < Inputs / 2 ? spread * (stream.NextDouble() - 0.5) : 0).ToArray();
            for (var i = 0; i < PerClass * Inputs; i++)
                values[c * PerClass * Inputs + i] = (float)(1 + centre[i % Inputs] + noise * (stream.NextDouble() - 0.5));
        }
        return new MiningSource(
            new Dataset(new ItemTable([.. Enumerable.Range(0, Classes * PerClass).Select(i => $"c{i / PerClass}")])),
            EmbeddingMatrix.FromArray(values, Inputs));
    }
}
