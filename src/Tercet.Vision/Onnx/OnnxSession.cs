using Microsoft.ML.OnnxRuntime;

namespace Tercet.Vision.Onnx;

/// <summary>Opens models on a device.</summary>
internal static class OnnxSession
{
    /// <exception cref="InvalidInputException">The installed runtime lacks the device, or cannot load the model.</exception>
    public static InferenceSession Open(string path, Device device)
    {
        Telemetry.TurnOff();
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        Require(device);
        try
        {
            switch (device)
            {
                case Device.Cpu:
                    options.IntraOpNumThreads = 1;
                    break;
                case Device.Cuda:
                    options.AppendExecutionProvider_CUDA();
                    break;
                case Device.Directml:
                    options.AppendExecutionProvider_DML();
                    break;
                case Device.Coreml:
                    options.AppendExecutionProvider("CoreML");
                    break;
                case Device.Openvino:
                    options.AppendExecutionProvider_OpenVINO();
                    break;
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException($"--device {EnumNames.ToKebabCase(device)}: the device cannot be used ({Reason(e)}). Check its driver and libraries, or take --device cpu.", e);
        }
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e) when (e.Message.Contains("InvalidProtobuf", StringComparison.Ordinal))
        {
            throw OnnxModelFile.NotOnnx(path, Reason(e), e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException($"{path}: ONNX Runtime {OrtEnv.Instance().GetVersionString()} cannot load the model ({Reason(e)}). Copy it again with all of its files, or export it for an older opset.", e);
        }
    }

    /// <summary>What the runtime says, on one line, without its error code.</summary>
    public static string Reason(OnnxRuntimeException e)
    {
        var text = e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var end = text.IndexOf("] ", StringComparison.Ordinal);
        return text.StartsWith("[ErrorCode", StringComparison.Ordinal) && end > 0 ? text[(end + 2)..] : text;
    }

    private static void Require(Device device)
    {
        var provider = device switch
        {
            Device.Cuda => "CUDAExecutionProvider",
            Device.Directml => "DmlExecutionProvider",
            Device.Coreml => "CoreMLExecutionProvider",
            Device.Openvino => "OpenVINOExecutionProvider",
            _ => "CPUExecutionProvider",
        };
        var available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(provider))
            throw new InvalidInputException(
                $"--device {EnumNames.ToKebabCase(device)}: the installed ONNX Runtime ({OrtEnv.Instance().GetVersionString()}) has no {provider}; it has {string.Join(", ", available)}. "
                + "Build Tercet with the package of ONNX Runtime for that device in place of Microsoft.ML.OnnxRuntime, or take --device cpu.");
    }
}
