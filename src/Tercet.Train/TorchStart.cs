using Tercet.Torch;

namespace Tercet.Train;

/// <summary>Loads torch, which must come before any other use of it.</summary>
internal static class TorchStart
{
    /// <summary>Loads torch.</summary>
    /// <returns>What a reader should know of it; null for nothing.</returns>
    public static string? Load()
    {
        using var log = new StringWriter();
        try
        {
            TorchLibrary.Load(log);
        }
        catch (DllNotFoundException e)
        {
            throw new InvalidInputException(
                $"torch cannot be loaded here ({e.Message.TrimEnd('.')}). Expected Linux on x64, for which this tool "
                + "includes it. Train there, or build the tool with the libtorch package of this system.", e);
        }
        return log.ToString().Trim() is { Length: > 0 } note ? note : null;
    }
}
