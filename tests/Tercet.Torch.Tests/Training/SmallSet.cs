using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>Data that an encoder learns quickly.</summary>
internal static class SmallSet
{
    public const int Classes = 20, PerClass = 4, Inputs = 8;

    /// <summary>Classes around random centres in the first half of the components, noise in the other.</summary>
    /// <param name="testRatio">The fraction of the classes that is held out.</param>
    /// <param name="noise">The width of a class.</param>
    /// <param name="spread">How far classes are apart.</param>
    public static TrainingSet Create(double testRatio = 0.3, double noise = 0.3, double spread = 1)
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
        var items = new LabeledItems([.. Enumerable.Range(0, Classes * PerClass).Select(i => $"c{i / PerClass}")]);
        return new TrainingSet(items, EmbeddingMatrix.FromArray(values, Inputs), split: DataSplit.ByClass(items, testRatio));
    }
}
