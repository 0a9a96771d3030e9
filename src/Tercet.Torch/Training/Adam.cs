using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) in PyTorch's form: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// p ← p − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε), with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸, in one pass over the memory of
/// parameters.
/// </summary>
/// <remarks>
/// TorchSharp's own creates a dozen scalars per step, and occasionally one is finalised while native code still reads it.
/// </remarks>
internal sealed class Adam : IDisposable
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    private readonly double _learningRate;
    private readonly List<Slot> _slots;

    /// <summary>Starts with moments of zero.</summary>
    /// <param name="encoder">Its parameters: contiguous float32 in the processor's memory.</param>
    /// <param name="learningRate">lr.</param>
    /// <exception cref="ArgumentException">A parameter is of another kind.</exception>
    public Adam(nn.Module encoder, double learningRate)
    {
        _learningRate = learningRate;
        foreach (var (name, parameter) in encoder.named_parameters())
        {
            if (parameter.dtype != ScalarType.Float32 || parameter.device_type != TorchSharp.DeviceType.CPU
                || !parameter.is_contiguous())
            {
                throw new ArgumentException(
                    $"parameter {name} is {parameter.dtype} on {parameter.device}. "
                    + "Expected contiguous float32 in the processor's memory; convert the encoder first.", nameof(encoder));
            }
        }
        _slots = [.. encoder.named_parameters().Select(named => new Slot(named.name, named.parameter))];
    }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>The moments, by name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        _slots.SelectMany(slot => new[] { ($"adam.mean.{slot.Name}", slot.Mean), ($"adam.square.{slot.Name}", slot.Square) });

    /// <summary>Moves the parameters against their gradients.</summary>
    public void Step()
    {
        Steps++;
        var rate = (float)(_learningRate / (1 - PortableMath.Pow(Beta1, Steps)));
        var correction = (float)(1 / Math.Sqrt(1 - PortableMath.Pow(Beta2, Steps)));
        foreach (var slot in _slots)
        {
            using var gradient = slot.Parameter.grad?.contiguous();
            if (gradient is not null)
                Move(Values(slot.Parameter), Values(gradient), Values(slot.Mean), Values(slot.Square), rate, correction);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in State)
            tensor.Dispose();
    }

    private static void Move(
        Span<float> parameters, Span<float> gradients, Span<float> means, Span<float> squares, float rate, float correction)
    {
        var p = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var m = MemoryMarshal.Cast<float, Vector<float>>(means);
        var v = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var epsilon = new Vector<float>(Epsilon);
        for (var i = 0; i < p.Length; i++)
        {
            m[i] = Beta1 * m[i] + (1 - Beta1) * g[i];
            v[i] = Beta2 * v[i] + (1 - Beta2) * (g[i] * g[i]);
            p[i] -= rate * m[i] / (Vector.SquareRoot(v[i]) * correction + epsilon);
        }
        for (var i = p.Length * Vector<float>.Count; i < parameters.Length; i++)
        {
            means[i] = Beta1 * means[i] + (1 - Beta1) * gradients[i];
            squares[i] = Beta2 * squares[i] + (1 - Beta2) * (gradients[i] * gradients[i]);
            parameters[i] -= rate * means[i] / (MathF.Sqrt(squares[i]) * correction + Epsilon);
        }
    }

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private sealed class Slot(string name, Tensor parameter)
    {
        public string Name { get; } = name;

        public Tensor Parameter { get; } = parameter;

        public Tensor Mean { get; } = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();

        public Tensor Square { get; } = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
    }
}
