namespace Tercet.CommandLine;

/// <summary>Work that was interrupted, and left something that can be gone on with.</summary>
/// <param name="message">What, and how.</param>
public sealed class InterruptedException(string message) : OperationCanceledException(message);
