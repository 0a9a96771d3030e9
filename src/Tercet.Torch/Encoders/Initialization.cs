using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>
/// Draws the weights and biases of each convolution and dense layer uniformly from ±1/√n, n the inputs of one output, as PyTorch
/// does by default. They come from the library's own generator, so that a seed gives the same network on every system.
/// </summary>
internal static class Initialization
{
    /// <summary>The random streams of weights; the engine has the others up to 9.</summary>
    private const ulong Purpose = 7;

    public static void Draw(nn.Module module, ulong seed)
    {
        using var _ = no_grad();
        ulong part = 0;
        foreach (var (name, weight) in module.named_parameters().Where(parameter => parameter.parameter.dim() > 1))
        {
            var inputs = weight.numel() / weight.shape[0];
            Fill(weight, inputs, seed, part++);
            var bias = name[..^"weight".Length] + "bias";
            foreach (var (_, parameter) in module.named_parameters().Where(other => other.name == bias))
                Fill(parameter, inputs, seed, part++);
        }
    }

    private static void Fill(Tensor parameter, long inputs, ulong seed, ulong part)
    {
        var stream = new RandomStream(seed, Purpose, part, 0);
        var bound = 1 / Math.Sqrt(inputs);
        var values = new float[parameter.numel()];
        foreach (ref var value in values.AsSpan())
            value = (float)((2 * stream.NextDouble() - 1) * bound);
        using var drawn = tensor(values, parameter.shape);
        parameter.copy_(drawn);
    }
}
