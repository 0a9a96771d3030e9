using System.Runtime.InteropServices;

namespace Tercet.Vision.Onnx;

/// <summary>
/// Turns off the telemetry of ONNX Runtime, which records on disk which program ran it on which machine, in order to send it
/// later. It reads the switch once, when it starts.
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
            _ = SetEnvironment(Switch, On, 0); // .NET keeps a copy of its own there, which native code does not see
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
