namespace Tercet.Vision;

/// <summary>
/// The execution provider of ONNX Runtime that runs a model. All but <see cref="Cpu"/> need a build of ONNX Runtime that has
/// them.
/// </summary>
public enum Device
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, through CUDA.</summary>
    Cuda,

    /// <summary>Any GPU on Windows, through DirectML.</summary>
    Directml,

    /// <summary>Apple's Core ML.</summary>
    Coreml,

    /// <summary>Intel's OpenVINO.</summary>
    Openvino,
}
