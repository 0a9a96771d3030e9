using Microsoft.ML.OnnxRuntime;

namespace Tercet.Vision.Onnx;

/// <summary>Opens models on a device.</summary>
internal static class OnnxSession
{
    /// <exception cref="InvalidInputException">The installed ONNX Runtime lacks the device, or cannot load the model.</exception>
    public static InferenceSession Open(string path, Device device)
    {
        Telemetry.TurnOff();
        RequireProvider(device);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        SelectProvider(options, device);
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
            throw new InvalidInputException(
                $"{path}: ONNX Runtime {Version} cannot load the model ({Reason(e)}). Copy it again with all of its files, or "
                + "export it for an older opset.",
                e);
        }
    }

    /// <summary>The message of the runtime, on one line, without its error code.</summary>
    public static string Reason(OnnxRuntimeException e)
    {
        var text = e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var end = text.IndexOf("] ", StringComparison.Ordinal);
        return text.StartsWith("[ErrorCode", StringComparison.Ordinal) && end > 0 ? text[(end + 2)..] : text;
    }

    private static string Version => OrtEnv.Instance().GetVersionString();

    private static void RequireProvider(Device device)
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
                $"`Device` is {EnumNames.ToKebabCase(device)}, but the installed ONNX Runtime ({Version}) has no {provider}; it "
                + $"has {string.Join(", ", available)}. Build Tercet with the ONNX Runtime package for that device in place of "
                + "Microsoft.ML.OnnxRuntime, or set `Device` to cpu.");
    }

    private static void SelectProvider(SessionOptions options, Device device)
    {
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
            throw new InvalidInputException(
                $"`Device` is {EnumNames.ToKebabCase(device)}, which cannot be used ({Reason(e)}). Check its driver and "
                + "libraries, or set `Device` to cpu.",
                e);
        }
    }
}
