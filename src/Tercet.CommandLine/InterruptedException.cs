namespace Tercet.CommandLine;

/// <summary>Work that was interrupted and can be resumed.</summary>
/// <param name="message">What was interrupted, and how to resume it.</param>
public sealed class InterruptedException(string message) : OperationCanceledException(message);
