namespace Tercet.Vision.Onnx;

/// <summary>What runs a model: an execution provider of ONNX Runtime. All but the first must be in the installed runtime.</summary>
public enum Device
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>Any GPU on Windows, through DirectML.</summary>
    Directml,

    /// <summary>Apple's Core ML.</summary>
    Coreml,

    /// <summary>Intel's OpenVINO.</summary>
    Openvino,
}
