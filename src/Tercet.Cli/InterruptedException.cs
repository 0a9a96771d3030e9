namespace Tercet.Cli;

/// <summary>Work that was interrupted, and left something that can be gone on with.</summary>
/// <param name="message">What, and how.</param>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
