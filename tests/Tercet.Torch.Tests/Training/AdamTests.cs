using Tercet.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Tercet.Torch.Tests.Training;

/// <summary>Adam against its formula in float64, and against torch's own.</summary>
public class AdamTests
{
    private const double LearningRate = 0.01;
    private const int Steps = 200;

    /// <summary>Around the widths of vectors, so that whole vectors and the rest are both tested.</summary>
    public static TheoryData<int> Lengths => [1, 3, 7, 8, 9, 16, 33];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Parameters_follow_the_formula(int length)
    {
        const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
        double[] expected = [.. Start(length)], m = new double[length], v = new double[length];
        using var module = new Parameters(length);
        using var adam = new Adam(module, LearningRate);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Gradient(length, step);
            for (var i = 0; i < length; i++)
            {
                m[i] = Beta1 * m[i] + (1 - Beta1) * gradient[i];
                v[i] = Beta2 * v[i] + (1 - Beta2) * gradient[i] * gradient[i];
                var (mean, square) = (m[i] / (1 - Math.Pow(Beta1, step)), v[i] / (1 - Math.Pow(Beta2, step)));
                expected[i] -= LearningRate * mean / (Math.Sqrt(square) + Epsilon);
            }
            module.SetGradient(gradient);
            adam.Step();
            Equal(expected, module.Values);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Parameters_are_those_of_torch(int length)
    {
        using var module = new Parameters(length);
        using var adam = new Adam(module, LearningRate);
        using var other = new Parameters(length);
        using var reference = optim.Adam(other.parameters(), LearningRate);
        for (var step = 1; step <= Steps; step++)
        {
            module.SetGradient(Gradient(length, step));
            adam.Step();
            other.SetGradient(Gradient(length, step));
            reference.step();
            Equal(Array.ConvertAll(other.Values, value => (double)value), module.Values);
        }
    }

    [Fact]
    public void Parameters_of_another_type_are_refused()
    {
        using var module = new Parameters(3);
        module.to(ScalarType.Float64);
        Assert.StartsWith(
            "parameter value is Float64 on cpu. Expected contiguous float32",
            Assert.Throws<ArgumentException>(() => new Adam(module, LearningRate)).Message, StringComparison.Ordinal);
    }

    private static float[] Start(int length) => [.. Enumerable.Range(0, length).Select(i => 0.1f * (i % 7) - 0.3f)];

    /// <summary>
    /// Gradients of several magnitudes, large in the first steps: later steps depend on how fast the second moment decays.
    /// </summary>
    private static float[] Gradient(int length, int step) =>
        [.. Enumerable.Range(0, length).Select(i => Math.Pow(10, i % 4 - 2) * (0.5 + Math.Sin(0.7 * step + i)))
            .Select(value => (float)(step <= 20 ? 100 * value : value))];

    private static void Equal(double[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-3 * LearningRate);
    }

    private sealed class Parameters : nn.Module
    {
        private readonly TorchSharp.Modules.Parameter value;

        public Parameters(int length) : base(nameof(Parameters))
        {
            value = nn.Parameter(tensor(Start(length)));
            RegisterComponents();
        }

        public float[] Values => TensorValues.ToArray(value);

        public void SetGradient(float[] gradient)
        {
            using var scope = NewDisposeScope();
            zero_grad();
            (value * tensor(gradient)).sum().backward();
        }
    }
}
