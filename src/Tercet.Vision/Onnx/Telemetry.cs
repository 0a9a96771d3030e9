using System.Runtime.InteropServices;

namespace Tercet.Vision.Onnx;

/// <summary>
/// ONNX Runtime writes down, beside the user's caches, which program ran it on what machine, to send it home. Nobody asked for that here;
/// it must be told before it starts.
/// </summary>
internal static partial class Telemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY", On = "1";

    /// <summary>Turns it off for this process, unless the variable is set already.</summary>
    public static void TurnOff()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not null)
            return;
        Environment.SetEnvironmentVariable(Switch, On);
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(Switch, On, 0); // .NET keeps its own copy there, which native code does not see
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
