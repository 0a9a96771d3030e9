using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>The values of tensors, as arrays.</summary>
internal static class TensorValues
{
    /// <summary>All values of a tensor of float32, row after row.</summary>
    public static float[] Of(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var values = detached.cpu();
        return values.data<float>().ToArray();
    }
}
