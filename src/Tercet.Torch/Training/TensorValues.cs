using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>Copies the values of tensors.</summary>
internal static class TensorValues
{
    /// <summary>All values of a float32 tensor, row after row.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var values = detached.cpu();
        return values.data<float>().ToArray();
    }
}
